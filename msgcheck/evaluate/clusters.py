"""How well findings are put together into divergences: pairs of findings, and the adjusted Rand index.

A pair of findings is right together where people put both into one divergence. Pairs count large divergences more than
small ones; the adjusted Rand index takes off what chance would have put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterScores:
    """How two ways of grouping the same findings agree; NaN where there was nothing to count."""

    findings: int
    expected: int
    """Groups made by people."""
    found: int
    """Groups made by the program."""
    precision: float
    """Of the pairs put together, the share that belongs together."""
    recall: float
    """Of the pairs that belong together, the share put together."""
    f1: float
    adjusted_rand: float
    """1.0 for the same groups, about 0 for groups made by chance. L. Hubert and P. Arabie, Comparing partitions,
    Journal of Classification 2, 1985."""


def cluster_scores(expected: Sequence[Hashable], found: Sequence[Hashable]) -> ClusterScores:
    """Return how well found groups agree with the expected ones.

    Args:
        expected: the group of each finding as people see it.
        found: the group of each finding as the program made it, in the same order.

    Raises:
        ValueError: the two are not equally long.
    """
    together = _pairs(Counter(zip(expected, found, strict=True)).values())
    belonging, joined, all_pairs = (
        _pairs(Counter(expected).values()),
        _pairs(Counter(found).values()),
        _pairs([len(expected)]),
    )
    by_chance = belonging * joined / all_pairs if all_pairs else 0.0
    most = (belonging + joined) / 2
    return ClusterScores(
        findings=len(expected),
        expected=len(set(expected)),
        found=len(set(found)),
        precision=_share(together, joined),
        recall=_share(together, belonging),
        f1=_share(2 * together, belonging + joined),
        adjusted_rand=1.0 if most == by_chance else (together - by_chance) / (most - by_chance),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
