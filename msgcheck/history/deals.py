"""Keeps deals without a name, and finds those that documents belong to.

A deal is known by its account, domain, folder or documents; of each there is a keyed hash only, so a document is
hashed in the same ways and compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from msgcheck.history.document_writing import account_key, fingerprint_key
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.paths import Steps, path_steps
from msgcheck.history.rows_by_key import delete_counted
from msgcheck.history.tables import Assessment, DealKey, DealRow, DocumentRow, Member, Place
from msgcheck.records import Deal, DocumentKey, NumberedResult, Result

ACCOUNT, DOMAIN, FOLDER, DOCUMENT = "account", "domain", "folder", "document"


def keep_deals(session: Session, deals: Sequence[Deal], *, hashes: KeyedHashes) -> int:
    """Keep deals in place of earlier imported ones of the same account or document, and return how many.

    A deal that names neither account, domain, folder nor document can belong to nothing and is not kept.
    """
    known_by = [(deal, keys) for deal in deals if (keys := _keys(deal, hashes))]
    replaced = {digest for _, keys in known_by for digest, kind in keys.items() if _replaces(kind, keys.values())}
    for part in parts(sorted(replaced)):
        old = session.scalars(select(DealKey.deal_id).where(DealKey.digest.in_(part)).distinct()).all()
        for few in parts(old):
            session.execute(delete(DealKey).where(DealKey.deal_id.in_(few)))
            session.execute(delete(DealRow).where(DealRow.id.in_(few)))
    if not known_by:
        return 0
    ids = session.scalars(
        insert(DealRow).returning(DealRow.id, sort_by_parameter_order=True),
        [{"result": deal.result.value, "stage": deal.stage, "segment": deal.segment} for deal, _ in known_by],
    ).all()
    rows = [
        {"deal_id": id_, "digest": digest, "kind": kind}
        for id_, (_, keys) in zip(ids, known_by, strict=True)
        for digest, kind in keys.items()
    ]
    session.execute(insert(DealKey), rows)
    return len(ids)


def deals_by_document(session: Session, *, hashes: KeyedHashes) -> dict[DocumentKey, tuple[NumberedResult, ...]]:
    """Return the deals each document belongs to, in the order they were imported; nothing for one without."""
    connection = session.connection()
    known_by: defaultdict[bytes, set[NumberedResult]] = defaultdict(set)
    kept = select(DealKey.digest, DealRow.id, DealRow.result).join(DealRow, DealRow.id == DealKey.deal_id)
    for digest, id_, result in connection.execute(kept).all():
        known_by[digest].add((id_, Result(result)))
    if not known_by:
        return {}
    found: defaultdict[int, set[NumberedResult]] = defaultdict(set)
    documents = select(DocumentRow.id, DocumentRow.account, DocumentRow.fingerprint_key)
    for document, account, named in connection.execute(documents).all():
        found[document] |= known_by.get(account, set()) | known_by.get(named, set())

    @cache
    def in_folder(steps: Steps) -> frozenset[NumberedResult]:
        return frozenset(deal for key in _folder_keys(steps, hashes) for deal in known_by.get(key, ()))

    places = (
        select(Assessment.document_id, Place.path)
        .join(Member, Member.assessment_id == Assessment.id)
        .join(Place, Place.id == Member.place_id)
        .distinct()
    )
    for document, path in connection.execute(places).all():
        found[document] |= in_folder(path_steps(path)[:-1]) | known_by.get(path_key(path, hashes), set())
    return {DocumentKey(document): tuple(sorted(deals)) for document, deals in sorted(found.items()) if deals}


def path_key(fingerprint_or_path: str, hashes: KeyedHashes) -> bytes:
    """Return what stands for a document as a deal may name it, however its path is written."""
    return fingerprint_key("/".join(path_steps(fingerprint_or_path)), hashes)


def drop_documents(session: Session, digests: Iterable[bytes]) -> int:
    """Forget that deals were known by these documents, and return how many deals nothing else is known of."""
    for part in parts(sorted(digests)):
        session.execute(delete(DealKey).where(DealKey.kind == DOCUMENT, DealKey.digest.in_(part)))
    known_by_something = select(DealKey.deal_id).where(DealKey.deal_id == DealRow.id).exists()
    return delete_counted(session, delete(DealRow).where(~known_by_something))


def _keys(deal: Deal, hashes: KeyedHashes) -> dict[bytes, str]:
    """Return by what a deal is known: keyed hash -> kind."""
    keys = {path_key(named, hashes): DOCUMENT for named in deal.documents if named.strip()}
    if folder := path_steps(deal.folder):
        keys[_folder_key(folder, hashes)] = FOLDER
    for name, kind in ((deal.domain, DOMAIN), (deal.account, ACCOUNT)):
        if digest := account_key(name, hashes):
            keys[digest] = kind
    return keys


def _replaces(kind: str, kinds: Iterable[str]) -> bool:
    """Return whether an earlier deal with this key is the same one.

    Domain and folder tell only where neither account nor document is given: several accounts may share them.
    """
    return kind in {ACCOUNT, DOCUMENT} or not {ACCOUNT, DOCUMENT}.intersection(kinds)


def _folder_keys(steps: Steps, hashes: KeyedHashes) -> list[bytes]:
    """Return the keys of every folder on the way to one, and of every run of them: a deal may name any part."""
    runs = {steps[start:end] for start in range(len(steps)) for end in range(start + 1, len(steps) + 1)}
    return [_folder_key(run, hashes) for run in sorted(runs)]


def _folder_key(steps: Sequence[str], hashes: KeyedHashes) -> bytes:
    return hashes.identity("folder", *steps)
