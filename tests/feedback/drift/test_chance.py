"""How likely chance alone brings as many drifting documents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msgcheck.feedback.drift.chance import Shares, pearson_tail, upper_tails, usual_shares
from msgcheck.feedback.drift.counts import NOTHING, Counts


def counts(drifting, documents=40):
    return Counts(drifting=drifting, documents=documents)


def known(*shares, variance=0.0):
    return Shares(mean=np.array(shares), variance=np.full(len(shares), variance))


def alone(drifting, share, *, rho=0.0, documents=40):
    """The tail of one period."""
    _, tail = upper_tails([NOTHING], [counts(drifting, documents)], known(share), rho=rho)
    return float(tail[0])


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.8])
@pytest.mark.parametrize("above", [0, 1, 2, 2.5])
def test_upper_tails_lie_near_the_exact_ones(share, above):
    drifting = min(round(40 * share + above * (40 * share * (1 - share)) ** 0.5), 39)
    exact = stats.binom.sf(drifting, 40, share) + 0.5 * stats.binom.pmf(drifting, 40, share)
    assert alone(drifting, share) == pytest.approx(exact, rel=0.12, abs=0.001)


@pytest.mark.parametrize("drifting", [5, 8, 11, 13])
def test_upper_tails_lie_near_the_exact_ones_of_documents_that_hang_together(drifting):
    a, b = 0.1 * 19, 0.9 * 19  # rho 0.05
    exact = stats.betabinom.sf(drifting, 40, a, b) + 0.5 * stats.betabinom.pmf(drifting, 40, a, b)
    assert alone(drifting, 0.1, rho=0.05) == pytest.approx(exact, rel=0.12)


def test_upper_tails_lie_near_the_exact_ones_of_a_share_that_is_estimated():
    a, b = 24.5, 216.5
    share, variance = stats.beta.stats(a, b)
    exact = stats.betabinom.sf(10, 40, a, b) + 0.5 * stats.betabinom.pmf(10, 40, a, b)
    _, tail = upper_tails([NOTHING], [counts(10)], known(float(share), variance=float(variance)), rho=0.0)
    assert float(tail[0]) == pytest.approx(exact, rel=0.12)


def test_upper_tails_of_both_periods_lie_near_the_exact_ones():
    lead, last = np.arange(41)[:, None], np.arange(41)[None, :]
    chance = stats.binom.pmf(lead, 40, 0.1) * stats.binom.pmf(last, 40, 0.1)
    score, found = lead + 3 * last, 8 + 3 * 8
    exact = chance[score > found].sum() + 0.5 * chance[score == found].sum()
    both, _ = upper_tails([counts(8)], [counts(8)], known(0.1), rho=0.0)
    assert float(both[0]) == pytest.approx(exact, rel=0.12)


def test_upper_tails_do_not_let_a_large_period_before_outweigh_the_last():
    lead, last = counts(120, 400), counts(2, 20)
    both, _ = upper_tails([lead, counts(6, 20)], [last, last], known(0.1, 0.1), rho=0.0)
    assert both[0] > 0.01
    assert both[0] < both[1]


@given(st.integers(1, 200), st.floats(0.01, 0.99), st.floats(0, 0.5), st.data())
def test_upper_tails_fall_with_every_drifting_document(documents, share, rho, data):
    drifting = data.draw(st.integers(0, documents - 1))
    fewer, more = (alone(part, share, rho=rho, documents=documents) for part in (drifting, drifting + 1))
    assert 0 <= more <= fewer <= 1


def test_pearson_tail_without_skewness_is_normal():
    tail = pearson_tail(np.array([-1.0, 0.0, 2.0]), np.zeros(3))
    assert tail == pytest.approx(stats.norm.sf([-1.0, 0.0, 2.0]), abs=1e-3)


def test_pearson_tail_mirrors_negative_skewness():
    right, left = pearson_tail(np.array([1.5, -1.5]), np.array([0.8, -0.8]))
    assert right + left == pytest.approx(1)


def test_usual_shares_of_one_series_are_its_own():
    shares = usual_shares([(counts(4), counts(6))], rho=0.0)
    assert float(shares.mean[0]) == pytest.approx(10.5 / 81)


def test_usual_shares_learn_from_others_that_are_alike():
    series = [(counts(part), counts(8 - part)) for part in (3, 4, 5, 4, 3, 5, 4)]
    alike, single = usual_shares(series, rho=0.0), usual_shares(series[:1], rho=0.0)
    assert alike.variance[0] < single.variance[0] / 2


def test_usual_shares_leave_a_series_unlike_the_others_its_own():
    others = [(counts(4), counts(4))] * 10
    shares = usual_shares([*others, (counts(20), counts(20))], rho=0.0)
    assert float(shares.mean[-1]) == pytest.approx(0.5, abs=0.03)


def test_usual_shares_learn_little_from_others_that_differ():
    series = [(counts(part), counts(part)) for part in (1, 4, 9, 16, 25, 32, 38)]
    assert usual_shares(series, rho=0.0).mean == pytest.approx(
        [part / 40 for part in (1, 4, 9, 16, 25, 32, 38)], abs=0.03
    )


def test_usual_shares_are_less_certain_where_documents_hang_together():
    series = [(counts(4), counts(4))]
    assert usual_shares(series, rho=0.1).variance[0] > 3 * usual_shares(series, rho=0.0).variance[0]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(40, 90)), min_size=1, max_size=8), st.floats(0, 0.5))
def test_usual_shares_are_shares(parts, rho):
    shares = usual_shares([(counts(drifting, documents),) for drifting, documents in parts], rho=rho)
    assert ((shares.mean > 0) & (shares.mean < 1)).all()
    assert (shares.variance >= 0).all()
    assert (shares.variance <= shares.mean * (1 - shares.mean) + 1e-12).all()
