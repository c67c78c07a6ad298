"""Keeps what the field called wrong: which finding, and since when; nothing says who.

A finding is known by a keyed hash of its fingerprint, the one its own row has, so that of a sentence of mail nothing is
kept that could be guessed. Called wrong twice it is one dispute.
"""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from msgcheck.history.keyed_hashes import KEYED_TAG, KeyedHashes
from msgcheck.history.tables import DisputeRow, FindingRow
from msgcheck.records import Dispute, FindingKey, Fingerprint, MessageId


def keep_dispute(session: Session, dispute: Dispute, *, hashes: KeyedHashes) -> None:
    """Keep that a finding was called wrong, since the first day it was; what came of it takes the place of what did."""
    identity = _identity(dispute.fingerprint, hashes)
    row = session.scalar(select(DisputeRow).filter_by(identity=identity))
    if row is not None:
        row.day = min(row.day, dispute.day)
        if dispute.upheld is not None:
            row.upheld = dispute.upheld
        return
    values = {"identity": identity, "code": dispute.code, "message_id": dispute.message_id}
    session.execute(insert(DisputeRow), [values | {"day": dispute.day, "upheld": dispute.upheld}])


def disputes(session: Session) -> tuple[Dispute, ...]:
    """Return what was called wrong, oldest first, each with the findings it is about; the fingerprints are keyed."""
    findings = _findings(session)
    return tuple(
        Dispute(
            fingerprint=Fingerprint(KEYED_TAG + row.identity.hex()),
            code=row.code,
            message_id=MessageId(row.message_id) if row.message_id is not None else None,
            day=row.day,
            upheld=row.upheld,
            findings=tuple(findings.get(row.identity, ())),
        )
        for row in session.scalars(select(DisputeRow).order_by(DisputeRow.day, DisputeRow.id))
    )


def _findings(session: Session) -> dict[bytes, list[FindingKey]]:
    """Return the findings that were called wrong, by identity: one of each document that has or had it."""
    found: defaultdict[bytes, list[FindingKey]] = defaultdict(list)
    rows = session.execute(
        select(FindingRow.identity, FindingRow.id)
        .join(DisputeRow, DisputeRow.identity == FindingRow.identity)
        .order_by(FindingRow.id)
    )
    for identity, id_ in rows:
        found[identity].append(FindingKey(id_))
    return found


def _identity(fingerprint: str, hashes: KeyedHashes) -> bytes:
    """Return the identity of a finding by its fingerprint, which a store may have given out keyed already."""
    if fingerprint.startswith(KEYED_TAG):
        return bytes.fromhex(fingerprint.removeprefix(KEYED_TAG))
    return hashes.identity("finding", fingerprint)
