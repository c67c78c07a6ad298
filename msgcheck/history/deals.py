"""Keeps deals without a name, and finds those that documents belong to.

A deal is known by its account, domain, folder or documents; of each there is a keyed hash only, so a document is
hashed in the same ways and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from msgcheck.history.deleting import delete_counted
from msgcheck.history.document_writing import account_key, fingerprint_key
from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.many_values import parts
from msgcheck.history.paths import path_steps
from msgcheck.history.tables import Assessment, DealKey, DealRow, DocumentRow, Member, Place
from msgcheck.records import Deal, DocumentKey, Result

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


def results_of(session: Session, documents: Sequence[DocumentKey], *, hashes: KeyedHashes) -> tuple[Result, ...]:
    """Return the result of each deal that one of these documents belongs to, in the order they were imported."""
    wanted: set[bytes] = set()
    for part in parts(tuple(dict.fromkeys(documents))):
        for row in session.execute(
            select(DocumentRow.account, DocumentRow.fingerprint_key).where(DocumentRow.id.in_(part))
        ):
            wanted |= {row.account, row.fingerprint_key}
        paths = session.scalars(
            select(Place.path)
            .join(Member, Member.place_id == Place.id)
            .join(Assessment, Assessment.id == Member.assessment_id)
            .where(Assessment.document_id.in_(part))
            .distinct()
        ).all()
        wanted |= _path_keys(paths, hashes)
    found: dict[int, Result] = {}
    for digests in parts(sorted(wanted - {b""})):
        for id_, result in session.execute(
            select(DealRow.id, DealRow.result)
            .join(DealKey, DealKey.deal_id == DealRow.id)
            .where(DealKey.digest.in_(digests))
        ):
            found[id_] = Result(result)
    return tuple(found[id_] for id_ in sorted(found))


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


def _path_keys(paths: Iterable[str], hashes: KeyedHashes) -> set[bytes]:
    """Return the keys of documents at these paths and of every folder on the way to them."""
    keys: set[bytes] = set()
    folders: dict[tuple[str, ...], None] = {}
    for path in paths:
        steps = path_steps(path)
        keys.add(path_key(path, hashes))
        folders[steps[:-1]] = None
    runs = {
        steps[start:end] for steps in folders for start in range(len(steps)) for end in range(start + 1, len(steps) + 1)
    }
    return keys | {_folder_key(run, hashes) for run in runs}


def _folder_key(steps: Sequence[str], hashes: KeyedHashes) -> bytes:
    return hashes.identity("folder", *steps)
