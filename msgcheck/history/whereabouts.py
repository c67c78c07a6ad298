"""Where and when each document was seen.

The scans tell, so that a rescan of unchanged documents need not write to each of them.

A file holds the words it holds now. A mail was sent, whatever became of the file it was read from: mailboxes are
exported anew, and what was `in.mbox/message 3` is another mail by then. So mail stands for ever, unless a later scan
took the same mail for another document: for other readers, or in other words after its reader was mended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import Session

from msgcheck.history.author_marks import known_by
from msgcheck.history.tables import Assessment, DocumentRow, Member, Place, ScanRow
from msgcheck.records import DayFrom

_MAILS = select(
    DocumentRow.id,
    DocumentRow.format,
    DocumentRow.author,
    DocumentRow.day,
    DocumentRow.day_from,
    DocumentRow.fingerprint_key,
).where(DocumentRow.private)
"""Mail, and what lies inside mails."""


@dataclass(slots=True, kw_only=True)
class Whereabouts:
    """Where and when a document was seen."""

    first: date
    last: date
    paths: list[str] = field(default_factory=list)
    """Where it stood in the last scan it was in, sorted."""
    standing: list[str] = field(default_factory=list)
    """Of these, where no later scan found anything else; all of them for mail, which stands for ever."""


def whereabouts(session: Session) -> dict[int, Whereabouts]:
    """Return where each document was seen last, and when first and last, by its key."""
    days = {row.id: row.as_of for row in session.execute(select(ScanRow.id, ScanRow.as_of))}
    content, document, place = _content_scans(), _document_scans(), _place_scans()
    rows = session.execute(
        select(document.c.document_id, document.c.first, document.c.last, place.c.last.label("place_last"), Place.path)
        .join(content, content.c.last == document.c.last)
        .join(Member, Member.content_id == content.c.content_id)
        .join(
            Assessment,
            and_(Assessment.id == Member.assessment_id, Assessment.document_id == document.c.document_id),
        )
        .join(Place, Place.id == Member.place_id)
        .join(place, place.c.place_id == Place.id)
        .order_by(document.c.document_id, Place.path)
    )
    found: dict[int, Whereabouts] = {}
    scans: dict[int, _Scans] = {}
    for row in rows:
        seen = found.setdefault(row.document_id, Whereabouts(first=days[row.first], last=days[row.last]))
        scans[row.document_id] = _Scans(row.first, row.last)
        seen.paths.append(row.path)
        if row.place_last == row.last:
            seen.standing.append(row.path)
    if any(not seen.standing for seen in found.values()):
        _let_mail_stand(session, found, scans)
    return found


class _Mail(NamedTuple):
    """A mail, or what lies inside one, with what tells whether another document is the same mail."""

    key: int
    format: str
    author: bytes
    day: date
    day_from: str
    fingerprint_key: bytes

    def marks(self, paths: Iterable[str]) -> list[tuple[object, ...]]:
        """Return what it shares one of with the same mail: sender and words, or sender and place."""
        return [(self.format, known_by(self.author), mark) for mark in (self.fingerprint_key, *paths)]

    @property
    def sent_on(self) -> date | None:
        """Return its day, None where the scan was told a day for all documents."""
        return self.day if self.day_from != DayFrom.AS_OF else None


class _Scans(NamedTuple):
    """The ids of the first and the last scan a document was in."""

    first: int
    last: int


def _let_mail_stand(session: Session, found: Mapping[int, Whereabouts], scans: Mapping[int, _Scans]) -> None:
    """Let mail stand though something else is at its place by now, but for mail that was taken for another since.

    That is told from a document which no scan knew while the first one was still seen: from the same sender and day,
    as far as the day is known, with the same words or at the same place.
    """
    mails = [_Mail(*row) for row in session.connection().execute(_MAILS).all() if row.id in found]
    newest: defaultdict[tuple[object, ...], dict[date | None, int]] = defaultdict(dict)
    for mail in mails:
        for mark in mail.marks(found[mail.key].paths):
            first_scans = newest[mark]
            first_scans[mail.sent_on] = max(first_scans.get(mail.sent_on, 0), scans[mail.key].first)
    for mail in mails:
        seen = found[mail.key]
        since = (
            first
            for mark in mail.marks(seen.paths)
            for day, first in newest[mark].items()
            if None in {day, mail.sent_on} or day == mail.sent_on
        )
        if not seen.standing and max(since) <= scans[mail.key].last:
            seen.standing = list(seen.paths)


def _content_scans() -> Subquery:
    """Return the first and the last scan of each content."""
    return (
        select(ScanRow.content_id, func.min(ScanRow.id).label("first"), func.max(ScanRow.id).label("last"))
        .group_by(ScanRow.content_id)
        .subquery()
    )


def _document_scans() -> Subquery:
    """Return the first and the last scan of each document."""
    content = _content_scans()
    return (
        select(Assessment.document_id, func.min(content.c.first).label("first"), func.max(content.c.last).label("last"))
        .join(Member, Member.assessment_id == Assessment.id)
        .join(content, content.c.content_id == Member.content_id)
        .group_by(Assessment.document_id)
        .subquery()
    )


def _place_scans() -> Subquery:
    """Return the last scan that found anything at each place."""
    content = _content_scans()
    return (
        select(Member.place_id, func.max(content.c.last).label("last"))
        .join(content, content.c.content_id == Member.content_id)
        .group_by(Member.place_id)
        .subquery()
    )
