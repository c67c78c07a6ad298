"""Which earlier periods the last one is compared with.

The usual share must not learn the drift it is there to show, and yet what lasts becomes usual. So the periods are read
from the oldest on: one that stands out from the usual ones before it is set aside. Where enough periods in a row are
set aside on the same side, they are the new usual ones: six months after a rise, three after a fall.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from msgcheck.feedback.drift.counts import NOTHING, Counts, together

STANDS_OUT = 2.5
"""Standard deviations from the usual share at which a period is set aside: one quiet period in a hundred."""
LEAST_HISTORY = 30
"""Documents of earlier periods below which there is nothing to compare with: a tenth of 30 is three."""
LONGEST_HISTORY = 12
"""Earlier periods that are looked at: older habits are no measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The earlier periods that count, each with documents."""

    earlier: tuple[Counts, ...]
    """Oldest first, without the lead."""
    lead: Counts
    """The period just before the last one, which a slow rise has begun in; empty where the others would be too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What the last period is compared with."""

    usual: tuple[Counts, ...]
    """The periods that show the usual share: what a rise is measured by."""
    recent: tuple[Counts, ...]
    """Those of the latest level, the same or the ones set aside after them: what a fall is measured by."""


def history(periods: Sequence[Counts]) -> History | None:
    """Return those of the earlier periods that count, None where their documents are too few."""
    earlier = tuple(period for period in periods[-LONGEST_HISTORY:] if period.documents)
    documents = sum(period.documents for period in earlier)
    if documents < LEAST_HISTORY:
        return None
    if documents - earlier[-1].documents < LEAST_HISTORY:
        return History(earlier=earlier, lead=NOTHING)
    return History(earlier=earlier[:-1], lead=earlier[-1])


def standard(earlier: Sequence[Counts], *, risen_for: int, rho: float) -> Standard:
    """Return what a period is compared with.

    Args:
        earlier: the periods before it that count, oldest first, each with documents.
        risen_for: periods after which a higher share is the usual one; a lower one is after half as many.
        rho: correlation of documents of one period.
    """
    usual, aside = _levels(earlier, risen_for=risen_for, rho=rho)
    recent = aside if together(aside).documents >= LEAST_HISTORY else usual
    return Standard(usual=tuple(usual), recent=tuple(recent))


def _levels(periods: Sequence[Counts], *, risen_for: int, rho: float) -> tuple[list[Counts], list[Counts]]:
    """Return the usual periods, and those set aside since the last usual one."""
    usual: list[Counts] = []
    aside: list[Counts] = []
    level, side = NOTHING, 0
    for period in periods:
        before, side = side, _side(period, level, rho)
        if side == 0:
            usual, aside = [*usual, period], []
            level = together((level, period))
            continue
        aside = [*aside, period] if side == before else [period]
        if len(aside) >= (risen_for if side > 0 else (risen_for + 1) // 2):
            usual, aside = aside, []
            level = together(usual)
    return usual, aside


def _side(period: Counts, usual: Counts, rho: float) -> int:
    """Return 1 where a period stands out above the usual share, -1 below it, else 0."""
    if usual.documents < LEAST_HISTORY:
        return 0
    both = (usual.drifting + period.drifting) / (usual.documents + period.documents)
    if not 0 < both < 1:
        return 0
    widened = 1 + (period.documents - 1) * rho
    variance = both * (1 - both) * widened * (1 / period.documents + 1 / usual.documents)
    away = (period.share - usual.share) / math.sqrt(variance)
    return (away > STANDS_OUT) - (away < -STANDS_OUT)
