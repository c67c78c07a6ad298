"""Removes what nothing points to any more, after scans or places were taken out.

A content without a scan goes, then a document that no content has, then what hangs on it. What stays is as if the rest
had not been there: a group of near copies goes on with its next document, a document is the version of the one that
its former version was the version of, and its latest outcome is that of the last scan that is left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from msgcheck.history.deals import drop_documents, path_key
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.rows_by_key import delete_counted
from msgcheck.history.tables import (
    Alias,
    Assessment,
    ConflictRow,
    ConflictSideRow,
    Content,
    DecisionRow,
    DivergenceFinding,
    DivergenceRow,
    DocumentRow,
    FindingRow,
    Found,
    Member,
    Place,
    ScanRow,
    SkippedRow,
    Theme,
    Use,
    Yardstick,
)
from msgcheck.records import DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What went because nothing pointed to it any more."""

    documents: int
    findings: int
    deals: int
    places: tuple[DocumentId, ...]
    identities: frozenset[bytes]
    """Of the findings, where no other document has the same."""


def remove_unused(session: Session, *, hashes: KeyedHashes) -> Removed:
    """Remove what nothing points to any more and return what it was."""
    _remove_contents(session)
    gone = _documents_without_a_scan(session)
    fingerprint_keys = _fingerprint_keys(session, gone)
    _hand_on(session, frozenset(gone))
    _take_last_outcome(session, frozenset(gone))
    _remove_outcomes(session)
    findings, identities = _remove_findings(session)
    for part in parts(gone):
        session.connection().execute(delete(DocumentRow).where(DocumentRow.id.in_(part)))
    places = _remove_places(session)
    _remove_yardsticks(session)
    _remove_divergences(session)
    named = {path_key(path, hashes) for path in places} | fingerprint_keys - _fingerprint_keys(session, None)
    return Removed(
        documents=len(gone),
        findings=findings,
        deals=drop_documents(session, named) if named else 0,
        places=places,
        identities=identities,
    )


def _remove_contents(session: Session) -> None:
    """Remove contents that no scan has."""
    connection = session.connection()
    without_scan = select(Content.id).where(~exists().where(ScanRow.content_id == Content.id))
    for table in (Member, SkippedRow, Theme, ConflictSideRow, ConflictRow):
        connection.execute(delete(table).where(table.content_id.in_(without_scan)))
    connection.execute(delete(Content).where(~exists().where(ScanRow.content_id == Content.id)))


def _documents_without_a_scan(session: Session) -> list[int]:
    seen = exists().where(Assessment.document_id == DocumentRow.id, Member.assessment_id == Assessment.id)
    return list(session.scalars(select(DocumentRow.id).where(~seen).order_by(DocumentRow.id)))


def _fingerprint_keys(session: Session, documents: Collection[int] | None) -> set[bytes]:
    """Return by what deals may know these documents, or all; a document may be named by the fingerprint of another."""
    keys = select(DocumentRow.fingerprint_key)
    if documents is None:
        return set(session.scalars(keys))
    return {key for part in parts(list(documents)) for key in session.scalars(keys.where(DocumentRow.id.in_(part)))}


def _hand_on(session: Session, gone: frozenset[int]) -> None:
    """Let nothing that stays point to a document that goes, nor one that goes to another."""
    rows = session.execute(
        select(DocumentRow.id, DocumentRow.copy_of_id, DocumentRow.version_of_id)
        .where(or_(DocumentRow.copy_of_id.is_not(None), DocumentRow.version_of_id.is_not(None)))
        .order_by(DocumentRow.id)
    ).all()
    version_of = {row.id: row.version_of_id for row in rows}
    first: dict[int, int] = {}
    changes: list[dict[str, int | None]] = []
    for row in rows:
        copy_of = row.copy_of_id
        if copy_of in gone and row.id not in gone:
            leader = first.setdefault(copy_of, row.id)
            copy_of = leader if leader != row.id else None
        links = {
            "copy_of_id": None if row.id in gone else copy_of,
            "version_of_id": None if row.id in gone else _version_left(row.id, version_of, gone),
        }
        if links != {"copy_of_id": row.copy_of_id, "version_of_id": row.version_of_id}:
            changes.append({"id": row.id, **links})
    if changes:
        session.execute(update(DocumentRow), changes)


