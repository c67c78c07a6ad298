"""Puts documents that came into the store beside those that were there: groups of near copies, and the version before.

The version before a document is

1. what stood at its path until now, if that is of the same family: a file that was changed in place is a version of
   what it was, however much was changed. Of mail that does not hold: a path in a mailbox is no more than a number;
2. else its nearest near copy that was there before it and has no later day, of the same family: of the same format
   before another one (a PDF follows a PDF), and of equally near ones the latest.

What was there before it is what earlier scans brought, and of its own scan the documents with an earlier day. It is
told once, when a document comes, and stays what it was told. So an old document that is scanned after its successors
is not put before them: scan what is older first, or all in one go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from msgcheck.history.column_types import storable
from msgcheck.history.many_values import parts
from msgcheck.history.near_copies import Hashes, Near, near_earlier
from msgcheck.history.tables import Assessment, DocumentRow, Member, Place, ScanRow
from msgcheck.records import ScannedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A document of the store."""

    id: int
    copy_of: int | None
    version_of: int | None
    statements: Hashes
    family: str
    format: str
    day: date


def link_documents(session: Session, *, added: Mapping[int, ScannedDocument], unlinked: Collection[int]) -> None:
    """Put documents into their groups of near copies, and each after the version before it.

    Args:
        session: holds the documents already; what the scan itself found is not there yet.
        added: new documents by key.
        unlinked: keys of documents that are in their groups, but were kept before versions were.
    """
    if not added and not unlinked:
        return
    documents = _documents(session)
    before = _stood_before(session, added)
    start = next(at for at, document in enumerate(documents) if document.id in added or document.id in unlinked)
    groups = {document.id: document.copy_of or document.id for document in documents}
    changes: list[dict[str, Any]] = []
    every_near = near_earlier([document.statements for document in documents], start=start)
    for document, near in zip(documents[start:], every_near, strict=True):
        if document.id not in added and document.id not in unlinked:
            continue
        if document.id in added and near:
            groups[document.id] = groups[documents[near[0].at].id]
        copy_of = groups[document.id] if groups[document.id] != document.id else None
        version_of = _at_its_path(document, before.get(document.id, ())) or _nearest_version(document, near, documents)
        if (copy_of, version_of) != (document.copy_of, document.version_of):
            changes.append({"id": document.id, "copy_of_id": copy_of, "version_of_id": version_of})
    if changes:
        session.execute(update(DocumentRow), changes)


def _documents(session: Session) -> list[_Placed]:
    """Return all documents of the store in the order they came in."""
    found = session.execute(
        select(
            DocumentRow.id,
            DocumentRow.copy_of_id,
            DocumentRow.version_of_id,
            DocumentRow.statements,
            DocumentRow.family,
            DocumentRow.format,
            DocumentRow.day,
        ).order_by(DocumentRow.id)
    )
    return [
        _Placed(
            id=row.id,
            copy_of=row.copy_of_id,
            version_of=row.version_of_id,
            statements=np.frombuffer(row.statements, dtype="<u8").astype(np.uint64),
            family=row.family,
            format=row.format,
            day=row.day,
        )
        for row in found
    ]


def _stood_before(session: Session, added: Mapping[int, ScannedDocument]) -> dict[int, list[tuple[int, str]]]:
    """Return by key what the last scan that found anything at the path of a new file found there: (key, family)."""
    paths = {key: storable(document.id) for key, document in added.items() if not document.private}
    found: dict[str, dict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for part in parts(sorted(set(paths.values()))):
        for row in session.execute(
            select(Place.path, DocumentRow.id, DocumentRow.family, func.max(ScanRow.id).label("last"))
            .join(Member, Member.place_id == Place.id)
            .join(ScanRow, ScanRow.content_id == Member.content_id)
            .join(Assessment, Assessment.id == Member.assessment_id)
            .join(DocumentRow, DocumentRow.id == Assessment.document_id)
            .where(Place.path.in_(part))
            .group_by(Place.path, DocumentRow.id, DocumentRow.family)
            .order_by(DocumentRow.id)
        ):
            found[row.path][row.last].append((row.id, row.family))
    return {key: found[path][max(found[path])] for key, path in paths.items() if path in found}


def _at_its_path(document: _Placed, before: Sequence[tuple[int, str]]) -> int | None:
    """Return what stood at the path of a document, None where that was nothing of its family."""
    return next((key for key, family in before if family == document.family), None)


def _nearest_version(document: _Placed, near: Sequence[Near], documents: Sequence[_Placed]) -> int | None:
    """Return the near copy that a document follows, None where it follows none."""
    candidates = [
        (other.format == document.format, copy.shared, other.day, other.id)
        for copy in near
        if (other := documents[copy.at]).family == document.family and other.day <= document.day
    ]
    return max(candidates)[-1] if candidates else None
