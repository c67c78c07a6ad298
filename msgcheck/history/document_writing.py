"""Adds the documents of a scan that the store does not know yet, and finds those it does.

A document is known by its words together with who says them to whom, so the same mail to two accounts is two
documents, and a deck that was renamed is the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from msgcheck.history.kept_words import KeepText
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.near_copies import Hashes, nearest_earlier
from msgcheck.history.tables import DocumentRow
from msgcheck.identity import canonical_json, normalised
from msgcheck.records import DayFrom, ScannedDocument

Item = TypeVar("Item")

_MAX_PARAMETERS = 500
"""Values asked for at once; older SQLite takes 999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """Where a document of the scan is in the store."""

    key: int
    assessment: int | None
    """Its latest one, None for a document that is new."""


def identity_of(document: ScannedDocument, hashes: KeyedHashes) -> bytes:
    """Return what makes a document the same one in a later scan.

    The day belongs to it in mail only: the date of a file changes when it is saved again, and the day whose messaging
    counts with every scan.
    """
    return hashes.identity(
        "document",
        document.fingerprint,
        document.format,
        "private" if document.private else "",
        normalised(document.author),
        normalised(document.account),
        document.day.isoformat() if document.day_from is DayFrom.MAIL else "",
        canonical_json(_audience(document)),
    )


def fingerprint_key(fingerprint_or_path: str, hashes: KeyedHashes) -> bytes:
    """Return what stands for a document as a table of deals may name it."""
    return hashes.identity("named document", fingerprint_or_path)


def account_key(account_or_domain: str, hashes: KeyedHashes) -> bytes:
    """Return what stands for an account or its domain, nothing where it is unknown."""
    return hashes.name("account", normalised(account_or_domain).removeprefix("@"))


def keep_documents(
    session: Session, documents: Mapping[bytes, ScannedDocument], *, hashes: KeyedHashes, keep: KeepText
) -> dict[bytes, KnownDocument]:
    """Return where each document is, by identity; the unknown ones are added in the order given."""
    known: dict[bytes, KnownDocument] = {}
    better_days: list[dict[str, Any]] = []
    for part in parts(tuple(documents)):
        for row in session.execute(
            select(
                DocumentRow.identity, DocumentRow.id, DocumentRow.assessment_id, DocumentRow.day, DocumentRow.day_from
            ).where(DocumentRow.identity.in_(part))
        ):
            known[row.identity] = KnownDocument(key=row.id, assessment=row.assessment_id)
            document = documents[row.identity]
            if _tells_better(document, row.day, DayFrom(row.day_from)):
                better_days.append({"id": row.id, "day": document.day, "day_from": document.day_from.value})
    if better_days:
        session.execute(update(DocumentRow), better_days)
    new = {identity: document for identity, document in documents.items() if identity not in known}
    return known | _added(session, new, hashes=hashes, keep=keep)


def parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the items in runs short enough for one statement."""
    for start in range(0, len(items), _MAX_PARAMETERS):
        yield items[start : start + _MAX_PARAMETERS]


def _tells_better(document: ScannedDocument, day: date, day_from: DayFrom) -> bool:
    """Return whether a scan dates words better than the store: by a file that was older, or by a file at all."""
    if document.day_from is DayFrom.AS_OF:
        return False
    return day_from is DayFrom.AS_OF or document.day < day


def _added(
    session: Session, new: Mapping[bytes, ScannedDocument], *, hashes: KeyedHashes, keep: KeepText
) -> dict[bytes, KnownDocument]:
    """Add documents, each in the group of its nearest near copy, and return where they are."""
    if not new:
        return {}
    earlier = session.execute(
        select(DocumentRow.id, DocumentRow.copy_of_id, DocumentRow.statements).order_by(DocumentRow.id)
    ).all()
    statements = [hashes.statements(document.statements) for document in new.values()]
    keys = session.scalars(
        insert(DocumentRow).returning(DocumentRow.id, sort_by_parameter_order=True),
        [
            _values(identity, document, hashes=hashes, words=keep.keeps(private=document.private))
            | {"statements": own.astype("<u8").tobytes()}
            for (identity, document), own in zip(new.items(), statements, strict=True)
        ],
    ).all()
    first_of_group = [row.copy_of_id or row.id for row in earlier]
    copies: list[dict[str, Any]] = []
    all_statements = [_hashes(row.statements) for row in earlier] + statements
    for key, nearest in zip(keys, nearest_earlier(all_statements, start=len(earlier)), strict=True):
        first_of_group.append(key if nearest is None else first_of_group[nearest])
        if nearest is not None:
            copies.append({"id": key, "copy_of_id": first_of_group[-1]})
    if copies:
        session.execute(update(DocumentRow), copies)
    return {identity: KnownDocument(key=key, assessment=None) for identity, key in zip(new, keys, strict=True)}


def _hashes(kept: bytes) -> Hashes:
    return np.frombuffer(kept, dtype="<u8").astype(np.uint64)


def _values(identity: bytes, document: ScannedDocument, *, hashes: KeyedHashes, words: bool) -> dict[str, Any]:
    """Return the columns of a document that no other document has a say in."""
    return {
        "identity": identity,
        "fingerprint_key": fingerprint_key(document.fingerprint, hashes),
        "fingerprint": document.fingerprint if words else None,
        "family": document.family,
        "format": document.format,
        "private": document.private,
        "author": hashes.name("author", normalised(document.author)),
        "account": account_key(document.account, hashes),
        "day": document.day,
        "day_from": document.day_from.value,
        **_audience(document),
    }


def _audience(document: ScannedDocument) -> dict[str, Any]:
    """Return for whom and how a document is used, without the day, which is the scan's."""
    values = asdict(document.audience)
    del values["day"]
    return values
