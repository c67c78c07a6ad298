"""Groups of near copies: documents that share at least four fifths of their statements.

Two sets with a Jaccard index of 0.8 or more must share one of their rarest elements: those that are left when all but
four fifths of either set are taken away. So each set is filed under its few rarest statements only, and compared
with what is filed there (prefix filtering; Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import numpy as np

Hashes: TypeAlias = np.ndarray[tuple[int], np.dtype[np.uint64]]
"""Keyed hashes of the statements of one document, ascending, without repeats."""
Counts: TypeAlias = np.ndarray[tuple[int], np.dtype[np.intp]]
MIN_JACCARD = Fraction(4, 5)
"""From section 7 of the design. Exact, so that four of five statements are never rounded to too few."""
MAX_FILED = 100
"""Documents filed under one statement. Thousands of mails from one template would else be compared each with each; the
first hundred tell the group as well."""


class Near(NamedTuple):
    """A near copy that came before a document."""

    at: int
    """Its index."""
    shared: Fraction
    """What part of all their statements both have."""


def near_earlier(documents: Sequence[Hashes], *, start: int) -> list[tuple[Near, ...]]:
    """Return for each document from `start` on its near copies before it, the nearest first.

    Args:
        documents: all documents, in the order they came in.
        start: index of the first document to place.

    Returns:
        One entry for each of `documents[start:]`; of several equally near ones the oldest comes first. A document
        without statements is near to none. Of more than `MAX_FILED` candidates only some are given.
    """
    every, frequency = np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *documents]), return_counts=True)
    cabinet = _Cabinet(documents)
    near: list[tuple[Near, ...]] = []
    for index, hashes in enumerate(documents):
        wanted = index >= start
        rarest = _rarest(hashes, every, frequency) if wanted or not cabinet.holds_equal(index) else []
        if wanted:
            near.append(cabinet.near(index, rarest))
        cabinet.file(index, rarest)
    return near


def shared_part(one: Hashes, other: Hashes) -> Fraction:
    """Return the Jaccard index of two sets: what part of all their elements both have; 0 where both are empty."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    together = len(one) + len(other) - shared
    return Fraction(shared, together) if together else Fraction(0)


def _rarest(hashes: Hashes, every: Hashes, frequency: Counts) -> list[int]:
    """Return the rarest of the hashes, one of which every near copy must have among its own rarest."""
    kept = len(hashes) - math.ceil(MIN_JACCARD * len(hashes)) + 1 if len(hashes) else 0
    order = np.lexsort((hashes, frequency[np.searchsorted(every, hashes)]))
    return [int(hash_) for hash_ in hashes[order[:kept]]]


class _Cabinet:
    """The documents so far, each filed under its rarest statements; of equal ones the first stands for all."""

    def __init__(self, documents: Sequence[Hashes]) -> None:
        self._documents = documents
        self._filed: dict[int, list[int]] = defaultdict(list)
        self._equal: dict[bytes, list[int]] = {}
        self._shared: dict[tuple[int, int], Fraction] = {}

    def holds_equal(self, index: int) -> bool:
        """Return whether a document with the same statements is filed."""
        return self._documents[index].tobytes() in self._equal

    def file(self, index: int, rarest: Sequence[int]) -> None:
        """Put a document away."""
        if not len(self._documents[index]):
            return
        same = self._equal.setdefault(self._documents[index].tobytes(), [])
        if not same:
            for hash_ in rarest:
                if len(self._filed[hash_]) < MAX_FILED:
                    self._filed[hash_].append(index)
        if len(same) < MAX_FILED:
            same.append(index)

    def near(self, index: int, rarest: Sequence[int]) -> tuple[Near, ...]:
        """Return the near copies of a document among those filed, the nearest and of these the oldest first."""
        often = Counter(other for hash_ in rarest for other in self._filed[hash_])
        same = self._equal.get(self._documents[index].tobytes(), ())[:1]
        # Thousands of mails may be equal: what the first of them shares with another is worked out once.
        first = same[0] if same else index
        found: list[Near] = []
        for other in dict.fromkeys([*same, *(other for other, _ in often.most_common(MAX_FILED))]):
            if (first, other) not in self._shared:
                self._shared[first, other] = self._shared_if_much(index, other)
            part = self._shared[first, other]
            if part >= MIN_JACCARD:
                found += [Near(equal, part) for equal in self._equal[self._documents[other].tobytes()]]
        return tuple(sorted(found, key=lambda near: (-near.shared, near.at))[:MAX_FILED])

    def _shared_if_much(self, index: int, other: int) -> Fraction:
        """Return what two documents share, 0 where their sizes alone forbid that they are near."""
        smaller, larger = sorted((len(self._documents[index]), len(self._documents[other])))
        if smaller < MIN_JACCARD * larger:
            return Fraction(0)
        return shared_part(self._documents[index], self._documents[other])
