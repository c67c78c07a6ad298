"""Turns prepared statements into rows of features for the trees.

What the judge settles without the trees (bare labels, wording repeated to the letter) gives no row where it comes
from a clean document; of labelled statements every one gives a row, so that the figures hold for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from msgcheck.evaluate.sets import LabelledStatement
from msgcheck.judge.combine import settled
from msgcheck.judge.features import matrix, picture, row
from msgcheck.judge.pair_reading import with_pairs_read
from msgcheck.pairs.interface import PairModel
from msgcheck.training.material import DOCUMENT, Company

Floats2d = npt.NDArray[np.float64]
PairModelFor = Callable[[str], PairModel | None]
"""From the name of a company to a pair model that did not learn from it; None reads no pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Statements with what they are, as rows of features."""

    gold: tuple[LabelledStatement, ...]
    features: tuple[str, ...]
    rows: Floats2d
    """Shape (n, features)."""


def examples(companies: Sequence[Company], pair_model_for: PairModelFor) -> Examples:
    """Return the rows of all companies, each company's pairs read by a model that did not learn from it."""
    gold: list[LabelledStatement] = []
    rows: list[dict[str, float]] = []
    for company in companies:
        kept, pictures = [], []
        for item in (*company.statements, *company.clean):
            seen = picture(item.statement, item.candidates)
            if item.gold.channel == DOCUMENT and settled(seen, item.candidates) is not None:
                continue
            kept.append(item.gold)
            pictures.append(seen)
        model = pair_model_for(company.name)
        if model is not None:
            pictures = with_pairs_read(pictures, model)
        gold.extend(kept)
        rows.extend(row(seen) for seen in pictures)
    names = tuple(sorted(rows[0]))
    return Examples(gold=tuple(gold), features=names, rows=matrix(rows, names))
