"""Adds the documents of a scan that the store does not know yet, and finds those it does.

A document is known by its words together with who says them to whom, so the same mail to two accounts is two
documents, and a deck that was renamed is the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from msgcheck.history.author_marks import author_mark
from msgcheck.history.document_links import link_documents
from msgcheck.history.kept_words import KeepText
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.slides import packed_slides
from msgcheck.history.tables import DocumentRow
from msgcheck.identity import canonical_json, normalised
from msgcheck.records import DayFrom, ScannedDocument

_KNOWN = select(
    DocumentRow.identity,
    DocumentRow.id,
    DocumentRow.assessment_id,
    DocumentRow.day,
    DocumentRow.day_from,
    DocumentRow.language,
    DocumentRow.named,
    DocumentRow.author,
)


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
    """Return where each document is, by identity; the unknown ones are added, those with an earlier day first."""
    known: dict[bytes, KnownDocument] = {}
    changes: list[dict[str, Any]] = []
    undescribed: set[int] = set()
    for part in parts(tuple(documents)):
        for row in session.execute(_KNOWN.where(DocumentRow.identity.in_(part))):
            known[row.identity] = KnownDocument(key=row.id, assessment=row.assessment_id)
            document = documents[row.identity]
            change = _better_day(document, row.day, row.day_from)
            change |= _better_description(document, row.language, row.named, hashes)
            change |= _better_author(document, row.author, hashes)
            if change:
                changes.append({"id": row.id} | change)
            if row.language is None:
                undescribed.add(row.id)
    if changes:
        session.execute(update(DocumentRow), changes)
    # Of two versions that come in one scan the one with the earlier day is the version before.
    new = sorted((item for item in documents.items() if item[0] not in known), key=lambda item: item[1].day)
    added = _added(session, dict(new), hashes=hashes, keep=keep)
    link_documents(session, added={added[identity].key: document for identity, document in new}, unlinked=undescribed)
    return known | added


def with_better_day(document: ScannedDocument, other: ScannedDocument) -> ScannedDocument:
    """Return a document with the day of another file with the same words, if that one dates them better."""
    if not _dates_better(other, document.day, document.day_from):
        return document
    return replace(document, day=other.day, day_from=other.day_from)


def _dates_better(document: ScannedDocument, day: date, day_from: str) -> bool:
    """Return whether a document dates its words better: by a file that was older, or by a file at all."""
    return document.day_from is not DayFrom.AS_OF and (day_from == DayFrom.AS_OF or document.day < day)


def _better_day(document: ScannedDocument, day: date, day_from: str) -> dict[str, Any]:
    """Return the day of a scan's document, if it is better than the one the store has."""
    better = _dates_better(document, day, day_from)
    return {"day": document.day, "day_from": document.day_from.value} if better else {}


def _better_description(
    document: ScannedDocument, language: str | None, named: tuple[str, ...] | None, hashes: KeyedHashes
) -> dict[str, Any]:
    """Return what the store did not know yet of a document: all, where it was scanned before these were kept.

    The products it names change with the names that the messaging knows; its slides are those of the first scan.
    """
    described = _description(document)
    if language is None:
        return described | {"slides": packed_slides(document, hashes)}
    return described if (language, tuple(named or ())) != (document.language, document.named) else {}


def _better_author(document: ScannedDocument, author: bytes, hashes: KeyedHashes) -> dict[str, Any]:
    """Return the mark of the author, where the store had no name beside the address yet."""
    mark = author_mark(document, hashes)
    return {"author": mark} if len(mark) > len(author) else {}


def _added(
    session: Session, new: Mapping[bytes, ScannedDocument], *, hashes: KeyedHashes, keep: KeepText
) -> dict[bytes, KnownDocument]:
    """Add documents, in the order given, and return where they are."""
    if not new:
        return {}
    keys = session.scalars(
        insert(DocumentRow).returning(DocumentRow.id, sort_by_parameter_order=True),
        [
            _values(identity, document, hashes=hashes, words=keep.keeps(private=document.private))
            for identity, document in new.items()
        ],
    ).all()
    return {identity: KnownDocument(key=key, assessment=None) for identity, key in zip(new, keys, strict=True)}


def _values(identity: bytes, document: ScannedDocument, *, hashes: KeyedHashes, words: bool) -> dict[str, Any]:
    """Return the columns of a document that no other document has a say in."""
    return {
        "identity": identity,
        "fingerprint_key": fingerprint_key(document.fingerprint, hashes),
        "fingerprint": document.fingerprint if words else None,
        "family": document.family,
        "format": document.format,
        "private": document.private,
        "author": author_mark(document, hashes),
        "account": account_key(document.account, hashes),
        "day": document.day,
        "day_from": document.day_from.value,
        "statements": hashes.statements(document.statements).astype("<u8").tobytes(),
        "slides": packed_slides(document, hashes),
        **_description(document),
        **_audience(document),
    }


def _description(document: ScannedDocument) -> dict[str, Any]:
    """Return what a document is like, beside its words."""
    return {"language": document.language, "named": document.named}


def _audience(document: ScannedDocument) -> dict[str, Any]:
    """Return for whom and how a document is used, without the day, which is the scan's."""
    values = asdict(document.audience)
    del values["day"]
    return values
