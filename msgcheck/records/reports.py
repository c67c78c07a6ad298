"""What is worth raising, and everything a report prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from msgcheck.codes import Lane, Severity
from msgcheck.records.documents import Skipped, Status, Unread
from msgcheck.records.ids import DocumentId, Fingerprint, MessageId
from msgcheck.records.judgements import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """For whom and how a document is used; an empty value is unknown, and what depends on it does not fire."""

    persona: str = ""
    segment: str = ""
    region: str = ""
    team: str = ""
    stage: str = ""
    audience: str = ""
    """inside, outside or partner; unknown counts as outside."""
    owner: str = ""
    """marketing or field."""
    we: str = "us"
    """us, or partner where the document speaks for a partner."""
    products: tuple[str, ...] = ()
    day: date | None = None
    """The day whose messaging counts."""

    @property
    def outward(self) -> bool:
        """Return whether the document leaves the company; unknown counts as outward."""
        return self.audience != "inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A judgement worth raising."""

    fingerprint: Fingerprint
    code: str
    severity: Severity
    lane: Lane
    probability: float
    message_id: MessageId | None
    document: DocumentId
    location: str
    found: str
    """The writer's sentence (XYZ); for MC402 the empty string."""
    approved: str
    """The approved line (ABC); empty where there is none, or where it must not be shown."""
    sentence: str
    """At most 30 words: what changed, by which source, what to do."""
    suggestion: str = ""
    """The writer's sentence mended, or the approved line; empty where there is none."""
    mended: bool = False
    """Whether `suggestion` is the writer's own sentence mended."""
    reasons: tuple[Reason, ...] = ()
    count: int = 1
    """Occurrences in the document, where a code gives one finding a document."""
    document_fingerprint: str = ""
    change: str = ""
    """What was changed, as a key that is equal for equal edits: `figure 30 percent > 50 percent`, `dropped up to`,
    `wording 3fa94c...` where nothing but the words tells. Holds no word of the writer's but figures."""
    known: bool = False
    """In the baseline or silenced."""
    hidden: bool = False
    decided: str = ""
    """What marketing decided on this edit, in words that can be shown: "rejected on 3 October 2026: no study"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """A statement that was read but could not be judged; shown, and never counted as clean."""

    document: DocumentId
    location: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSummary:
    """What a report says of one document that was read."""

    id: DocumentId
    parent: DocumentId | None
    format: str
    status: Status
    reason: str | None
    language: str | None
    fingerprint: str
    statements: int
    judged: int
    on_message: int
    not_judged: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One scan: everything a report prints, so that printing looks nothing up."""

    version: str
    created: datetime
    as_of: date
    messaging_hash: str
    model: str
    """Name and hash of the embedding model."""
    judge: str
    """Name and hash of the judge."""
    calibrated: bool
    documents: tuple[DocumentSummary, ...]
    findings: tuple[Finding, ...]
    """All lanes from note up, sorted by (document, place, code)."""
    skipped: tuple[Skipped, ...]
    not_judged: tuple[NotJudged, ...]
    messages: tuple[tuple[str, str], ...]
    """(id, approved text) of every message a finding names."""
    used: tuple[tuple[str, int], ...] = ()
    """(message id, number of statements on message), for every message."""
    silenced: int = 0
    uncovered: tuple[tuple[str, int], ...] = ()
    """(theme, count) of claims no approved line covers."""
