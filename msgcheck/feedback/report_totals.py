"""What a report is made of: documents, claims, what no line covers, what contradicts itself, what was not read."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from msgcheck.feedback.state import State
from msgcheck.records import Conflict, DocumentId, StoredDocument, StoredScan, Totals

RECENT_DAYS = 31
"""Scans of the month before the latest one tell which themes are open: one scan may be of one folder only."""
SOME_NOT_JUDGED = "some sentences could not be judged"
NOTHING_JUDGED = "nothing in it could be judged"


def totals(state: State) -> Totals:
    """Return how much the report is made of, with the reasons why some of it could not be read or judged."""
    documents = state.documents
    families = Counter(document.family for document in documents)
    days = [document.day for document in documents]
    return Totals(
        decks=families["deck"],
        mails=families["email"],
        documents=len(documents) - families["deck"] - families["email"],
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        scans=len(state.scans),
        claims=sum(document.claims for document in documents),
        covered=sum(document.covered for document in documents),
        unread=_unread(state),
    )


def uncovered_themes(state: State) -> tuple[tuple[str, int], ...]:
    """Return (theme, claims) that no approved line covers, most first.

    Scans count the themes of what they saw, and what they saw overlaps; so the scans of the last month count, and of
    each theme its highest number in one of them: never too many.
    """
    if not state.scans:
        return ()
    latest = max(scan.created.date() for scan in state.scans)
    claims: dict[str, int] = {}
    for scan in state.scans:
        if scan.created.date() >= latest - timedelta(days=RECENT_DAYS):
            for theme, count in scan.uncovered:
                claims[theme] = max(count, claims.get(theme, 0))
    return tuple(sorted(claims.items(), key=lambda item: (-item[1], item[0])))


def open_conflicts(state: State) -> tuple[Conflict, ...]:
    """Return the conflicts whose sides still stand as they were when the scan saw them, in order of their message."""
    held = {document.path: document for document in state.documents}
    found: dict[tuple[object, ...], Conflict] = {}
    for scan in state.scans:
        for conflict in scan.conflicts:
            if all(_stands(held.get(side.document), scan) for side in conflict.sides):
                sides = tuple((side.document, side.location, side.says) for side in conflict.sides)
                found[conflict.scope, conflict.message_id, sides] = conflict
    return tuple(sorted(found.values(), key=_order))


def _stands(document: StoredDocument | None, scan: StoredScan) -> bool:
    """Return whether a file holds the words it held in a scan: they were known by then, and are its last."""
    return document is not None and document.first_seen <= max(scan.created.date(), scan.as_of)


def _order(conflict: Conflict) -> tuple[str, str, date, tuple[tuple[str, str], ...]]:
    days = [side.day for side in conflict.sides if side.day is not None]
    places = tuple((side.document, side.location) for side in conflict.sides)
    return conflict.message_id or "", conflict.subject, min(days, default=date.min), places


def _unread(state: State) -> tuple[tuple[str, int], ...]:
    """Return (reason, documents) of what could not be read the last time it was tried, or not be judged, most first."""
    last_tried: dict[DocumentId, tuple[date, str]] = {}
    for scan in state.scans:
        for path, reason in scan.skipped:
            last_tried[path] = (scan.created.date(), reason)
    read_last = {document.path: document.last_seen for document in state.documents}
    reasons = Counter(
        reason for path, (day, reason) in last_tried.items() if path not in read_last or read_last[path] < day
    )
    for document in state.documents:
        if document.not_judged:
            reasons[SOME_NOT_JUDGED if document.judged else NOTHING_JUDGED] += 1
    return tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