def _version_left(document: int, version_of: Mapping[int, int | None], gone: frozenset[int]) -> int | None:
    """Return the nearest version before a document that stays."""
    passed = {document}
    earlier = version_of[document]
    while earlier in gone and earlier not in passed:
        passed.add(earlier)
        earlier = version_of.get(earlier)
    return None if earlier in passed else earlier


def _take_last_outcome(session: Session, gone: frozenset[int]) -> None:
    """Let documents whose latest outcome no scan has any more take the one of the last scan that is left."""
    has_scan = exists().where(Member.assessment_id == DocumentRow.assessment_id)
    outdated = [id_ for id_ in session.scalars(select(DocumentRow.id).where(~has_scan)) if id_ not in gone]
    last: dict[int, int] = {}
    for part in parts(outdated):
        rows = session.execute(
            select(Assessment.document_id, Assessment.id)
            .join(Member, Member.assessment_id == Assessment.id)
            .join(ScanRow, ScanRow.content_id == Member.content_id)
            .where(Assessment.document_id.in_(part))
            .group_by(Assessment.document_id, Assessment.id)
            .order_by(func.max(ScanRow.id), Assessment.id)
        )
        last.update((row.document_id, row.id) for row in rows)
    if last:
        session.execute(update(DocumentRow), [{"id": id_, "assessment_id": last[id_]} for id_ in sorted(last)])


def _remove_outcomes(session: Session) -> None:
    """Remove assessments that no content has, with what they list."""
    connection = session.connection()
    without_member = select(Assessment.id).where(~exists().where(Member.assessment_id == Assessment.id))
    for table in (Use, Found):
        connection.execute(delete(table).where(table.assessment_id.in_(without_member)))
    connection.execute(delete(Assessment).where(~exists().where(Member.assessment_id == Assessment.id)))


def _remove_findings(session: Session) -> tuple[int, frozenset[bytes]]:
    """Remove findings that no assessment lists; return their number and the identities nobody else has."""
    connection = session.connection()
    unlisted = ~exists().where(Found.finding_id == FindingRow.id)
    identities = set(session.scalars(select(FindingRow.identity).where(unlisted)))
    connection.execute(
        delete(DivergenceFinding).where(DivergenceFinding.finding_id.in_(select(FindingRow.id).where(unlisted)))
    )
    findings = delete_counted(session, delete(FindingRow).where(unlisted))
    for part in parts(sorted(identities)):
        identities.difference_update(session.scalars(select(FindingRow.identity).where(FindingRow.identity.in_(part))))
    return findings, frozenset(identities)


def _remove_places(session: Session) -> tuple[DocumentId, ...]:
    unused = ~exists().where(Member.place_id == Place.id)
    paths = tuple(DocumentId(path) for path in session.scalars(select(Place.path).where(unused).order_by(Place.path)))
    session.connection().execute(delete(Place).where(unused))
    return paths


def _remove_yardsticks(session: Session) -> None:
    used = or_(
        exists().where(ScanRow.yardstick_id == Yardstick.id), exists().where(Assessment.yardstick_id == Yardstick.id)
    )
    session.connection().execute(delete(Yardstick).where(~used))


def _remove_divergences(session: Session) -> None:
    """Remove divergences without a finding, but for those that marketing decided on, under whichever id."""
    connection = session.connection()
    has_finding = select(DivergenceFinding.divergence_id)
    decided = select(DecisionRow.divergence)
    of_decided = select(Alias.divergence_id).where(Alias.alias.in_(decided))
    ids = session.scalars(
        select(DivergenceRow.id).where(
            DivergenceRow.id.not_in(has_finding), DivergenceRow.id.not_in(decided), DivergenceRow.id.not_in(of_decided)
        )
    ).all()
    for part in parts(ids):
        connection.execute(delete(Alias).where(Alias.divergence_id.in_(part)))
        connection.execute(delete(DivergenceRow).where(DivergenceRow.id.in_(part)))
