"""When a message changed, as the stored scans show it, for messaging that gives no dates.

Two things show it. A finding that was made against a line the message no longer has: the line changed after the last
scan that still saw it. And a finding that came up in a document long known: the store numbers findings as they come,
so one that is younger than its document's first scan was not found there before. The words of the document are the
same, so the line moved, where the messaging changed between those scans and the judge did not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from msgcheck.feedback.clustering import Cluster
from msgcheck.identity import normalised
from msgcheck.records import (
    DocumentKey,
    FindingKey,
    MessageId,
    Messaging,
    StoredDocument,
    StoredFinding,
    StoredScan,
)


class ScannedChanges:
    """What the scans of a store tell of changed messages.

    Args:
        messaging: as it is now.
        scans: oldest first.
        documents: all that are stored, by key.
        findings: all that are stored.
    """

    def __init__(
        self,
        messaging: Messaging,
        *,
        scans: Sequence[StoredScan],
        documents: Mapping[DocumentKey, StoredDocument],
        findings: Sequence[StoredFinding],
    ) -> None:
        self._messaging = messaging
        self._documents = documents
        self._changed = sorted(
            after.as_of
            for before, after in pairwise(scans)
            if after.messaging_hash != before.messaging_hash and after.judge == before.judge
        )
        self._arrivals = _arrivals(documents, findings)
        self._wordings: dict[MessageId, frozenset[str]] = {}
        self._former: dict[tuple[MessageId, str], bool] = {}

    def changed_on(self, message_id: MessageId, cluster: Cluster) -> date | None:
        """Return the day of the first scan that shows the message changed, None where none does."""
        days = (self._change_after(day) for finding in cluster if (day := self._last_as_before(message_id, finding)))
        return max((day for day in days if day is not None), default=None)

    def _last_as_before(self, message_id: MessageId, finding: StoredFinding) -> date | None:
        """Return the last day on which a finding's document was still seen under the former line, None without one."""
        document = self._documents[finding.document]
        if finding.approved and self._is_former(message_id, finding.approved):
            return document.last_seen
        return document.first_seen if self._arrived_after(finding.key, document.first_seen) else None

    def _is_former(self, message_id: MessageId, approved: str) -> bool:
        """Return whether a message no longer has a line; thousands of findings were made against the same one."""
        line = message_id, approved
        if line not in self._former:
            self._former[line] = normalised(approved) not in self._present(message_id)
        return self._former[line]

    def _present(self, message_id: MessageId) -> frozenset[str]:
        """Return the wordings a message has now, normalised."""
        if message_id not in self._wordings:
            message = self._messaging.message(message_id)
            entries = (message, *message.variants) if message is not None else ()
            self._wordings[message_id] = frozenset(
                normalised(text) for entry in entries for text in (entry.text, *entry.same)
            )
        return self._wordings[message_id]

    def _arrived_after(self, key: FindingKey, day: date) -> bool:
        """Return whether a finding came into the store after all scans of a day."""
        place = bisect_right(self._arrivals, (key, date.max)) - 1
        return place >= 0 and self._arrivals[place][1] > day

    def _change_after(self, day: date) -> date | None:
        """Return the first day after `day` on which a scan had other messaging than the one before it."""
        place = bisect_right(self._changed, day)
        return self._changed[place] if place < len(self._changed) else None


def _arrivals(
    documents: Mapping[DocumentKey, StoredDocument], findings: Sequence[StoredFinding]
) -> list[tuple[FindingKey, date]]:
    """Return (finding, earliest day it can have come in), by finding: no earlier than any finding before it."""
    arrivals: list[tuple[FindingKey, date]] = []
    latest = date.min
    for finding in sorted(findings, key=lambda finding: finding.key):
        latest = max(latest, documents[finding.document].first_seen)
        arrivals.append((finding.key, latest))
    return arrivals
