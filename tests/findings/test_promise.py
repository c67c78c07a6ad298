import pytest

from msgcheck.findings.promise import Direction, direction_of_change
from tests.builders_findings import make_figure


def direction(line, before, after, *, approved_value, found_value, kind, unit, better=None):
    approved = make_figure(before, line, approved_value, kind=kind, unit=unit)
    found = make_figure(after, after, found_value, kind=kind, unit=unit)
    return direction_of_change(approved=approved, found=found, line=line, better=better)


@pytest.mark.parametrize(
    ("line", "figure", "value", "kind", "unit", "found", "expected"),
    [
        ("Cuts waste by up to 30%.", "30%", 30, "percent", "percent", 40, Direction.MORE),
        ("Cuts waste by up to 30%.", "30%", 30, "percent", "percent", 20, Direction.LESS),
        ("Support answers within 4 hours.", "4 hours", 14400, "duration", "second", 3600, Direction.MORE),
        ("Support answers within 4 hours.", "4 hours", 14400, "duration", "second", 28800, Direction.LESS),
        ("Comes with a 5 year warranty.", "5 year", 5, "duration", "second", 10, Direction.MORE),
        ("Saves 6 hours a week.", "6 hours", 6, "duration", "second", 8, Direction.MORE),
        ("Plans cost €40 a month.", "€40", 40, "money", "eur", 30, Direction.MORE),
        ("Saves €40 a month.", "€40", 40, "money", "eur", 30, Direction.LESS),
        ("Uptime is 99.9%.", "99.9%", 99.9, "percent", "percent", 99.5, Direction.LESS),
        ("Our error rate is 2%.", "2%", 2, "percent", "percent", 1, Direction.MORE),
        ("We charge 7% commission.", "7%", 7, "percent", "percent", 9, Direction.LESS),
        ("Used by 400 clinics.", "400", 400, "number", "clinic", 500, Direction.MORE),
    ],
)
def test_direction_follows_unit_and_words(line, figure, value, kind, unit, found, expected):  # noqa: PLR0917 - the columns of the table
    given = direction(line, figure, str(found), approved_value=value, found_value=found, kind=kind, unit=unit)
    assert given is expected


def test_direction_follows_what_the_messaging_says():
    given = direction(
        "Used by 400 clinics.",
        "400",
        "500",
        approved_value=400,
        found_value=500,
        kind="number",
        unit="",
        better="lower",
    )
    assert given is Direction.LESS


def test_direction_is_unknown_between_units():
    approved = make_figure("30%", "30%", 30)
    found = make_figure("€30", "€30", 30, kind="money", unit="eur")
    assert direction_of_change(approved=approved, found=found, line="Saves 30%") is None


def test_direction_is_unknown_for_dates():
    given = direction("Since 2016.", "2016", "2014", approved_value=2016, found_value=2014, kind="date", unit="year")
    assert given is None
