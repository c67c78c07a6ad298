"""What a label needs under it before it may be given, however sure the trees are.

The trees add up many small signs and can so name a line that has nothing to do with the statement. A label about a
pair therefore needs a pair that is near, or shares its words; "do not say" and "old line" are not given to a sentence
that denies the line, nor "do not say" where the pair model has read the line and finds something else said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from msgcheck.codes import Label
from msgcheck.judge.pair_reading import LEAST_COSINE
from msgcheck.pairs.interface import PairLabel
from msgcheck.pairs.probabilities import EVEN
from msgcheck.records import Source

Floats2d = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """When a pair is near enough to speak of: either bar suffices."""

    pair: str
    """Which pair: current, retired or never_say; the first part of the features' names."""
    min_cosine: float
    min_covers: float
    """Share of the wording's content words that stand in the statement."""


_OF_CURRENT = Ground(pair="current", min_cosine=0.3, min_covers=0.2)

GROUNDS: dict[Label, Ground] = {
    Label.CONTRADICTS: _OF_CURRENT,
    Label.FIGURE_CHANGED: _OF_CURRENT,
    Label.OVERSTATED: _OF_CURRENT,
    Label.UNDERSTATED: _OF_CURRENT,
    Label.REFRAMED: _OF_CURRENT,
    Label.OUTDATED: Ground(pair="retired", min_cosine=0.3, min_covers=0.25),
    Label.FORBIDDEN: Ground(pair="never_say", min_cosine=0.25, min_covers=0.25),
}
"""On the training statements these bars turn away 2 to 6 % of what carries a label (10 % of `forbidden`), on the
clean documents 35 to 75 % of the statements that could get it (November 2026)."""

SAYS_THE_LINE = 0.3
"""Probability of saying the same, by the pair model, from which a ruled-out line it has read may be taken for said. Of
what the trees called `forbidden` in 21 companies, 5 of 6 below this were wrong, above it 5 of 60 (November 2026)."""

_UNDECIDED = float(EVEN[0])
"""Log-probability of every label where a pair model could say nothing."""


def grounded(probabilities: Floats2d, classes: Sequence[str], rows: Floats2d, features: Sequence[str]) -> Floats2d:
    """Return probabilities in which labels without ground have none; what they had goes to `not_a_claim`.

    A line with a figure that neither the retired nor the current line has is no old line: its figure was changed (of
    the `outdated` training statements 3 % are such, of the `figure_changed` ones 55 %).

    Args:
        probabilities: float64, shape (n, classes), rows summing to 1.
        classes: names of the columns of `probabilities`.
        rows: float64, shape (n, features), the statements' features.
        features: names of the columns of `rows`.
    """
    column = {name: place for place, name in enumerate(features)}
    kept = probabilities.copy()
    claims_nothing = list(classes).index(Label.NOT_A_CLAIM.value)
    if {"retired.figures.changed", "current.figures.changed"} <= column.keys():
        neither = (rows[:, column["retired.figures.changed"]] > 0) & (rows[:, column["current.figures.changed"]] > 0)
        old, changed = (list(classes).index(label.value) for label in (Label.OUTDATED, Label.FIGURE_CHANGED))
        kept[neither, changed] += kept[neither, old]
        kept[neither, old] = 0.0
    for label, ground in GROUNDS.items():
        near = rows[:, column[f"{ground.pair}.cosine"]] >= ground.min_cosine
        near |= rows[:, column[f"{ground.pair}.covers"]] >= ground.min_covers
        if f"{ground.pair}.denied" in column:
            near &= rows[:, column[f"{ground.pair}.denied"]] == 0
        place = list(classes).index(label.value)
        kept[~near, claims_nothing] += kept[~near, place]
        kept[~near, place] = 0.0
    return _without_lines_not_said(kept, list(classes).index(Label.FORBIDDEN.value), rows, column)


def _without_lines_not_said(
    probabilities: Floats2d, forbidden: int, rows: Floats2d, column: Mapping[str, int]
) -> Floats2d:
    """Return probabilities with nothing for a ruled-out line that the pair model has read and does not find said.

    It may well be drift of another kind, so that the other labels share what it had. Where the model could say nothing
    of the pair, nothing speaks against the line.
    """
    if "pair.never_say.consistent" not in column:
        return probabilities
    says_it, is_other = (
        rows[:, column[f"pair.never_say.{label}"]] for label in (PairLabel.CONSISTENT, PairLabel.UNRELATED)
    )
    # Not by its numbers: a model that is sure of "something else" gives those of a line that was not read.
    was_read = rows[:, column["never_say.cosine"]] >= LEAST_COSINE[Source.NEVER_SAY]
    was_read &= (says_it != _UNDECIDED) | (is_other != _UNDECIDED)
    is_said = says_it >= math.log(SAYS_THE_LINE)
    without = np.where(np.arange(probabilities.shape[1]) == forbidden, 0.0, probabilities)
    left = without.sum(axis=1, keepdims=True)
    is_changed = (was_read & ~is_said)[:, None] & (left > 0)
    return np.where(is_changed, without / np.where(left > 0, left, 1.0), probabilities)
