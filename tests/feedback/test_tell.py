"""What sellers tell, and what marketing answers."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from msgcheck.errors import InputError
from msgcheck.feedback.tell import MAX_TEXT, answer, tell, told_by_message
from msgcheck.records import MessageId, Told, Verdict
from tests.builders_stored import MESSAGING, FakeStore

DAY = date(2026, 11, 16)


@dataclass
class TellingStore(FakeStore):
    """Keeps what is told; an answer takes the place of the word it answers."""

    def keep_told(self, told):
        bare = replace(told, answer="", answered_on=None)
        kept = [known for known in self.kept_told if replace(known, answer="", answered_on=None) != bare]
        self.kept_told = (*kept, told)


@pytest.fixture
def store():
    return TellingStore()


def said(store, message="quay", verdict=Verdict.WORKS, **values):
    return tell(store, MESSAGING, message=message, verdict=verdict, day=DAY, **values)


def told(message="quay", verdict=Verdict.WORKS, **values):
    return Told(message_id=MessageId(message), verdict=verdict, text="", day=DAY, **values)


def test_tell_keeps_a_verdict_alone_without_a_name(store):
    said(store, verdict=Verdict.DOES_NOT_LAND)
    assert store.kept_told == (told(verdict=Verdict.DOES_NOT_LAND),)


def test_tell_keeps_words_on_one_line_and_a_name_that_was_given(store):
    kept = said(store, text="They ask\n what it costs. ", name="Tom")
    assert (kept.text, kept.name) == ("They ask what it costs.", "Tom")


def test_tell_takes_an_id_in_any_case(store):
    assert said(store, message="QUAY").message_id == "quay"


@pytest.mark.parametrize(("written", "offered"), [("quays", "quay"), ("set-up", "setup"), ("waiting times", "quay")])
def test_tell_names_the_nearest_messages(store, written, offered):
    with pytest.raises(InputError, match=written) as caught:
        said(store, message=written)
    assert offered in caught.value.hint
    assert store.kept_told == ()


def test_tell_offers_nothing_where_nothing_is_near(store):
    with pytest.raises(InputError) as caught:
        said(store, message="zzzz")
    assert "messaging show" in caught.value.hint


def test_tell_refuses_a_text_that_is_too_long(store):
    with pytest.raises(InputError, match="1,001 characters"):
        said(store, text="a" * (MAX_TEXT + 1))


def test_told_by_message_counts_every_verdict(store):
    for verdict in (Verdict.WORKS, Verdict.WORKS, Verdict.CUSTOMERS_ASK_INSTEAD):
        said(store, verdict=verdict, text=f"{len(store.kept_told)}")
    said(store, message="setup")
    first, second = told_by_message(store, MESSAGING)
    assert (first.message_id, second.message_id) == ("quay", "setup")
    assert dict(first.counts) == {Verdict.WORKS: 2, Verdict.DOES_NOT_LAND: 0, Verdict.CUSTOMERS_ASK_INSTEAD: 1}
    assert [item.number for item in second.items] == [4]


def test_told_by_message_shows_one_message(store):
    said(store)
    said(store, message="setup")
    assert [one.message_id for one in told_by_message(store, MESSAGING, message="setup")] == ["setup"]


def test_told_by_message_shows_a_message_that_is_gone(store):
    store.kept_told = (told(message="long-gone"),)
    (one,) = told_by_message(store, MESSAGING, message="long-gone")
    assert one.text == ""


def test_told_by_message_refuses_an_unknown_message(store):
    with pytest.raises(InputError, match="no message"):
        told_by_message(store, MESSAGING, message="nothing-like-it")


def test_answer_is_kept_with_its_day(store):
    said(store)
    answer(store, 1, "We changed it.", day=date(2026, 11, 20))
    assert store.kept_told == (told(answer="We changed it.", answered_on=date(2026, 11, 20)),)
    (one,) = told_by_message(store, MESSAGING)
    assert one.unanswered == 0


@pytest.mark.parametrize("number", [0, 2, -1])
def test_answer_refuses_a_number_that_nothing_has(store, number):
    said(store)
    with pytest.raises(InputError, match="no number") as caught:
        answer(store, number, "Yes.", day=DAY)
    assert "from 1 to 1" in caught.value.hint


def test_answer_refuses_an_empty_answer(store):
    said(store)
    with pytest.raises(InputError, match="empty"):
        answer(store, 1, "  ", day=DAY)
