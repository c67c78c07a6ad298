"""Which documents carry which message: say it, on message or otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from msgcheck.feedback.drift.by_period import Judged
from msgcheck.feedback.messages_in_use import SAYS_NOTHING
from msgcheck.findings.wordings import message_meant
from msgcheck.records import Message, MessageId, Messaging, StoredDocument

RETIRED = "MC201"
EXPIRED = "MC205"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A document that says a message."""

    document: StoredDocument
    codes: frozenset[str] = frozenset()
    """Of what it says otherwise; empty where nothing of that kind was raised."""
    put_off: bool = False
    """Whether it says it in words that were silenced alone: nothing is raised of them, and nobody approved them."""

    @property
    def drifts(self) -> bool:
        """Return whether it says the message otherwise, beside the approved wording or instead of it."""
        return bool(self.codes)

    @property
    def is_on_message(self) -> bool:
        """Return whether it says the message on message only."""
        return not self.codes and not self.put_off


Carriers = Mapping[MessageId, tuple[Carrier, ...]]
"""Of each message that anybody says, in the order of the documents."""


class Meanings:
    """Knows which message stands now where a retired line stood."""

    def __init__(self, messaging: Messaging) -> None:
        self._present = {message.id: message for message in messaging.messages}
        self._meant = {entry.id: message_meant(entry.id, messaging) for entry in messaging.retired}

    def message(self, message_id: MessageId | None) -> MessageId | None:
        """Return the present message an id stands for; None for lines that nothing replaced, and other ids."""
        if message_id is None:
            return None
        meant = self._meant.get(message_id, message_id)
        return meant if meant in self._present else None

    def entry(self, message_id: MessageId | None) -> Message | None:
        """Return the same message with all that is approved of it."""
        meant = self.message(message_id)
        return self._present[meant] if meant is not None else None


def carriers(documents: Iterable[Judged], meanings: Meanings) -> Carriers:
    """Return the documents that say each message.

    Args:
        documents: with what counts as found in them.
        meanings: of the messaging.
    """
    saying: dict[MessageId, list[Carrier]] = defaultdict(list)
    for judged in documents:
        on_message = {meanings.message(used) for used, statements in judged.document.used if statements}
        for message_id, codes in said_otherwise(judged, meanings).items():
            put_off = not codes and message_id not in on_message
            saying[message_id].append(Carrier(document=judged.document, codes=frozenset(codes), put_off=put_off))
    return {message_id: tuple(found) for message_id, found in saying.items()}


def said_otherwise(judged: Judged, meanings: Meanings) -> Mapping[MessageId, Collection[str]]:
    """Return the messages a document says, each with the codes of what it says otherwise; none where none was raised.

    Args:
        judged: the document.
        meanings: of the messaging.
    """
    codes: dict[MessageId, set[str]] = {}
    for used, _ in judged.document.used:
        meant = meanings.message(used)
        if meant is not None:
            codes.setdefault(meant, set())
    for finding in judged.findings:
        meant = meanings.message(finding.message_id)
        if meant is not None and finding.code not in SAYS_NOTHING:
            codes.setdefault(meant, set()).add(finding.code)
    return codes
