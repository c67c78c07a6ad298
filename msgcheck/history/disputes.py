"""Keeps what the field called wrong: which finding, and since when; nothing says who.

A finding is known by a keyed hash of its fingerprint, the one its own row has, so that of a sentence of mail nothing is
kept that could be guessed. Called wrong twice it is one dispute.
"""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from msgcheck.history.keyed_hashes import KEYED_TAG, KeyedHashes
from msgcheck.history.tables import DisputeRow
from msgcheck.records import Dispute, Fingerprint, MessageId


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
    """Return what was called wrong, oldest first; the fingerprints are keyed."""
    return tuple(
        Dispute(
            fingerprint=Fingerprint(KEYED_TAG + row.identity.hex()),
            code=row.code,
            message_id=MessageId(row.message_id) if row.message_id is not None else None,
            day=row.day,
            upheld=row.upheld,
        )
        for row in session.scalars(select(DisputeRow).order_by(DisputeRow.day, DisputeRow.id))
    )


def _identity(fingerprint: str, hashes: KeyedHashes) -> bytes:
    """Return the identity of a finding by its fingerprint, which a store may have given out keyed already."""
    if fingerprint.startswith(KEYED_TAG):
        return bytes.fromhex(fingerprint.removeprefix(KEYED_TAG))
    return hashes.identity("finding", fingerprint)
