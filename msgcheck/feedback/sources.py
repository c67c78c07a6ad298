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

    first_of_group: dict[int, DocumentKey] = {}
    first_of_author: dict[str, DocumentKey] = {}
    for document in documents:
        key = document.key
        firsts = [first_of_group.setdefault(document.group, key)]
        if document.author:
            firsts.append(first_of_author.setdefault(document.author, key))
        for first in firsts:
            if first != key:
                one, other = lead(key), lead(first)
                leader[max(one, other)] = min(one, other)
    together: dict[DocumentKey, list[DocumentKey]] = {}
    for key in sorted(leader):
        together.setdefault(lead(key), []).append(key)
    return tuple(tuple(keys) for keys in together.values())


def copies(documents: Iterable[StoredDocument]) -> int:
    """Return how many documents there are beyond the first of each group of near copies."""
    groups = Counter(document.group for document in documents)
    return sum(number - 1 for number in groups.values())
