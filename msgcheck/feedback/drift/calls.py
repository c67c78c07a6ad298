"""Whether a message drifts more than chance explains, from counts of documents by period.

A first version: the last period against all earlier ones by the exact test of Fisher (mid-p), corrected for many
messages by the procedure of Benjamini and Hochberg.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy import stats

from msgcheck.records import Call, Called

FALSE_SHARE = 0.1
"""Of the changes called, the share that may be chance."""
LEAST_DOCUMENTS = 10
"""Documents of the last period below which nothing is said."""
LEAST_HISTORY = 30
"""Documents of the periods it is compared with below which nothing is said."""
LEAST_SOURCES = 2
"""One source is one opinion."""
FOLLOWING_PERIODS = 3
"""Periods after a change of ours in which documents follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The documents of one period; near copies counted once by the caller."""

    drifting: int
    documents: int

    def __post_init__(self) -> None:
        if not 0 <= self.drifting <= self.documents:
            raise ValueError(f"{self.drifting} of {self.documents} documents cannot drift")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is counted of one message or edit."""

    key: str
    periods: tuple[Counts, ...]
    """Oldest first; the last one is asked about."""
    segments: tuple[tuple[str, tuple[Counts, ...]], ...] = ()
    """The same of each segment, over the same periods."""
    changed: int | None = None
    """Index of the period in which the message was approved or reworded; None where it was not."""
    sources: int | None = None
    """Independent sources drifting in the last period; None where unknown."""


def called(
    series: Sequence[Series], *, correct: bool = True, following_periods: int = FOLLOWING_PERIODS
) -> tuple[Called, ...]:
    """Return what the counts of each series allow to be said, in the order given.

    Args:
        series: all that stand in one report: the correction is for as many.
        correct: whether to correct for many series; off only to measure what that does.
        following_periods: periods after `changed` in which documents follow: 3 of months, 1 of quarters.
    """
    tests = [_tested(one) for one in series]
    values = [test[0] for test in tests if test is not None]
    adjusted = iter(stats.false_discovery_control(values) if correct and values else values)
    return tuple(
        _call(one, test[1], next(adjusted), following_periods) if test is not None else Called(call=Call.INSUFFICIENT)
        for one, test in zip(series, tests, strict=True)
    )


def _tested(one: Series) -> tuple[float, float] | None:
    """Return the two-sided p-value and the expected share, None where there is too little."""
    first = one.changed or 0
    if not one.periods:
        return None
    last, history = one.periods[-1], one.periods[first:-1]
    documents = sum(item.documents for item in history)
    drifting = sum(item.drifting for item in history)
    if last.documents < LEAST_DOCUMENTS or documents < LEAST_HISTORY:
        return None
    spread = stats.hypergeom(documents + last.documents, drifting + last.drifting, last.documents)
    middle = 0.5 * spread.pmf(last.drifting)
    above, below = spread.sf(last.drifting) + middle, spread.cdf(last.drifting) - middle
    return float(min(2 * min(above, below), 1.0)), drifting / documents


def _call(one: Series, before: float, value: float, following_periods: int) -> Called:
    last = one.periods[-1]
    share = last.drifting / last.documents
    if one.changed is not None and len(one.periods) - 1 - one.changed <= following_periods and share <= before:
        return Called(call=Call.FOLLOWING, before=before)
    if value > FALSE_SHARE:
        return Called(call=Call.STEADY, before=before)
    if share < before:
        return Called(call=Call.RECOVERING, before=before)
    if one.sources is not None and one.sources < LEAST_SOURCES:
        return Called(call=Call.INSUFFICIENT, before=before)
    return Called(call=Call.DRIFTING, before=before)
