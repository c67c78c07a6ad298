"""Reads back documents: as they were judged last, and as they were judged when they were new.

Each table is read once, whatever the number of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from msgcheck.history.author_marks import addresses_of_names, known_by
from msgcheck.history.keyed_hashes import KEYED_TAG
from msgcheck.history.tables import Assessment, DocumentRow, Found, Member, ScanRow, Use, Yardstick
from msgcheck.history.whereabouts import Whereabouts, whereabouts
from msgcheck.records import (
    Audience,
    DayFrom,
    DocumentId,
    DocumentKey,
    DocumentThen,
    FindingKey,
    MessageId,
    Period,
    PeriodKind,
    StoredDocument,
)

_Read: TypeAlias = Row[Any]
_DOCUMENT = tuple(
    column
    for column in DocumentRow.__table__.columns
    # Of use only where documents are compared with one another, and most of what the table holds.
    if column.name not in {"identity", "statements", "slides"}
)

_shared_audience = lru_cache(maxsize=10_000)(Audience)
"""Thousands of documents have the same audience."""


def stored_documents(session: Session) -> tuple[StoredDocument, ...]:
    """Return every document with its latest outcome, by key."""
    rows = _document_rows(session)
    judgings = _judgings(session, {row.assessment_id for row in rows}, within=select(DocumentRow.assessment_id))
    seen = whereabouts(session)
    address_of = addresses_of_names({row.author for row in rows})
    return tuple(
        _document(row, judgings[row.assessment_id], seen[row.id], author=_author(row.author, address_of))
        for row in rows
    )


def documents_then(session: Session, documents: Sequence[StoredDocument] = ()) -> tuple[DocumentThen, ...]:
    """Return every document as it was judged when it was new, by key.

    That is by the last scan of the month of its day it was in; where no scan saw it so early, by its first one.

    Args:
        session: that reads.
        documents: as `stored_documents` gives them, where they were read already; what came since is left out.
    """
    documents = documents or stored_documents(session)
    connection = session.connection()
    rows = connection.execute(select(DocumentRow.id, DocumentRow.assessment_id)).all()
    latest: dict[int, int] = {row.id: row.assessment_id for row in rows}
    then = latest | _assessments_when_new(session, {document.key: document.day for document in documents})
    others = {id_ for document, id_ in then.items() if id_ != latest[document]}
    is_latest = select(DocumentRow.assessment_id).where(DocumentRow.assessment_id.is_not(None))
    earlier = select(Assessment.id).where(Assessment.id.not_in(is_latest))
    judgings = _judgings(session, others, within=earlier) if others else {}
    yardsticks = {row.id: row for row in connection.execute(select(Yardstick)).all()}
    judged_by = connection.execute(select(Assessment.id, Assessment.yardstick_id)).all()
    yardstick_of = {row.id: yardsticks[row.yardstick_id] for row in judged_by}
    found = _found(session)
    return tuple(
        DocumentThen(
            document=document if id_ not in others else _as_judged(document, judgings[id_]),
            findings=tuple(found.get(id_, ())),
            messaging_hash=yardstick_of[id_].messaging_hash,
            judge=yardstick_of[id_].judge,
        )
        for document in documents
        if (id_ := then.get(document.key)) is not None
    )


@dataclass(slots=True, kw_only=True)
class _Judging:
    """An assessment with how its document speaks of each message."""

    row: _Read
    used: list[tuple[MessageId, int]] = field(default_factory=list)
    nearness: list[tuple[MessageId, float]] = field(default_factory=list)


def _document_rows(session: Session) -> Sequence[_Read]:
    return session.connection().execute(select(*_DOCUMENT).order_by(DocumentRow.id)).all()


def _judgings(session: Session, wanted: Collection[int], *, within: Select[Any]) -> dict[int, _Judging]:
    """Return the assessments with these ids, by id.

    Args:
        session: that reads.
        wanted: too many ids to name in SQL.
        within: what SQL can tell of them.
    """
    connection = session.connection()
    rows = connection.execute(select(Assessment).where(Assessment.id.in_(within))).all()
    judgings = {row.id: _Judging(row=row) for row in rows if row.id in wanted}
    uses = select(Use.assessment_id, Use.message_id, Use.on_message, Use.nearness).where(Use.assessment_id.in_(within))
    for id_, message_id, on_message, cosine in connection.execute(
        uses.order_by(Use.assessment_id, Use.message_id)
    ).all():
        judging = judgings.get(id_)
        if judging is None:
            continue
        if on_message is not None:
            judging.used.append((MessageId(message_id), on_message))
        if cosine is not None:
            judging.nearness.append((MessageId(message_id), cosine))
    return judgings


def _assessments_when_new(session: Session, day_of: Mapping[int, date]) -> dict[int, int]:
    """Return which assessment judged each document when it was new, for those that have several."""
    several = select(Assessment.document_id).group_by(Assessment.document_id).having(func.count() > 1).scalar_subquery()
    seen_in = session.execute(
        select(Assessment.document_id, Assessment.id, Member.content_id)
        .join(Member, Member.assessment_id == Assessment.id)
        .where(Assessment.document_id.in_(several))
        .distinct()
    )
    scans: defaultdict[int, list[tuple[int, date]]] = defaultdict(list)
    for id_, as_of, content_id in session.execute(
        select(ScanRow.id, ScanRow.as_of, ScanRow.content_id).order_by(ScanRow.id)
    ):
        scans[content_id].append((id_, as_of))
    ranks: dict[tuple[int, date], tuple[bool, int]] = {}
    candidates: defaultdict[int, list[tuple[tuple[bool, int], int]]] = defaultdict(list)
    for document, assessment, content in seen_in:
        if document not in day_of:
            continue
        end = _end_of_month(day_of[document])
        if (content, end) not in ranks:
            ranks[content, end] = _rank(scans[content], end)
        candidates[document].append((ranks[content, end], assessment))
    return {document: max(ranked)[1] for document, ranked in candidates.items()}


def _rank(scans: Sequence[tuple[int, date]], end: date) -> tuple[bool, int]:
    """Return what is highest for the scans that tell best how a document was judged when it was new.

    Args:
        scans: (id, day) of those with one content.
        end: of the month of the document's day.
    """
    in_time = [id_ for id_, as_of in scans if as_of <= end]
    return (True, max(in_time)) if in_time else (False, -min(id_ for id_, _ in scans))


@cache
def _end_of_month(day: date) -> date:
    return Period.of(day, PeriodKind.MONTH).last


def _found(session: Session) -> defaultdict[int, list[FindingKey]]:
    """Return the findings each assessment had."""
    found: defaultdict[int, list[FindingKey]] = defaultdict(list)
    rows = session.connection().execute(
        select(Found.assessment_id, Found.finding_id).order_by(Found.assessment_id, Found.finding_id)
    )
    for assessment, finding in rows.all():
        found[assessment].append(FindingKey(finding))
    return found


def _as_judged(document: StoredDocument, judging: _Judging) -> StoredDocument:
    """Return a document with the numbers of another judging."""
    return replace(document, **_numbers(judging))


def _numbers(judging: _Judging) -> dict[str, Any]:
    """Return what a judging says of its document."""
    return {
        "judged": judging.row.judged,
        "claims": judging.row.claims,
        "covered": judging.row.covered,
        "not_judged": judging.row.not_judged,
        "used": tuple(judging.used),
        "nearness": tuple(judging.nearness),
        "names_product": judging.row.names_product,
        "uses_term": judging.row.uses_term,
    }


def _author(mark: bytes, address_of: Mapping[bytes, bytes]) -> str:
    """Return what stands for an author, the same for a name and the one address it is known to belong to."""
    known = known_by(mark)
    return address_of.get(known, known).hex()


def _document(row: _Read, judging: _Judging, seen: Whereabouts, *, author: str) -> StoredDocument:
    return StoredDocument(
        key=DocumentKey(row.id),
        path=DocumentId((seen.standing or seen.paths)[0]),
        fingerprint=row.fingerprint or KEYED_TAG + row.fingerprint_key.hex(),
        group=row.copy_of_id or row.id,
        family=row.family,
        format=row.format,
        private=row.private,
        audience=_shared_audience(
            persona=row.persona,
            segment=row.segment,
            region=row.region,
            team=row.team,
            stage=row.stage,
            audience=row.audience,
            owner=row.owner,
            we=row.we,
            products=tuple(row.products),
        ),
        author=author,
        account=row.account.hex(),
        day=row.day,
        day_from=DayFrom(row.day_from),
        first_seen=seen.first,
        last_seen=seen.last,
        superseded=not seen.standing,
        language=row.language or "",
        named=tuple(row.named or ()),
        version_of=DocumentKey(row.version_of_id) if row.version_of_id is not None else None,
        **_numbers(judging),
    )
