"""The documents of each period, each as it was judged when it was new.

A file that was saved several times in one period is one document of it, as it stood at the end; what replaced it in a
later period does not matter. Each mail of ours is a document, and an attachment one of the period of its own day,
however many mails carry it. Near copies are documents of their own: they are told apart where counts are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgcheck.feedback.drift.sent import is_sent, told_apart_by
from msgcheck.feedback.own_material import MARKETING
from msgcheck.feedback.state import is_ours
from msgcheck.records import DocumentThen, FindingKey, Period, PeriodKind, StoredDocument, StoredFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A document with what one judging of it found."""

    document: StoredDocument
    findings: tuple[StoredFinding, ...]
    judge: str = ""

    @property
    def is_the_fields(self) -> bool:
        """Return whether the field answers for it: all that is not known to be marketing's own."""
        return self.document.audience.owner != MARKETING


@dataclass(frozen=True, slots=True)
class ByPeriod:
    """The documents of the periods of one kind, by day and key."""

    kind: PeriodKind
    _documents: Mapping[Period, tuple[Judged, ...]]

    @classmethod
    def of(
        cls, documents: Iterable[DocumentThen], findings: Mapping[FindingKey, StoredFinding], kind: PeriodKind
    ) -> ByPeriod:
        """Return all documents by the period of their day.

        Args:
            documents: as they were judged when they were new.
            findings: all that are stored, by key.
            kind: how long a period is.
        """
        gathered: dict[Period, list[DocumentThen]] = defaultdict(list)
        for then in documents:
            if _counts(then):
                gathered[Period.of(then.document.day, kind)].append(then)
        return cls(kind, {period: _judged(_each_once(gathered[period]), findings) for period in sorted(gathered)})

    def periods(self) -> tuple[Period, ...]:
        """Return the periods with documents, oldest first."""
        return tuple(self._documents)

    def all_of(self, period: Period) -> tuple[Judged, ...]:
        """Return all documents of a period."""
        return self._documents.get(period, ())

    def fields_of(self, period: Period) -> tuple[Judged, ...]:
        """Return the documents of a period that the field answers for."""
        return tuple(judged for judged in self.all_of(period) if judged.is_the_fields)


def _counts(then: DocumentThen) -> bool:
    """Return whether a document counts: all of ours but mail that a later scan took for another document."""
    was_taken_for_another = is_sent(then.document) and then.document.superseded
    return is_ours(then.document, has_findings=bool(then.findings)) and not was_taken_for_another


def _each_once(documents: Sequence[DocumentThen]) -> list[DocumentThen]:
    """Return the documents of one period without those that were replaced or repeated within it, by day and key."""
    last: dict[object, DocumentThen] = {}
    for then in documents:
        mark = told_apart_by(then.document)
        if mark not in last or _standing(then.document) > _standing(last[mark].document):
            last[mark] = then
    return sorted(last.values(), key=lambda then: (then.document.day, then.document.key))


def _standing(document: StoredDocument) -> tuple[object, ...]:
    """Return what tells which of two documents counts: of attachments one to outside, of a file what stood there last.

    What a customer was told has to be put right, so a copy that stayed in the house must not stand in for it.
    """
    to_outside = is_sent(document) and document.audience.outward
    return to_outside, not document.superseded, document.last_seen, document.day, document.key


def _judged(documents: Iterable[DocumentThen], findings: Mapping[FindingKey, StoredFinding]) -> tuple[Judged, ...]:
    return tuple(
        Judged(
            document=then.document,
            findings=tuple(findings[key] for key in then.findings if key in findings),
            judge=then.judge,
        )
        for then in documents
    )
