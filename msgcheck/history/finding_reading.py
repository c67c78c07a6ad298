"""Reads back findings."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from msgcheck.codes import Lane, Severity
from msgcheck.history.keyed_hashes import KEYED_TAG, KeyedHashes
from msgcheck.history.tables import DocumentRow, FindingRow, Found
from msgcheck.records import DocumentKey, FindingKey, Fingerprint, MessageId, StoredFinding


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
