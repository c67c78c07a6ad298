"""What stems from one author or one mailbox: where in the store their documents stand.

An author is known by name or address as the documents have it; a mail, by its sender. What lies inside a mail came with
it and stems from its sender, whoever wrote it first. A mailbox is a path as it was scanned, with all that lies below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from msgcheck.errors import InputError
from msgcheck.history.author_marks import known_by, name_and_address
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.paths import Steps, lies_at_or_below, path_steps
from msgcheck.history.tables import Assessment, DocumentRow, Member, Place, SkippedRow
from msgcheck.identity import normalised


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Standing:
    """One document at one place, as one content has it."""

    content: int
    place: int
    assessment: int
    document: int
    path: str
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class UnreadEntry:
    """What one content could not read."""

    content: int
    position: int
    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What stems from somebody."""

    standings: tuple[Standing, ...]
    unread: tuple[UnreadEntry, ...]

    @property
    def documents(self) -> tuple[int, ...]:
        """Return the documents, by key; some may stand elsewhere too."""
        return tuple(sorted({standing.document for standing in self.standings}))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAuthor:
    """Everything of one author."""

    names: frozenset[str]
    """Normalised: as given, and where that is "Name <address>" each of the two."""

    def traces(self, session: Session, hashes: KeyedHashes) -> Traces:
        """Return what stems from the author."""
        keys = {hashes.name("author", name) for name in self.names}
        marks = [mark for mark in session.scalars(select(DocumentRow.author).distinct()) if known_by(mark) in keys]
        own = _standings(session, _STANDINGS.where(DocumentRow.author.in_(sorted(marks))))
        around = {(standing.content, path_steps(standing.path)) for standing in own}
        inside = _standings_at(session, set(_places_below(session, {path for _, path in around})))
        nested = [standing for standing in inside if _lies_below(standing.content, standing.path, around)]
        return Traces(
            standings=tuple(sorted({*own, *nested})),
            unread=tuple(entry for entry in _unread(session) if _lies_below(entry.content, entry.path, around)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMailbox:
    """Everything at and below one path."""

    path: Steps

    def holds(self, path: str) -> bool:
        """Return whether a path is the mailbox or lies in it."""
        return lies_at_or_below(path_steps(path), self.path)

    def traces(self, session: Session, hashes: KeyedHashes) -> Traces:  # noqa: ARG002 - paths are kept as they are
        """Return what lies in the mailbox."""
        places = {row.id for row in session.execute(select(Place.id, Place.path)) if self.holds(row.path)}
        return Traces(
            standings=tuple(sorted(_standings_at(session, places))),
            unread=tuple(entry for entry in _unread(session) if self.holds(entry.path)),
        )


_STANDINGS = (
    select(Member.content_id, Member.place_id, Member.assessment_id, DocumentRow.id, Place.path, DocumentRow.private)
    .join(Place, Place.id == Member.place_id)
    .join(Assessment, Assessment.id == Member.assessment_id)
    .join(DocumentRow, DocumentRow.id == Assessment.document_id)
)


def source_of(*, author: str | None, mailbox: str | None) -> OfAuthor | OfMailbox:
    """Return whose documents are meant.

    Raises:
        InputError: none or both are given, or the one given is blank.
    """
    if (author is None) == (mailbox is None):
        raise InputError("one author or one mailbox must be named", hint="give either of the two")
    if author is not None:
        names = _names(author)
        if not names:
            raise InputError("the author has no name", hint="give the name or address as the documents have it")
        return OfAuthor(names=names)
    assert mailbox is not None  # noqa: S101 - one of the two is
    if not mailbox.strip():
        raise InputError("the mailbox has no name", hint="give the path as it was scanned")
    return OfMailbox(path=path_steps(mailbox))


def _names(author: str) -> frozenset[str]:
    return frozenset(filter(None, (normalised(author), *name_and_address(author))))


def _standings(session: Session, chosen: Any) -> list[Standing]:
    """Return what a choice of `_STANDINGS` gives."""
    return [
        Standing(
            content=row.content_id,
            place=row.place_id,
            assessment=row.assessment_id,
            document=row.id,
            path=row.path,
            private=row.private,
        )
        for row in session.execute(chosen)
    ]


def _standings_at(session: Session, places: Collection[int]) -> list[Standing]:
    found: list[Standing] = []
    for part in parts(sorted(places)):
        found += _standings(session, _STANDINGS.where(Member.place_id.in_(part)))
    return found


def _places_below(session: Session, paths: Collection[Steps]) -> Iterable[int]:
    """Yield the places that lie inside what stands at one of these paths."""
    if paths:
        for row in session.execute(select(Place.id, Place.path)):
            if any(outer in paths for outer in _outer_paths(row.path)):
                yield row.id


def _lies_below(content: int, path: str, around: Collection[tuple[int, Steps]]) -> bool:
    """Return whether, in a content, a path lies inside one of the things that stand there."""
    return any((content, outer) in around for outer in _outer_paths(path))


def _outer_paths(path: str) -> list[Steps]:
    steps = path_steps(path)
    return [steps[:end] for end in range(1, len(steps))]


def _unread(session: Session) -> list[UnreadEntry]:
    rows = session.scalars(select(SkippedRow).order_by(SkippedRow.content_id, SkippedRow.position))
    return [
        UnreadEntry(content=row.content_id, position=row.position, path=row.path, reason=row.reason) for row in rows
    ]
