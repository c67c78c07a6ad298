"""What may be said of what nobody said."""

from datetime import date

import pytest

from msgcheck.records import Audience, Period, PeriodKind
from tests.builders_months import Months, report_on

MARKETING = Audience(owner="marketing")
AUG, SEP, OCT, NOV = (date(2026, month, 10) for month in (8, 9, 10, 11))
LONG_AGO = date(2024, 3, 1)
LAST_QUARTER = Period.of(NOV, PeriodKind.QUARTER)


def reported(*days, period=None, **values):
    """Return the report on November of documents of other days, and of an edit in November itself."""
    months = Months()
    for day in days:
        months.write(day, on_message=True, **values)
    months.write(NOV, edit="figure 30 percent > 50 percent")
    return report_on(months, **({"period": period} if period else {}))


@pytest.mark.parametrize("day", [AUG, SEP, OCT])
def test_new_is_known_from_what_the_field_said_in_the_three_months_before(day):
    report = reported(day)
    assert (report.new_known, len(report.new), report.counted) == (True, 1, ())


@pytest.mark.parametrize(
    ("days", "values"),
    [
        ((), {}),
        ((LONG_AGO,), {}),
        ((date(2026, 7, 31),), {}),
        ((OCT,), {"audience": MARKETING}),
        ((OCT,), {"judged": 0}),
        ((date(2026, 11, 1),), {}),
    ],
)
def test_new_is_not_known_from_old_files_our_own_or_what_nobody_could_judge(days, values):
    report = reported(*days, **values)
    assert (report.new_known, report.new, len(report.counted)) == (False, (), 1)


@pytest.mark.parametrize(("day", "is_known"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_new_in_a_quarter_is_known_from_the_quarter_before(day, is_known):
    assert reported(day, period=LAST_QUARTER).new_known is is_known


@pytest.mark.parametrize("days", [(SEP,), (SEP, OCT)])
def test_never_used_is_known_from_the_first_of_three_months_and_one_more(days):
    report = reported(*days)
    assert report.never_used_known
    assert report.never_used


@pytest.mark.parametrize(
    ("days", "values"),
    [
        ((), {}),
        ((OCT,), {}),
        ((LONG_AGO,), {}),
        ((LONG_AGO, OCT), {}),
        ((AUG, OCT), {}),
        ((SEP, OCT), {"audience": MARKETING}),
        ((SEP, OCT), {"judged": 0}),
    ],
)
def test_never_used_is_not_known_without_the_first_of_three_months(days, values):
    report = reported(*days, **values)
    assert (report.never_used_known, report.never_used) == (False, ())


def test_never_used_is_not_known_from_one_month_alone():
    months = Months()
    months.write(SEP)
    months.write(NOV, audience=MARKETING)
    assert not report_on(months).never_used_known


@pytest.mark.parametrize(("days", "is_known"), [((OCT,), True), ((SEP,), False)])
def test_never_used_in_a_quarter_looks_at_its_own_months(days, is_known):
    assert reported(*days, period=LAST_QUARTER).never_used_known is is_known
