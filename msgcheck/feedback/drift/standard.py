"""Which earlier periods the last one is compared with.

The usual share must not learn the drift it is there to show, and yet what lasts becomes usual. So the periods are read
from the oldest on: one that stands out from the usual ones before it is set aside. Where enough periods in a row are
set aside on the same side, they are the new usual: three after a fall, six months after a rise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from msgcheck.feedback.drift.counts import Counts, together

STANDS_OUT = 2.5
"""Standard deviations from the usual share at which a period is set aside: one quiet period in a hundred."""
LEAST_HISTORY = 30
"""Documents of earlier periods below which there is nothing to compare with: of 30, a tenth is three."""
LONGEST_HISTORY = 12
"""Earlier periods that are looked at: older habits are no measure."""
FALLEN_FOR = 3
"""Periods after which a lower share is the usual one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What the last period is compared with."""

    usual: tuple[Counts, ...]
    """The periods that show the usual share: what a rise is measured by."""
    recent: tuple[Counts, ...]
    """Those of the latest level, the same or the ones set aside after them: what a fall is measured by."""
    lead: Counts
    """The period just before the last one, which is no part of either; empty where the others would be too few."""


def standard(periods: Sequence[Counts], *, risen_for: int) -> Standard | None:
    """Return what a period is compared with, None where earlier documents are too few.

    Args:
        periods: the earlier ones, oldest first.
        risen_for: periods after which a higher share is the usual one.
    """
    earlier = [period for period in periods[-LONGEST_HISTORY:] if period.documents]
    if together(earlier).documents < LEAST_HISTORY:
        return None
    lead = Counts(drifting=0, documents=0)
    if together(earlier[:-1]).documents >= LEAST_HISTORY:
        lead = earlier.pop()
    usual, aside = _levels(earlier, risen_for=risen_for)
    recent = aside if together(aside).documents >= LEAST_HISTORY else usual
    return Standard(usual=tuple(usual), recent=tuple(recent), lead=lead)


def _levels(periods: Sequence[Counts], *, risen_for: int) -> tuple[list[Counts], list[Counts]]:
    """Return the usual periods, and those set aside since the last usual one."""
    usual: list[Counts] = []
    aside: list[Counts] = []
    side = 0
    for period in periods:
        now = _side(period, together(usual))
        if now == 0:
            usual, aside = [*usual, period], []
        else:
            aside = [*aside, period] if now == side else [period]
            if len(aside) >= (risen_for if now > 0 else FALLEN_FOR):
                usual, aside = aside, []
        side = now
    return usual, aside


def _side(period: Counts, usual: Counts) -> int:
    """Return 1 where a period stands out above the usual share, -1 below it, else 0."""
    if usual.documents < LEAST_HISTORY:
        return 0
    # Half a document on either side keeps a history without any drift from having no variance.
    share = (usual.drifting + 0.5) / (usual.documents + 1)
    variance = share * (1 - share) * (1 / period.documents + 1 / usual.documents)
    away = (period.share - share) / math.sqrt(variance)
    return (away > STANDS_OUT) - (away < -STANDS_OUT)
