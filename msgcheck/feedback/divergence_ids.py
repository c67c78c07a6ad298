"""Ids that stay: the same edit keeps its id from scan to scan, whatever is found later.

An id is made of the first finding of a divergence and then belongs to that finding: whichever cluster holds it keeps
the id. So on a merge the cluster has several ids, of which the oldest stays and the younger become aliases; on a split
the part with the first finding keeps it, and the others get ids of their own first findings.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import count

from msgcheck.feedback.clustering import Cluster
from msgcheck.identity import canonical_json, tagged_hash
from msgcheck.records import DivergenceId, FindingKey, StoredFinding

_DIGITS = 12

Known = tuple[DivergenceId, tuple[DivergenceId, ...], tuple[FindingKey, ...]]
"""(id, aliases, findings) of a divergence as it was kept last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The id of one cluster and the younger ids that were merged into it."""

    id: DivergenceId
    first: StoredFinding
    """The finding the id belongs to."""
    aliases: tuple[DivergenceId, ...]
    """Sorted."""


def divergence_id(first: StoredFinding, *, nth: int = 0) -> DivergenceId:
    """Return the id of the divergence whose first finding this is.

    Args:
        first: its finding with the lowest key.
        nth: above 0 for the next id where one is taken, as when two parts of a split begin with the same change.
    """
    parts = [first.code, first.message_id, first.change, *([nth] if nth else [])]
    digits = tagged_hash("divergence", canonical_json(parts)).partition(":")[2]
    return DivergenceId(f"div:{digits[:_DIGITS]}")


def identities(clusters: Sequence[Cluster], known: Sequence[Known]) -> tuple[Identity, ...]:
    """Return the identity of each cluster, in their order; no two share an id or alias.

    Args:
        clusters: findings by key; no finding in two clusters.
        known: the divergences kept last. Findings that are gone since do not count.
    """
    inherited = _inherited(clusters, known)
    taken = {known_id for entries in inherited for _, (known_id, _, _) in entries}
    chosen: list[tuple[DivergenceId, StoredFinding]] = []
    for cluster, entries in zip(clusters, inherited, strict=True):
        first, (name, _, _) = entries[0] if entries else (cluster[0], (_new_id(cluster[0], taken), (), ()))
        taken.add(name)
        chosen.append((name, first))
    given = {name for name, _ in chosen}
    result: list[Identity] = []
    for (name, first), entries in zip(chosen, inherited, strict=True):
        merged = {one for _, (known_id, aliases, _) in entries for one in (known_id, *aliases)} - given
        given |= merged
        result.append(Identity(id=name, first=first, aliases=tuple(sorted(merged))))
    return tuple(result)


def _inherited(clusters: Sequence[Cluster], known: Sequence[Known]) -> list[list[tuple[StoredFinding, Known]]]:
    """Return for each cluster the known divergences whose first finding it holds, with that finding, oldest first."""
    place_of = {finding.key: (place, finding) for place, cluster in enumerate(clusters) for finding in cluster}
    heirs: list[list[tuple[StoredFinding, Known]]] = [[] for _ in clusters]
    seen: set[DivergenceId] = set()
    for entry in sorted(known, key=lambda entry: (min(entry[2], default=FindingKey(0)), entry[0])):
        first = min((key for key in entry[2] if key in place_of), default=None)
        if first is not None and entry[0] not in seen:
            seen.add(entry[0])
            place, finding = place_of[first]
            heirs[place].append((finding, entry))
    return heirs


def _new_id(first: StoredFinding, taken: Container[DivergenceId]) -> DivergenceId:
    """Return an id for a cluster that none was known for: that of its first finding unless it is taken."""
    return next(name for name in (divergence_id(first, nth=nth) for nth in count()) if name not in taken)
