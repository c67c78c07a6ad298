"""Since when a message reads as it does."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.feedback.drift.changes import MessageChanges, place_of
from msgcheck.feedback.state import State
from msgcheck.records import MessageId, Period, PeriodKind, Retired
from tests.builders_divergences import make_divergence
from tests.builders_months import NOVEMBER, OCTOBER, Months, with_message
from tests.builders_stored import MESSAGING, WHERE, FakeStore, make_scan, make_stored, make_stored_finding

UNTIL = date(2026, 11, 30)


def retired(**values):
    entry = Retired(id=MessageId("quay-2024"), text="By 20%.", replaced_by=MessageId("quay"), where=WHERE)
    return replace(entry, **values)


def changed_on(messaging=MESSAGING, *, store=None, until=UNTIL):
    changes = MessageChanges(messaging, State.of(store or FakeStore()))
    return changes.changed_on(messaging.message("quay"), until=until)


def moved_on(messaging, *, until=UNTIL, **values):
    changes = MessageChanges(messaging, State.of(FakeStore()))
    return changes.moved_on(make_divergence(**{"message_id": MessageId("quay"), **values}), until=until)


def test_changed_on_is_unknown_where_nothing_tells():
    assert changed_on() is None


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"valid_from": date(2026, 9, 1)}, date(2026, 9, 1)),
        ({"valid_from": date(2026, 9, 1), "embargo_until": date(2026, 10, 1)}, date(2026, 10, 1)),
        ({"valid_from": date(2026, 12, 1)}, None),
    ],
)
def test_changed_on_is_the_first_day_of_a_message(values, day):
    assert changed_on(with_message(**values)) == day


def test_changed_on_is_the_day_the_line_before_it_was_retired():
    messaging = replace(MESSAGING, retired=(retired(retired_on=date(2026, 9, 15)),))
    assert changed_on(messaging) == date(2026, 9, 15)


def test_changed_on_is_the_later_of_both():
    messaging = with_message(
        replace(MESSAGING, retired=(retired(retired_on=date(2026, 9, 15)),)), valid_from=date(2026, 1, 1)
    )
    assert changed_on(messaging) == date(2026, 9, 15)


def test_changed_on_does_not_know_what_is_to_come():
    messaging = replace(MESSAGING, retired=(retired(retired_on=date(2026, 12, 15)),))
    assert changed_on(messaging) is None


def test_changed_on_is_what_the_scans_saw_where_the_messaging_has_no_days():
    months = Months()
    document = months.write(date(2026, 8, 3), last_seen=date(2026, 8, 31))
    months.find(document, approved="Harbourlight cuts waiting times by 20%.")
    scans = (
        make_scan(1, as_of=date(2026, 8, 31), messaging_hash="mc1:old"),
        make_scan(2, as_of=date(2026, 9, 30), messaging_hash="mc1:new"),
    )
    assert changed_on(store=months.store(stored_scans=scans)) == date(2026, 9, 30)


def test_moved_on_is_the_day_an_old_line_was_retired():
    messaging = replace(MESSAGING, retired=(retired(retired_on=date(2026, 9, 15)),))
    assert moved_on(messaging, code="MC201", message_id=MessageId("quay-2024")) == date(2026, 9, 15)


def test_moved_on_is_when_the_line_in_its_place_began_where_nobody_says_when_it_was_retired():
    messaging = with_message(replace(MESSAGING, retired=(retired(),)), valid_from=date(2026, 9, 1))
    assert moved_on(messaging, code="MC201", message_id=MessageId("quay-2024")) == date(2026, 9, 1)


def test_moved_on_is_the_day_after_the_last_one_of_an_expired_line():
    assert moved_on(with_message(valid_until=date(2026, 9, 30)), code="MC205") == date(2026, 10, 1)


@pytest.mark.parametrize("message_id", [None, MessageId("unknown")])
def test_moved_on_is_unknown_without_a_message(message_id):
    assert moved_on(MESSAGING, message_id=message_id) is None


@pytest.mark.parametrize(
    ("day", "place"), [(None, None), (date(2026, 9, 30), None), (date(2026, 10, 1), 0), (date(2026, 11, 30), 1)]
)
def test_place_of_is_the_period_a_day_lies_in(day, place):
    assert place_of(day, (OCTOBER, NOVEMBER)) == place


def test_place_of_knows_quarters():
    quarter = Period.of(UNTIL, PeriodKind.QUARTER)
    assert place_of(date(2026, 10, 5), (quarter.before(), quarter)) == 1


def test_changed_on_of_findings_whose_document_is_gone_is_unknown():
    assert changed_on(store=FakeStore(stored_findings=(make_stored_finding(1, 9),))) is None


def test_changed_on_of_a_document_under_the_present_line_is_unknown():
    store = FakeStore(stored_documents=(make_stored(1),), stored_findings=(make_stored_finding(1, 1),))
    assert changed_on(store=store) is None
