"""Boosted trees: small ones by hand, and scikit-learn's own, applied without it."""

from dataclasses import replace

import numpy as np
import pytest

from msgcheck.errors import ModelMismatch, ModelUnavailable
from msgcheck.judge.boosted_trees import BoostedTrees, load_trees
from msgcheck.training.trees import flattened

STUMP = BoostedTrees(
    classes=("clean", "raised"),
    features=("cosine", "figures"),
    baseline=np.array([0.0, 0.5]),
    roots=np.array([[0, 3]], dtype=np.int32),
    feature=np.array([0, -1, -1, -1], dtype=np.int32),
    threshold=np.array([0.5, 0.0, 0.0, 0.0]),
    left=np.array([1, 0, 0, 0], dtype=np.int32),
    right=np.array([2, 0, 0, 0], dtype=np.int32),
    value=np.array([0.0, 2.0, -2.0, 0.25]),
)


def softmax(*logits):
    exponentials = np.exp(logits)
    return exponentials / exponentials.sum()


@pytest.mark.parametrize(("cosine", "leaf"), [(0.2, 2.0), (0.5, 2.0), (0.7, -2.0)])
def test_trees_follow_the_split_and_add_the_leaves(cosine, leaf):
    found = STUMP.probabilities(np.array([[cosine, 9.0]]))
    assert found[0] == pytest.approx(softmax(leaf, 0.75))


def test_trees_divide_by_the_temperature():
    found = replace(STUMP, temperature=2.0).probabilities(np.array([[0.2, 0.0]]))
    assert found[0] == pytest.approx(softmax(1.0, 0.375))


def test_trees_give_nothing_for_no_rows():
    assert STUMP.probabilities(np.zeros((0, 2))).shape == (0, 2)


def test_trees_do_not_change_the_rows():
    rows = np.array([[0.2, 0.0], [0.7, 1.0]])
    before = rows.copy()
    STUMP.probabilities(rows)
    assert np.array_equal(rows, before)


def test_trees_refuse_rows_of_other_features():
    with pytest.raises(ModelMismatch) as caught:
        STUMP.probabilities(np.zeros((1, 3)))
    assert "2" in str(caught.value)
    assert "3" in str(caught.value)


@pytest.fixture(scope="module")
def fitted():
    ensemble = pytest.importorskip("sklearn.ensemble")
    random = np.random.default_rng(7)
    rows = random.normal(size=(400, 6))
    rows[:, 3] = np.round(rows[:, 3])
    labels = np.array(["consistent", "figure_changed", "overstated"])[
        (rows[:, 0] + rows[:, 3] > 0).astype(int) + (rows[:, 1] > 0.7)
    ]
    model = ensemble.HistGradientBoostingClassifier(max_iter=15, max_leaf_nodes=7, min_samples_leaf=10, random_state=1)
    model.fit(rows, labels)
    return model, flattened(model, tuple("abcdef"))


def test_trees_equal_those_they_were_fitted_as(fitted):
    model, trees = fitted
    rows = np.random.default_rng(8).normal(size=(300, 6))
    assert trees.classes == tuple(model.classes_)
    assert np.allclose(trees.probabilities(rows), model.predict_proba(rows), atol=1e-5)


def test_trees_give_probabilities(fitted):
    found = fitted[1].probabilities(np.random.default_rng(9).normal(scale=100, size=(50, 6)))
    assert np.all(found >= 0.0)
    assert np.allclose(found.sum(axis=1), 1.0)


def test_trees_are_the_same_after_saving(fitted, tmp_path):
    trees = replace(fitted[1], temperature=1.3)
    trees.save(tmp_path / "trees.npz")
    loaded, digest = load_trees(tmp_path / "trees.npz")
    rows = np.random.default_rng(10).normal(size=(100, 6))
    assert (loaded.classes, loaded.features, loaded.temperature) == (trees.classes, trees.features, 1.3)
    assert np.allclose(loaded.probabilities(rows), trees.probabilities(rows), atol=1e-6)
    assert len(digest) == 8


def test_other_trees_have_another_digest(tmp_path):
    for name, trees in (("a", STUMP), ("b", replace(STUMP, temperature=2.0))):
        trees.save(tmp_path / f"{name}.npz")
    assert load_trees(tmp_path / "a.npz")[1] != load_trees(tmp_path / "b.npz")[1]


def test_missing_weights_are_a_clear_error(tmp_path):
    with pytest.raises(ModelUnavailable) as caught:
        load_trees(tmp_path / "nowhere.npz")
    assert "nowhere.npz" in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"no weights at all", b"PK\x03\x04 cut off"])
def test_weights_that_are_none_are_a_clear_error(tmp_path, data):
    (tmp_path / "bad.npz").write_bytes(data)
    with pytest.raises(ModelMismatch) as caught:
        load_trees(tmp_path / "bad.npz")
    assert "bad.npz" in str(caught.value)


def test_weights_of_something_else_are_a_clear_error(tmp_path):
    np.savez(tmp_path / "other.npz", numbers=np.zeros(3))
    with pytest.raises(ModelMismatch):
        load_trees(tmp_path / "other.npz")
