"""Fits the linear base that the boosted trees stand on.

Trees learn thresholds well and slopes badly: of a feature that means more the larger it is, as the pair model's
log-probabilities do, they need many steps to draw a line. Log-odds of both are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from msgcheck.judge.boosted_trees import BoostedTrees

STRENGTH = 0.02
"""Inverse of the penalty on the slopes of standardised features."""
SHARE = 0.5
"""Of the linear log-odds in the sum; the trees have the rest."""
_ITERATIONS = 800

Floats1d = npt.NDArray[np.float64]
Floats2d = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Log-odds that are sums of features."""

    classes: tuple[str, ...]
    baseline: Floats1d
    """Shape (classes,)."""
    slopes: Floats2d
    """Shape (features, classes), for features as they are."""


def fit_linear(rows: Floats2d, labels: npt.NDArray[Any], weights: Floats1d) -> Linear:
    """Return multinomial logistic regression on standardised features, its slopes brought back to the features' units.

    Args:
        rows: float64, shape (n, features).
        labels: names of the classes, shape (n,).
        weights: how much each row counts, shape (n,).
    """
    from sklearn.linear_model import LogisticRegression

    middle, spread = rows.mean(axis=0), rows.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    model = LogisticRegression(C=STRENGTH, max_iter=_ITERATIONS)
    model.fit((rows - middle) / spread, labels, sample_weight=weights)
    slopes = (model.coef_ / spread).T
    return Linear(
        classes=tuple(str(name) for name in model.classes_),
        baseline=model.intercept_ - middle @ slopes,
        slopes=slopes,
    )


def on_linear_base(trees: BoostedTrees, linear: Linear, *, share: float = SHARE) -> BoostedTrees:
    """Return trees whose log-odds are averaged with linear ones.

    Args:
        trees: fitted to the same classes and features.
        linear: the base.
        share: of the linear log-odds, in [0, 1].
    """
    if trees.classes != linear.classes:
        raise ValueError(f"the trees know {trees.classes}, the linear base {linear.classes}")
    return replace(
        trees,
        baseline=(1 - share) * trees.baseline + share * linear.baseline,
        value=(1 - share) * trees.value,
        slopes=share * linear.slopes,
    )
