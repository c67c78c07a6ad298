"""Messages that begin, that nobody uses, and that end soon."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.records import Audience, InternalOnly, MessageId, Retired, Variant
from tests.builders_months import Months, report_on, with_message
from tests.builders_stored import MESSAGING, WHERE

NOV = date(2026, 11, 10)
QUARTER_AGO = date(2026, 9, 3)


def used(report):
    return [message_id for message_id, _ in report.never_used]


# --- launches


@pytest.mark.parametrize("day", [date(2026, 9, 1), date(2026, 11, 30)])
def test_launches_are_messages_that_began_in_the_last_three_months(day):
    months = Months()
    months.write(NOV)
    report = report_on(months, messaging=with_message(valid_from=day))
    assert [message.message_id for message in report.launches] == ["quay"]


@pytest.mark.parametrize("day", [None, date(2026, 8, 31), date(2026, 12, 1)])
def test_launches_are_no_messages_that_began_before_or_begin_later(day):
    months = Months()
    months.write(NOV)
    assert report_on(months, messaging=with_message(valid_from=day)).launches == ()


def test_launches_come_latest_first():
    months = Months()
    months.write(NOV)
    messaging = with_message(
        with_message(valid_from=date(2026, 10, 1)),
        "setup",
        embargo_until=date(2026, 11, 5),
        valid_from=date(2026, 9, 1),
    )
    assert [message.message_id for message in report_on(months, messaging=messaging).launches] == ["setup", "quay"]


def test_launches_are_no_new_variants_of_old_messages():
    months = Months()
    months.write(NOV)
    messaging = with_message(variants=(Variant(text="Less waiting", valid_from=NOV),))
    assert report_on(months, messaging=messaging).launches == ()


@pytest.mark.parametrize(("replaced_by", "launched"), [("quay", []), ("setup", ["quay"]), (None, ["quay"])])
def test_launches_are_no_messages_that_took_the_place_of_a_retired_line(replaced_by, launched):
    months = Months()
    months.write(NOV)
    former = Retired(
        id=MessageId("quay-2025"),
        text="By 20%.",
        replaced_by=MessageId(replaced_by) if replaced_by else None,
        retired_on=date(2026, 10, 31),
        where=WHERE,
    )
    messaging = with_message(replace(MESSAGING, retired=(former,)), valid_from=date(2026, 11, 1))
    assert [message.message_id for message in report_on(months, messaging=messaging).launches] == launched


# --- what nobody uses


def test_never_used_are_messages_in_force_that_no_document_says():
    months = Months()
    months.write(QUARTER_AGO, on_message=True)
    months.write(NOV)
    assert used(report_on(months)) == ["setup", "fine-print"]


def test_never_used_are_messages_said_longer_ago_than_three_months():
    months = Months()
    months.write(date(2026, 8, 31), on_message=True)
    months.write(QUARTER_AGO)
    months.write(NOV)
    assert "quay" in used(report_on(months))


def test_never_used_are_none_that_are_said_otherwise():
    months = Months()
    months.write(QUARTER_AGO, edit="dropped up to", code="MC103")
    months.write(NOV)
    assert "quay" not in used(report_on(months))


def test_never_used_are_none_that_marketing_says_itself():
    months = Months()
    months.write(QUARTER_AGO, on_message=True, audience=Audience(owner="marketing"))
    months.write(NOV)
    assert "quay" not in used(report_on(months))


@pytest.mark.parametrize("values", [{"valid_from": date(2026, 9, 2)}, {"valid_until": date(2026, 11, 29)}])
def test_never_used_are_messages_that_held_all_the_time(values):
    months = Months()
    months.write(QUARTER_AGO)
    months.write(NOV)
    assert "quay" not in used(report_on(months, messaging=with_message(**values)))


# --- endings


def test_endings_are_messages_that_end_within_sixty_days_with_their_stock():
    months = Months()
    months.write(date(2026, 3, 3), on_message=True)
    months.write(NOV, edit="dropped up to", code="MC103")
    months.write(NOV, on_message=True, family="email")
    (ending,) = report_on(months, messaging=with_message(valid_until=date(2026, 12, 31))).endings
    assert (ending.message_id, ending.last_day, ending.families) == ("quay", date(2026, 12, 31), (("deck", 2),))


@pytest.mark.parametrize("day", [date(2026, 11, 29), date(2027, 1, 30)])
def test_endings_are_none_that_ended_or_end_later(day):
    months = Months()
    months.write(NOV)
    assert report_on(months, messaging=with_message(valid_until=day)).endings == ()


def test_endings_hold_what_ends_in_the_month_while_it_lasts():
    months = Months()
    months.write(NOV)
    messaging = with_message(valid_until=date(2026, 11, 25))
    assert len(report_on(months, messaging=messaging, as_of=date(2026, 11, 20)).endings) == 1


def test_endings_come_next_first():
    months = Months()
    months.write(NOV)
    messaging = with_message(with_message(valid_until=date(2026, 12, 31)), "setup", valid_until=date(2026, 12, 1))
    assert [ending.message_id for ending in report_on(months, messaging=messaging).endings] == ["setup", "quay"]


def test_endings_of_one_day_begin_with_the_one_most_documents_carry():
    months = Months()
    months.write(NOV, used=((MessageId("setup"), 1),))
    same_day = {"valid_until": date(2026, 12, 31)}
    messaging = with_message(with_message(**same_day), "setup", **same_day)
    assert [ending.message_id for ending in report_on(months, messaging=messaging).endings] == ["setup", "quay"]


def test_endings_are_no_messages_that_go_on_in_another_wording():
    months = Months()
    months.write(NOV)
    next_year = Variant(text="Less waiting", valid_from=date(2027, 1, 1), valid_until=date(2027, 12, 31))
    messaging = with_message(valid_until=date(2026, 12, 31), variants=(next_year,))
    assert report_on(months, messaging=messaging).endings == ()


def test_lifetimes_never_tell_an_internal_line():
    months = Months()
    months.write(QUARTER_AGO)
    months.write(NOV)
    secret = InternalOnly(id=MessageId("margin"), text="Our margin is 70%.", where=WHERE)
    report = report_on(months, messaging=replace(MESSAGING, internal_only=(secret,)))
    assert "margin" not in used(report)
    assert "70%" not in repr(report)
