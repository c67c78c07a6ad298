"""Reads back the scans themselves."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from msgcheck.history.tables import ConflictRow, ConflictSideRow, Content, ScanRow, SkippedRow, Theme, Yardstick
from msgcheck.records import Conflict, ConflictSide, DocumentId, MessageId, ScanId, StoredScan


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
