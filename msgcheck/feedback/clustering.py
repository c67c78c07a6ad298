"""Which findings are the same edit: the same change to the same message, whoever made it and whenever.

Findings with the same code, message and change key are one edit: the same figure, the same dropped condition, the same
old line. Where nothing but the words tells what was changed, near-same words do; where no words are kept, only equal
ones. Claims that no message is about are alike when they claim the same with the same figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgcheck.feedback.wording_likeness import (
    SAME_CLAIM_COSINE,
    SAME_EDIT_COSINE,
    WordingNode,
    alike_groups,
    unit_vector,
)
from msgcheck.findings.figure_key import figure_key
from msgcheck.records import MessageId, StoredFinding
from msgcheck.segment.readings.figures import read_figures

Cluster = tuple[StoredFinding, ...]
"""Findings of one edit, by key."""

_REWORDED = "wording "
_NUMBER = "number"


def clustered(findings: Iterable[StoredFinding]) -> tuple[Cluster, ...]:
    """Return the findings in clusters of the same edit, each by key, by their first key.

    The order of `findings` makes no difference.
    """
    blocks: defaultdict[tuple[str, MessageId | None], list[StoredFinding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.key):
        blocks[finding.code, finding.message_id].append(finding)
    clusters = [cluster for block in blocks.values() for cluster in _of_block(block)]
    return tuple(sorted(clusters, key=lambda cluster: cluster[0].key))


def is_reworded(change: str) -> bool:
    """Return whether nothing but the words tells what was changed."""
    return not change or change.startswith(_REWORDED)


def _of_block(block: Sequence[StoredFinding]) -> list[Cluster]:
    """Return the clusters of findings that share code and message."""
    by_change: defaultdict[str, list[StoredFinding]] = defaultdict(list)
    for finding in block:
        by_change[finding.change or _own_key(finding)].append(finding)
    clusters = [tuple(same) for change, same in by_change.items() if not is_reworded(change)]
    nodes = [_node(change, same) for change, same in by_change.items() if is_reworded(change)]
    same_cosine = SAME_EDIT_COSINE if block[0].message_id is not None else SAME_CLAIM_COSINE
    for group in alike_groups(nodes, same_cosine=same_cosine):
        together = (finding for node in group for finding in by_change[node.key])
        clusters.append(tuple(sorted(together, key=lambda finding: finding.key)))
    return clusters


def _own_key(finding: StoredFinding) -> str:
    """Return a key for a finding stored without one; its fingerprint is equal for equal sentences as a rule."""
    return f"{_REWORDED}{finding.fingerprint}"


def _node(change: str, same: Sequence[StoredFinding]) -> WordingNode:
    """Return one wording with the text and vector of the first finding that has them."""
    text = next((finding.text for finding in same if finding.text is not None), None)
    vectors = (unit_vector(finding.vector) for finding in same)
    return WordingNode(
        key=change,
        text=text,
        vector=next((vector for vector in vectors if vector is not None), None),
        figures=_figures(text) if text is not None and same[0].message_id is None else None,
    )


def _figures(text: str) -> frozenset[str]:
    """Return what a claim counts; what it is that is counted is left to the words."""
    figures = read_figures(text)
    return frozenset(f"{item.value:g}" if item.kind == _NUMBER else figure_key(item) for item in figures)
