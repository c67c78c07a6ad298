"""What is kept of a sender's answer to a warning, and what is not."""

from datetime import date

import pytest

from msgcheck.config import Settings
from msgcheck.errors import InputError
from msgcheck.findings.known import read_silences
from msgcheck.history.sql_store import open_store
from msgcheck.identity import finding_fingerprint
from msgcheck.messaging.load import load_messaging
from msgcheck.presend.answers import accept, override
from msgcheck.records import MAX_SENTENCE, Offered, OverrideReason
from tests.cli.plain_stages import HOUSE, PRIVATE

DAY = date(2026, 11, 16)
SAID = "Harbourlight cuts waiting times at the quay by more than 30%."
SECOND_TIME = finding_fingerprint(code="MC103", message_id="quay", statement=SAID, ordinal=1)


@pytest.fixture
def messaging(tmp_path):
    path = tmp_path / "house.yaml"
    path.write_text(HOUSE, encoding="utf-8")
    return load_messaging(path)


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "store.sqlite3"), keep_text="documents") as opened:
        yield opened


@pytest.fixture
def settings(tmp_path):
    return Settings(silences=tmp_path / "silences.yaml")


def sent_past(store, messaging, **changes):
    given = {"code": "MC103", "message_id": "quay", "reason": OverrideReason.AGREED, "day": DAY}
    return override(store, messaging, **(given | changes))


def accepted(store, settings, messaging, **changes):
    given = {"code": "MC103", "message_id": "quay", "fingerprint": SECOND_TIME, "sentence": SAID, "day": DAY}
    return accept(store, settings, messaging, **(given | changes))


def test_override_is_counted_by_month_and_keeps_no_sentence(store, messaging):
    assert sent_past(store, messaging) == "Counted, without your name and without your words."
    assert store.overrides() == (("MC103", "quay", date(2026, 11, 1), "agreed with deal desk", 1),)
    assert store.offered() == ()


def test_override_with_a_sentence_gives_it_to_marketing(store, messaging):
    said = sent_past(store, messaging, sentence=f"  {SAID}\n", reason=OverrideReason.DOES_NOT_WORK)
    assert said == "Counted without your name; marketing gets the sentence."
    assert store.offered() == (
        Offered(code="MC103", message_id="quay", sentence=SAID, reason=OverrideReason.DOES_NOT_WORK, day=DAY),
    )


def test_override_never_keeps_an_internal_line(store, messaging):
    sent_past(store, messaging, code="MC203", message_id="floor", sentence=PRIVATE)
    assert store.offered() == ()
    assert len(store.overrides()) == 1


@pytest.mark.parametrize("message_id", ["quay", "quay-old", "refund", "floor", None, ""])
def test_override_knows_every_line_that_can_be_warned_of(store, messaging, message_id):
    sent_past(store, messaging, message_id=message_id)
    assert [row[1] for row in store.overrides()] == [message_id or None]


@pytest.mark.parametrize(
    "changes", [{"code": "dear Ana"}, {"code": ""}, {"message_id": "dear Ana"}, {"sentence": "x" * (MAX_SENTENCE + 1)}]
)
def test_override_refuses_what_is_no_code_no_message_or_no_sentence(store, messaging, changes):
    with pytest.raises(InputError) as refused:
        sent_past(store, messaging, **changes)
    assert refused.value.hint
    assert store.overrides() == store.offered() == ()


def test_accept_proposes_the_sentence_and_asks_no_more(store, settings, messaging):
    assert "another way to say quay" in accepted(store, settings, messaging)
    assert store.offered() == (Offered(code="MC103", message_id="quay", sentence=SAID, reason=None, day=DAY),)
    (silence,) = read_silences(settings.silences)
    assert (silence.fingerprint, silence.all_documents) == (SECOND_TIME, True)


@pytest.mark.parametrize(
    "changes",
    [{"code": "MC102"}, {"code": "MC201"}, {"message_id": "refund"}, {"message_id": None}, {"sentence": " "}],
    ids=["figure", "old line", "no message", "none", "no sentence"],
)
def test_accept_refuses_what_marketing_has_to_decide(store, settings, messaging, changes):
    with pytest.raises(InputError):
        accepted(store, settings, messaging, **changes)
    assert store.offered() == ()
    assert not settings.silences.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"fingerprint": finding_fingerprint(code="MC203", message_id="floor", statement=PRIVATE, ordinal=0)},
        {"fingerprint": "Ana of Customer Ltd asked"},
        {"sentence": "Other words than the finding is about."},
    ],
    ids=["another finding", "no fingerprint", "other words"],
)
def test_accept_silences_only_the_finding_whose_words_it_gets(store, settings, messaging, changes):
    with pytest.raises(InputError, match="not about these words"):
        accepted(store, settings, messaging, **changes)
    assert store.offered() == ()
    assert not settings.silences.exists()


def test_store_that_keeps_no_text_keeps_no_offered_sentence(tmp_path, settings, messaging):
    with open_store(str(tmp_path / "none.sqlite3"), keep_text="none") as store:
        assert sent_past(store, messaging, sentence=SAID) == "Counted, without your name and without your words."
        assert "keeps no sentences" in accepted(store, settings, messaging)
        assert store.offered() == ()


def test_reasons_are_known_by_key_and_by_words():
    assert [reason.key for reason in OverrideReason] == ["agreed", "does-not-work", "customers-words", "wrong"]
    assert OverrideReason.of("customers-words") is OverrideReason.of("The customer's own words")
    assert OverrideReason.of("because") is None
