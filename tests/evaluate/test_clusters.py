"""Figures of grouping that add up."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.evaluate.clusters import cluster_scores


def test_cluster_scores_of_the_same_groups_are_one():
    scores = cluster_scores("aabb", [1, 1, 2, 2])
    assert (scores.precision, scores.recall, scores.f1, scores.adjusted_rand) == (1.0, 1.0, 1.0, 1.0)
    assert (scores.findings, scores.expected, scores.found) == (4, 2, 2)


def test_cluster_scores_count_pairs():
    scores = cluster_scores("aaab", "xxyy")
    assert (scores.precision, scores.recall) == (1 / 2, 1 / 3)
    assert scores.f1 == pytest.approx(2 / 5)


def test_cluster_scores_of_all_apart_have_no_precision():
    scores = cluster_scores("aab", "xyz")
    assert math.isnan(scores.precision)
    assert (scores.recall, scores.f1, scores.adjusted_rand) == (0.0, 0.0, 0.0)


def test_cluster_scores_need_equally_many():
    with pytest.raises(ValueError, match="shorter"):
        cluster_scores("ab", "a")


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=30))
def test_cluster_scores_adjusted_rand_is_the_one_everybody_means(rows):
    metrics = pytest.importorskip("sklearn.metrics")
    expected, found = zip(*rows, strict=True)
    assert cluster_scores(expected, found).adjusted_rand == pytest.approx(metrics.adjusted_rand_score(expected, found))
