"""Grows the trees with scikit-learn and flattens them into the arrays the judge applies."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from msgcheck.judge.boosted_trees import BoostedTrees

SEED = 13


def grow(
    rows: npt.NDArray[np.float64],
    labels: npt.NDArray[Any],
    weights: npt.NDArray[np.float64],
    features: tuple[str, ...],
    *,
    rounds: int,
) -> BoostedTrees:
    """Return trees fitted to rows of features.

    Args:
        rows: float64, shape (n, features).
        labels: names of the classes, shape (n,).
        weights: how much each row counts, shape (n,).
        features: names of the columns.
        rounds: trees for each class.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=0.08,
        max_leaf_nodes=12,
        min_samples_leaf=30,
        l2_regularization=2.0,
        max_features=0.4,
        early_stopping=False,
        random_state=SEED,
    )
    model.fit(rows, labels, sample_weight=weights)
    return flattened(model, features)


def flattened(model: Any, features: tuple[str, ...]) -> BoostedTrees:
    """Return scikit-learn's trees as flat arrays, which give the same probabilities."""
    roots, feature, threshold, left, right, value = [], [], [], [], [], []
    start = 0
    for trees in model._predictors:  # noqa: SLF001  the public interface does not show the trees
        round_roots = []
        for tree in trees:
            nodes = tree.nodes
            leaf = nodes["is_leaf"].astype(bool)
            round_roots.append(start)
            feature.append(np.where(leaf, -1, nodes["feature_idx"]))
            threshold.append(np.where(leaf, 0.0, nodes["num_threshold"]))
            left.append(nodes["left"].astype(np.int64) + start)
            right.append(nodes["right"].astype(np.int64) + start)
            value.append(nodes["value"])
            start += len(nodes)
        roots.append(round_roots)
    return BoostedTrees(
        classes=tuple(str(name) for name in model.classes_),
        features=features,
        baseline=np.asarray(model._baseline_prediction, dtype=np.float64).ravel(),  # noqa: SLF001
        roots=np.array(roots, dtype=np.int32),
        feature=np.concatenate(feature).astype(np.int32),
        threshold=np.concatenate(threshold).astype(np.float32).astype(np.float64),
        left=np.concatenate(left).astype(np.int32),
        right=np.concatenate(right).astype(np.int32),
        value=np.concatenate(value).astype(np.float32).astype(np.float64),
    )
