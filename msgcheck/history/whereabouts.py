"""Where and when each document was seen.

The scans tell, so that a rescan of unchanged documents need not write to each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import Session

from msgcheck.history.tables import Assessment, Member, Place, ScanRow


@dataclass(slots=True, kw_only=True)
class Whereabouts:
    """Where and when a document was seen."""

    first: date
    last: date
    paths: list[str] = field(default_factory=list)
    """Where it stood in the last scan it was in, sorted."""
    standing: list[str] = field(default_factory=list)
    """Of these, where no later scan found anything else."""


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
    for row in rows:
        seen = found.setdefault(row.document_id, Whereabouts(first=days[row.first], last=days[row.last]))
        seen.paths.append(row.path)
        if row.place_last == row.last:
            seen.standing.append(row.path)
    return found


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
