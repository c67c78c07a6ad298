"""The five audit numbers: which part of the documents names, addresses, distinguishes and completes as agreed.

Each is a share of the documents it can be asked of, so that a number never falls because of documents it does not
concern. High is good. Marketing's own material stands beside the field's: who asks should be asked too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from msgcheck.records import (
    AuditNumber,
    Band,
    DocumentKey,
    MessageId,
    MessageType,
    Messaging,
    Required,
    Share,
    StoredDocument,
)

ON_TRACK_PERCENT = 80
SLIPPING_PERCENT = 55
LEAST_DOCUMENTS = 10
"""Documents below which a share says nothing."""
NO_COLOUR_DAYS = 61
"""Two months: people should see where they stand before they see a colour."""
UNIQUE_VALUE = frozenset({MessageType.DIFFERENTIATOR, MessageType.VALUE_PROPOSITION})

Codes = Mapping[DocumentKey, frozenset[str]]
"""The codes found in each document that has findings now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """One audit number: which documents it is asked of, and which of them pass."""

    name: str
    meaning: str
    applies: Callable[[StoredDocument], bool]
    passes: Callable[[StoredDocument], bool]


def audit_numbers(
    documents: Sequence[StoredDocument],
    codes: Codes,
    messaging: Messaging,
    *,
    first_scan: date | None,
    as_of: date,
) -> tuple[AuditNumber, ...]:
    """Return the five audit numbers, of the field's documents and of marketing's own.

    Args:
        documents: those that count; what was not judged at all is left out here.
        codes: what was found in them.
        messaging: says which terms, lines and differentiators there are.
        first_scan: day of the first scan; None where there is none.
        as_of: day of the report.
    """
    judged = [document for document in documents if document.judged]
    own = [document for document in judged if is_own_material(document)]
    field = [document for document in judged if not is_own_material(document)]
    early = first_scan is None or as_of < first_scan + timedelta(days=NO_COLOUR_DAYS)
    numbers = []
    for question in _questions(codes, messaging):
        field_share, own_share = _share(question, field), _share(question, own)
        numbers.append(
            AuditNumber(
                name=question.name,
                meaning=question.meaning,
                field=field_share,
                field_band=band(field_share, early=early),
                own=own_share,
                own_band=band(own_share, early=early),
            )
        )
    return tuple(numbers)


def is_own_material(document: StoredDocument) -> bool:
    """Return whether a document is kept by marketing; unknown counts as the field's."""
    return document.audience.owner == "marketing"


def band(share: Share, *, early: bool) -> Band:
    """Return how a share is read: from 80 on track, from 55 slipping, under 10 documents not at all."""
    if share.whole < LEAST_DOCUMENTS:
        return Band.INSUFFICIENT
    if early:
        return Band.TOO_EARLY
    # The rounded share decides, as it is printed: "80 %" and "slipping" side by side would help nobody.
    percent = share.percent or 0
    if percent >= ON_TRACK_PERCENT:
        return Band.ON_TRACK
    return Band.SLIPPING if percent >= SLIPPING_PERCENT else Band.DECIDE


def _share(question: _Question, documents: Sequence[StoredDocument]) -> Share:
    asked = [document for document in documents if question.applies(document)]
    return Share(part=sum(1 for document in asked if question.passes(document)), whole=len(asked))


def _questions(codes: Codes, messaging: Messaging) -> tuple[_Question, ...]:
    unique = frozenset(message.id for message in messaging.messages if message.type in UNIQUE_VALUE)
    with_footnote = frozenset(message.id for message in messaging.messages if message.with_)

    def has(document: StoredDocument, code: str) -> bool:
        return code in codes.get(document.key, frozenset())

    def says_one_of(document: StoredDocument, messages: frozenset[MessageId]) -> bool:
        return any(count > 0 and message_id in messages for message_id, count in document.used)

    def needs_a_line(document: StoredDocument) -> bool:
        required = any(_may_be_required(entry, document) for entry in messaging.required)
        return required or says_one_of(document, with_footnote) or has(document, "MC402")

    return (
        _Question(
            name="category noun",
            meaning="documents naming a product that use our word for it and none we replace",
            applies=lambda document: document.names_product and bool(messaging.terms),
            passes=lambda document: document.uses_term and not has(document, "MC401"),
        ),
        _Question(
            name="audience",
            meaning="documents for a known persona without a line meant for someone else",
            applies=lambda document: bool(document.audience.persona),
            passes=lambda document: not has(document, "MC403"),
        ),
        _Question(
            name="unique value",
            meaning="documents making claims about us that say what sets us apart, as approved",
            applies=lambda document: document.claims > 0 and bool(unique),
            passes=lambda document: says_one_of(document, unique),
        ),
        _Question(
            name="free of retired wording",
            meaning="documents without a retired line",
            applies=lambda _: True,
            passes=lambda document: not has(document, "MC201"),
        ),
        _Question(
            name="complete",
            meaning="documents that need a line beside their claims and lack none",
            applies=needs_a_line,
            passes=lambda document: not has(document, "MC402"),
        ),
    )


def _may_be_required(required: Required, document: StoredDocument) -> bool:
    """Return whether a line is asked for in this kind of document; what it mentions is no longer known here."""
    return document.family in required.in_ and all(
        key == "mentions" or getattr(document.audience, key, "") in values for key, values in required.when
    )
