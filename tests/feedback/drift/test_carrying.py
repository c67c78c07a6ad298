"""Which documents carry which message."""

from dataclasses import replace

import pytest

from msgcheck.feedback.drift.by_period import Judged
from msgcheck.feedback.drift.carrying import Meanings, carriers
from msgcheck.records import MessageId, Retired
from tests.builders_stored import MESSAGING, WHERE, make_stored, make_stored_finding

QUAY = MessageId("quay")


def retired(name, replaced_by):
    return Retired(id=MessageId(name), text=name, replaced_by=replaced_by and MessageId(replaced_by), where=WHERE)


HOUSE = replace(MESSAGING, retired=(retired("older", "old"), retired("old", "quay"), retired("gone-line", None)))


def codes(*findings, used=()):
    """Return (message, codes) of a document with these findings."""
    judged = Judged(document=make_stored(1, used=used), findings=findings)
    found = carriers([judged], Meanings(HOUSE))
    return {message_id: sorted(carrier.codes) for message_id, (carrier,) in found.items()}


def test_carriers_say_a_message_on_message():
    assert codes(used=((QUAY, 2),)) == {"quay": []}


def test_carriers_say_it_in_silenced_words_too_and_not_on_message():
    assert codes(used=((QUAY, 0),)) == {"quay": []}
    (carrier,) = carriers([Judged(document=make_stored(1, used=((QUAY, 0),)), findings=())], Meanings(HOUSE))[QUAY]
    assert (carrier.drifts, carrier.is_on_message) == (False, False)


def test_carriers_are_on_message_that_say_it_so_beside_silenced_words():
    used = ((QUAY, 1), (MessageId("old"), 0))
    (carrier,) = carriers([Judged(document=make_stored(1, used=used), findings=())], Meanings(HOUSE))[QUAY]
    assert carrier.is_on_message


def test_carriers_say_a_message_otherwise():
    assert codes(make_stored_finding(1, code="MC103"), make_stored_finding(2)) == {"quay": ["MC102", "MC103"]}


def test_carriers_that_say_a_message_both_ways_drift():
    assert codes(make_stored_finding(), used=((QUAY, 1),)) == {"quay": ["MC102"]}


@pytest.mark.parametrize("code", ["MC401", "MC402"])
def test_carriers_are_no_documents_with_a_wrong_name_or_without_a_line(code):
    assert codes(make_stored_finding(code=code)) == {}


@pytest.mark.parametrize("name", ["old", "older"])
def test_carriers_of_a_message_are_those_of_the_lines_it_replaced(name):
    assert codes(make_stored_finding(code="MC201", message_id=MessageId(name))) == {"quay": ["MC201"]}


@pytest.mark.parametrize("name", [None, "gone-line", "never-0123"])
def test_carriers_are_of_present_messages_only(name):
    assert codes(make_stored_finding(message_id=name and MessageId(name))) == {}


def test_meanings_give_the_message_itself():
    assert Meanings(HOUSE).entry(MessageId("old")) == HOUSE.message("quay")
    assert Meanings(HOUSE).entry(MessageId("gone-line")) is None
