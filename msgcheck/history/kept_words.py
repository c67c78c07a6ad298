"""Decides which words of a scan go into the store; what is dropped here never reaches the database.

`documents` keeps the sentences of findings in decks and documents, `all` those of mail too, `none` none. Where a
sentence is not kept, neither are its vector, a suggestion made of it, nor what names its words; changed figures are.
A line that must not leave the company is kept in no case: of it there is its id only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from msgcheck.codes import Lane
from msgcheck.records import Conflict, ConflictSide, DocumentId, Finding, Scan, ScannedDocument, ScannedFinding
from msgcheck.wordless import code_alone, without_words

INTERNAL_CODE = "MC203"
_STORED_LANES = frozenset({Lane.ASK, Lane.SUGGEST})
_FIGURE = re.compile(r"\d")
_LONGEST_FIGURE = 40
"""Characters of "up to 30 % per user and month" and the like; what is longer is a sentence with a figure in it."""


class KeepText(StrEnum):
    """Whose sentences are kept."""

    DOCUMENTS = "documents"
    ALL = "all"
    NONE = "none"

    def keeps(self, *, private: bool) -> bool:
        """Return whether the words of a document are kept, which may be mail or lie in one."""
        return self is KeepText.ALL or (self is KeepText.DOCUMENTS and not private)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFinding:
    """A finding with no more words than may be kept."""

    finding: Finding
    text: str | None
    """None where it is not kept."""
    vector: bytes


def kept_findings(document: ScannedDocument, keep: KeepText) -> tuple[KeptFinding, ...]:
    """Return the findings of a document that are stored, each with the words that may be kept of it."""
    words = keep.keeps(private=document.private)
    internal = {scanned.finding.found for scanned in document.findings if _is_internal(scanned)} - {""}
    return tuple(
        _kept(scanned, words=words, internal=_is_internal(scanned) or scanned.finding.found in internal)
        for scanned in document.findings
        if scanned.finding.lane in _STORED_LANES
    )


def kept_conflicts(scan: Scan, keep: KeepText) -> tuple[Conflict, ...]:
    """Return the conflicts of a scan with the words that may be kept; a document the scan does not hold is private."""
    readable = {document.id for document in scan.documents if keep.keeps(private=document.private)}
    if keep is KeepText.ALL:
        readable |= {side.document for conflict in scan.conflicts for side in conflict.sides}
    internal = {(document.id, place) for document in scan.documents for place in _internal_places(document)}
    return tuple(_kept_conflict(conflict, readable, internal) for conflict in scan.conflicts)


def kept_themes(scan: Scan, keep: KeepText) -> tuple[tuple[str, int], ...]:
    """Return the themes no approved line covers; they are words of decks and documents."""
    return () if keep is KeepText.NONE else scan.uncovered


def _kept(scanned: ScannedFinding, *, words: bool, internal: bool) -> KeptFinding:
    finding = scanned.finding
    if internal:
        approved = "" if finding.code == INTERNAL_CODE else finding.approved
        bare = replace(finding, sentence=code_alone(finding.code), approved=approved, suggestion="")
        return KeptFinding(finding=bare, text=None, vector=b"")
    if not words:
        return KeptFinding(finding=without_words(finding), text=None, vector=b"")
    return KeptFinding(finding=finding, text=finding.found, vector=scanned.vector)


def _is_internal(scanned: ScannedFinding) -> bool:
    return scanned.finding.code == INTERNAL_CODE


def _internal_places(document: ScannedDocument) -> frozenset[str]:
    """Return where lines stand that must not leave the company."""
    return frozenset(scanned.finding.location for scanned in document.findings if _is_internal(scanned))


def _kept_conflict(conflict: Conflict, readable: set[DocumentId], internal: set[tuple[DocumentId, str]]) -> Conflict:
    sides = tuple(
        side
        if side.document in readable and (side.document, side.location) not in internal
        else side_without_text(side, figure=(side.document, side.location) not in internal)
        for side in conflict.sides
    )
    # What both sides are about is in the words of either, so one that may be shown is enough.
    return replace(conflict, sides=sides, subject=conflict.subject if _any_whole(sides, conflict.sides) else "")


def _any_whole(kept: Sequence[ConflictSide], given: Sequence[ConflictSide]) -> bool:
    return any(side is other for side, other in zip(kept, given, strict=True))


def side_without_text(side: ConflictSide, *, figure: bool) -> ConflictSide:
    """Return a side without its words; its figure or date stays if it may."""
    is_figure = figure and len(side.says) <= _LONGEST_FIGURE and _FIGURE.search(side.says) is not None
    return replace(side, text="", says=side.says if is_figure else "")
