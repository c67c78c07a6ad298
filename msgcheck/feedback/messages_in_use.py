"""Which messages are said, said faithfully, left out, or never leave the boot of the car."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgcheck.feedback.state import State
from msgcheck.findings.wordings import message_meant
from msgcheck.records import Absent, DocumentKey, Message, MessageId, MessageUse, Messaging, StoredDocument
from msgcheck.validity import in_force

SAYS_NOTHING = frozenset({"MC401", "MC402"})
"""Codes of findings that are no wording of their message: a name, and a line that is not there."""
_WORDED_AS_APPROVED = frozenset({"MC204", "MC205", "MC403"})
"""Codes of findings that are about when and for whom: the statement is on message, and said otherwise all the same."""


def said_as_approved(documents: Iterable[StoredDocument]) -> Mapping[MessageId, frozenset[DocumentKey]]:
    """Return the documents that say each message on message."""
    said: dict[MessageId, set[DocumentKey]] = defaultdict(set)
    for document in documents:
        for message_id, statements in document.used:
            if statements:
                said[message_id].add(document.key)
    return {message_id: frozenset(keys) for message_id, keys in said.items()}


def never_used(state: State, messaging: Messaging, *, as_of: date) -> tuple[MessageUse, ...]:
    """Return the messages that may be used and that no document says, on message or otherwise, in messaging order."""
    said = {message_id for document in state.documents for message_id, _ in document.used}
    return tuple(
        use
        for message, use in _uses(state, messaging)
        if message.id not in said and not use.diverging and in_force(message, message, as_of)
    )


def most_faithful(state: State, messaging: Messaging) -> tuple[MessageUse, ...]:
    """Return the messages that are said on message, the largest share of it first, then the most documents."""
    said = [use for _, use in _uses(state, messaging) if use.on_message]
    return tuple(sorted(said, key=lambda use: (-use.on_message / (use.on_message + use.diverging), -use.on_message)))


def absent_lines(state: State, messaging: Messaging) -> tuple[Absent, ...]:
    """Return the lines that have to be there and are missing, from the one most documents lack."""
    lacking: dict[MessageId, set[DocumentKey]] = defaultdict(set)
    for finding in state.findings:
        if finding.code == "MC402" and finding.message_id is not None:
            lacking[finding.message_id].add(finding.document)
    absent = []
    for message_id, documents in lacking.items():
        message = messaging.message(message_id)
        if message is not None:
            owner = message.owner or ""
            absent.append(Absent(message_id=message_id, text=message.text, owner=owner, lacking=len(documents)))
    return tuple(sorted(absent, key=lambda entry: (-entry.lacking, entry.message_id)))


def _uses(state: State, messaging: Messaging) -> list[tuple[Message, MessageUse]]:
    """Return how many documents say each message, on message and otherwise; in two statements one may do both."""
    on_message = said_as_approved(state.documents)
    diverging: dict[MessageId, set[DocumentKey]] = defaultdict(set)
    not_here: dict[MessageId, set[DocumentKey]] = defaultdict(set)
    for finding in state.findings:
        meant = message_meant(finding.message_id, messaging)
        if meant is not None and finding.code not in SAYS_NOTHING:
            diverging[meant].add(finding.document)
        if meant is not None and finding.code in _WORDED_AS_APPROVED:
            not_here[meant].add(finding.document)
    return [
        (
            message,
            MessageUse(
                message_id=message.id,
                text=message.text,
                owner=message.owner or "",
                on_message=len(on_message.get(message.id, frozenset()) - not_here[message.id]),
                diverging=len(diverging[message.id]),
            ),
        )
        for message in messaging.messages
    ]
