"""Deals with the field's wording beside deals with the approved one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.outcomes_report import outcome_comparison, outcome_count
from msgcheck.records import Result
from msgcheck.wilson import wilson_interval
from tests.builders_divergences import make_divergence
from tests.builders_stored import FakeStore


def compared(results, *, said_in=(1,), approved_in=(2,)):
    deals = FakeStore(results=results).deals_by_document()
    return outcome_comparison(make_divergence(), deals, said_in=said_in, approved_in=approved_in)


def many(field, approved, *, closed_as=Result.WON):
    """So many deals on either side, all closed alike."""
    results = dict.fromkeys(range(1, field + approved + 1), closed_as)
    return compared(results, said_in=range(1, field + 1), approved_in=range(field + 1, field + approved + 1))


@pytest.mark.parametrize(
    ("won", "closed", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_interval_gives_published_values(won, closed, low, high):
    assert wilson_interval(won, closed) == pytest.approx((low, high), abs=1e-4)


def test_wilson_interval_of_nothing_is_everything():
    assert wilson_interval(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500), st.data())
def test_wilson_interval_holds_the_share(closed, data):
    won = data.draw(st.integers(0, closed))
    low, high = wilson_interval(won, closed)
    assert 0 <= low <= round(won / closed, 4) <= high <= 1


def test_outcome_count_leaves_open_deals_out():
    counted = outcome_count((Result.WON, Result.OPEN, Result.LOST, Result.LOST))
    assert (counted.won, counted.lost, counted.closed) == (1, 2, 3)


def test_comparison_takes_either_side_from_its_documents():
    found = compared({1: Result.LOST, 2: Result.WON, 3: Result.WON})
    assert (found.field.won, found.field.lost) == (0, 1)
    assert (found.approved.won, found.approved.lost) == (1, 0)


def test_comparison_counts_a_document_with_both_wordings_for_the_field():
    found = compared({1: Result.WON}, approved_in=(1,))
    assert (found.field.closed, found.approved.closed) == (1, 0)


@pytest.mark.parametrize(
    ("field", "approved", "sufficient"), [(20, 20, True), (19, 20, False), (20, 19, False), (25, 40, True)]
)
def test_comparison_is_sufficient_from_twenty_closed_deals_on_both_sides(field, approved, sufficient):
    assert many(field, approved).sufficient is sufficient


def test_comparison_does_not_count_open_deals_as_closed():
    found = many(20, 20, closed_as=Result.OPEN)
    assert (found.sufficient, found.open_deals, found.field.closed) == (False, 40, 0)


def test_comparison_without_any_deal_is_none():
    assert compared({}) is None
