"""How many independent voices say a thing: near copies of one deck, and all documents of one author, are one source.

Thirty copies of a deck are one edit that was copied thirty times, and ten mails of one seller are one opinion. What
hangs together by either is one source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgcheck.records import DocumentKey, StoredDocument


def independent_sources(documents: Sequence[StoredDocument]) -> tuple[tuple[DocumentKey, ...], ...]:
    """Return the documents of each independent source by key, by their first key.

    Documents of one near-copy group or of one known author are one source, and so is what hangs together that way.
    """
    leader = {document.key: document.key for document in documents}

    def lead(key: DocumentKey) -> DocumentKey:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    first: dict[tuple[str, int | str], DocumentKey] = {}
    for document in documents:
        for name in _names(document):
            one, other = lead(document.key), lead(first.setdefault(name, document.key))
            leader[max(one, other)] = min(one, other)
    together: dict[DocumentKey, list[DocumentKey]] = {}
    for key in sorted(leader):
        together.setdefault(lead(key), []).append(key)
    return tuple(tuple(keys) for keys in together.values())


def copies(documents: Iterable[StoredDocument]) -> int:
    """Return how many documents there are beyond the first of each group of near copies."""
    groups = Counter(document.group for document in documents)
    return sum(number - 1 for number in groups.values())


def _names(document: StoredDocument) -> Iterable[tuple[str, int | str]]:
    """Yield what a document may share with others of its source."""
    yield "group", document.group
    if document.author:
        yield "author", document.author
