"""What a store gives back, made by hand, and a store that holds nothing else.

Harbourlight and its customers are invented. Words that must never reach a shared report hold `MARKER`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Self

from msgcheck.codes import Lane, Severity
from msgcheck.records import (
    Audience,
    Company,
    Customer,
    DayFrom,
    Decision,
    Dispute,
    Divergence,
    DocumentId,
    DocumentKey,
    DocumentThen,
    FindingKey,
    Fingerprint,
    Message,
    MessageId,
    MessageType,
    Messaging,
    NumberedResult,
    Origin,
    Required,
    Result,
    ScanId,
    SlideKeys,
    StoredDocument,
    StoredFinding,
    StoredScan,
    Term,
    Told,
)

MARKER = "Zanzibarquux"
WHERE = Origin(path="messaging.yaml", line=1, column=1)

MESSAGING = Messaging(
    company=Company(name="Harbourlight"),
    messages=(
        Message(
            id=MessageId("quay"),
            type=MessageType.VALUE_PROPOSITION,
            text="Harbourlight cuts waiting times at the quay by up to 30%.",
            owner="product-marketing",
            where=WHERE,
        ),
        Message(id=MessageId("setup"), type=MessageType.CLAIM, text="Setup takes up to ten days.", where=WHERE),
        Message(
            id=MessageId("later"),
            type=MessageType.CLAIM,
            text="Harbourlight forecasts the tide.",
            embargo_until=date(2027, 3, 1),
            where=WHERE,
        ),
        Message(
            id=MessageId("gone"),
            type=MessageType.CLAIM,
            text="Harbourlight is half the price in spring.",
            valid_until=date(2026, 5, 31),
            where=WHERE,
        ),
        Message(
            id=MessageId("fine-print"), type=MessageType.DISCLAIMER, text="Results differ by harbour.", where=WHERE
        ),
    ),
    terms=(Term(use="berth planning", not_=("mooring software",), where=WHERE),),
    required=(Required(message=MessageId("fine-print"), in_=("deck",), where=WHERE),),
    customers=(Customer(name="Port of Skagen", aliases=("Skagen",), where=WHERE),),
    hash="mc1:0123456789abcdef",
)


def make_scan(number: int = 1, **values: Any) -> StoredScan:
    """Return one stored scan, by default of 1 June 2026."""
    scan = StoredScan(
        id=ScanId(number),
        created=datetime(2026, 6, 1, 9, 0, tzinfo=UTC),
        as_of=date(2026, 6, 1),
        messaging_hash="mc1:0123456789abcdef",
        judge="default",
        documents=1,
        skipped=(),
        uncovered=(),
        conflicts=(),
    )
    return replace(scan, **values)


def make_stored(key: int = 1, **values: Any) -> StoredDocument:
    """Return one stored document, by default a deck of the field that says nothing of the messaging."""
    document = StoredDocument(
        key=DocumentKey(key),
        path=DocumentId(f"decks/{key}.pptx"),
        fingerprint=f"mc1:{key}",
        group=key,
        family="deck",
        format="pptx",
        private=False,
        audience=Audience(),
        author="",
        account="",
        day=date(2026, 6, 1),
        day_from=DayFrom.METADATA,
        first_seen=date(2026, 6, 1),
        last_seen=date(2026, 6, 1),
        superseded=False,
        judged=20,
        claims=10,
        covered=4,
        not_judged=0,
        used=(),
        nearness=(),
        names_product=False,
        uses_term=False,
    )
    return replace(document, **values)


def make_stored_finding(key: int = 1, document: int = 1, **values: Any) -> StoredFinding:
    """Return one stored finding, by default a changed figure of the message `quay`."""
    finding = StoredFinding(
        key=FindingKey(key),
        document=DocumentKey(document),
        fingerprint=Fingerprint(f"mc1:f{key}"),
        code="MC102",
        message_id=MessageId("quay"),
        change="figure 30 percent > 50 percent",
        severity=Severity.HIGH,
        lane=Lane.ASK,
        probability=0.95,
        location="slide 3 bullet 2",
        text="Harbourlight cuts waiting times by 50%.",
        vector=b"",
        sentence="This slide says 50%; the approved figure is up to 30%.",
        approved="Harbourlight cuts waiting times at the quay by up to 30%.",
        suggestion="",
        count=1,
        first_seen=date(2026, 6, 1),
        current=True,
    )
    return replace(finding, **values)


@dataclass
class FakeStore:
    """A store that holds what it is given; of what it writes only disputes are kept."""

    stored_scans: tuple[StoredScan, ...] = ()
    stored_documents: tuple[StoredDocument, ...] = ()
    stored_findings: tuple[StoredFinding, ...] = ()
    kept_decisions: tuple[Decision, ...] = ()
    kept_told: tuple[Told, ...] = ()
    results: dict[int, Result] = field(default_factory=dict)
    """Document key -> result of the one deal it belongs to."""
    made: tuple[Divergence, ...] = ()
    """What stands in for the divergences clustered from it, where a test does not cluster."""
    stored_then: tuple[DocumentThen, ...] | None = None
    """None takes every document as it is now, with its current findings."""
    stored_slides: dict[int, tuple[SlideKeys, ...]] = field(default_factory=dict)
    """Document key -> what stands on its slides."""
    kept_disputes: tuple[Dispute, ...] = ()
    kept_overrides: tuple[tuple[str, str | None, date, str, int], ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def scans(self) -> tuple[StoredScan, ...]:
        return self.stored_scans

    def documents(self) -> tuple[StoredDocument, ...]:
        return self.stored_documents

    def findings(self) -> tuple[StoredFinding, ...]:
        return self.stored_findings

    def documents_then(self, documents: Sequence[StoredDocument] = ()) -> tuple[DocumentThen, ...]:
        if self.stored_then is not None:
            return self.stored_then
        return tuple(
            DocumentThen(
                document=document,
                findings=tuple(
                    finding.key
                    for finding in self.stored_findings
                    if finding.document == document.key and finding.current
                ),
                messaging_hash=MESSAGING.hash,
                judge="default",
            )
            for document in self.stored_documents
        )

    def slides(self, documents: Sequence[DocumentKey]) -> Mapping[DocumentKey, tuple[SlideKeys, ...]]:
        return {key: self.stored_slides[key] for key in documents if key in self.stored_slides}

    def keep_dispute(self, dispute: Dispute) -> None:
        others = tuple(kept for kept in self.kept_disputes if kept.fingerprint != dispute.fingerprint)
        self.kept_disputes = (*others, dispute)

    def disputes(self) -> tuple[Dispute, ...]:
        return tuple(sorted(self.kept_disputes, key=lambda dispute: (dispute.day, dispute.fingerprint)))

    def overrides(self) -> tuple[tuple[str, str | None, date, str, int], ...]:
        return self.kept_overrides

    def decisions(self) -> tuple[Decision, ...]:
        return self.kept_decisions

    def told(self) -> tuple[Told, ...]:
        return self.kept_told

    def deals_by_document(self) -> Mapping[DocumentKey, tuple[NumberedResult, ...]]:
        return {DocumentKey(key): ((key, result),) for key, result in self.results.items()}

    def results_of(self, documents: Sequence[DocumentKey]) -> tuple[Result, ...]:
        return tuple(self.results[key] for key in documents if key in self.results)

    def keep_divergences(self, divergences: Sequence[Divergence]) -> None:
        return None

    def known_divergences(self):
        return ()
