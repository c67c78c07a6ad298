"""Keeps the findings of documents whose outcome changed: new ones are added, known ones brought up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from msgcheck.history.kept_words import KeptFinding
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.tables import FindingRow, Found


def keep_findings(
    session: Session,
    findings: Mapping[int, tuple[date, Sequence[KeptFinding]]],
    *,
    listed_in: Mapping[int, int],
    hashes: KeyedHashes,
) -> None:
    """Keep findings.

    Args:
        session: a transaction that writes.
        findings: (day of the document, its findings) by key of the document.
        listed_in: key of the document -> its assessment, where that is new and has no list of findings yet.
        hashes: of this store.
    """
    given: dict[tuple[int, bytes], dict[str, Any]] = {}
    for document, (day, kept) in findings.items():
        for finding in kept:
            identity = hashes.identity("finding", finding.finding.fingerprint)
            given.setdefault((document, identity), _values(finding, hashes) | {"first_seen": day})
    ids = _known(session, tuple(findings))
    again = [
        {"id": ids[at], **{name: value for name, value in values.items() if name != "first_seen"}}
        for at, values in given.items()
        if at in ids
    ]
    if again:
        session.execute(update(FindingRow), again)
    new = {at: values for at, values in given.items() if at not in ids}
    if new:
        added = session.scalars(
            insert(FindingRow).returning(FindingRow.id, sort_by_parameter_order=True),
            [{"document_id": document, "identity": identity, **values} for (document, identity), values in new.items()],
        )
        ids.update(zip(new, added, strict=True))
    listed = [
        {"assessment_id": listed_in[document], "finding_id": ids[document, identity]}
        for document, identity in given
        if document in listed_in
    ]
    if listed:
        session.execute(insert(Found), listed)


def _known(session: Session, documents: Sequence[int]) -> dict[tuple[int, bytes], int]:
    """Return the ids of the findings these documents have or had, by document and identity."""
    known: dict[tuple[int, bytes], int] = {}
    for part in parts(documents):
        rows = session.execute(
            select(FindingRow.id, FindingRow.document_id, FindingRow.identity).where(FindingRow.document_id.in_(part))
        )
        known.update(((row.document_id, row.identity), row.id) for row in rows)
    return known


def _values(kept: KeptFinding, hashes: KeyedHashes) -> dict[str, Any]:
    finding = kept.finding
    # A plain hash of a short sentence can be guessed, so it is kept only where the sentence is.
    may_be_plain = kept.text is not None
    return {
        "fingerprint": finding.fingerprint if may_be_plain else None,
        "code": finding.code,
        "message_id": finding.message_id,
        "change": finding.change if may_be_plain else hashes.edit(finding.change),
        "severity": finding.severity.value,
        "lane": finding.lane.value,
        "probability": finding.probability,
        "location": finding.location,
        "text": kept.text,
        "vector": kept.vector,
        "sentence": finding.sentence,
        "approved": finding.approved,
        "suggestion": finding.suggestion,
        "count": finding.count,
    }
