"""Who moved: the field, marketing, both, or our own material that the field copied.

What was there first decides. A document written under another line than today's did not drift; the line moved away
from it. And what stands in a document of marketing's own is marketing's to mend, however often the field copied it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from msgcheck.feedback.clustering import Cluster
from msgcheck.feedback.own_material import template_of
from msgcheck.records import DocumentKey, Message, MessageId, Messaging, Mover, Retired, StoredDocument

MOST = 0.5
"""Share of the documents above which the line moved and not the field."""
MANY = 1 / 3
"""From this share on both did: too many were written under the former line to leave them out, too few to explain it."""
_DATED = frozenset({"MC101", "MC102", "MC103", "MC104", "MC105", "MC403"})
"""Codes that compare with a message, so that a message that is younger than the document explains them."""


class Changes(Protocol):
    """What is known of when messages changed beside the dates in the messaging."""

    def changed_on(self, message_id: MessageId, cluster: Cluster) -> date | None:
        """Return the day by which a message had changed, None where nothing shows that it did."""
        ...


def who_moved(
    cluster: Cluster, documents: Mapping[DocumentKey, StoredDocument], messaging: Messaging, *, changes: Changes
) -> Mover:
    """Return who moved.

    Args:
        cluster: findings of one edit.
        documents: all that are stored, by key.
        messaging: as it is now.
        changes: what the history of scans knows of changed messages.
    """
    said_in = [documents[key] for key in sorted({finding.document for finding in cluster})]
    if template_of(cluster, documents) is not None:
        return Mover.OWN_MATERIAL
    moved_on = line_moved_on(cluster, messaging, changes=changes)
    if moved_on is None:
        return Mover.FIELD
    share = sum(document.day < moved_on for document in said_in) / len(said_in)
    if share > MOST:
        return Mover.MARKETING
    return Mover.BOTH if share >= MANY else Mover.FIELD


def line_moved_on(cluster: Cluster, messaging: Messaging, *, changes: Changes) -> date | None:
    """Return the day from which another line holds than the cluster's documents may have been written under.

    None where the line did not move as far as anybody knows, or where its moving explains nothing.
    """
    code, message_id = cluster[0].code, cluster[0].message_id
    if message_id is None:
        return None
    message = messaging.message(message_id)
    match code:
        case "MC201":
            return _retired_on(_retired(messaging, message_id), messaging)
        case "MC205":
            until = message.valid_until if message is not None else None
            return until + timedelta(days=1) if until is not None else None
        case _ if code in _DATED:
            began = _began(message)
            return began if began is not None else changes.changed_on(message_id, cluster)
        case _:
            return None


def _began(message: Message | None) -> date | None:
    return message.valid_from if message is not None else None


def _retired(messaging: Messaging, retired_id: MessageId) -> Retired | None:
    return next((entry for entry in messaging.retired if entry.id == retired_id), None)


def _retired_on(entry: Retired | None, messaging: Messaging) -> date | None:
    """Return when a line was retired; where that is not told, when the one in its place began."""
    if entry is None:
        return None
    return entry.retired_on or _began(messaging.message(entry.replaced_by))
