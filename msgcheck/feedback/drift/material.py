"""What a report on a period is made of, and what of it nobody could judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from msgcheck.feedback.counting import counted
from msgcheck.feedback.drift.by_period import Judged
from msgcheck.feedback.groups_shown import OTHER, shown_groups
from msgcheck.feedback.state import State
from msgcheck.records import DocumentId, Material, Period, StoredDocument

OUR_LANGUAGE = "en"
SCANNED_LATE_DAYS = 7
"""Days after a period in which a scan still is of its documents: many scan a month on the first day of the next."""
_NAMED = ("deck", "email")


def material(documents: Iterable[Judged], *, unreadable: int, judges: int) -> Material:
    """Return what a period is made of: the documents of everybody, marketing's own included.

    Args:
        documents: of the period that are ours; nobody else's mail is ours to count, nor its writers.
        unreadable: files that could not be read in it.
        judges: different judges of the periods shown.
    """
    written = [judged.document for judged in documents]
    families = Counter(document.family for document in written)
    unjudged = [document for document in written if not document.judged]
    foreign = sum(document.language not in {"", OUR_LANGUAGE} for document in unjudged)
    return Material(
        decks=families["deck"],
        mails=families["email"],
        documents=sum(number for family, number in families.items() if family not in _NAMED),
        unreadable=unreadable,
        other_language=foreign,
        not_judged=len(unjudged) - foreign,
        partly=sum(document.judged > 0 and document.not_judged > 0 for document in written),
        dated_by=counted(document.day_from.value for document in written),
        by_segment=_by_name(written, lambda document: document.audience.segment),
        by_team=_by_name(written, lambda document: document.audience.team),
        judges=judges,
    )


def unreadable_in(period: Period, state: State) -> tuple[tuple[DocumentId, str], ...]:
    """Return (path, reason) of the files that the scans of a period could not read, and none since, by path."""
    last_tried: dict[DocumentId, tuple[date, str]] = {}
    for scan in state.scans:
        if period.first <= scan.as_of <= period.last + timedelta(days=SCANNED_LATE_DAYS):
            for path, reason in scan.skipped:
                last_tried[path] = (scan.as_of, reason)
    read_last: dict[DocumentId, date] = {}
    for document in state.all_documents:
        read_last[document.path] = max(document.last_seen, read_last.get(document.path, date.min))
    return tuple(
        (path, reason)
        for path, (day, reason) in sorted(last_tried.items())
        if path not in read_last or read_last[path] < day
    )


def _by_name(
    documents: Sequence[StoredDocument], group: Callable[[StoredDocument], str]
) -> tuple[tuple[str, int], ...]:
    """Return the groups that may be shown by name, "other" last: no ranking."""
    shown = shown_groups((group(document), document) for document in documents)
    return tuple(sorted(shown, key=lambda row: (row[0] == OTHER, row[0])))
