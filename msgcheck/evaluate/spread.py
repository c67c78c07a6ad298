"""How far a figure could lie from the one printed, had other statements been drawn (bootstrap; Efron 1979)."""

from __future__ import annotations

import random

from msgcheck.evaluate.breakdown import Pairs
from msgcheck.evaluate.figures import FIGURES
from msgcheck.evaluate.scores import score

DRAWS = 400
SEED = 13
_LOW, _HIGH = 0.025, 0.975

Spread = tuple[tuple[str, float, float], ...]
"""(name of the figure, low, high), between which 95 % of the draws lie."""


def spread(pairs: Pairs, *, draws: int = DRAWS) -> Spread:
    """Return the 95 % range of each figure over statements drawn anew with replacement, from a fixed seed.

    A figure that could not be counted in some draws, for want of such statements, has the range of the others.
    """
    chance = random.Random(SEED)  # noqa: S311  nothing secret: the same draws every time
    drawn = [score(chance.choices(pairs, k=len(pairs))) for _ in range(draws)] if pairs else []
    found = []
    for figure in FIGURES:
        values = sorted(value for scores in drawn if (value := getattr(scores, figure.name)) == value)
        if values:
            found.append((figure.name, _quantile(values, _LOW), _quantile(values, _HIGH)))
    return tuple(found)


def _quantile(values: list[float], share: float) -> float:
    """Return the value at a share of the sorted values."""
    return values[round(share * (len(values) - 1))]
