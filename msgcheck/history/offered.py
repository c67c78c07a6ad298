"""Keeps the sentences that senders gave to marketing; of who sent them, and to whom, nothing is known.

A sentence given twice stands there twice: how often a wording is asked for is what marketing wants to know.
"""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from msgcheck.history.tables import OfferedRow
from msgcheck.records import MessageId, Offered, OverrideReason


def keep_offered(session: Session, offered: Offered) -> None:
    """Keep a sentence that was given."""
    values = {
        "code": offered.code,
        "message_id": offered.message_id,
        "sentence": offered.sentence,
        "reason": offered.reason.value if offered.reason is not None else None,
        "day": offered.day,
    }
    session.execute(insert(OfferedRow), [values])


def all_offered(session: Session) -> tuple[Offered, ...]:
    """Return the sentences that were given, oldest first."""
    return tuple(
        Offered(
            code=row.code,
            message_id=MessageId(row.message_id) if row.message_id is not None else None,
            sentence=row.sentence,
            reason=OverrideReason(row.reason) if row.reason is not None else None,
            day=row.day,
        )
        for row in session.scalars(select(OfferedRow).order_by(OfferedRow.day, OfferedRow.id))
    )
