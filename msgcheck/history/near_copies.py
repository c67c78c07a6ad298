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
from typing import TypeAlias

import numpy as np

Hashes: TypeAlias = np.ndarray[tuple[int], np.dtype[np.uint64]]
"""Keyed hashes of the statements of one document, ascending, without repeats."""
Counts: TypeAlias = np.ndarray[tuple[int], np.dtype[np.intp]]
MIN_JACCARD = Fraction(4, 5)
"""From section 7 of the design. Exact, so that four of five statements are never rounded to too few."""
MAX_FILED = 100
"""Documents filed under one statement. Thousands of mails from one template would else be compared each with each; the
first hundred tell the group as well."""


def nearest_earlier(documents: Sequence[Hashes], *, start: int) -> list[int | None]:
    """Return for each document from `start` on the index of the nearest one before it, None where none is near.

    Args:
        documents: all documents, oldest first.
        start: index of the first document to place.

    Returns:
        One entry for each of `documents[start:]`; of several equally near ones the oldest. A document without
        statements is near to none.
    """
    every, frequency = np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *documents]), return_counts=True)
    filed: dict[int, list[int]] = defaultdict(list)
    first_equal: dict[bytes, int] = {}
    nearest: list[int | None] = []
    for index, hashes in enumerate(documents):
        equal = first_equal.setdefault(hashes.tobytes(), index) if len(hashes) else index
        rarest = _rarest(hashes, every, frequency) if equal == index else ()
        if index >= start:
            near = Counter(other for hash_ in rarest for other in filed[hash_])
            candidates = [other for other, _ in near.most_common(MAX_FILED)]
            nearest.append(equal if equal != index else _nearest(documents, index, candidates))
        for hash_ in rarest:
            if len(filed[hash_]) < MAX_FILED:
                filed[hash_].append(index)
    return nearest


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


def _nearest(documents: Sequence[Hashes], index: int, candidates: Sequence[int]) -> int | None:
    """Return the candidate that shares most with the document at `index`, None where none shares enough."""
    best, most = None, Fraction(0)
    own = documents[index]
    for other in sorted(candidates):
        smaller, larger = sorted((len(own), len(documents[other])))
        if smaller < MIN_JACCARD * larger:
            continue
        part = shared_part(own, documents[other])
        if part >= MIN_JACCARD and part > most:
            best, most = other, part
    return best
