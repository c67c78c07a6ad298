"""Forgets the words of what stays in the store: of old documents, and of those whose words are no longer to be kept.

What is left of a finding is what mail has from the start: its place, its kind, changed figures, and hashes that only
this store's key makes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from msgcheck.codes import Lane, Severity
from msgcheck.history.conflict_sides import forget_sides
from msgcheck.history.kept_words import KeepText
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.tables import Assessment, DocumentRow, FindingRow, Member, Place, Theme
from msgcheck.records import DocumentId, Finding, Fingerprint, MessageId
from msgcheck.wordless import without_words

_FINDINGS_AT_ONCE = 1000
"""Sentences held in memory at a time."""
_WORDS = select(
    FindingRow.id,
    FindingRow.fingerprint,
    FindingRow.code,
    FindingRow.message_id,
    FindingRow.change,
    FindingRow.location,
    FindingRow.sentence,
    FindingRow.approved,
    FindingRow.suggestion,
).join(DocumentRow, DocumentRow.id == FindingRow.document_id)


def forget_words(session: Session, *, before: date, keep: KeepText, hashes: KeyedHashes) -> int:
    """Forget the words of documents from before a day, and all that are not to be kept; return of how many findings."""
    wordless = _wordless(before, keep)
    findings = _forget_findings(session, wordless, hashes)
    session.connection().execute(
        update(DocumentRow).where(wordless, DocumentRow.fingerprint.is_not(None)).values(fingerprint=None)
    )
    forget_sides(session, before=before, keep=keep)
    if keep is KeepText.NONE:
        session.connection().execute(delete(Theme))
    return findings


def wordless_places(session: Session, *, before: date, keep: KeepText) -> tuple[DocumentId, ...]:
    """Return where documents stand of which no words are kept."""
    paths = session.scalars(
        select(Place.path)
        .join(Member, Member.place_id == Place.id)
        .join(Assessment, Assessment.id == Member.assessment_id)
        .join(DocumentRow, DocumentRow.id == Assessment.document_id)
        .where(_wordless(before, keep))
        .distinct()
    )
    return tuple(sorted(map(DocumentId, paths)))


def _wordless(before: date, keep: KeepText) -> ColumnElement[bool]:
    """Return the condition under which no words of a document are kept."""
    kept = [private for private in (False, True) if keep.keeps(private=private)]
    return or_(DocumentRow.day < before, DocumentRow.private.not_in(kept))


def _forget_findings(session: Session, wordless: ColumnElement[bool], hashes: KeyedHashes) -> int:
    """Forget the sentences of documents, and return how many there were."""
    forgotten = 0
    with_words = _WORDS.where(wordless, FindingRow.text.is_not(None)).order_by(FindingRow.id).limit(_FINDINGS_AT_ONCE)
    while rows := session.execute(with_words).all():
        session.execute(update(FindingRow), [_without_words(row, hashes) for row in rows])
        forgotten += len(rows)
    return forgotten


def _without_words(row: Any, hashes: KeyedHashes) -> dict[str, Any]:
    """Return what changes in a finding whose words go."""
    finding = Finding(
        fingerprint=Fingerprint(row.fingerprint or ""),
        code=row.code,
        severity=Severity.LOW,
        lane=Lane.SUGGEST,
        probability=0.0,
        message_id=MessageId(row.message_id) if row.message_id is not None else None,
        document=DocumentId(""),
        location=row.location,
        found="",
        approved=row.approved,
        sentence=row.sentence,
        suggestion=row.suggestion,
        # The store does not say whether a suggestion is the sentence mended; only the approved line is surely not.
        mended=row.suggestion != row.approved,
    )
    bare = without_words(finding)
    return {
        "id": row.id,
        "fingerprint": None,
        "change": hashes.edit(row.change),
        "text": None,
        "vector": b"",
        "sentence": bare.sentence,
        "suggestion": bare.suggestion,
    }
