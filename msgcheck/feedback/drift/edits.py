"""The edits of a period: from our own material, growing, settled, new, and the rest.

Each edit stands in one list only. What is counted are documents of the field in the period of their day, as they were
judged then; of our own material, and of what is settled, it is the documents that stand now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from msgcheck.feedback.divergences import INTERNAL
from msgcheck.feedback.drift.carrying import EXPIRED, RETIRED
from msgcheck.feedback.drift.edit_counts import UNCALLED, EditCounts
from msgcheck.feedback.drift.recent import first_of_recent
from msgcheck.feedback.drift.settled import Fall, fall_since, is_to_go
from msgcheck.feedback.drift.template_title import template_title
from msgcheck.feedback.own_material import MARKETING
from msgcheck.records import (
    Call,
    Divergence,
    DocumentKey,
    EditCount,
    Mover,
    Period,
    Standing,
    StoredDocument,
)

_ALLOWED = frozenset({Standing.TESTING, Standing.WATCHED, Standing.PENDING})
"""What marketing lets stand for now."""
_NEVER_NEW = frozenset({INTERNAL, RETIRED, EXPIRED})
"""Lines that were ours: that somebody still says them is no new wording."""


class _Section(StrEnum):
    NEW = "new"
    GROWING = "growing"
    COUNTED = "counted"
    OWN_MATERIAL = "own material"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSections:
    """The edits of a period by what can be said of them."""

    new: tuple[EditCount, ...]
    growing: tuple[EditCount, ...]
    counted: tuple[EditCount, ...]
    own_material: tuple[EditCount, ...]
    settled: tuple[EditCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditsOfPeriod:
    """Sorts edits into their sections."""

    counts: EditCounts
    customers: Sequence[str]
    """Names that no title may hold."""
    period: Period
    until: date
    """The last day that counts."""
    documents: Mapping[DocumentKey, StoredDocument]
    """All that are stored."""
    ever_said_in: Callable[[Divergence], Sequence[StoredDocument]]
    first_known: bool
    """Whether nothing is stored of earlier periods, or the same judge judged none: then nothing can be called new."""

    def sections(self, divergences: Iterable[Divergence]) -> EditSections:
        """Return all edits that are said in the period, stand in our own material, or were settled not long ago."""
        found: dict[_Section, list[EditCount]] = {section: [] for section in _Section}
        for divergence in divergences:
            placed = self._placed(divergence)
            if placed is not None:
                section, edit = placed
                found[section].append(edit)
        ordered = {section: tuple(sorted(edits, key=_ORDER[section])) for section, edits in found.items()}
        return EditSections(
            new=ordered[_Section.NEW],
            growing=ordered[_Section.GROWING],
            counted=ordered[_Section.COUNTED],
            own_material=ordered[_Section.OWN_MATERIAL],
            settled=ordered[_Section.SETTLED],
        )

    def _placed(self, divergence: Divergence) -> tuple[_Section, EditCount] | None:
        """Return an edit with the section it belongs in, None where it is of no interest any more."""
        is_own = self._is_own(divergence)
        if is_own and self._stands_in_own(divergence):
            return _Section.OWN_MATERIAL, self._own(divergence)
        edit = self.counts.of_period(divergence)
        if edit is not None and self._grows(divergence, edit) and not is_own:
            return _Section.GROWING, edit
        fall = self._fall(divergence)
        if fall is not None and len(fall.now) < fall.before:
            return _Section.SETTLED, self.counts.since_answered(divergence, fall)
        if is_own:
            return _Section.OWN_MATERIAL, self._own(divergence)
        if edit is None:
            return None
        return (_Section.NEW, edit) if self._is_new(divergence) else (_Section.COUNTED, _without_rise(edit))

    def _is_own(self, divergence: Divergence) -> bool:
        """Return whether an edit was copied from our own material, is still there, and should not be."""
        is_adopted = divergence.decision is not None and bool(divergence.decision.wording)
        may_stand = divergence.standing in _ALLOWED or (divergence.standing is Standing.SETTLED and is_adopted)
        return (
            divergence.mover is Mover.OWN_MATERIAL
            and bool(self._standing(divergence))
            and divergence.code != INTERNAL
            and not may_stand
        )

    def _stands_in_own(self, divergence: Divergence) -> bool:
        return any(document.audience.owner == MARKETING for document in self._standing(divergence))

    def _standing(self, divergence: Divergence) -> list[StoredDocument]:
        """Return the documents up to the last day that counts in which an edit stands now."""
        documents = (self.documents[key] for key in divergence.documents)
        return [document for document in documents if document.day <= self.until]

    def _grows(self, divergence: Divergence, edit: EditCount) -> bool:
        is_called = edit.called.call is Call.DRIFTING and edit.documents > edit.before
        return is_called and divergence.code != INTERNAL and not self._is_new(divergence)

    def _is_new(self, divergence: Divergence) -> bool:
        """Return whether nobody said it before this period; a line that moved away from its documents is not new."""
        return (
            not self.first_known
            and self.period.holds(divergence.spread.first_seen)
            and divergence.mover in {Mover.FIELD, Mover.BOTH}
            and divergence.code not in _NEVER_NEW
            and divergence.standing is not Standing.SETTLED
        )

    def _fall(self, divergence: Divergence) -> Fall | None:
        """Return how an answered edit went since its decision, None where it is not of these months."""
        decision = divergence.decision
        if decision is None or not is_to_go(divergence) or divergence.code == INTERNAL:
            return None
        if not first_of_recent(self.period) <= decision.decided_on <= self.until:
            return None
        return fall_since(divergence, decision, self.ever_said_in(divergence), self.documents, until=self.until)

    def _own(self, divergence: Divergence) -> EditCount:
        template = self.documents.get(divergence.template) if divergence.template is not None else None
        title = template_title(template.path, self.customers) if template is not None else ""
        return self.counts.of_own_material(divergence, self._standing(divergence), template=title)


def _without_rise(edit: EditCount) -> EditCount:
    """Return an edit that is only counted: above its usual share it may be, and yet below the period compared with."""
    return replace(edit, called=UNCALLED) if edit.called.call is Call.DRIFTING else edit


def _by_sources(edit: EditCount) -> tuple[int, int, str]:
    return -edit.sources, -edit.documents, edit.divergence


def _by_increase(edit: EditCount) -> tuple[int, int, str]:
    return edit.before - edit.documents, -edit.documents, edit.divergence


def _by_documents(edit: EditCount) -> tuple[int, int, str]:
    return -edit.documents, -edit.sources, edit.divergence


def _by_fall(edit: EditCount) -> tuple[int, int, str]:
    return edit.documents - edit.before, -edit.before, edit.divergence


_ORDER: Mapping[_Section, Callable[[EditCount], tuple[int, int, str]]] = {
    _Section.NEW: _by_sources,
    _Section.GROWING: _by_increase,
    _Section.COUNTED: _by_documents,
    _Section.OWN_MATERIAL: _by_documents,
    _Section.SETTLED: _by_fall,
}
