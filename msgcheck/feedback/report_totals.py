"""What a report is made of: documents, claims, what no line covers, what contradicts itself, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from msgcheck.feedback.state import State
from msgcheck.records import Conflict, DocumentId, ScanId, StoredDocument, StoredScan, Totals

RECENT_DAYS = 31
"""Scans of the month before the latest one tell which themes are open: one scan may be of one folder only."""
SOME_NOT_JUDGED = "some of it could not be read or judged"
NOTHING_JUDGED = "nothing in it could be read or judged"


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
    latest = max(scan.as_of for scan in state.scans)
    claims: dict[str, int] = {}
    for scan in state.scans:
        if scan.as_of >= latest - timedelta(days=RECENT_DAYS):
            for theme, count in scan.uncovered:
                claims[theme] = max(count, claims.get(theme, 0))
    return tuple(sorted(claims.items(), key=lambda item: (-item[1], item[0])))


def open_conflicts(state: State) -> tuple[Conflict, ...]:
    """Return the conflicts whose sides still stand as they were when the scan saw them, in order of their message."""
    standing = _Standing.of(state)
    found: dict[tuple[object, ...], Conflict] = {}
    for scan in state.scans:
        for conflict in scan.conflicts:
            if all(standing.holds(side.document, scan) for side in conflict.sides):
                sides = tuple((side.document, side.location, side.says) for side in conflict.sides)
                found[conflict.scope, conflict.message_id, sides] = conflict
    return tuple(sorted(found.values(), key=_order))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """Which files hold the words they held in a scan."""

    held: Mapping[DocumentId, StoredDocument]
    """Path -> the document that stands there now."""
    replaced: Mapping[DocumentId, date]
    """Path -> the day another document was seen there last."""
    last_scans: Mapping[date, ScanId]
    """Day -> the last scan of that day."""

    @classmethod
    def of(cls, state: State) -> _Standing:
        replaced: dict[DocumentId, date] = {}
        for document in state.all_documents:
            if document.superseded:
                replaced[document.path] = max(document.last_seen, replaced.get(document.path, date.min))
        return cls(
            held={document.path: document for document in state.all_documents if not document.superseded},
            replaced=replaced,
            last_scans={scan.as_of: scan.id for scan in state.scans},
        )

    def holds(self, path: DocumentId, scan: StoredScan) -> bool:
        """Return whether what stands at a path was there in a scan already, and not only what it replaced."""
        document = self.held.get(path)
        if document is None or document.first_seen > scan.as_of:
            return False
        was_replaced_that_day = document.first_seen <= self.replaced.get(path, date.min) == scan.as_of
        return not was_replaced_that_day or self.last_scans[scan.as_of] == scan.id


def _order(conflict: Conflict) -> tuple[str, str, date, tuple[tuple[str, str], ...]]:
    days = [side.day for side in conflict.sides if side.day is not None]
    places = tuple((side.document, side.location) for side in conflict.sides)
    return conflict.message_id or "", conflict.subject, min(days, default=date.min), places


def _unread(state: State) -> tuple[tuple[str, int], ...]:
    """Return (reason, documents) of what could not be read the last time it was tried, or not be judged, most first."""
    last_tried: dict[DocumentId, tuple[date, str]] = {}
    for scan in state.scans:
        for path, reason in scan.skipped:
            last_tried[path] = (scan.as_of, reason)
    read_last: dict[DocumentId, date] = {}
    for document in state.all_documents:
        read_last[document.path] = max(document.last_seen, read_last.get(document.path, date.min))
    reasons = Counter(
        reason for path, (day, reason) in last_tried.items() if path not in read_last or read_last[path] < day
    )
    for document in state.documents:
        if document.not_judged:
            reasons[SOME_NOT_JUDGED if document.judged else NOTHING_JUDGED] += 1
    return tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
