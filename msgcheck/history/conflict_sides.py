"""Takes words, or whole sides, out of the conflicts of our own statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.orm import Session

from msgcheck.history.kept_words import KeepText, side_without_text
from msgcheck.history.many_values import parts
from msgcheck.history.rows_by_key import delete_each, has_key, key_values
from msgcheck.history.tables import Assessment, ConflictRow, ConflictSideRow, DocumentRow, Member, Place
from msgcheck.records import ConflictSide, DocumentId

SideKey = tuple[int, int, int]
"""(content, conflict, position)."""
_SIDE = (ConflictSideRow.content_id, ConflictSideRow.conflict, ConflictSideRow.position)
_CONFLICT = (ConflictRow.content_id, ConflictRow.position)


class PlacedSide(NamedTuple):
    """A side, and where it is kept."""

    key: SideKey
    side: ConflictSide


class _Standing(NamedTuple):
    """In what kind of document a side stands, and of which day."""

    private: bool
    day: date


def stored_sides(session: Session) -> tuple[PlacedSide, ...]:
    """Return all sides, by content and conflict."""
    rows = session.execute(select(*ConflictSideRow.__table__.columns).order_by(*_SIDE))
    return tuple(PlacedSide((row.content_id, row.conflict, row.position), _side(row)) for row in rows)


def forget_sides(session: Session, *, before: date, keep: KeepText) -> None:
    """Forget what sides say in documents from before a day, and in those whose words are not to be kept.

    A figure or date stays, as it does where the words of a document are not kept from the start.
    """
    documents = _documents_of_sides(session)
    changed: dict[SideKey, ConflictSide] = {}
    for key, side in stored_sides(session):
        here = documents[key]
        day = side.day or min((document.day for document in here), default=before)
        # A document the scan does not hold counts as private, as when the scan was kept.
        kept = all(keep.keeps(private=private) for private in {document.private for document in here} or {True})
        if day < before or not kept:
            bare = side_without_text(side, figure=True)
            if bare != side:
                changed[key] = bare
    _say_otherwise(session, changed)
    _settle(session, {key[:2] for key in changed})


def remove_sides(session: Session, keys: Iterable[SideKey]) -> None:
    """Remove sides, and conflicts that have no two sides any more."""
    gone = sorted(keys)
    delete_each(session, ConflictSideRow, _SIDE, gone)
    _settle(session, {key[:2] for key in gone})


def _say_otherwise(session: Session, changed: Mapping[SideKey, ConflictSide]) -> None:
    """Let sides say what they say now."""
    if changed:
        session.connection().execute(
            update(ConflictSideRow)
            .where(has_key(_SIDE))
            .values(text=bindparam("new_text"), says=bindparam("new_says")),
            [key_values(key) | {"new_text": side.text, "new_says": side.says} for key, side in changed.items()],
        )


def _settle(session: Session, touched: Iterable[tuple[int, int]]) -> None:
    """Remove conflicts without two sides, and the subject where no side is left that tells it."""
    conflicts = sorted(touched)
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    columns = select(*_SIDE, ConflictSideRow.text)
    for part in parts(sorted({content for content, _ in conflicts})):
        for row in session.execute(columns.where(ConflictSideRow.content_id.in_(part))):
            texts[row.content_id, row.conflict].append(row.text)
    lone = [key for key in conflicts if len(texts[key]) < 2]
    delete_each(session, ConflictSideRow, _SIDE[:2], lone)
    delete_each(session, ConflictRow, _CONFLICT, lone)
    untold = [key_values(key) for key in conflicts if len(texts[key]) >= 2 and not any(texts[key])]
    if untold:
        session.connection().execute(update(ConflictRow).where(has_key(_CONFLICT)).values(subject=""), untold)


def _documents_of_sides(session: Session) -> defaultdict[SideKey, list[_Standing]]:
    """Return which documents stood where a side does, in the same scan; none where the scan does not hold it."""
    found: defaultdict[SideKey, list[_Standing]] = defaultdict(list)
    rows = session.execute(
        select(*_SIDE, DocumentRow.private, DocumentRow.day)
        .join(Place, Place.path == ConflictSideRow.path)
        .join(Member, and_(Member.content_id == ConflictSideRow.content_id, Member.place_id == Place.id))
        .join(Assessment, Assessment.id == Member.assessment_id)
        .join(DocumentRow, DocumentRow.id == Assessment.document_id)
    )
    for content, conflict, position, private, day in rows:
        found[content, conflict, position].append(_Standing(private, day))
    return found


def _side(row: Any) -> ConflictSide:
    return ConflictSide(document=DocumentId(row.path), location=row.location, says=row.says, text=row.text, day=row.day)
