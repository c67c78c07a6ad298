"""How well findings are put together into divergences: pairs of findings, and the adjusted Rand index.

A pair of findings is right together where people put both into one divergence. Pairs count large divergences more than
small ones; the adjusted Rand index takes off what chance would have put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import comb

from msgcheck.codes import Lane, Severity
from msgcheck.embed.interface import Embedder
from msgcheck.evaluate.sets import LabelledFinding
from msgcheck.findings.change_key import wording_key
from msgcheck.records import DocumentKey, FindingKey, Fingerprint, MessageId, StoredFinding


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


def as_stored(labelled: Sequence[LabelledFinding], embedder: Embedder, *, day: date) -> tuple[StoredFinding, ...]:
    """Return labelled findings as a store would have them, in their order, with keys from 1.

    Args:
        labelled: one finding each, each in a document of its own.
        embedder: makes the vectors of the texts that are kept.
        day: the day of every document.

    Raises:
        ModelUnavailable: the model cannot be found or loaded.
    """
    texts = sorted({item.text for item in labelled if item.text_kept})
    vectors = {text: row.astype("<f4").tobytes() for text, row in zip(texts, embedder.embed(texts), strict=True)}
    return tuple(
        StoredFinding(
            key=FindingKey(number),
            document=DocumentKey(number),
            fingerprint=Fingerprint(item.id),
            code=item.code,
            message_id=MessageId(item.message_id) if item.message_id is not None else None,
            change=item.change or wording_key(item.text),
            severity=Severity.MEDIUM,
            lane=Lane.SUGGEST,
            probability=1.0,
            location="",
            text=item.text if item.text_kept else None,
            vector=vectors[item.text] if item.text_kept else b"",
            sentence="",
            approved="",
            suggestion="",
            count=1,
            first_seen=day,
            current=True,
        )
        for number, item in enumerate(labelled, 1)
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
