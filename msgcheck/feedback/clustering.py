"""Which findings are the same edit: the same change to the same message, whoever made it and whenever.

Findings with the same code, message and change key are one edit: the same figure, the same dropped condition, the same
old line. Where nothing but the words tells what was changed, or the key names a kind of change only ("a superlative
was added"), near-same words do; where no words are kept, equal keys. Claims that no message is about are alike when
they claim the same with the same figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgcheck.feedback.wording_likeness import (
    SAME_CLAIM_COSINE,
    SAME_EDIT_COSINE,
    WordingNode,
    alike_groups,
    unit_vector,
)
from msgcheck.findings.figure_key import figure_key
from msgcheck.identity import normalised
from msgcheck.records import MessageId, StoredFinding
from msgcheck.segment.readings.figures import read_figures

Cluster = tuple[StoredFinding, ...]
"""Findings of one edit, by key."""

_REWORDED = "wording "
_KIND_ONLY = re.compile(r"negated|not named|added (?:absolute|superlative|softener|limit|condition)(?: \S+)?")
"""Keys that tell the kind of word that came in and not which: "the fastest" and "the cheapest" are two edits."""
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
    named: defaultdict[str, list[StoredFinding]] = defaultdict(list)
    worded: defaultdict[str, list[StoredFinding]] = defaultdict(list)
    wordless: defaultdict[str, list[StoredFinding]] = defaultdict(list)
    for finding in block:
        change = finding.change or _own_key(finding)
        if is_reworded(change):
            worded[change].append(finding)
        elif not _KIND_ONLY.fullmatch(change):
            named[change].append(finding)
        elif finding.text is None:
            wordless[change].append(finding)
        else:
            worded[f"{change}: {normalised(finding.text)}"].append(finding)
    clusters = _by_wording(worded)
    for change, findings in wordless.items():
        home = next((cluster for cluster in clusters if any(one.change == change for one in cluster)), named[change])
        home.extend(findings)
    return [tuple(sorted(cluster, key=lambda one: one.key)) for cluster in (*named.values(), *clusters) if cluster]


def _by_wording(worded: Mapping[str, Sequence[StoredFinding]]) -> list[list[StoredFinding]]:
    """Return the clusters of near-same wordings, by first finding."""
    nodes = [_node(name, same) for name, same in worded.items()]
    claims = any(same[0].message_id is None for same in worded.values())
    groups = alike_groups(nodes, same_cosine=SAME_CLAIM_COSINE if claims else SAME_EDIT_COSINE)
    clusters = [[finding for node in group for finding in worded[node.key]] for group in groups]
    return sorted(clusters, key=lambda cluster: min(finding.key for finding in cluster))


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
