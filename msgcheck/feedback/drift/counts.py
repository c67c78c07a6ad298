"""What is counted of one message: documents by period, and those among them that say it otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The documents of one period; near copies counted once by the caller."""

    drifting: int
    documents: int
    heaviest: int = 1
    """Of those drifting, the ones of one source, where it is the one with most of them."""

    def __post_init__(self) -> None:
        if not 0 <= self.drifting <= self.documents:
            raise ValueError(f"{self.drifting} of {self.documents} documents cannot drift")

    @property
    def by_several(self) -> Counts:
        """Return the counts with the heaviest source counted once: one source is one opinion."""
        more = min(self.heaviest, self.drifting) - 1
        return Counts(drifting=self.drifting - more, documents=self.documents - more) if more > 0 else self

    @property
    def share(self) -> float:
        """Return the share that drifts, 0 where there are no documents."""
        return self.drifting / self.documents if self.documents else 0.0


NOTHING = Counts(drifting=0, documents=0)


def together(periods: Iterable[Counts]) -> Counts:
    """Return the counts of several periods as one."""
    drifting = documents = 0
    for period in periods:
        drifting += period.drifting
        documents += period.documents
    return Counts(drifting=drifting, documents=documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is counted of one message or edit."""

    key: str
    periods: tuple[Counts, ...]
    """Oldest first, without gaps; the last one is asked about."""
    segments: tuple[tuple[str, tuple[Counts, ...]], ...] = ()
    """The same of each segment, over the same periods."""
    segment_sources: tuple[tuple[str, int], ...] = ()
    """(segment, independent sources drifting in it in the last period); unknown of the others."""
    changed: int | None = None
    """Index of the period in which the message was approved or reworded; None where it was not."""
    sources: int | None = None
    """Independent sources drifting in the last period; None where unknown."""
    other_judge: frozenset[int] = frozenset()
    """Indexes of earlier periods that another judge judged: what it found is no measure of the last one."""

    def __post_init__(self) -> None:
        if self.changed is not None and not 0 <= self.changed < len(self.periods):
            raise ValueError(f"{self.key}: no period {self.changed} among {len(self.periods)}")
        uneven = [name for name, periods in self.segments if len(periods) != len(self.periods)]
        if uneven:
            raise ValueError(f"{self.key}: other periods than the message has: {', '.join(uneven)}")
