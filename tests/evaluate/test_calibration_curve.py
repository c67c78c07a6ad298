"""Scores beside what really drifted."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.evaluate.calibration_curve import calibration_curve

SCORED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


def test_curve_of_honest_scores_has_no_error():
    scored = [(0.25, number < 25) for number in range(100)] + [(0.75, number < 75) for number in range(100)]
    assert calibration_curve(scored).error == pytest.approx(0.0)


def test_curve_of_boastful_scores_has_their_distance_as_error():
    assert calibration_curve([(0.95, number < 5) for number in range(10)]).error == pytest.approx(0.45)


def test_curve_weighs_bins_by_their_count():
    scored = [(0.95, True)] * 9 + [(0.05, True)]
    assert calibration_curve(scored).error == pytest.approx(0.9 * 0.05 + 0.1 * 0.95)


@pytest.mark.parametrize(("score", "bin_"), [(0.0, 0), (0.1, 1), (0.5499, 5), (0.9, 9), (1.0, 9)])
def test_score_falls_into_its_bin(score, bin_):
    counts = [entry.count for entry in calibration_curve([(score, True)]).bins]
    assert counts.index(1) == bin_


@given(SCORED)
def test_curve_counts_every_statement_once(scored):
    curve = calibration_curve(scored)
    assert len(curve.bins) == 10
    assert sum(entry.count for entry in curve.bins) == len(scored)


@given(SCORED.filter(bool))
def test_curve_error_is_a_share(scored):
    assert 0 <= calibration_curve(scored).error <= 1


def test_curve_of_nothing_is_unknown():
    curve = calibration_curve([])
    assert math.isnan(curve.error)
    assert all(math.isnan(entry.mean_score) and math.isnan(entry.drifted) for entry in curve.bins)
