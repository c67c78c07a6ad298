"""How far documents of one period hang together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.drift.correlation import correlation
from msgcheck.feedback.drift.counts import Counts

SHARE = 0.2


def drawn(*, rho, seed, series=30, periods=9, documents=40):
    """Documents of one period that hang together by rho."""
    random = np.random.default_rng(seed)
    strength = 1 / rho - 1 if rho else np.inf
    shape = (series, periods)
    shares = random.beta(SHARE * strength, (1 - SHARE) * strength, size=shape) if rho else np.full(shape, SHARE)
    return [
        tuple(Counts(drifting=int(part), documents=documents) for part in row)
        for row in random.binomial(documents, shares)
    ]


@pytest.mark.parametrize("rho", [0.03, 0.1, 0.25])
def test_correlation_finds_what_is_there(rho):
    found = [correlation(drawn(rho=rho, seed=seed)) for seed in range(10)]
    assert np.mean(found) == pytest.approx(rho, rel=0.3)


def test_correlation_is_none_where_chance_alone_moves_the_counts():
    found = [correlation(drawn(rho=0, seed=seed)) for seed in range(40)]
    assert sum(rho > 0 for rho in found) <= 6
    assert max(found) < 0.01


def test_correlation_is_none_of_rare_documents():
    random = np.random.default_rng(3)
    rare = [
        tuple(Counts(drifting=int(part), documents=20) for part in row) for row in random.binomial(20, 0.03, (30, 9))
    ]
    assert correlation(rare) < 0.01


def test_correlation_is_hardly_moved_by_a_drift_that_begins():
    quiet = drawn(rho=0, seed=5)
    jumped = [
        (*periods[:5], *(Counts(drifting=24, documents=40) for _ in periods[5:])) if place < 6 else periods
        for place, periods in enumerate(quiet)
    ]
    assert correlation(jumped) < 0.015


def test_correlation_of_documents_that_all_agree_is_the_largest():
    restless = [tuple(Counts(drifting=40 * (place % 2), documents=40) for place in range(9))] * 5
    assert correlation(restless) == 0.5


@pytest.mark.parametrize(
    "histories",
    [[], [()], [(Counts(drifting=1, documents=9),)], [(Counts(drifting=0, documents=9),) * 5]],
    ids=["no series", "no periods", "one period", "nothing drifts"],
)
def test_correlation_of_nothing_to_compare_is_none(histories):
    assert correlation(histories) == 0


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(any), max_size=8),
        max_size=6,
    )
)
def test_correlation_is_within_its_bounds(histories):
    made = [[Counts(drifting=part, documents=part + rest) for part, rest in periods] for periods in histories]
    assert 0 <= correlation(made) <= 0.5
