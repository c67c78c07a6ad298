"""Keeps a scan: adds what is not known yet of its documents, their outcomes and its content, and then itself.

What was there already is only pointed to, so a rescan of unchanged documents adds one row. Two files with the same
words, format, author, account and audience are one document; what the first of them came to holds for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from msgcheck.history.column_types import storable
from msgcheck.history.document_writing import KnownDocument, identity_of, keep_documents, with_better_day
from msgcheck.history.finding_writing import keep_findings
from msgcheck.history.kept_words import KeepText, KeptFinding, kept_conflicts, kept_findings, kept_themes
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.tables import (
    Assessment,
    ConflictRow,
    ConflictSideRow,
    Content,
    DocumentRow,
    Member,
    Place,
    ScanRow,
    SkippedRow,
    Theme,
    Use,
    Yardstick,
)
from msgcheck.identity import canonical_json
from msgcheck.records import Conflict, Scan, ScannedDocument

_DECIMALS = 6
"""Of probabilities and cosines. Their last digits may differ from run to run, which is no other outcome."""


def write_scan(session: Session, scan: Scan, *, hashes: KeyedHashes, keep: KeepText) -> int:
    """Keep a scan and return its id."""
    documents: dict[bytes, ScannedDocument] = {}
    places: dict[tuple[str, bytes], None] = {}
    for document in scan.documents:
        identity = identity_of(document, hashes)
        documents[identity] = with_better_day(documents.get(identity, document), document)
        places[storable(document.id), identity] = None
    known = keep_documents(session, documents, hashes=hashes, keep=keep)
    yardstick = _yardstick(session, scan)
    assessments = _assessments(session, documents, known, yardstick=yardstick, hashes=hashes, keep=keep)
    members = [(path, assessments[identity]) for path, identity in places]
    row = ScanRow(
        created=scan.created,
        as_of=scan.as_of,
        version=scan.version,
        yardstick_id=yardstick,
        content_id=_content(session, scan, members, hashes=hashes, keep=keep),
    )
    session.add(row)
    session.flush()
    return row.id


def _yardstick(session: Session, scan: Scan) -> int:
    """Return the id of what the scan judged by."""
    given = {"messaging_hash": scan.messaging_hash, "model": scan.model, "judge": scan.judge}
    row = session.scalar(select(Yardstick).filter_by(**given))
    if row is None:
        row = Yardstick(**given)
        session.add(row)
        session.flush()
    return row.id


def _assessments(
    session: Session,
    documents: Mapping[bytes, ScannedDocument],
    known: Mapping[bytes, KnownDocument],
    *,
    yardstick: int,
    hashes: KeyedHashes,
    keep: KeepText,
) -> dict[bytes, int]:
    """Return the assessment of each document by identity; what is new is added and becomes its document's latest."""
    findings = {identity: kept_findings(document, keep) for identity, document in documents.items()}
    digests = {
        identity: _outcome_digest(document, findings[identity], yardstick, hashes)
        for identity, document in documents.items()
    }
    ids = _known_assessments(session, {known[identity].key: identity for identity in documents}, digests)
    new = [identity for identity in documents if identity not in ids]
    to_add = [(known[identity].key, documents[identity], digests[identity]) for identity in new]
    ids.update(zip(new, _added_assessments(session, to_add, yardstick=yardstick), strict=True))
    changed = [identity for identity in documents if known[identity].assessment != ids[identity]]
    if changed:
        session.execute(
            update(DocumentRow),
            [{"id": known[identity].key, "assessment_id": ids[identity]} for identity in changed],
        )
        keep_findings(
            session,
            {known[identity].key: (documents[identity].day, findings[identity]) for identity in changed},
            listed_in={known[identity].key: ids[identity] for identity in new},
            hashes=hashes,
        )
    return ids


def _known_assessments(
    session: Session, identities: Mapping[int, bytes], digests: Mapping[bytes, bytes]
) -> dict[bytes, int]:
    """Return the assessments that are there already, by the identity of their document."""
    known: dict[bytes, int] = {}
    for part in parts(tuple(identities)):
        for row in session.execute(
            select(Assessment.id, Assessment.document_id, Assessment.digest).where(Assessment.document_id.in_(part))
        ):
            identity = identities[row.document_id]
            if row.digest == digests[identity]:
                known[identity] = row.id
    return known


def _added_assessments(
    session: Session,
    new: Sequence[tuple[int, ScannedDocument, bytes]],
    *,
    yardstick: int,
) -> Sequence[int]:
    """Add an assessment for each (key of the document, document, digest of the outcome) and return their ids."""
    if not new:
        return ()
    ids = session.scalars(
        insert(Assessment).returning(Assessment.id, sort_by_parameter_order=True),
        [
            {
                "document_id": key,
                "yardstick_id": yardstick,
                "digest": digest,
                **_counts(document),
            }
            for key, document, digest in new
        ],
    ).all()
    uses = [
        {"assessment_id": id_, "message_id": message_id, "on_message": on_message, "nearness": nearness}
        for id_, (_, document, _) in zip(ids, new, strict=True)
        for message_id, on_message, nearness in _uses(document)
    ]
    if uses:
        session.execute(insert(Use), uses)
    return ids


