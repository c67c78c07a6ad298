"""Takes out of the store all that stems from one author or mailbox; the rest stays as if it had never been there.

Themes that no approved line covers are words of all decks and documents of a scan together. Nobody can tell whose they
are, so those of a scan that loses such a document go; the next scan tells them anew.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from msgcheck.history.conflict_sides import PlacedSide, remove_sides, stored_sides
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.removal import remove_unused
from msgcheck.history.rows_by_key import delete_counted, delete_each
from msgcheck.history.tables import Content, DisputeRow, Member, SkippedRow, Theme, ToldRow
from msgcheck.history.traces import OfAuthor, OfMailbox, Traces
from msgcheck.identity import normalised
from msgcheck.records import Erased


def erase(session: Session, source: OfAuthor | OfMailbox, *, hashes: KeyedHashes) -> Erased:
    """Remove what stems from an author or mailbox and return what it came to."""
    traces = source.traces(session, hashes)
    sides = sides_of(session, source, traces)
    told = told_by(session, source)
    _remove_standings(session, traces)
    remove_sides(session, [placed.key for placed in sides])
    changed = {standing.content for standing in traces.standings} | {entry.content for entry in traces.unread}
    _make_new(session, changed | {placed.key[0] for placed in sides}, hashes)
    for part in parts(told):
        session.connection().execute(delete(ToldRow).where(ToldRow.id.in_(part)))
    removed = remove_unused(session, hashes=hashes)
    return Erased(
        documents=removed.documents,
        places=len({standing.place for standing in traces.standings}),
        findings=removed.findings,
        conflict_sides=len(sides),
        unread=len(traces.unread),
        told=len(told),
        disputes=_remove_disputes(session, removed.identities),
        deals=removed.deals,
    )


def sides_of(session: Session, source: OfAuthor | OfMailbox, traces: Traces) -> tuple[PlacedSide, ...]:
    """Return what an author's or a mailbox's documents say in conflicts."""
    stands = {(standing.content, standing.path) for standing in traces.standings}
    return tuple(
        placed
        for placed in stored_sides(session)
        if (placed.key[0], placed.side.document) in stands
        or (isinstance(source, OfMailbox) and source.holds(placed.side.document))
    )


def told_by(session: Session, source: OfAuthor | OfMailbox) -> tuple[int, ...]:
    """Return which words to marketing bear the name of an author, by id."""
    if isinstance(source, OfMailbox):
        return ()
    rows = session.execute(select(ToldRow.id, ToldRow.name).where(ToldRow.name != "").order_by(ToldRow.id))
    return tuple(row.id for row in rows if normalised(row.name) in source.names)


def _remove_standings(session: Session, traces: Traces) -> None:
    """Let no content have these documents at these places, nor name what could not be read there."""
    standings = [(standing.content, standing.place, standing.assessment) for standing in traces.standings]
    delete_each(session, Member, (Member.content_id, Member.place_id, Member.assessment_id), standings)
    unread = [(entry.content, entry.position) for entry in traces.unread]
    delete_each(session, SkippedRow, (SkippedRow.content_id, SkippedRow.position), unread)
    with_words = sorted({standing.content for standing in traces.standings if not standing.private})
    for part in parts(with_words):
        session.connection().execute(delete(Theme).where(Theme.content_id.in_(part)))


def _make_new(session: Session, contents: Collection[int], hashes: KeyedHashes) -> None:
    """Count the documents of contents anew, and let no later scan take one of them for what it was.

    A digest is made of the numbers of assessments, and those that are free now are given out again.
    """
    members = select(func.count()).where(Member.content_id == Content.id).scalar_subquery()
    for part in parts(sorted(contents)):
        session.connection().execute(update(Content).where(Content.id.in_(part)).values(documents=members))
    digests = [{"id": id_, "digest": hashes.identity("changed content", str(id_))} for id_ in sorted(contents)]
    if digests:
        session.execute(update(Content), digests)


def _remove_disputes(session: Session, identities: Collection[bytes]) -> int:
    """Remove disputes on findings that nobody has any more, and return how many."""
    return sum(
        delete_counted(session, delete(DisputeRow).where(DisputeRow.identity.in_(part)))
        for part in parts(sorted(identities))
    )
