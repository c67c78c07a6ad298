"""Tells all that is kept of what stems from one author or mailbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from msgcheck.history.answers import told_rows
from msgcheck.history.disputes import disputes
from msgcheck.history.document_reading import stored_documents
from msgcheck.history.erasure import sides_of, told_by
from msgcheck.history.finding_reading import stored_findings
from msgcheck.history.keyed_hashes import KEYED_TAG, KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.tables import DivergenceFinding, DocumentRow, FindingRow
from msgcheck.history.traces import OfAuthor, OfMailbox, Traces
from msgcheck.records import (
    Dispute,
    DivergenceId,
    DocumentId,
    DocumentKey,
    Export,
    ExportedDocument,
    ExportedFinding,
    StoredFinding,
)

AS_HASH_ONLY = (
    "the author, and the account or domain of a mail's recipients",
    "each statement of a document, to tell near copies and versions; of slides and pages, which statement stands where",
    "the words of a whole document, and each finding, where their text is not kept",
    "the documents, folders, accounts and domains that deals are known by",
)
"""Nobody can turn these back into words; with the key of the store they can be compared with words that are given."""
_HASH_BYTES = 8


def export(session: Session, source: OfAuthor | OfMailbox, *, hashes: KeyedHashes, author: str, mailbox: str) -> Export:
    """Return all that is kept of what stems from an author or mailbox, named as it was asked for."""
    traces = source.traces(session, hashes)
    kept = frozenset(traces.documents)
    told = frozenset(told_by(session, source))
    return Export(
        author=author,
        mailbox=mailbox,
        documents=_documents(session, traces, hashes),
        conflict_sides=tuple(placed.side for placed in sides_of(session, source, traces)),
        unread=tuple(dict.fromkeys((DocumentId(entry.path), entry.reason) for entry in traces.unread)),
        told=tuple(one for id_, one in told_rows(session) if id_ in told),
        disputes=_disputes(session, kept),
        as_hash_only=AS_HASH_ONLY,
    )


def _documents(session: Session, traces: Traces, hashes: KeyedHashes) -> tuple[ExportedDocument, ...]:
    """Return the documents with their findings, by key."""
    kept = frozenset(traces.documents)
    paths: dict[int, set[str]] = defaultdict(set)
    for standing in traces.standings:
        paths[standing.document].add(standing.path)
    findings: dict[DocumentKey, list[StoredFinding]] = defaultdict(list)
    for finding in stored_findings(session, hashes):
        if finding.document in kept:
            findings[finding.document].append(finding)
    divergences = _divergences(session)
    statements = _statements(session, kept)
    return tuple(
        ExportedDocument(
            document=document,
            paths=tuple(map(DocumentId, sorted(paths[document.key]))),
            statements_as_hash=statements[document.key],
            findings=tuple(_finding(finding, divergences.get(finding.key)) for finding in findings[document.key]),
        )
        for document in stored_documents(session)
        if document.key in kept
    )


def _finding(finding: StoredFinding, divergence: DivergenceId | None) -> ExportedFinding:
    return ExportedFinding(
        fingerprint=finding.fingerprint,
        code=finding.code,
        message_id=finding.message_id,
        change=finding.change,
        severity=finding.severity,
        probability=finding.probability,
        location=finding.location,
        text=finding.text,
        vector_kept=bool(finding.vector),
        sentence=finding.sentence,
        approved=finding.approved,
        suggestion=finding.suggestion,
        count=finding.count,
        first_seen=finding.first_seen,
        current=finding.current,
        divergence=divergence,
    )


def _divergences(session: Session) -> dict[int, DivergenceId]:
    rows = session.execute(select(DivergenceFinding.finding_id, DivergenceFinding.divergence_id))
    return {finding: DivergenceId(divergence) for finding, divergence in rows}


def _statements(session: Session, documents: Collection[int]) -> dict[int, int]:
    """Return how many statements are kept of each document, as hashes."""
    return {
        row.id: len(row.statements) // _HASH_BYTES
        for part in parts(sorted(documents))
        for row in session.execute(select(DocumentRow.id, DocumentRow.statements).where(DocumentRow.id.in_(part)))
    }


def _disputes(session: Session, documents: Collection[int]) -> tuple[Dispute, ...]:
    """Return the findings of these documents that somebody called wrong."""
    fingerprints = {
        KEYED_TAG + identity.hex()
        for part in parts(sorted(documents))
        for identity in session.scalars(select(FindingRow.identity).where(FindingRow.document_id.in_(part)))
    }
    return tuple(dispute for dispute in disputes(session) if dispute.fingerprint in fingerprints)
