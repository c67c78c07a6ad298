"""What a scan leaves for later: documents with what they say of the messaging, without the words of mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from msgcheck.codes import Lane, Severity
from msgcheck.records.documents import Status
from msgcheck.records.ids import DocumentId, Fingerprint, MessageId
from msgcheck.records.reports import Audience, Finding

ScanId = NewType("ScanId", int)
DocumentKey = NewType("DocumentKey", int)
"""Number of a document in the store. The same words in another file are the same document."""
FindingKey = NewType("FindingKey", int)
"""Number of a finding in the store."""


class DayFrom(StrEnum):
    """Where the date of a document is from."""

    MAIL = "mail header"
    METADATA = "its own metadata"
    FILE = "file time"
    AS_OF = "--as-of"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedFinding:
    """A finding as it goes into the store."""

    finding: Finding
    vector: bytes = b""
    """float32 of the sentence, little endian; empty where its text is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictSide:
    """One of the statements of a conflict."""

    document: DocumentId
    location: str
    says: str
    """The figure, date or scope as written: "30 %"."""
    text: str = ""
    """The sentence; "" where its text is not kept."""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two of our own statements on the same subject and measure that do not agree, whatever the messaging says."""

    scope: str
    """deck, document, thread or account: where both stand."""
    subject: str
    """What both are about, in words that can be shown: "onboarding time"; "" for mail text that is not kept."""
    message_id: MessageId | None
    """The message both are about, None where there is none."""
    sides: tuple[ConflictSide, ...]
    """Two or more, in order of day, document and place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedDocument:
    """One document as it goes into the store."""

    id: DocumentId
    parent: DocumentId | None
    fingerprint: str
    format: str
    family: str
    """deck, email or document."""
    private: bool
    """Mail, or what lies inside a mail: none of its words are kept."""
    status: Status
    audience: Audience
    author: str
    """As the document names its author; the store keeps a pseudonym only. Empty where it is unknown."""
    account: str
    """Name of the account, or domain, of a mail's recipients; the store keeps a keyed hash only."""
    day: date
    day_from: DayFrom
    statements: tuple[str, ...]
    """Normalised text of each of our own statements; the store keeps keyed hashes only."""
    judged: int
    claims: int
    """Statements judged that make a claim about us."""
    covered: int
    """Of these, the ones that an approved line is about, on message or not."""
    not_judged: int
    """Statements of ours that could not be judged, and parts that could not be read, pictures among them."""
    used: tuple[tuple[MessageId, int], ...]
    """(message, statements on message); 0 where it is said in words alone whose findings were silenced."""
    nearness: tuple[tuple[MessageId, float], ...]
    """(message, mean cosine of the statements about it with its nearest current wording)."""
    names_product: bool
    uses_term: bool
    """Whether a word that `terms` says to use stands in it."""
    findings: tuple[ScannedFinding, ...]
    language: str = ""
    """ISO 639-1 code; "" where it is unknown."""
    named: tuple[str, ...] = ()
    """Names of the products it speaks of, as the messaging writes them, in order."""
    places: tuple[str, ...] = ()
    """The slide or page each of `statements` stands on: "slide 3", "page 2", "" for none; empty where all have none."""
    author_name: str = ""
    """The name a mail shows beside the address in `author`; the store keeps a keyed hash only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One scan as it goes into the store."""

    created: datetime
    as_of: date
    version: str
    messaging_hash: str
    model: str
    judge: str
    documents: tuple[ScannedDocument, ...]
    skipped: tuple[tuple[DocumentId, str], ...]
    """(document, reason) of what could not be read."""
    uncovered: tuple[tuple[str, int], ...]
    """(theme, claims) no approved line covers, of decks and documents."""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredScan:
    """One scan as the store has it."""

    id: ScanId
    created: datetime
    as_of: date
    messaging_hash: str
    judge: str
    documents: int
    skipped: tuple[tuple[DocumentId, str], ...]
    uncovered: tuple[tuple[str, int], ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One document as the store has it, with its latest assessment."""

    key: DocumentKey
    path: DocumentId
    """Where it was seen last. Local views only."""
    fingerprint: str
    group: int
    """Near copies (at least 0.8 Jaccard of their statements) share it; versions of one file do as a rule."""
    family: str
    format: str
    private: bool
    audience: Audience
    author: str
    """Pseudonym; empty where the author is unknown."""
    account: str
    """Keyed hash; empty where it is unknown."""
    day: date
    day_from: DayFrom
    first_seen: date
    last_seen: date
    """Days of the first and the last scan it was in."""
    superseded: bool
    """Whether the file at its path holds other words by now."""
    judged: int
    claims: int
    covered: int
    not_judged: int
    used: tuple[tuple[MessageId, int], ...]
    nearness: tuple[tuple[MessageId, float], ...]
    names_product: bool
    uses_term: bool
    language: str = ""
    named: tuple[str, ...] = ()
    """Names of the products it speaks of."""
    version_of: DocumentKey | None = None
    """The version before it: what stood at its path, else the nearest near copy before it; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentThen:
    """A document as it was judged when it was new: by the last scan of the month of its day, else by its first scan.

    What is reported of a month stays what it was, whatever is approved later.
    """

    document: StoredDocument
    """With the numbers of that judging; `superseded`, `path` and `last_seen` are those of now."""
    findings: tuple[FindingKey, ...]
    """What that judging had found, lane suggest and above."""
    messaging_hash: str
    judge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideKeys:
    """What stands on one slide or page, as keys that can be compared and not read."""

    place: str
    """slide 3, page 2."""
    statements: frozenset[int]
    """Keyed hashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChange:
    """What changed from one version of a deck to the next."""

    document: DocumentKey
    earlier: DocumentKey
    path: DocumentId
    """Where the later one was seen last. Local views only."""
    earlier_path: DocumentId
    day: date
    earlier_day: date
    changed: tuple[str, ...]
    """Slides or pages of the later one that say something else: "slide 3"."""
    added: tuple[str, ...]
    removed: tuple[str, ...]
    """Slides or pages of the earlier one that the later one lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A finding that somebody in the field called wrong; nothing says who."""

    fingerprint: Fingerprint
    """The store keeps a keyed hash of it."""
    code: str
    message_id: MessageId | None
    day: date
    upheld: bool | None = None
    """True where the finding was wrong indeed, False where it was right; None until somebody looked at it."""
    findings: tuple[FindingKey, ...] = ()
    """The same finding in each document the store has it of, by key; it is filled by the store alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFinding:
    """One finding as the store has it."""

    key: FindingKey
    document: DocumentKey
    fingerprint: Fingerprint
    code: str
    message_id: MessageId | None
    change: str
    """Key of what was changed, see `Finding.change`."""
    severity: Severity
    lane: Lane
    probability: float
    location: str
    text: str | None
    """The sentence found; None where its text is not kept."""
    vector: bytes
    """float32, little endian; empty where the text is not kept."""
    sentence: str
    """The sentence under the finding, without the writer's words where text is not kept."""
    approved: str
    """The approved line as it was then."""
    suggestion: str
    count: int
    first_seen: date
    """Day of the document it was first found in this document."""
    current: bool
    """Whether the latest assessment of its document still has it."""
