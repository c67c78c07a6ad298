"""What became of marketing's answers: edits that were to go, or were taken up, and are said less since.

The count at the decision is compared with one of the same kind. Decks and documents count while they stand: then as
many as the decision says, now as many as are left. A sent mail stands for ever, and so does what is attached to it; of
these, those written since the decision are set against those of as many days before it, else mails of years would
shrink to those of a week.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from msgcheck.feedback.drift.sent import each_once, is_sent
from msgcheck.records import Answer, Decision, Divergence, DocumentKey, Standing, StoredDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """How often an edit was said when it was decided on, and now."""

    before: int
    now: tuple[StoredDocument, ...]
    """The documents that count now, by key."""


def is_to_go(divergence: Divergence) -> bool:
    """Return whether marketing has answered so that the edit should be found less: not watched, tested or waiting."""
    decision = divergence.decision
    if decision is None:
        return False
    taken_up = decision.answer in {Answer.ADOPT, Answer.ADOPT_FOR} and divergence.standing is Standing.SETTLED
    return taken_up or decision.answer in {Answer.FIX, Answer.REJECT}


def fall_since(
    divergence: Divergence,
    decision: Decision,
    said_in: Iterable[StoredDocument],
    documents: Mapping[DocumentKey, StoredDocument],
    *,
    until: date,
) -> Fall:
    """Return how often an edit was said when it was decided on, and how often now.

    Args:
        divergence: with the documents that say it now.
        decision: on it, made no later than `until`.
        said_in: all documents that ever said it.
        documents: all that are stored, by key.
        until: the last day that counts.
    """
    day, days = decision.decided_on, (until - decision.decided_on).days
    sent = [document for document in said_in if is_sent(document)]
    # The decision counted each document, so each is taken off again, an attachment as often as it was sent.
    counted_then = sum(one.day <= day and one.first_seen <= day for one in sent)
    same_days_before = each_once(one for one in sent if day - timedelta(days=days) < one.day <= day)
    standing = (documents[key] for key in divergence.documents if key in documents)
    now = [document for document in standing if not is_sent(document) and document.day <= until]
    now += each_once(one for one in sent if day < one.day <= until)
    return Fall(
        before=max(decision.documents - counted_then, 0) + len(same_days_before),
        now=tuple(sorted(now, key=lambda document: document.key)),
    )
