"""When each message was approved or reworded last, as far as is known.

Its own days and those of the lines it took the place of say so best; where there are none, what the scans saw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from msgcheck.feedback.drift.carrying import EXPIRED, Meanings
from msgcheck.feedback.message_changes import ScannedChanges
from msgcheck.feedback.state import State
from msgcheck.records import Divergence, Message, MessageId, Messaging, Period, StoredFinding
from msgcheck.validity import not_before


def replacing(messaging: Messaging) -> frozenset[MessageId]:
    """Return the messages that took the place of a retired line: they were reworded, so there is a time before them."""
    meanings = Meanings(messaging)
    meant = (meanings.message(entry.replaced_by) for entry in messaging.retired)
    return frozenset(message_id for message_id in meant if message_id is not None)


class MessageChanges:
    """Knows since when each message reads as it does.

    Args:
        messaging: as it is now.
        state: all that is stored.
    """

    def __init__(self, messaging: Messaging, state: State) -> None:
        documents = {document.key: document for document in state.all_documents}
        findings = [finding for finding in state.all_findings if finding.document in documents]
        self._scanned = ScannedChanges(messaging, scans=state.scans, documents=documents, findings=findings)
        self._about: dict[MessageId, list[StoredFinding]] = defaultdict(list)
        for finding in findings:
            if finding.message_id is not None:
                self._about[finding.message_id].append(finding)
        self._meanings = Meanings(messaging)
        self._seen: dict[MessageId, date | None] = {}
        self._retired = {entry.id: entry for entry in messaging.retired}
        self._replacing: dict[MessageId, list[date]] = defaultdict(list)
        for entry in messaging.retired:
            meant = self._meanings.message(entry.replaced_by)
            if meant is not None and entry.retired_on is not None:
                self._replacing[meant].append(entry.retired_on)

    def changed_on(self, message: Message, *, until: date) -> date | None:
        """Return the day since which a message reads as it does, None where nobody knows or it is after `until`."""
        days = [*self._replacing.get(message.id, ()), *self._began(message)]
        if days:
            return max((day for day in days if day <= until), default=None)
        seen = self._seen_changed(message.id)
        return seen if seen is not None and seen <= until else None

    def moved_on(self, divergence: Divergence, *, until: date) -> date | None:
        """Return the day since which another line holds than the one an edit is about: retired, ended or reworded."""
        retired = self._retired.get(divergence.message_id) if divergence.message_id is not None else None
        if retired is not None and retired.retired_on is not None:
            return retired.retired_on if retired.retired_on <= until else None
        message = self._meanings.entry(divergence.message_id)
        if message is None:
            return None
        if divergence.code == EXPIRED and message.valid_until is not None:
            return message.valid_until + timedelta(days=1)
        return self.changed_on(message, until=until)

    def _seen_changed(self, message_id: MessageId) -> date | None:
        """Return the day of the first scan that shows a message changed; asked once, for many edits are of one."""
        if message_id not in self._seen:
            self._seen[message_id] = self._scanned.changed_on(message_id, tuple(self._about.get(message_id, ())))
        return self._seen[message_id]

    def _began(self, message: Message) -> tuple[date, ...]:
        began = not_before(message, message)
        return (began,) if began is not None else ()


def place_of(day: date | None, periods: Sequence[Period]) -> int | None:
    """Return the index of the period a day lies in, None where it lies in none of them."""
    return next((place for place, period in enumerate(periods) if day is not None and period.holds(day)), None)
