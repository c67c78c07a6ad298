"""Puts documents that came into the store beside those that were there: groups of near copies, and the version before.

The version before a document is

1. what stood at its path until now, if that is of the same family and any statement of it is left: a file that was
   changed in place is a version of what it was, however much was changed. One that shares nothing is another document
   under an old name. Of mail all this does not hold: a path in a mailbox is no more than a number;
2. else its nearest near copy that was there before it and has no later day, of the same family: of the same format
   before another one (a PDF follows a PDF), and of equally near ones one by the same author, then the oldest: of ten
   copies of a template each follows the template.

What was there before it is what earlier scans brought, and of its own scan the documents with an earlier day. It is
told once, when a document comes. Only one without a version before it gets one later: when older material is scanned
after what it became.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from msgcheck.history.author_marks import known_by
from msgcheck.history.column_types import storable
from msgcheck.history.many_values import parts
from msgcheck.history.near_copies import Hashes, Near, near_earlier, shared_part
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
    author: bytes
    day: date


@dataclass(frozen=True, slots=True)
class _Copy:
    """A near copy of a document."""

    document: _Placed
    shared: Fraction


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
    wanted = [at for at, document in enumerate(documents) if document.id in added or document.id in unlinked]
    every_near = near_earlier([document.statements for document in documents], start=wanted[0])
    near = {documents[at].id: every_near[at - wanted[0]] for at in wanted}
    groups = _groups(documents, {key: copies for key, copies in near.items() if key in added})
    versions = _versions(documents, near, _stood_before(session, added))
    changes = [
        {"id": document.id, "copy_of_id": groups[document.id], "version_of_id": versions[document.id]}
        for document in documents
        if (groups[document.id], versions[document.id]) != (document.copy_of, document.version_of)
    ]
    if changes:
        session.execute(update(DocumentRow), changes)


def _groups(documents: Sequence[_Placed], near: Mapping[int, Sequence[Near]]) -> dict[int, int | None]:
    """Return the first document of the group of each, None for that one itself; new ones join their nearest."""
    first = {document.id: document.copy_of for document in documents}
    for key, copies in near.items():
        if copies:
            nearest = documents[copies[0].at].id
            first[key] = first[nearest] or nearest
    return first


def _versions(
    documents: Sequence[_Placed], near: Mapping[int, Sequence[Near]], stood_before: Mapping[int, Sequence[int]]
) -> dict[int, int | None]:
    """Return the version before each document, None for one without."""
    by_key = {document.id: document for document in documents}
    versions = {document.id: document.version_of for document in documents}
    followers: dict[int, list[_Copy]] = defaultdict(list)
    for key, copies in near.items():
        document = by_key[key]
        at_its_path = [other for other in stood_before.get(key, ()) if _goes_on(by_key[other], document)]
        kin = [
            _Copy(documents[copy.at], copy.shared) for copy in copies if documents[copy.at].family == document.family
        ]
        earlier = [copy for copy in kin if copy.document.day <= document.day]
        versions[key] = min(at_its_path) if at_its_path else _nearest(document, earlier)
        for copy in kin:
            if copy.document.day > document.day and versions[copy.document.id] is None:
                followers[copy.document.id].append(_Copy(document, copy.shared))
    for key, copies_before in sorted(followers.items()):
        # What follows it already, at some distance, cannot come before it as well.
        free = [copy for copy in copies_before if key not in _line(copy.document.id, versions)]
        versions[key] = _nearest(by_key[key], free)
    return versions


def _goes_on(earlier: _Placed, document: _Placed) -> bool:
    """Return whether what stands at a path now has anything of what stood there before."""
    return earlier.family == document.family and shared_part(earlier.statements, document.statements) > 0


def _nearest(document: _Placed, copies: Sequence[_Copy]) -> int | None:
    """Return the near copy that a document follows, None where there are none."""

    def order(copy: _Copy) -> tuple[object, ...]:
        other = copy.document
        is_own = bool(other.author) and other.author == document.author
        return other.format != document.format, -copy.shared, not is_own, other.day, other.id

    return min(copies, key=order).document.id if copies else None


def _line(key: int, versions: Mapping[int, int | None]) -> Iterator[int]:
    """Yield a document and all versions before it, the latest first."""
    line: int | None = key
    while line is not None:
        yield line
        line = versions[line]


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
            DocumentRow.author,
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
            author=known_by(row.author),
            day=row.day,
        )
        for row in found
    ]


def _stood_before(session: Session, added: Mapping[int, ScannedDocument]) -> dict[int, tuple[int, ...]]:
    """Return for each new file what the last scan that found anything at its path found there."""
    paths = {key: storable(document.id) for key, document in added.items() if not document.private}
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for part in parts(sorted(set(paths.values()))):
        for row in session.execute(
            select(Place.path, Assessment.document_id, func.max(ScanRow.id).label("last"))
            .join(Member, Member.place_id == Place.id)
            .join(ScanRow, ScanRow.content_id == Member.content_id)
            .join(Assessment, Assessment.id == Member.assessment_id)
            .where(Place.path.in_(part))
            .group_by(Place.path, Assessment.document_id)
        ):
            found[row.path][row.last].append(row.document_id)
    return {key: tuple(found[path][max(found[path])]) for key, path in paths.items() if path in found}
