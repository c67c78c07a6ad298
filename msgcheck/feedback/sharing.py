"""The shared view of a report: counts and marketing's own words, nothing the field wrote or a customer was told.

What is free text goes, unless each of its words is a figure or stands in the messaging: then marketing wrote it first.
A list of what to hide would be one reader's quirk away from a leak; a list of what may be shown is not. A line that is
not out yet on the day of the report is told by its id only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from msgcheck.feedback.advice import changed_sentence, to_field
from msgcheck.feedback.public_lines import NOT_OUT_YET, text_key
from msgcheck.feedback.shown_words import TOO_EARLY, ShownWords
from msgcheck.feedback.what_changed import what_changed
from msgcheck.records import (
    Conflict,
    ConflictSide,
    Decision,
    Divergence,
    DivergenceReport,
    DocumentId,
    Entry,
    MessageUse,
    Messaging,
    Told,
)

OTHER_THEMES = "other themes"
NOT_READ = "could not be read or judged"
_PLACE_WORDS = frozenset(
    "whole deck mail document slide title subtitle heading bullet shape group picture table row column chart smartart "
    "notes comment page line paragraph body part header footer footnote subject".split()
)


def shared_view(report: DivergenceReport, messaging: Messaging) -> DivergenceReport:
    """Return a report without sentences of the field, paths, names, subjects and customers.

    Args:
        report: whole or shared already.
        messaging: its words, without the customers' names, are the ones that may be shown.
    """
    words = ShownWords.of(messaging, report.as_of)
    return replace(
        report,
        shared=True,
        totals=replace(report.totals, unread=_one_line(NOT_READ, report.totals.unread)),
        acting=_entries(report.acting, words),
        own_material=_entries(report.own_material, words),
        single=_entries(report.single, words),
        decided=_entries(report.decided, words),
        settled=tuple(_decision(decision, words) for decision in report.settled),
        conflicts=tuple(_conflict(conflict, words) for conflict in report.conflicts),
        uncovered=_themes(report.uncovered, words),
        never_used=_uses(report.never_used, words),
        faithful=_uses(report.faithful, words),
        absent=tuple(replace(one, text=words.line(one.text, one.message_id)) for one in report.absent),
        told=tuple(_told(told, words) for told in report.told),
        paths=(),
    )


def _entries(entries: Sequence[Entry], words: ShownWords) -> tuple[Entry, ...]:
    return tuple(_entry(entry, words) for entry in entries)


def _entry(entry: Entry, words: ShownWords) -> Entry:
    divergence = _divergence(entry.divergence, words)
    return replace(
        entry,
        divergence=divergence,
        changed=changed_sentence(divergence),
        to_field=_to_field(entry, words),
        told=tuple(_told(told, words) for told in entry.told),
    )


def _to_field(entry: Entry, words: ShownWords) -> str:
    """Return what the field does; a line that is not out yet it does not use, whatever was changed in it."""
    if entry.divergence.message_id not in words.held_back_ids:
        return entry.to_field
    return to_field(replace(entry.divergence, code=TOO_EARLY))


def _divergence(divergence: Divergence, words: ShownWords) -> Divergence:
    """Return a divergence without sentence, file names and the numbers by which documents could be told apart."""
    return replace(
        divergence,
        said=None,
        what=_what(divergence, words),
        approved=words.line(divergence.approved, divergence.message_id),
        change="" if _is_held_back(divergence, words) else words.only(divergence.change),
        spread=replace(divergence.spread, by_slide=_places(divergence.spread.by_slide)),
        findings=(),
        documents=(),
        template=None,
        decision=_decision(divergence.decision, words) if divergence.decision is not None else None,
    )


def _what(divergence: Divergence, words: ShownWords) -> str:
    """Return what changed: as it is said of the code in general, or in figures and words of the messaging."""
    if divergence.what == what_changed(divergence.code, ""):
        return divergence.what
    return "" if _is_held_back(divergence, words) else words.only(divergence.what)


def _is_held_back(divergence: Divergence, words: ShownWords) -> bool:
    return divergence.code == TOO_EARLY or words.is_held_back(divergence.message_id, divergence.approved)


def _decision(decision: Decision, words: ShownWords) -> Decision:
    """Return a decision without the person who approved it; a wording only once it stands in the messaging."""
    return replace(
        decision,
        change="" if decision.message_id in words.held_back_ids else words.only(decision.change),
        reason=words.prose(decision.reason, decision.message_id),
        wording=decision.wording if text_key(decision.wording) in words.wordings else "",
        approved_by="",
        evidence="",
    )


def _told(told: Told, words: ShownWords) -> Told:
    """Return what a seller told without the seller's words and name: verdict, and marketing's answer."""
    return replace(told, text="", name="", answer=words.prose(told.answer, told.message_id))


def _conflict(conflict: Conflict, words: ShownWords) -> Conflict:
    sides = tuple(_side(side, words) for side in conflict.sides)
    if words.is_held_back(conflict.message_id, conflict.subject):
        sides = tuple(replace(side, says="") for side in sides)
        named = f" ({conflict.message_id})" if conflict.message_id is not None else ""
        return replace(conflict, subject=f"{NOT_OUT_YET}{named}", sides=sides)
    return replace(conflict, subject=words.only(conflict.subject), sides=sides)


def _side(side: ConflictSide, words: ShownWords) -> ConflictSide:
    return replace(side, document=DocumentId(""), location=_place(side.location), says=words.only(side.says), text="")


def _uses(uses: Sequence[MessageUse], words: ShownWords) -> tuple[MessageUse, ...]:
    return tuple(replace(use, text=words.line(use.text, use.message_id)) for use in uses)


def _places(by_slide: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return the places without the names of attachments and sheets before them, counted anew."""
    counts: Counter[str] = Counter()
    for location, documents in by_slide:
        place = _place(location)
        if place:
            counts[place] += documents
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _place(location: str) -> str:
    """Return the longest end of a location that holds nothing but places: "slide 3 bullet 2"."""
    kept: list[str] = []
    for word in reversed(location.split()):
        if word not in _PLACE_WORDS and not re.fullmatch(r"\d{1,4}(?:\.\d{1,3})*", word):
            break
        kept.insert(0, word)
    while kept and kept[0] not in _PLACE_WORDS:
        kept.pop(0)
    return " ".join(kept)


def _themes(uncovered: Sequence[tuple[str, int]], words: ShownWords) -> tuple[tuple[str, int], ...]:
    """Return the themes that are named with words of the messaging, and the others as one."""
    shown = [(theme, claims) for theme, claims in uncovered if words.only(theme)]
    rest = [(theme, claims) for theme, claims in uncovered if not words.only(theme)]
    return (*shown, *_one_line(OTHER_THEMES, rest))


def _one_line(name: str, counted: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return all counts under one name: the names could hold anything, the name of a file too."""
    total = sum(count for _, count in counted)
    return ((name, total),) if total else ()