def _counts(document: ScannedDocument) -> dict[str, Any]:
    return {
        "status": document.status.value,
        "judged": document.judged,
        "claims": document.claims,
        "covered": document.covered,
        "not_judged": document.not_judged,
        "names_product": document.names_product,
        "uses_term": document.uses_term,
    }


def _uses(document: ScannedDocument) -> list[tuple[str, int | None, float | None]]:
    """Return (message, statements on message, nearness) for every message a document speaks of."""
    used = dict(document.used)
    nearness = {message_id: round(cosine, _DECIMALS) for message_id, cosine in document.nearness}
    return [(id_, used.get(id_), nearness.get(id_)) for id_ in sorted(used.keys() | nearness.keys())]


def _outcome_digest(
    document: ScannedDocument, findings: Sequence[KeptFinding], yardstick: int, hashes: KeyedHashes
) -> bytes:
    """Return a keyed hash of all that is kept of an outcome: of a plain one, what is forgotten could be guessed."""
    kept = [
        [
            finding.finding.fingerprint,
            finding.finding.severity,
            finding.finding.lane,
            round(finding.finding.probability, _DECIMALS),
            finding.finding.location,
            finding.finding.change,
            finding.finding.sentence,
            finding.finding.approved,
            finding.finding.suggestion,
            finding.finding.count,
            finding.text,
            bool(finding.vector),
        ]
        for finding in findings
    ]
    return hashes.identity("outcome", canonical_json([yardstick, _counts(document), _uses(document), kept]))


def _content(
    session: Session, scan: Scan, members: Sequence[tuple[str, int]], *, hashes: KeyedHashes, keep: KeepText
) -> int:
    """Return the id of what a scan found as a whole; it is added unless an earlier scan found the same."""
    themes, conflicts = kept_themes(scan, keep), kept_conflicts(scan, keep)
    whole = [sorted(members), scan.skipped, themes, [_conflict_values(conflict) for conflict in conflicts]]
    digest = hashes.identity("content", canonical_json(whole))
    known = session.scalar(select(Content.id).where(Content.digest == digest))
    if known is not None:
        return known
    content = Content(digest=digest, documents=len(members))
    session.add(content)
    session.flush()
    here = {"content_id": content.id}
    places = _places(session, tuple(dict.fromkeys(path for path, _ in members)))
    _insert_all(
        session,
        Member,
        [here | {"place_id": places[path], "assessment_id": id_} for path, id_ in members],
    )
    _insert_all(
        session,
        SkippedRow,
        [here | {"position": at, "path": path, "reason": reason} for at, (path, reason) in enumerate(scan.skipped)],
    )
    _insert_all(
        session,
        Theme,
        [here | {"position": at, "theme": theme, "claims": claims} for at, (theme, claims) in enumerate(themes)],
    )
    _keep_conflicts(session, content.id, conflicts)
    return content.id


def _keep_conflicts(session: Session, content_id: int, conflicts: Sequence[Conflict]) -> None:
    here = {"content_id": content_id}
    _insert_all(
        session,
        ConflictRow,
        [
            here
            | {"position": at, "scope": conflict.scope, "subject": conflict.subject, "message_id": conflict.message_id}
            for at, conflict in enumerate(conflicts)
        ],
    )
    _insert_all(
        session,
        ConflictSideRow,
        [
            here
            | {"conflict": at, "position": place, "path": side.document, "location": side.location}
            | {"says": side.says, "text": side.text, "day": side.day}
            for at, conflict in enumerate(conflicts)
            for place, side in enumerate(conflict.sides)
        ],
    )


def _conflict_values(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON takes it."""
    values = asdict(conflict)
    for side in values["sides"]:
        side["day"] = side["day"] and side["day"].isoformat()
    return values


def _places(session: Session, paths: Sequence[str]) -> dict[str, int]:
    """Return the id of each path; those that are new are added."""
    known: dict[str, int] = {}
    for part in parts(paths):
        known.update((row.path, row.id) for row in session.execute(select(Place).where(Place.path.in_(part))).scalars())
    new = [path for path in paths if path not in known]
    _insert_all(session, Place, [{"path": path} for path in new])
    for part in parts(new):
        known.update((row.path, row.id) for row in session.execute(select(Place).where(Place.path.in_(part))).scalars())
    return known


def _insert_all(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, if there are any."""
    if rows:
        session.execute(insert(table), rows)
