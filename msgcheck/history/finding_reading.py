"""Reads back findings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from msgcheck.codes import Lane, Severity
from msgcheck.history.keyed_hashes import KEYED_TAG, KeyedHashes
from msgcheck.history.tables import DocumentRow, FindingRow, Found
from msgcheck.records import DocumentKey, FindingKey, Fingerprint, MessageId, StoredFinding

_FINDING: tuple[ColumnElement[Any], ...] = (
    *FindingRow.__table__.columns,
    FindingRow.count.label("times"),  # a row has a method of the name of the column
    Found.finding_id.is_not(None).label("current"),
)


def stored_findings(session: Session, hashes: KeyedHashes) -> tuple[StoredFinding, ...]:
    """Return every finding, current or not, by key.

    An edit that is known without its words has the key of the same words where another document keeps them.
    """
    # Plain rows: tens of thousands of findings are read, and none of them is changed.
    rows = session.connection().execute(
        select(*_FINDING)
        .join(DocumentRow, DocumentRow.id == FindingRow.document_id)
        .outerjoin(Found, and_(Found.finding_id == FindingRow.id, Found.assessment_id == DocumentRow.assessment_id))
        .order_by(FindingRow.id)
    )
    found = rows.all()
    known = {hashes.edit(row.change): row.change for row in found if row.text is not None}
    return tuple(_finding(row, change=known.get(row.change, row.change)) for row in found)


def _finding(row: Row[Any], *, change: str) -> StoredFinding:
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
        count=row.times,
        first_seen=row.first_seen,
        current=bool(row.current),
    )
