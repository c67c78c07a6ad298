"""Counts by period as the tests take them: near copies count once, as the last of them says it.

Thirty copies of a deck in one month are one decision that was copied; a test that took them for thirty would call
every template drift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from msgcheck.feedback.drift.calls import Counts, Series
from msgcheck.feedback.drift.carrying import Carrier
from msgcheck.feedback.drift.figures import last_copies
from msgcheck.feedback.groups_shown import OTHER, shown_groups
from msgcheck.feedback.sources import independent_sources
from msgcheck.records import DocumentKey, MessageId, StoredDocument


def message_series(
    message_id: MessageId,
    carriers: Sequence[Sequence[Carrier]],
    *,
    changed: int | None,
    other_judge: Collection[int] = (),
) -> Series:
    """Return what is counted of a message, with the segments that may be shown.

    Args:
        message_id: the message.
        carriers: the documents that say it, by period, oldest first, and in order of day.
        changed: index of the period in which it was approved or reworded; None where it was in none of them.
        other_judge: indexes of the periods that another judge judged.
    """
    last = carriers[-1]
    shown = [
        name
        for name, _ in shown_groups((carrier.document.audience.segment, carrier.document) for carrier in last)
        if name != OTHER
    ]
    by_segment = [_by_segment(period) for period in carriers] if shown else []
    return Series(
        key=message_id,
        periods=_periods(carriers),
        segments=tuple((name, _periods([period.get(name, ()) for period in by_segment])) for name in sorted(shown)),
        segment_sources=tuple((name, _sources(by_segment[-1][name])) for name in sorted(shown)),
        changed=changed,
        sources=_sources(last),
        other_judge=frozenset(other_judge),
    )


@dataclass(frozen=True, slots=True)
class Among:
    """The documents of one period that an edit is counted among: those that say its message."""

    _last_of_group: Mapping[int, DocumentKey]

    @classmethod
    def of(cls, documents: Iterable[StoredDocument]) -> Among:
        """Return documents, given in order of day, with near copies told apart."""
        return cls({group: document.key for group, document in last_copies(documents).items()})

    def counts(self, saying: Iterable[StoredDocument]) -> Counts:
        """Return how many of them make an edit; documents that do and are not among them are added."""
        drifting = added = 0
        for group, document in last_copies(saying).items():
            if group not in self._last_of_group:
                added += 1
                drifting += 1
            elif self._last_of_group[group] == document.key:
                drifting += 1
        return Counts(drifting=drifting, documents=len(self._last_of_group) + added)


def edit_series(
    key: str,
    saying: Sequence[Sequence[StoredDocument]],
    among: Sequence[Among],
    *,
    changed: int | None,
    other_judge: Collection[int] = (),
) -> Series:
    """Return what is counted of one edit.

    Args:
        key: of the edit.
        saying: the documents that make it, by period, oldest first, and in order of day.
        among: the documents it is counted among, by period.
        changed: index of the period in which its message was approved or reworded.
        other_judge: indexes of the periods that another judge judged.
    """
    *earlier, last = (whole.counts(part) for whole, part in zip(among, saying, strict=True))
    heaviest = _heaviest(list(last_copies(saying[-1]).values()))
    return Series(
        key=key,
        periods=(*earlier, replace(last, heaviest=heaviest)),
        changed=changed,
        sources=len(independent_sources(saying[-1])),
        other_judge=frozenset(other_judge),
    )


def _periods(carriers: Sequence[Sequence[Carrier]]) -> tuple[Counts, ...]:
    """Return the counts of each period; of the last one also what one source makes of them."""
    return (*(_counts(period) for period in carriers[:-1]), _counts(carriers[-1], with_heaviest=True))


def _counts(carriers: Sequence[Carrier], *, with_heaviest: bool = False) -> Counts:
    drifts = {carrier.document.key for carrier in carriers if carrier.drifts}
    last = last_copies(carrier.document for carrier in carriers).values()
    drifting = [document for document in last if document.key in drifts]
    heaviest = _heaviest(drifting) if with_heaviest else 1
    return Counts(drifting=len(drifting), documents=len(last), heaviest=heaviest)


def _heaviest(documents: Sequence[StoredDocument]) -> int:
    """Return how many documents are of one source, where it is the one with most."""
    return max((len(source) for source in independent_sources(documents)), default=1)


def _sources(carriers: Iterable[Carrier]) -> int:
    return len(independent_sources([carrier.document for carrier in carriers if carrier.drifts]))


def _by_segment(carriers: Iterable[Carrier]) -> Mapping[str, Sequence[Carrier]]:
    segments: dict[str, list[Carrier]] = defaultdict(list)
    for carrier in carriers:
        segments[carrier.document.audience.segment].append(carrier)
    return segments
