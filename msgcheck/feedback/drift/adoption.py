"""How fast new documents take a message up after it was approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgcheck.records import Adoption, Share

RUNNING_DOCUMENTS = 10
"""Documents of a running share: fewer would be reached by chance."""
HALF = 0.5
MOST = 0.8


def adoption(approved_on: date, documents: Sequence[tuple[date, str, bool]], *, until: date) -> Adoption:
    """Return how many new documents carry a message, and after how many days half and most of them did.

    Args:
        approved_on: first day on which documents could carry it.
        documents: (day, family, carries it on message) of each document it belongs in, in any order.
        until: last day that counts, the end of the period.
    """
    new = sorted((day, family, carries) for day, family, carries in documents if approved_on <= day <= until)
    families = sorted({family for _, family, _ in new})
    return Adoption(
        approved_on=approved_on,
        days=max((until - approved_on).days, 0),
        days_to_half=_days_until(HALF, approved_on, new),
        days_to_most=_days_until(MOST, approved_on, new),
        share=_share([carries for _, _, carries in new]),
        by_family=tuple(
            (family, _share([carries for _, other, carries in new if other == family])) for family in families
        ),
    )


def _share(carries: Sequence[bool]) -> Share:
    return Share(part=sum(carries), whole=len(carries))


def _days_until(level: float, approved_on: date, new: Sequence[tuple[date, str, bool]]) -> int | None:
    for end in range(RUNNING_DOCUMENTS, len(new) + 1):
        running = new[end - RUNNING_DOCUMENTS : end]
        if sum(carries for _, _, carries in running) >= level * RUNNING_DOCUMENTS:
            return (new[end - 1][0] - approved_on).days
    return None
