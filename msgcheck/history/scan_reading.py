"""Reads back what scans left: the scans themselves, documents with their latest outcome, findings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import Session

from msgcheck.codes import Lane, Severity
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.tables import (
    Assessment,
    ConflictRow,
    ConflictSideRow,
    Content,
    DocumentRow,
    FindingRow,
    Found,
    Member,
    Place,
    ScanRow,
    SkippedRow,
    Theme,
    Use,
    Yardstick,
)
from msgcheck.records import (
    Audience,
    Conflict,
    ConflictSide,
    DayFrom,
    DocumentId,
    DocumentKey,
    FindingKey,
    Fingerprint,
    MessageId,
    ScanId,
    StoredDocument,
    StoredFinding,
    StoredScan,
)

KEYED_TAG = "mk1:"
"""Begins a keyed hash that stands in the place of a fingerprint, `mc1:...`, where words are not kept."""


def stored_scans(session: Session) -> tuple[StoredScan, ...]:
    """Return all scans, oldest first."""
    skipped: dict[int, list[tuple[DocumentId, str]]] = defaultdict(list)
    for row in session.scalars(select(SkippedRow).order_by(SkippedRow.content_id, SkippedRow.position)):
        skipped[row.content_id].append((DocumentId(row.path), row.reason))
    themes: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for theme in session.scalars(select(Theme).order_by(Theme.content_id, Theme.position)):
        themes[theme.content_id].append((theme.theme, theme.claims))
    conflicts = _conflicts(session)
    found = session.execute(
        select(ScanRow, Yardstick, Content.documents)
        .join(Yardstick, Yardstick.id == ScanRow.yardstick_id)
        .join(Content, Content.id == ScanRow.content_id)
        .order_by(ScanRow.id)
    )
    return tuple(
        StoredScan(
            id=ScanId(scan.id),
            created=scan.created,
            as_of=scan.as_of,
            messaging_hash=yardstick.messaging_hash,
            judge=yardstick.judge,
            documents=documents,
            skipped=tuple(skipped[scan.content_id]),
            uncovered=tuple(themes[scan.content_id]),
            conflicts=tuple(conflicts[scan.content_id]),
        )
        for scan, yardstick, documents in found
    )


def stored_documents(session: Session) -> tuple[StoredDocument, ...]:
    """Return every document with its latest outcome, by key."""
    whereabouts = _whereabouts(session)
    uses: dict[int, list[_MessageUse]] = defaultdict(list)
    for row in session.execute(
        select(Use.assessment_id, Use.message_id, Use.on_message, Use.nearness)
        .join(DocumentRow, DocumentRow.assessment_id == Use.assessment_id)
        .order_by(Use.assessment_id, Use.message_id)
    ):
        uses[row.assessment_id].append(_MessageUse(MessageId(row.message_id), row.on_message, row.nearness))
    found = session.execute(
        select(DocumentRow, Assessment)
        .join(Assessment, Assessment.id == DocumentRow.assessment_id)
        .order_by(DocumentRow.id)
    )
    return tuple(
        _document(document, assessment, uses[assessment.id], whereabouts[document.id]) for document, assessment in found
    )


def stored_findings(session: Session, hashes: KeyedHashes) -> tuple[StoredFinding, ...]:
    """Return every finding, current or not, by key.

    An edit that is known without its words has the key of the same words where another document keeps them.
    """
    found = session.execute(
        select(FindingRow, Found.finding_id.is_not(None))
        .join(DocumentRow, DocumentRow.id == FindingRow.document_id)
        .outerjoin(Found, and_(Found.finding_id == FindingRow.id, Found.assessment_id == DocumentRow.assessment_id))
        .order_by(FindingRow.id)
    )
    rows = [(row, current) for row, current in found]
    known = {hashes.edit(row.change): row.change for row, _ in rows if row.text is not None}
    return tuple(_finding(row, change=known.get(row.change, row.change), current=current) for row, current in rows)


class _MessageUse(NamedTuple):
    """How a document speaks of a message."""

    message_id: MessageId
    on_message: int | None
    nearness: float | None


@dataclass(slots=True, kw_only=True)
class _Whereabouts:
    """Where and when a document was seen."""

    first: date
    last: date
    paths: list[str] = field(default_factory=list)
    """Where it stood in the last scan it was in."""
    standing: list[str] = field(default_factory=list)
    """Of these, where no later scan found anything else."""


def _whereabouts(session: Session) -> dict[int, _Whereabouts]:
    """Return where each document was seen last, and when first and last.

    The scans tell, so that a rescan of unchanged documents need not write to each of them.
    """
    days = {row.id: row.as_of for row in session.execute(select(ScanRow.id, ScanRow.as_of))}
    content, document, place = _content_scans(), _document_scans(), _place_scans()
    rows = session.execute(
        select(document.c.document_id, document.c.first, document.c.last, place.c.last.label("place_last"), Place.path)
        .join(content, content.c.last == document.c.last)
        .join(Member, Member.content_id == content.c.content_id)
        .join(
            Assessment,
            and_(Assessment.id == Member.assessment_id, Assessment.document_id == document.c.document_id),
        )
        .join(Place, Place.id == Member.place_id)
        .join(place, place.c.place_id == Place.id)
        .order_by(document.c.document_id, Place.path)
    )
    found: dict[int, _Whereabouts] = {}
    for row in rows:
        seen = found.setdefault(row.document_id, _Whereabouts(first=days[row.first], last=days[row.last]))
        seen.paths.append(row.path)
        if row.place_last == row.last:
            seen.standing.append(row.path)
    return found


def _content_scans() -> Subquery:
    """Return the first and the last scan of each content."""
    return (
        select(ScanRow.content_id, func.min(ScanRow.id).label("first"), func.max(ScanRow.id).label("last"))
        .group_by(ScanRow.content_id)
        .subquery()
    )


def _document_scans() -> Subquery:
    """Return the first and the last scan of each document."""
    content = _content_scans()
    return (
        select(Assessment.document_id, func.min(content.c.first).label("first"), func.max(content.c.last).label("last"))
        .join(Member, Member.assessment_id == Assessment.id)
        .join(content, content.c.content_id == Member.content_id)
        .group_by(Assessment.document_id)
        .subquery()
    )


def _place_scans() -> Subquery:
    """Return the last scan that found anything at each place."""
    content = _content_scans()
    return (
        select(Member.place_id, func.max(content.c.last).label("last"))
        .join(content, content.c.content_id == Member.content_id)
        .group_by(Member.place_id)
        .subquery()
    )


def _document(row: DocumentRow, assessment: Assessment, uses: list[_MessageUse], seen: _Whereabouts) -> StoredDocument:
    return StoredDocument(
        key=DocumentKey(row.id),
        path=DocumentId((seen.standing or seen.paths)[0]),
        fingerprint=row.fingerprint or KEYED_TAG + row.fingerprint_key.hex(),
        group=row.copy_of_id or row.id,
        family=row.family,
        format=row.format,
        private=row.private,
        audience=Audience(
            persona=row.persona,
            segment=row.segment,
            region=row.region,
            team=row.team,
            stage=row.stage,
            audience=row.audience,
            owner=row.owner,
            we=row.we,
            products=tuple(row.products),
        ),
        author=row.author.hex(),
        account=row.account.hex(),
        day=row.day,
        day_from=DayFrom(row.day_from),
        first_seen=seen.first,
        last_seen=seen.last,
        superseded=not seen.standing,
        judged=assessment.judged,
        claims=assessment.claims,
        covered=assessment.covered,
        not_judged=assessment.not_judged,
        used=tuple((use.message_id, use.on_message) for use in uses if use.on_message is not None),
        nearness=tuple((use.message_id, use.nearness) for use in uses if use.nearness is not None),
        names_product=assessment.names_product,
        uses_term=assessment.uses_term,
    )


def _finding(row: FindingRow, *, change: str, current: bool) -> StoredFinding:
    return StoredFinding(
        key=FindingKey(row.id),
        document=DocumentKey(row.document_id),
        fingerprint=Fingerprint(row.fingerprint or KEYED_TAG + row.identity.hex()),
        code=row.code,
        message_id=MessageId(row.message_id) if row.message_id is not None else None,
        change=change,
        severity=Severity(row.severity),
        lane=Lane(row.lane),
        probability=row.probability,
        location=row.location,
        text=row.text,
        vector=row.vector,
        sentence=row.sentence,
        approved=row.approved,
        suggestion=row.suggestion,
        count=row.count,
        first_seen=row.first_seen,
        current=current,
    )


def _conflicts(session: Session) -> dict[int, list[Conflict]]:
    """Return the conflicts of each content."""
    sides: dict[tuple[int, int], list[ConflictSide]] = defaultdict(list)
    for side in session.scalars(
        select(ConflictSideRow).order_by(ConflictSideRow.content_id, ConflictSideRow.conflict, ConflictSideRow.position)
    ):
        sides[side.content_id, side.conflict].append(
            ConflictSide(
                document=DocumentId(side.path), location=side.location, says=side.says, text=side.text, day=side.day
            )
        )
    conflicts: dict[int, list[Conflict]] = defaultdict(list)
    for row in session.scalars(select(ConflictRow).order_by(ConflictRow.content_id, ConflictRow.position)):
        conflicts[row.content_id].append(
            Conflict(
                scope=row.scope,
                subject=row.subject,
                message_id=MessageId(row.message_id) if row.message_id is not None else None,
                sides=tuple(sides[row.content_id, row.position]),
            )
        )
    return conflicts
