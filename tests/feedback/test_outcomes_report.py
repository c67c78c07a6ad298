"""Deals with the field's wording beside deals with the approved one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.outcomes_report import outcome_comparison, outcome_count, wilson_interval
from msgcheck.records import Result
from tests.builders_divergences import make_divergence
from tests.builders_stored import FakeStore, make_stored

ON_MESSAGE = (("vp-excursions", 1),)


def compared(store, *, said_in=(1,)):
    return outcome_comparison(
        make_divergence(), store, message_id="vp-excursions", said_in=said_in, documents=store.documents()
    )


def store_with(field, approved, *, closed_as=Result.WON):
    """A store with so many deals on either side, all closed alike."""
    documents = [make_stored(key, used=() if key <= field else ON_MESSAGE) for key in range(1, field + approved + 1)]
    return FakeStore(stored_documents=tuple(documents), results={document.key: closed_as for document in documents})


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
    store = FakeStore(
        stored_documents=(make_stored(1), make_stored(2, used=ON_MESSAGE), make_stored(3, used=(("other", 1),))),
        results={1: Result.LOST, 2: Result.WON, 3: Result.WON},
    )
    found = compared(store)
    assert (found.field.won, found.field.lost) == (0, 1)
    assert (found.approved.won, found.approved.lost) == (1, 0)


def test_comparison_counts_a_document_with_both_wordings_for_the_field():
    store = FakeStore(stored_documents=(make_stored(1, used=ON_MESSAGE),), results={1: Result.WON})
    found = compared(store)
    assert (found.field.closed, found.approved.closed) == (1, 0)


def test_comparison_passes_over_messages_that_were_not_said():
    store = FakeStore(
        stored_documents=(make_stored(1), make_stored(2, used=(("vp-excursions", 0),))),
        results={1: Result.WON, 2: Result.WON},
    )
    assert compared(store).approved.closed == 0


@pytest.mark.parametrize(
    ("field", "approved", "sufficient"), [(20, 20, True), (19, 20, False), (20, 19, False), (25, 40, True)]
)
def test_comparison_is_sufficient_from_twenty_closed_deals_on_both_sides(field, approved, sufficient):
    store = store_with(field, approved)
    assert compared(store, said_in=tuple(range(1, field + 1))).sufficient is sufficient


def test_comparison_does_not_count_open_deals_as_closed():
    found = compared(store_with(20, 20, closed_as=Result.OPEN), said_in=tuple(range(1, 21)))
    assert (found.sufficient, found.open_deals, found.field.closed) == (False, 40, 0)


def test_comparison_without_any_deal_is_none():
    assert compared(FakeStore(stored_documents=(make_stored(1),))) is None


def test_comparison_without_a_message_has_no_approved_side():
    store = FakeStore(
        stored_documents=(make_stored(1), make_stored(2, used=ON_MESSAGE)), results={1: Result.WON, 2: Result.WON}
    )
    found = outcome_comparison(make_divergence(), store, message_id=None, said_in=(1,), documents=store.documents())
    assert found.approved.closed == 0
