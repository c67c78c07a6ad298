"""What every format says of the sheet in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from msgcheck.in_words import and_list, day_in_words, number_of
from msgcheck.records import Breaking, Coming, ComingKind, HandOff

FIRST_DAYS = frozenset({ComingKind.STARTS, ComingKind.CHANGES})
"""Kinds whose day is the first of the new wording; of the others it is the last of the old one."""
UNDER_EMBARGO = "not out yet: marketing hands it out that day"
NOT_SHOWN = "not shown in a shared sheet"
NOTHING_NEW = "nothing takes its place"
NONE_SHOWN = "nothing to use instead yet"
_KINDS = {
    ComingKind.STARTS: "Starts",
    ComingKind.CHANGES: "Changes",
    ComingKind.ENDS: "Ends",
    ComingKind.PROOF_ENDS: "Loses its proof",
    ComingKind.NAME_ENDS: "No longer to be said",
}
_MARKETING = "marketing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two wordings side by side."""

    is_old: bool
    label: str
    """Until when or from when it holds."""
    text: str
    """The wording; "" where there is none to show."""
    instead: str = ""
    """What to say where there is no wording."""


def title_of(sheet: HandOff) -> str:
    """Return "What changes until 3 January 2027"."""
    return f"What changes until {day_in_words(sheet.until)}"


def nothing(sheet: HandOff) -> str:
    """Return what an empty sheet says."""
    return f"Nothing changes until {day_in_words(sheet.until)}."


def material(sheet: HandOff) -> str:
    """Return what the sheet is made of, in one or two sentences."""
    if not sheet.documents:
        return "No deck or document has been scanned yet, so what will be wrong in them is not known."
    looked_at = number_of(sheet.documents, "document")
    return f"{looked_at} looked at, as last scanned; sent mail has gone and is not counted."


def view(sheet: HandOff) -> str:
    """Return who may read it."""
    if sheet.shared:
        return "Shared view: no file, no customer, no line under embargo."
    return "Local view, not to be passed on: it names files and may hold lines under embargo."


def kind_of(coming: Coming) -> str:
    """Return what happens, "Loses its proof"."""
    return _KINDS[coming.kind]


def about(coming: Coming) -> str:
    """Return what it is about with the message's id: "Less electricity (vp-saving)"."""
    if coming.message_id is None:
        return coming.title
    return f"{coming.title} ({coming.message_id})" if coming.title else coming.message_id


def days_of(sheet: HandOff) -> list[tuple[date, list[Coming]]]:
    """Return what happens on each day, by day."""
    by_day = sorted(sheet.coming, key=lambda coming: coming.day)
    return [(day, list(group)) for day, group in groupby(by_day, key=lambda coming: coming.day)]


def how_far(day: date, sheet: HandOff) -> str:
    """Return how far ahead a day lies: "today", "tomorrow", "in 9 days"."""
    days = (day - sheet.as_of).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def sides(coming: Coming, *, shared: bool) -> tuple[Side, ...]:
    """Return the old wording and the new one as they stand side by side, or the one there is."""
    return _sides(coming.kind, coming.day, coming.old, coming.new, shared=shared)


def other_sides(coming: Coming, *, shared: bool) -> list[tuple[str, tuple[Side, ...]]]:
    """Return (for whom, both wordings) of the other wordings of the message."""
    return [
        (
            f"Wording for {one.readers}" if one.readers else "Another wording",
            _of_other(coming, one.old, one.new, shared=shared),
        )
        for one in coming.also
    ]


def _of_other(coming: Coming, old: str, new: str, *, shared: bool) -> tuple[Side, ...]:
    """Return both wordings; one that only starts or ends on the day of another change stands alone."""
    if old and new:
        return _sides(coming.kind, coming.day, old, new, shared=shared)
    before, after = _labels(coming.kind, coming.day)
    return (Side(is_old=True, label=before, text=old),) if old else (Side(is_old=False, label=after, text=new),)


def _sides(kind: ComingKind, day: date, old: str, new: str, *, shared: bool) -> tuple[Side, ...]:
    before, after = _labels(kind, day)
    until = Side(is_old=True, label=before, text=old, instead=NOT_SHOWN)
    match kind:
        case ComingKind.STARTS:
            return (Side(is_old=False, label=after, text=new, instead=UNDER_EMBARGO),)
        case ComingKind.CHANGES:
            return until, Side(is_old=False, label=after, text=new, instead=UNDER_EMBARGO)
        case ComingKind.PROOF_ENDS if not new:
            return (until,) if old else ()
        case _:
            return until, Side(is_old=False, label=after, text=new, instead=NONE_SHOWN if shared else NOTHING_NEW)


def _labels(kind: ComingKind, day: date) -> tuple[str, str]:
    """Return until when the old wording and from when the new one holds."""
    if kind in FIRST_DAYS:
        return f"Until {day_in_words(_before(day))}", f"From {day_in_words(day)}"
    if kind is ComingKind.NAME_ENDS:  # the new one may be in use for long
        return f"Until {day_in_words(day)}", "Instead"
    return f"Until {day_in_words(day)}", f"From {day_in_words(_after(day))}"


def documents_of(coming: Coming) -> str:
    """Return how many documents it concerns: "14 decks and 1 document will be wrong"; "" where none can be."""
    if coming.kind is ComingKind.STARTS:
        return ""
    counted = and_list([number_of(count, family) for family, count in coming.families])
    total = sum(count for _, count in coming.families)
    if total:
        verb = (
            ("relies" if total == 1 else "rely") + " on it" if coming.kind is ComingKind.PROOF_ENDS else "will be wrong"
        )
        return f"{counted} {verb}"
    if coming.kind is ComingKind.NAME_ENDS and coming.message_id is None:  # a name: scans note retired lines any day
        return "no document is known to say it; as long as it was allowed, scans did not note it"
    verb = "say" if coming.kind is ComingKind.NAME_ENDS else "carry"
    return f"no document is known to {verb} it"


def ours_of(breaking: Sequence[Breaking]) -> int:
    """Return how many of the documents are marketing's own."""
    return sum(one.owner == _MARKETING for one in breaking)


def place_of(one: Breaking) -> str:
    """Return one document with how much of it is concerned: "decks/a.pptx: 2 statements, our own"."""
    own = ", our own" if one.owner == _MARKETING else ""
    return f"{one.document}: {number_of(one.statements, 'statement')}{own}"


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital first, a full stop last."""
    if not text:
        return ""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
