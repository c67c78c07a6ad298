"""What was there first decides who moved."""

from dataclasses import replace
from datetime import date

import pytest
from builders_stored import MESSAGING, WHERE, make_scan, make_stored, make_stored_finding

from msgcheck.feedback.message_changes import ScannedChanges
from msgcheck.feedback.own_material import template_of
from msgcheck.feedback.who_moved import who_moved
from msgcheck.records import Audience, MessageId, Mover, Retired

OWN = Audience(owner="marketing")
RETIRED = Retired(id=MessageId("old-quay"), text="Quays on autopilot.", retired_on=date(2026, 6, 15), where=WHERE)


def messaging(valid_from=None, retired=()):
    quay = replace(MESSAGING.messages[0], valid_from=valid_from)
    return replace(MESSAGING, messages=(quay, *MESSAGING.messages[1:]), retired=retired)


def moved(days, approved_messaging, *, scans=(), documents=None, **values):
    stored = documents or [make_stored(key, day=day) for key, day in enumerate(days, 1)]
    by_key = {document.key: document for document in stored}
    cluster = tuple(make_stored_finding(key, key, **values) for key in by_key)
    changes = ScannedChanges(approved_messaging, scans=scans, documents=by_key, findings=cluster)
    return who_moved(cluster, by_key, approved_messaging, changes=changes)


def july(*days):
    return [date(2026, 7, day) for day in days]


@pytest.mark.parametrize(
    ("days", "mover"),
    [
        (july(2, 3, 4), Mover.FIELD),
        (july(12, 13, 14), Mover.FIELD),
        (july(2, 3, 14), Mover.MARKETING),
    ],
)
def test_who_moved_goes_by_when_the_message_began(days, mover):
    began = date(2026, 7, 1) if mover is Mover.FIELD else date(2026, 7, 10)
    assert moved(days, messaging(began)) is mover


def test_who_moved_is_both_where_many_but_not_most_were_written_before():
    assert moved(july(2, 3, 14, 15), messaging(date(2026, 7, 10))) is Mover.BOTH


def test_who_moved_is_the_field_where_nothing_is_known_of_a_change():
    assert moved(july(2), messaging()) is Mover.FIELD


@pytest.mark.parametrize(("day", "mover"), [(date(2026, 6, 1), Mover.MARKETING), (date(2026, 7, 1), Mover.FIELD)])
def test_who_moved_with_a_retired_line_goes_by_when_it_was_retired(day, mover):
    found = moved([day], messaging(retired=(RETIRED,)), code="MC201", message_id="old-quay", change="old line old-quay")
    assert found is mover


def test_who_moved_with_a_retired_line_without_a_day_goes_by_when_the_new_one_began():
    undated = replace(RETIRED, retired_on=None, replaced_by=MessageId("quay"))
    found = moved(july(2), messaging(date(2026, 7, 10), (undated,)), code="MC201", message_id="old-quay")
    assert found is Mover.MARKETING


@pytest.mark.parametrize(("day", "mover"), [(date(2026, 5, 31), Mover.MARKETING), (date(2026, 6, 1), Mover.FIELD)])
def test_who_moved_with_an_expired_line_goes_by_its_last_day(day, mover):
    assert moved([day], messaging(), code="MC205", message_id="gone", change="expired") is mover


def test_who_moved_before_an_embargo_is_the_field():
    assert moved(july(2), messaging(), code="MC204", message_id="later", change="too early") is Mover.FIELD


def test_who_moved_is_our_own_material_where_a_document_of_marketing_says_it():
    documents = [make_stored(1), make_stored(2, audience=OWN, day=date(2026, 9, 1))]
    assert moved((), messaging(date(2026, 7, 10)), documents=documents) is Mover.OWN_MATERIAL


def test_who_moved_of_a_claim_without_a_message_is_the_field():
    assert moved(july(2), messaging(), code="MC301", message_id=None) is Mover.FIELD


def test_who_moved_of_a_message_that_is_gone_is_the_field():
    assert moved(july(2), messaging(), message_id="never-heard-of") is Mover.FIELD


def scan(number, day, messaging_hash, judge="default"):
    return make_scan(number, as_of=date(2026, 7, day), messaging_hash=messaging_hash, judge=judge)


def test_who_moved_sees_from_the_scans_that_the_line_is_not_the_one_it_was():
    document = make_stored(1, day=date(2026, 7, 2), first_seen=date(2026, 7, 3), last_seen=date(2026, 7, 3))
    scans = (scan(1, 3, "mc1:a"), scan(2, 20, "mc1:b"))
    found = moved((), messaging(), documents=[document], scans=scans, approved="Harbourlight cuts waiting by 25%.")
    assert found is Mover.MARKETING


def test_who_moved_with_the_present_line_and_a_new_hash_is_the_field():
    document = make_stored(1, day=date(2026, 7, 2), first_seen=date(2026, 7, 3), last_seen=date(2026, 7, 20))
    scans = (scan(1, 3, "mc1:a"), scan(2, 20, "mc1:b"))
    assert moved((), messaging(), documents=[document], scans=scans) is Mover.FIELD


@pytest.mark.parametrize(("judge", "mover"), [("default", Mover.MARKETING), ("another", Mover.FIELD)])
def test_who_moved_sees_that_a_finding_came_up_in_a_document_long_known(judge, mover):
    """Finding 2 is younger than finding 1, whose document came with the second scan."""
    old = make_stored(2, day=date(2026, 7, 2), first_seen=date(2026, 7, 3), last_seen=date(2026, 7, 20))
    new = make_stored(1, day=date(2026, 7, 19), first_seen=date(2026, 7, 20), last_seen=date(2026, 7, 20))
    stored = (make_stored_finding(1, 1, message_id="setup"), make_stored_finding(2, 2))
    by_key = {1: new, 2: old}
    scans = (scan(1, 3, "mc1:a"), scan(2, 20, "mc1:b", judge))
    changes = ScannedChanges(messaging(), scans=scans, documents=by_key, findings=stored)
    assert who_moved(stored[1:], by_key, messaging(), changes=changes) is mover


def test_template_of_takes_the_one_that_still_says_it():
    documents = {
        1: make_stored(1, audience=OWN, superseded=True, day=date(2026, 1, 1)),
        2: make_stored(2, audience=OWN, day=date(2026, 3, 1)),
        3: make_stored(3, audience=OWN, day=date(2026, 4, 1)),
    }
    assert template_of(tuple(make_stored_finding(key, key) for key in documents), documents) == documents[2]


def test_template_of_the_field_is_none():
    assert template_of((make_stored_finding(1),), {1: make_stored(1)}) is None
