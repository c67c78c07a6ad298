"""The linear base the trees stand on."""

from __future__ import annotations

import numpy as np
import pytest

from msgcheck.judge.boosted_trees import load_trees
from msgcheck.training.linear import fit_linear, on_linear_base
from msgcheck.training.trees import grow

FEATURES = ("slope", "noise", "constant")


def data(count: int = 400):
    chance = np.random.default_rng(5)
    rows = np.column_stack([chance.normal(50.0, 20.0, count), chance.normal(size=count), np.ones(count)])
    labels = np.where(rows[:, 0] < 35, "a", np.where(rows[:, 0] < 65, "b", "c"))
    return rows, labels, np.ones(count)


def test_linear_base_ranks_by_the_feature_that_matters_in_its_own_units():
    rows, labels, weights = data()
    linear = fit_linear(rows, labels, weights)
    logits = np.array([[10.0, 0.0, 1.0], [90.0, 0.0, 1.0]]) @ linear.slopes + linear.baseline
    assert [linear.classes[place] for place in logits.argmax(axis=1)] == ["a", "c"]


def test_log_odds_on_a_linear_base_are_averaged():
    rows, labels, weights = data()
    trees, linear = grow(rows, labels, weights, FEATURES, rounds=5), fit_linear(rows, labels, weights)
    both = np.log(on_linear_base(trees, linear, share=0.25).probabilities(rows))
    expected = 0.75 * np.log(trees.probabilities(rows)) + 0.25 * (rows @ linear.slopes + linear.baseline)
    apart = both - expected
    assert np.allclose(apart, apart[:, :1])


def test_share_of_nothing_leaves_the_trees_as_they_are():
    rows, labels, weights = data()
    trees = grow(rows, labels, weights, FEATURES, rounds=5)
    same = on_linear_base(trees, fit_linear(rows, labels, weights), share=0.0)
    assert np.allclose(same.probabilities(rows), trees.probabilities(rows))


def test_trees_on_a_linear_base_come_back_from_their_file(tmp_path):
    rows, labels, weights = data()
    both = on_linear_base(grow(rows, labels, weights, FEATURES, rounds=5), fit_linear(rows, labels, weights))
    both.save(tmp_path / "weights.npz")
    loaded, _ = load_trees(tmp_path / "weights.npz")
    assert np.allclose(loaded.probabilities(rows), both.probabilities(rows), atol=1e-5)


def test_trees_and_base_of_other_classes_do_not_go_together():
    rows, labels, weights = data()
    trees = grow(rows, labels, weights, FEATURES, rounds=2)
    with pytest.raises(ValueError, match="linear base"):
        on_linear_base(trees, fit_linear(rows, np.where(labels == "a", "a", "z"), weights))
