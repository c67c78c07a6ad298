"""What a store keeps and gives back; the feedback loop needs no more than this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from msgcheck.records import (
    Deal,
    Decision,
    Dispute,
    Divergence,
    DivergenceId,
    DocumentKey,
    DocumentThen,
    Erased,
    Export,
    FindingKey,
    NumberedResult,
    Offered,
    Pruned,
    Result,
    Scan,
    ScanId,
    SlideKeys,
    StoredDocument,
    StoredFinding,
    StoredScan,
    Told,
)


class Store(Protocol):
    """Keeps scans, documents, findings, divergences, decisions, deals and what sellers told.

    Every method that writes does so in one transaction: whole or not at all.
    """

    def keep_scan(self, scan: Scan) -> ScanId:
        """Keep a scan with its documents and findings; a document that is known with the same outcome is only linked.

        Raises:
            StoreError: the store cannot be written.
        """
        ...

    def scans(self) -> tuple[StoredScan, ...]:
        """Return all scans, oldest first."""
        ...

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return every document ever scanned with its latest assessment, by key."""
        ...

    def findings(self) -> tuple[StoredFinding, ...]:
        """Return every finding of lane suggest and above, current or not, by key (the order they came in)."""
        ...

    def documents_then(self, documents: Sequence[StoredDocument] = ()) -> tuple[DocumentThen, ...]:
        """Return every document ever scanned as it was judged when it was new, by key.

        Args:
            documents: what `documents()` returned, where it was asked already: they are not read again then.
        """
        ...

    def slides(self, documents: Sequence[DocumentKey]) -> Mapping[DocumentKey, tuple[SlideKeys, ...]]:
        """Return what stands on the slides or pages of each document, in order; nothing for one without."""
        ...

    def keep_dispute(self, dispute: Dispute) -> None:
        """Keep that a finding was called wrong, or, with `upheld`, what came of looking at it."""
        ...

    def disputes(self) -> tuple[Dispute, ...]:
        """Return what was called wrong, oldest first; the fingerprints are keyed."""
        ...

    def keep_divergences(self, divergences: Sequence[Divergence]) -> None:
        """Keep ids, aliases and members, so that the next run gives the same edit the same id."""
        ...

    def known_divergences(self) -> tuple[tuple[DivergenceId, tuple[DivergenceId, ...], tuple[FindingKey, ...]], ...]:
        """Return (id, aliases, findings) as kept last, by first finding."""
        ...

    def keep_decision(self, decision: Decision) -> None:
        """Keep a decision, in place of an earlier one on the same divergence; the earlier one stays in the history."""
        ...

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decision in force on each divergence, oldest first."""
        ...

    def keep_told(self, told: Told) -> None:
        """Keep a seller's word to marketing, or marketing's answer to it."""
        ...

    def told(self) -> tuple[Told, ...]:
        """Return what sellers told, oldest first."""
        ...

    def keep_override(self, *, code: str, message_id: str | None, month: date, reason: str) -> None:
        """Count one override before sending: code, message, month and one of four reasons, nothing else."""
        ...

    def overrides(self) -> tuple[tuple[str, str | None, date, str, int], ...]:
        """Return (code, message, first day of the month, reason, count)."""
        ...

    def keep_offered(self, offered: Offered) -> bool:
        """Keep a sentence a sender gave to marketing and return whether it is; under `keep_text: none` it is not."""
        ...

    def offered(self) -> tuple[Offered, ...]:
        """Return the sentences that senders gave to marketing, oldest first."""
        ...

    def keep_deals(self, deals: Sequence[Deal]) -> int:
        """Keep imported deals in place of earlier ones of the same account or document, and return how many."""
        ...

    def deals_by_document(self) -> Mapping[DocumentKey, tuple[NumberedResult, ...]]:
        """Return the deals each document belongs to, in the order they were imported; nothing for one without."""
        ...

    def results_of(self, documents: Sequence[DocumentKey]) -> tuple[Result, ...]:
        """Return the result of each deal that one of these documents belongs to, each deal once."""
        ...

    def prune(self, before: date, *, dry_run: bool = False) -> Pruned:
        """Remove what is older than a day and return what it came to; what marketing decided stays.

        Scans before it go, documents that no later scan found, what was told, sent past and called wrong before it; of
        documents from before it, still scanned or not, the sentences and vectors of their findings. Words that the
        setting `keep_text` no longer keeps go too, whatever their age.

        Args:
            before: the first day that is kept.
            dry_run: only say what would go.
        """
        ...

    def erase(self, *, author: str | None = None, mailbox: str | None = None, dry_run: bool = False) -> Erased:
        """Remove all that stems from one author or mailbox and return what it came to.

        Args:
            author: name or address as the documents have it; also in the form "Name <address>".
            mailbox: path as it was scanned; all that lies below belongs to it.
            dry_run: only say what would go.

        Raises:
            InputError: not exactly one of the two is given.
        """
        ...

    def export(self, *, author: str | None = None, mailbox: str | None = None) -> Export:
        """Return all that is kept of what stems from one author or mailbox, named as for `erase`.

        Raises:
            InputError: not exactly one of the two is given.
        """
        ...
