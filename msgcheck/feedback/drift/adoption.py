"""How fast new documents take a message up after it was approved.

Of few documents the share of each day jumps, and a running share crosses any line by chance. So the rising curve that
lies nearest to the documents is looked at (isotonic regression): half carry the message from the first day on at which
the curve is at half or above. A level that the last few documents alone would show does not count as reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import numpy as np
from scipy import optimize

from msgcheck.records import Adoption, Share

LEAST_SINCE = 10
"""Documents from the day on at which a level is reached; fewer would show it by chance."""
HALF = 0.5
MOST = 0.8
ROUNDING = 1e-9
"""Four of five documents are 80 %, whatever their mean is in binary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """The new documents of one day."""

    days: int
    """Since the approval."""
    carrying: int
    documents: int


def adoption(approved_on: date, documents: Sequence[tuple[date, str, bool]], *, until: date) -> Adoption:
    """Return how many new documents carry a message, and after how many days half and most of them did.

    Args:
        approved_on: first day on which documents could carry it.
        documents: (day, family, carries it on message) of each document it belongs in, in any order; what was written
            before it was approved or after `until` is left out.
        until: last day that counts, the end of the period.
    """
    new = sorted(document for document in documents if approved_on <= document[0] <= until)
    days = [
        _Day(days=(day - approved_on) // timedelta(days=1), carrying=sum(carries), documents=len(carries))
        for day, group in groupby(new, key=lambda document: document[0])
        for carries in [[carried for _, _, carried in group]]
    ]
    families = sorted({family for _, family, _ in new})
    return Adoption(
        approved_on=approved_on,
        days=max((until - approved_on).days, 0),
        days_to_half=_days_until(HALF, days),
        days_to_most=_days_until(MOST, days),
        share=_share([carries for _, _, carries in new]),
        by_family=tuple(
            (family, _share([carries for _, other, carries in new if other == family])) for family in families
        ),
    )


def _share(carried: Sequence[bool]) -> Share:
    return Share(part=sum(carried), whole=len(carried))


def _days_until(level: float, days: Sequence[_Day]) -> int | None:
    """Return the days until documents carry the message at this level, None where they do not or are too few."""
    documents = np.array([day.documents for day in days], dtype=float)
    if documents.sum() < LEAST_SINCE:
        return None
    shares = np.array([day.carrying for day in days]) / documents
    rising = optimize.isotonic_regression(shares, weights=documents).x
    since = documents[::-1].cumsum()[::-1]
    reached = np.flatnonzero((rising >= level - ROUNDING) & (since >= LEAST_SINCE))
    return days[int(reached[0])].days if len(reached) else None
