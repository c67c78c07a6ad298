"""What was sent: mails, and what lies inside mails.

It has gone: nobody can put it right any more, so it is no stock, and it is never replaced. An attachment is part of
each mail that carries it and no document written for it, so one deck that went to eight customers counts once.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgcheck.records import DocumentId, DocumentKey, StoredDocument

MAIL = "email"


def is_sent(document: StoredDocument) -> bool:
    """Return whether a document is a mail, or lies inside one."""
    return document.private or document.family == MAIL


def told_apart_by(document: StoredDocument) -> DocumentKey | DocumentId | str:
    """Return what is equal for documents that count once: a file's path, an attachment's words, a mail itself.

    The path of a mail tells nothing: in a mailbox that is exported anew it is another mail's.
    """
    if document.family == MAIL:
        return document.key
    return document.fingerprint if document.private else document.path


def each_once(sent: Iterable[StoredDocument]) -> list[StoredDocument]:
    """Return what was sent, an attachment once, by key; without mail that a later scan took for another document."""
    standing = sorted((one for one in sent if not one.superseded), key=lambda document: document.key)
    first: dict[DocumentKey | DocumentId | str, StoredDocument] = {}
    for document in standing:
        first.setdefault(told_apart_by(document), document)
    return list(first.values())
