"""From stored findings to divergences: what is said otherwise, how often and where, since when, and who moved.

What counts is what stands in documents now: a version that was replaced, and a finding its document no longer has,
only tell since when. A divergence that nobody says any more is still returned, with no documents, so that it keeps its
id and its decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from msgcheck.cycle_search import cycle_search_paused
from msgcheck.feedback.clustering import Cluster, clustered
from msgcheck.feedback.counting import counted
from msgcheck.feedback.divergence_ids import Identity, identities
from msgcheck.feedback.groups_shown import shown_groups
from msgcheck.feedback.message_changes import ScannedChanges
from msgcheck.feedback.own_material import template_of
from msgcheck.feedback.representative import approved_line, owner_of, representative
from msgcheck.feedback.sources import copies, independent_sources
from msgcheck.feedback.standing import standing_of
from msgcheck.feedback.state import State
from msgcheck.feedback.what_changed import what_changed
from msgcheck.feedback.who_moved import Changes, who_moved
from msgcheck.history.interface import Store
from msgcheck.records import (
    Divergence,
    DocumentKey,
    Messaging,
    Mover,
    Spread,
    StoredDocument,
    StoredFinding,
)

CODES = frozenset("MC101 MC102 MC103 MC104 MC105 MC201 MC202 MC203 MC204 MC205 MC301 MC302 MC303 MC401 MC403".split())
"""What becomes a divergence. A line that is missing (MC402) has no wording to set against it and is told apart."""
INTERNAL = "MC203"

Documents = Mapping[DocumentKey, StoredDocument]


def divergences(
    store: Store, messaging: Messaging, *, today: date, state: State | None = None
) -> tuple[Divergence, ...]:
    """Return every divergence of what is stored, by its first finding, and keep their ids in the store.

    Args:
        store: what was scanned, with the ids and decisions of earlier runs.
        messaging: as it is now.
        today: the day on which it is asked, for decisions that hold until a day.
        state: what the store holds, where it was read already.

    Raises:
        StoreError: the store cannot be read or written.
    """
    with cycle_search_paused():
        found = _found(store, messaging, state if state is not None else State.of(store), today=today)
    store.keep_divergences(found)
    return found


def spread_of(cluster: Cluster, documents: Documents) -> Spread:
    """Return how often and where an edit stands now, and since when it was said.

    Args:
        cluster: findings of one edit.
        documents: all that are stored, by key.
    """
    now = _standing_now(cluster, documents)
    said_in = _documents_of(now, documents)
    slides = {(finding.location, finding.document) for finding in now if documents[finding.document].family == "deck"}
    return Spread(
        documents=len(said_in),
        sources=len(independent_sources(said_in)),
        copies=copies(said_in),
        by_kind=counted(document.family for document in said_in),
        by_slide=counted(location for location, _ in slides),
        by_segment=_shown(said_in, lambda document: document.audience.segment),
        by_team=_shown(said_in, lambda document: document.audience.team),
        first_seen=min(finding.first_seen for finding in cluster),
        last_seen=max(documents[finding.document].day for finding in cluster),
    )


def _found(store: Store, messaging: Messaging, state: State, *, today: date) -> tuple[Divergence, ...]:
    """Return every divergence, with the ids that are known."""
    documents = {document.key: document for document in state.all_documents}
    stored = state.all_findings
    clusters = clustered(finding for finding in stored if finding.code in CODES and finding.document in documents)
    changes = ScannedChanges(
        messaging,
        scans=state.scans,
        documents=documents,
        findings=[finding for finding in stored if finding.document in documents],
    )
    decisions = store.decisions()
    found: list[Divergence] = []
    for cluster, identity in zip(clusters, identities(clusters, store.known_divergences()), strict=True):
        divergence = _divergence(cluster, identity, documents, messaging, changes=changes)
        standing, decision = standing_of(divergence, decisions, messaging, today=today)
        found.append(replace(divergence, standing=standing, decision=decision))
    return tuple(found)


def _divergence(
    cluster: Cluster, identity: Identity, documents: Documents, messaging: Messaging, *, changes: Changes
) -> Divergence:
    """Return one divergence that nobody decided on yet."""
    first = identity.first
    standing_now = _standing_now(cluster, documents)
    now = standing_now or cluster
    mover = who_moved(cluster, documents, messaging, changes=changes)
    template = template_of(cluster, documents)
    chosen = representative(now)
    secret = first.code == INTERNAL
    approved = "" if secret else approved_line(now, chosen, messaging)
    said = None if secret else chosen.text
    return Divergence(
        id=identity.id,
        aliases=identity.aliases,
        message_id=first.message_id,
        code=first.code,
        change=first.change,
        what=what_changed(first.code, first.change, approved=approved, said=said or ""),
        approved=approved,
        said=said,
        severity=max((finding.severity for finding in now), key=lambda severity: severity.rank),
        owner=owner_of(first, messaging),
        mover=mover,
        spread=spread_of(cluster, documents),
        findings=tuple(finding.key for finding in cluster),
        documents=tuple(document.key for document in _documents_of(standing_now, documents)),
        template=template.key if template is not None and mover is Mover.OWN_MATERIAL else None,
    )


def _standing_now(cluster: Cluster, documents: Documents) -> tuple[StoredFinding, ...]:
    """Return the findings that still stand in the present words of a file."""
    return tuple(finding for finding in cluster if finding.current and not documents[finding.document].superseded)


def _documents_of(findings: Iterable[StoredFinding], documents: Documents) -> list[StoredDocument]:
    return [documents[key] for key in sorted({finding.document for finding in findings})]


def _shown(said_in: Sequence[StoredDocument], group: Callable[[StoredDocument], str]) -> tuple[tuple[str, int], ...]:
    return shown_groups((group(document), document) for document in said_in)
