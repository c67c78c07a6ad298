"""Means of distances with their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.drift.intervals import interval


def test_interval_is_students():
    found = interval([0.10, 0.12, 0.14, 0.16, 0.18])
    # t(0.975, 4) = 2.7764 times 0.031623 / sqrt(5) = 0.014142
    assert found.mean == pytest.approx(0.14)
    assert (found.low, found.high) == pytest.approx((0.14 - 0.039264, 0.14 + 0.039264), abs=1e-5)
    assert found.count == 5


@pytest.mark.parametrize("values", [[], [0.1], [0.1] * 4], ids=["none", "one", "four"])
def test_interval_of_few_values_is_none(values):
    assert interval(values) is None


def test_interval_needs_two_values_whatever_is_asked():
    assert interval([0.1], least=1) is None
    assert interval([0.1, 0.3], least=1).mean == pytest.approx(0.2)


def test_interval_of_equal_values_has_no_width():
    found = interval([0.25] * 6)
    assert (found.low, found.mean, found.high) == (0.25, 0.25, 0.25)


def test_interval_stays_within_what_distances_can_be():
    found = interval([0.0, 0.0, 0.0, 0.0, 2.0], least=5)
    assert found.low == 0
    assert interval([2.0, 2.0, 2.0, 2.0, 0.0]).high == 2


@given(st.lists(st.floats(-1e-6, 2), min_size=5, max_size=50))
def test_interval_holds_its_mean(values):
    found = interval(values)
    assert 0 <= found.low <= found.mean <= found.high <= 2
