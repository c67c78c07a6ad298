"""Whether a score of 0.7 means seven in ten: scores in ten bins beside what really drifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The statements whose score lies in [low, high); the last bin takes 1 as well."""

    low: float
    high: float
    count: int
    mean_score: float
    """NaN in an empty bin."""
    drifted: float
    """Share that has really drifted; NaN in an empty bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationCurve:
    """Ten bins of equal width."""

    bins: tuple[Bin, ...]
    error: float
    """Expected calibration error (Naeini et al., AAAI 2015): the distance between mean score and share, weighted by
    the count of each bin; NaN where there is no statement."""


def calibration_curve(scored: Sequence[tuple[float, bool]]) -> CalibrationCurve:
    """Return the calibration of scores.

    Args:
        scored: (score in [0, 1], whether the statement has drifted).
    """
    inside: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, drifted in scored:
        inside[min(int(score * BINS), BINS - 1)].append((score, drifted))
    bins = tuple(_bin(number, members) for number, members in enumerate(inside))
    distances = sum(entry.count * abs(entry.mean_score - entry.drifted) for entry in bins if entry.count)
    return CalibrationCurve(bins=bins, error=distances / len(scored) if scored else float("nan"))


def _bin(number: int, members: Sequence[tuple[float, bool]]) -> Bin:
    """Return one bin of the curve."""
    count = len(members)
    return Bin(
        low=number / BINS,
        high=(number + 1) / BINS,
        count=count,
        mean_score=sum(score for score, _ in members) / count if count else float("nan"),
        drifted=sum(drifted for _, drifted in members) / count if count else float("nan"),
    )
