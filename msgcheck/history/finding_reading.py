"""Reads back findings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from msgcheck.codes import Lane, Severity
from msgcheck.history.keyed_hashes import KEYED_TAG, KeyedHashes
from msgcheck.history.tables import DocumentRow, FindingRow, Found
from msgcheck.records import StoredFinding

_FINDING: tuple[ColumnElement[Any], ...] = (
    *FindingRow.__table__.columns,
    FindingRow.count.label("times"),  # a row has a method of the name of the column
    Found.finding_id.is_not(None).label("current"),
)

_SEVERITIES = {severity.value: severity for severity in Severity}
_LANES = {lane.value: lane for lane in Lane}


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
    # The types of keys are names for the checker alone; calling them for tens of thousands of findings takes its time.
    return StoredFinding(
        key=row.id,
        document=row.document_id,
        fingerprint=row.fingerprint or KEYED_TAG + row.identity.hex(),
        code=row.code,
        message_id=row.message_id,
        change=change,
        severity=_SEVERITIES[row.severity],
        lane=_LANES[row.lane],
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
