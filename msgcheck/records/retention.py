"""What is taken out of the store, what is given to those it is about, and how much of it there was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgcheck.codes import Severity
from msgcheck.records.divergences import DivergenceId, Told
from msgcheck.records.ids import DocumentId, Fingerprint, MessageId
from msgcheck.records.scans import ConflictSide, Dispute, StoredDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What was older than a day and is no longer kept."""

    before: date
    scans: int
    documents: int
    """Documents that no later scan found."""
    findings: int
    """Findings of these, and those that only scans of then had."""
    sentences: int
    """Sentences forgotten of findings that stay, in documents that are still scanned."""
    told: int
    """Words of sellers to marketing."""
    overrides: int
    """Warnings sent past, as counted."""
    disputes: int
    deals: int
    """Deals that were known by documents that went, and by nothing else."""
    offered: int
    """Sentences that senders gave to marketing."""
    places: tuple[DocumentId, ...]
    """Where the documents stand of which no words are kept any longer. Local use only."""

    @property
    def total(self) -> int:
        """Return how many things went, of whatever kind."""
        counts = (self.scans, self.documents, self.findings, self.sentences)
        return sum((*counts, self.told, self.overrides, self.disputes, self.deals, self.offered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What stemmed from one author or mailbox and is no longer kept."""

    documents: int
    places: int
    """Places it was found at; of documents that stand elsewhere too, only these went."""
    findings: int
    conflict_sides: int
    """Statements in conflicts of our own statements."""
    unread: int
    """Entries of what could not be read."""
    told: int
    """Words to marketing under the author's name."""
    disputes: int
    deals: int
    """Deals that were known by documents that went, and by nothing else."""

    @property
    def total(self) -> int:
        """Return how many things went, of whatever kind."""
        counts = (self.documents, self.places, self.findings, self.conflict_sides)
        return sum((*counts, self.unread, self.told, self.disputes, self.deals))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFinding:
    """All that is kept of one finding."""

    fingerprint: Fingerprint
    code: str
    message_id: MessageId | None
    change: str
    severity: Severity
    probability: float
    location: str
    text: str | None
    """The sentence found; None where its text is not kept."""
    vector_kept: bool
    """Whether the sentence is kept as numbers of the language model too."""
    sentence: str
    approved: str
    suggestion: str
    count: int
    first_seen: date
    current: bool
    divergence: DivergenceId | None
    """The edit it is counted in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedDocument:
    """All that is kept of one document."""

    document: StoredDocument
    paths: tuple[DocumentId, ...]
    """Every place it was found at."""
    statements_as_hash: int
    """How many of its statements are kept as keyed hashes."""
    findings: tuple[ExportedFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """All that is kept of what stems from one author or mailbox."""

    author: str
    """As it was asked for; "" where a mailbox was."""
    mailbox: str
    documents: tuple[ExportedDocument, ...]
    conflict_sides: tuple[ConflictSide, ...]
    """What its documents say in conflicts of our own statements."""
    unread: tuple[tuple[DocumentId, str], ...]
    """(path, reason) of what could not be read."""
    told: tuple[Told, ...]
    """What was told to marketing under the author's name."""
    disputes: tuple[Dispute, ...]
    """Its findings that somebody called wrong."""
    as_hash_only: tuple[str, ...]
    """What is kept as a keyed hash that cannot be turned back into words, in words for the reader."""

    @property
    def total(self) -> int:
        """Return how many things are kept, of whatever kind."""
        return sum(map(len, (self.documents, self.conflict_sides, self.unread, self.told, self.disputes)))
