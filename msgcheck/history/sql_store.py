"""The store in SQL: opens a database, and keeps and reads each thing in a transaction of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Self

from msgcheck.cycle_search import cycle_search_paused
from msgcheck.errors import InputError
from msgcheck.history import answers, document_reading, finding_reading, scan_reading
from msgcheck.history.database import Database
from msgcheck.history.deals import deals_by_document, keep_deals
from msgcheck.history.disputes import disputes, keep_dispute
from msgcheck.history.erasure import erase
from msgcheck.history.exporting import export
from msgcheck.history.kept_words import KeepText
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.offered import all_offered, keep_offered
from msgcheck.history.overwriting import overwrite_removed
from msgcheck.history.places import store_place
from msgcheck.history.retention import prune
from msgcheck.history.scan_writing import write_scan
from msgcheck.history.slides import stored_slides
from msgcheck.history.traces import source_of
from msgcheck.history.versions import brought_up_to_date
from msgcheck.records import (
    Deal,
    Decision,
    Dispute,
    Divergence,
    DocumentKey,
    DocumentThen,
    Erased,
    Export,
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


def open_store(url: str = "", *, keep_text: str = KeepText.DOCUMENTS) -> SqlStore:
    """Return the store at a place, begun if it is not there and brought up to date; close it, or use it with `with`.

    Args:
        url: "" for the default place, a path, or an SQLAlchemy URL.
        keep_text: whose sentences are kept from now on: documents, all or none.

    Raises:
        InputError: `keep_text` is none of these.
        StoreError: it cannot be opened, is damaged, of a newer version or another program's, or its key is missing.
    """
    try:
        keep = KeepText(keep_text)
    except ValueError as err:
        raise InputError(f'keep_text cannot be "{keep_text}"', hint=f"use one of {', '.join(KeepText)}") from err
    database = Database(store_place(url))
    try:
        hashes = brought_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return SqlStore(database, hashes=hashes, keep=keep)


class SqlStore:
    """A store in an SQL database; see `Store` for what each method promises."""

    def __init__(self, database: Database, *, hashes: KeyedHashes, keep: KeepText) -> None:
        self._database = database
        self._hashes = hashes
        self._keep = keep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def keep_scan(self, scan: Scan) -> ScanId:
        """Keep a scan with its documents and findings; what is known with the same outcome is only linked."""
        with self._database.writing() as session:
            return ScanId(write_scan(session, scan, hashes=self._hashes, keep=self._keep))

    def scans(self) -> tuple[StoredScan, ...]:
        """Return all scans, oldest first."""
        with self._database.reading() as session:
            return scan_reading.stored_scans(session)

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return every document ever scanned with its latest assessment, by key.

        The day of `audience` is None: it is the scan's.
        """
        with cycle_search_paused(), self._database.reading() as session:
            return document_reading.stored_documents(session)

    def documents_then(self, documents: Sequence[StoredDocument] = ()) -> tuple[DocumentThen, ...]:
        """Return every document ever scanned as it was judged when it was new, by key."""
        with cycle_search_paused(), self._database.reading() as session:
            return document_reading.documents_then(session, documents)

    def findings(self) -> tuple[StoredFinding, ...]:
        """Return every finding of lane suggest and above, current or not, by key."""
        with cycle_search_paused(), self._database.reading() as session:
            return finding_reading.stored_findings(session, self._hashes)

    def keep_dispute(self, dispute: Dispute) -> None:
        """Keep that a finding was called wrong, or, with `upheld`, what came of looking at it."""
        with self._database.writing() as session:
            keep_dispute(session, dispute, hashes=self._hashes)

    def disputes(self) -> tuple[Dispute, ...]:
        """Return what was called wrong, oldest first; the fingerprints are keyed."""
        with self._database.reading() as session:
            return disputes(session)

    def slides(self, documents: Sequence[DocumentKey]) -> Mapping[DocumentKey, tuple[SlideKeys, ...]]:
        """Return what stands on the slides or pages of each document, in order; no entry for one without."""
        with self._database.reading() as session:
            return stored_slides(session, documents)

    def keep_divergences(self, divergences: Sequence[Divergence]) -> None:
        """Keep ids, aliases and members."""
        with self._database.writing() as session:
            answers.keep_divergences(session, divergences)

    def known_divergences(self) -> tuple[answers.KnownDivergence, ...]:
        """Return (id, aliases, findings) as kept last, by first finding."""
        with self._database.reading() as session:
            return answers.known_divergences(session)

    def keep_decision(self, decision: Decision) -> None:
        """Keep a decision in place of an earlier one on the same divergence."""
        with self._database.writing() as session:
            answers.keep_decision(session, decision)

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decision in force on each divergence, oldest first."""
        with self._database.reading() as session:
            return answers.decisions(session)

    def keep_told(self, told: Told) -> None:
        """Keep a seller's word to marketing, or marketing's answer to it."""
        with self._database.writing() as session:
            answers.keep_told(session, told)

    def told(self) -> tuple[Told, ...]:
        """Return what sellers told, oldest first."""
        with self._database.reading() as session:
            return answers.all_told(session)

    def keep_override(self, *, code: str, message_id: str | None, month: date, reason: str) -> None:
        """Count one override before sending."""
        with self._database.writing() as session:
            answers.keep_override(session, code=code, message_id=message_id, month=month, reason=reason)

    def overrides(self) -> tuple[tuple[str, str | None, date, str, int], ...]:
        """Return (code, message, first day of the month, reason, count), by month."""
        with self._database.reading() as session:
            return answers.overrides(session)

    def keep_offered(self, offered: Offered) -> bool:
        """Keep a sentence a sender gave to marketing and return whether it is; under `keep_text: none` it is not."""
        if self._keep is KeepText.NONE:
            return False
        with self._database.writing() as session:
            keep_offered(session, offered)
        return True

    def offered(self) -> tuple[Offered, ...]:
        """Return the sentences that senders gave to marketing, oldest first."""
        with self._database.reading() as session:
            return all_offered(session)

    def keep_deals(self, deals: Sequence[Deal]) -> int:
        """Keep imported deals in place of earlier ones of the same account or document, and return how many."""
        with self._database.writing() as session:
            return keep_deals(session, deals, hashes=self._hashes)

    def deals_by_document(self) -> dict[DocumentKey, tuple[NumberedResult, ...]]:
        """Return the deals each document belongs to, in the order they were imported; nothing for one without."""
        with cycle_search_paused(), self._database.reading() as session:
            return deals_by_document(session, hashes=self._hashes)

    def results_of(self, documents: Sequence[DocumentKey]) -> tuple[Result, ...]:
        """Return the result of each deal that one of these documents belongs to, each deal once."""
        by_document = self.deals_by_document()
        return tuple(result for _, result in sorted({deal for key in documents for deal in by_document.get(key, ())}))

    def prune(self, before: date, *, dry_run: bool = False) -> Pruned:
        """Remove what is from before a day, forget words that are not to be kept, and return what it came to."""
        with self._database.writing() as session, session.begin_nested() as step:
            pruned = prune(session, before=before, keep=self._keep, hashes=self._hashes)
            if dry_run:
                step.rollback()
        if not dry_run:
            overwrite_removed(self._database)
        return pruned

    def erase(self, *, author: str | None = None, mailbox: str | None = None, dry_run: bool = False) -> Erased:
        """Remove what stems from an author or mailbox, and return what it came to."""
        source = source_of(author=author, mailbox=mailbox)
        with self._database.writing() as session, session.begin_nested() as step:
            erased = erase(session, source, hashes=self._hashes)
            if dry_run:
                step.rollback()
        if not dry_run:
            overwrite_removed(self._database)
        return erased

    def export(self, *, author: str | None = None, mailbox: str | None = None) -> Export:
        """Return all that is kept of what stems from an author or mailbox."""
        source = source_of(author=author, mailbox=mailbox)
        with self._database.reading() as session:
            return export(session, source, hashes=self._hashes, author=author or "", mailbox=mailbox or "")
