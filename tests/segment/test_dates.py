from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.segment.readings.dates import read_dates


def read(text):
    return [(when.value, when.unit) for when in read_dates(text)]


def days(year, month, day):
    return float((date(year, month, day) - date(1970, 1, 1)).days)


@pytest.mark.parametrize(
    "text",
    [
        "14 March 2026",
        "March 14, 2026",
        "14th of March 2026",
        "2026-03-14",
        "14.03.2026",
        "14/03/2026",
        "03/14/2026",
        "Mar 14, 2026",
    ],
)
def test_one_day_is_the_same_in_every_style(text):
    assert read(f"We moved on {text}.") == [(days(2026, 3, 14), "day")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since 2019", [(2019.0, "year")]),
        ("our 2025 study", [(2025.0, "year")]),
        ("back in '98", [(1998.0, "year")]),
        ("FY26", [(2026.0, "year")]),
        ("in March 2026", [(2026 * 12 + 2.0, "month")]),
        ("in Q3 2026", [(2026 * 4 + 2.0, "quarter")]),
        ("in Q3", [(3.0, "quarter of year")]),
        ("by January 15", [(115.0, "day of year")]),
        ("from 2021 to 2025", [(2021.0, "year")]),
        ("2000 tests a month", []),
        ("you may 5 times", []),
        ("31.02.2026", []),
    ],
)
def test_dates_are_told_from_counts(text, expected):
    assert read(text) == expected


def test_a_range_of_years_has_two_ends():
    (when,) = read_dates("between seasons, 2021-25")
    assert (when.value, when.value_max) == (2021.0, 2025.0)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("from 7am to 1am", [7, 1]),
        ("8 a.m. to 8 p.m.", [8, 20]),
        ("07:00-21:30", [7, 21.5]),
        ("from 7 to 9 pm", [19, 21]),
        ("9-5pm", [9, 17]),
        ("before noon", [12]),
        ("until midnight", [0]),
        ("seven in the morning till ten at night", [7, 22]),
        ("at six o'clock", [6]),
        ("half past eight", [8.5]),
        ("quarter to nine in the evening", [20.75]),
    ],
)
def test_times_of_day_are_read(text, hours):
    assert [when.value / 3600 for when in read_dates(text) if when.unit == "clock"] == hours


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_any_day_reads_back_the_same(day):
    for written in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        assert read(f"since {written} or so") == [(float((day - date(1970, 1, 1)).days), "day")], written
