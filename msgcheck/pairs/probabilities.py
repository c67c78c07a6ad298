"""Rows of log-probabilities, made alike for every pair model.

Rows are rounded to three decimals: what a pair is read together with changes the last bits of a row, and without
rounding a remembered row would differ from one read anew.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from msgcheck.pairs.interface import NEVER, PAIR_LABELS, Floats2d

_DECIMALS = 3

EVEN = np.full(len(PAIR_LABELS), -np.log(len(PAIR_LABELS)), dtype=np.float32)
"""The row of a pair of which a model said nothing that could be used: no label before another."""


def log_softmax(logits: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return log-probabilities, float64 of the same shape, one row for each row of `logits`.

    A row of which some number is not finite becomes a row of NaN.
    """
    scores = logits.astype(np.float64)
    finite = np.isfinite(scores).all(axis=1)
    scores[~finite] = 0.0
    shifted = scores - scores.max(axis=1, keepdims=True, initial=-np.inf)
    logs: npt.NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    logs[~finite] = np.nan
    return logs


def as_rows(logs: npt.NDArray[np.floating]) -> Floats2d:
    """Return log-probabilities with columns as PAIR_LABELS in the form pair models give them.

    Rounded, nothing below NEVER, and EVEN in place of every row that holds NaN.
    """
    rows: Floats2d = np.round(np.maximum(logs, NEVER), _DECIMALS).astype(np.float32)
    rows[np.isnan(rows).any(axis=1)] = EVEN
    return rows


def is_even(row: npt.NDArray[np.float32]) -> bool:
    """Return whether a row is EVEN: a model that answers never gives seven labels the very same."""
    return bool(np.array_equal(row, EVEN))
