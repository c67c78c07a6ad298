"""How far back is kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import InputError
from msgcheck.feedback.retention import first_day_kept

TODAY = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("span", "first"),
    [
        ("18m", date(2026, 8, 29)),
        ("12m", date(2027, 2, 28)),
        ("1y", date(2027, 2, 28)),
        ("4Y", date(2024, 2, 29)),
        ("1m", date(2028, 1, 29)),
        (" 90d ", date(2027, 12, 1)),
        ("2w", date(2028, 2, 15)),
    ],
)
def test_first_day_kept_counts_back_from_today(span, first):
    assert first_day_kept(span, TODAY) == first


@pytest.mark.parametrize(
    "span",
    [
        "",
        "18",
        "m",
        "0m",
        "-3m",
        "18m 2d",
        "1.5y",
        "3000y",
        "999999999d",
        "99999d9",
        "soon",
        "6weeks",
        "6 weeks",
        "6 wombats",
    ],
)
def test_what_is_no_length_of_time_is_refused(span):
    with pytest.raises(InputError) as caught:
        first_day_kept(span, TODAY)
    assert "18m" in caught.value.hint


@given(st.dates(min_value=date(1990, 1, 1)), st.integers(1, 1000))
def test_first_day_kept_lies_that_many_months_back(today, months):
    first = first_day_kept(f"{months}m", today)
    assert (today.year - first.year) * 12 + today.month - first.month == months
    assert first.day <= today.day
