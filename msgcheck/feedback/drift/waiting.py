"""What waits for marketing: field wordings with enough sources over enough time, and how long they have had them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from msgcheck.feedback.advice import may_be_adopted
from msgcheck.feedback.proposals import FEWEST_SOURCES, is_proposal
from msgcheck.feedback.sources import independent_sources
from msgcheck.records import Divergence, Standing, StoredDocument, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What makes an edit a proposal."""

    sources: int
    days: int


def is_waiting(divergence: Divergence, bar: Bar) -> bool:
    """Return whether an edit is put to marketing as a proposal that has no answer, or none that still holds."""
    return (
        divergence.standing is Standing.OPEN
        and divergence.spread.documents > 0
        and is_proposal(divergence, least_sources=bar.sources, least_days=bar.days)
        and may_be_adopted(divergence)
    )


def waiting(proposals: Iterable[tuple[Divergence, Sequence[StoredDocument]]], bar: Bar, *, as_of: date) -> Waiting:
    """Return how many proposals wait, and for how many days the oldest has; those that came up later are left out.

    Args:
        proposals: each with all documents that ever said it.
        bar: what makes a proposal.
        as_of: the day on which it is asked.
    """
    days = [(as_of - became_one_on(divergence, said_in, bar)).days for divergence, said_in in proposals]
    so_far = [number for number in days if number >= 0]
    return Waiting(proposals=len(so_far), oldest_days=max(so_far, default=0))


def became_one_on(divergence: Divergence, said_in: Sequence[StoredDocument], bar: Bar) -> date:
    """Return the first day on which the documents so far were enough; the last document's where they never were.

    They may never have been by their own days, as when files were saved anew since.
    """
    first = divergence.spread.first_seen
    so_far: list[StoredDocument] = []
    for day, documents in groupby(sorted(said_in, key=lambda one: (one.day, one.key)), key=_day):
        so_far.extend(documents)
        if (day - first).days < bar.days or len(so_far) < bar.sources:
            continue
        if len(independent_sources(so_far)) >= max(bar.sources, FEWEST_SOURCES):
            return day
    return divergence.spread.last_seen


def _day(document: StoredDocument) -> date:
    return document.day
