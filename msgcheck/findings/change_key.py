"""What was changed, as a key that is equal for equal edits of different writers.

Findings of many documents with the same message, code and key are one divergence. The key names the main change: the
one the sentence under the finding is about. It is made of figures, of words of the messaging, and of our own names for
kinds of words; of the writer's words it holds at most a hash.
"""

from __future__ import annotations

import hashlib
import re
from typing import assert_never

from msgcheck.codes import Label
from msgcheck.findings.figure_key import figure_change_key, figure_key
from msgcheck.findings.figure_pairs import changed_figures
from msgcheck.findings.wordings import never_say_entry, retired_entry
from msgcheck.identity import normalised
from msgcheck.records import Comparator, Cue, Figure, Judgement, Messaging, Readings, Reason

NOT_NAMED = "not named"
"""The key where the change may not be told: the words touch an internal line."""
_WORDING_DIGITS = 16
_BOUNDS = {
    Comparator.AT_MOST: "up to",
    Comparator.AT_LEAST: "at least",
    Comparator.LESS: "less than",
    Comparator.MORE: "more than",
}
_GROUPS = {
    "guarantees": "guarantee",
    "absolutes": "absolute",
    "superlatives": "superlative",
    "softeners": "softener",
    "limits": "limit",
    "conditions": "condition",
    "negations": "negation",
}
_PLACE_KINDS = frozenset({"if", "when", "unless", "except", "until", "after", "for", "in", "during", "size", "product"})
"""Kinds of condition that may be told of one a writer added: under which heading it falls, not what it says."""
_RENAMED = re.compile(r'"(?P<wrong>.+)" is called "(?P<right>.+)"')
_TURNED = re.compile(r'"(?P<approved>[^"]+)" became "[^"]+"')
_MEANT_FOR = re.compile(r"it is approved for (?P<readers>.+)")
_OTHER_FIGURE = re.compile(r"for (?P<readers>.+) another figure is approved")


def change_key(judgement: Judgement, messaging: Messaging, *, private: bool = False) -> str:
    """Return what was changed: `figure 30 percent > 50 percent`, `dropped up to`, `never no-guarantee`.

    Where nothing but the words tells, it is `wording` and 16 hex digits of the statement's normalised text.

    Args:
        judgement: what was found; its first reason is the main change.
        messaging: where retired and ruled-out lines are looked up.
        private: whether the words touch an internal line, so that only its id may be named.
    """
    if private and judgement.label is not Label.INTERNAL:
        return NOT_NAMED
    match judgement.label:
        case Label.FIGURE_CHANGED:
            key = _figure(judgement)
        case Label.CONTRADICTS | Label.OVERSTATED | Label.UNDERSTATED:
            key = _side_taken(judgement)
        case Label.OUTDATED:
            retired = retired_entry(judgement, messaging)
            key = f"old line {retired.id if retired is not None else judgement.message_id}"
        case Label.FORBIDDEN:
            entry = never_say_entry(judgement, messaging)
            key = f"never {entry.id if entry is not None else judgement.message_id}"
        case Label.INTERNAL:
            key = f"internal {judgement.message_id}"
        case Label.EMBARGOED:
            key = "too early"
        case Label.EXPIRED:
            key = "expired"
        case Label.MISSING:
            key = "missing"
        case Label.REFERENCE:
            key = _customer(judgement)
        case Label.WRONG_TERM:
            key = _term(judgement)
        case Label.WRONG_AUDIENCE:
            key = _readers(judgement)
        case Label.REFRAMED | Label.UNSUPPORTED | Label.ABOUT_COMPETITOR:
            key = ""
        case Label.CONSISTENT | Label.NOT_A_CLAIM | Label.NOT_JUDGED:
            key = ""  # nothing was changed, or nobody knows
        case _:
            assert_never(judgement.label)
    return key or wording_key(judgement.statement.text)


def wording_key(text: str) -> str:
    """Return the key of an edit that only its words tell: a hash of them, case, quotes and spaces aside."""
    words = normalised(text).rstrip(".!;: ")
    return f"wording {hashlib.sha256(words.encode()).hexdigest()[:_WORDING_DIGITS]}"


def _figure(judgement: Judgement) -> str:
    """Return which figure became which, or which was added."""
    pairs = changed_figures(judgement)
    if pairs:
        return f"figure {figure_change_key(pairs[0].approved, pairs[0].found)}"
    reason = _main(judgement)
    added = _figure_at(judgement.statement.readings, reason.found if reason is not None else None)
    return f"added figure {figure_key(added)}" if added is not None else ""


def _side_taken(judgement: Judgement) -> str:
    """Return which word or bound was added or dropped, or which was turned into its opposite."""
    reason = _main(judgement)
    if reason is None:
        return ""
    wording = judgement.match.wording.readings if judgement.match is not None else Readings()
    statement = judgement.statement.readings
    before, after = _figure_at(wording, reason.approved), _figure_at(statement, reason.found)
    if before is not None and after is not None:
        return _bound(before.comparator, after.comparator)
    dropped, added = _cue_at(wording, reason.approved), _cue_at(statement, reason.found)
    for cue, verb in ((added, "added"), (dropped, "dropped")):
        if cue is None:
            continue
        group, found = cue
        if group == "negations":
            return "negated"
        what = _condition(found, verb) if group == "conditions" else ""
        return f"{verb} {_GROUPS[group]} {what}".strip()
    turned = _TURNED.fullmatch(reason.what)
    return f"opposite of {turned['approved']}" if turned is not None else ""


def _bound(before: Comparator, after: Comparator) -> str:
    """Return what became of a bound: `dropped up to`, `added at least`, `up to > at least`."""
    if after is Comparator.EQUAL:
        return f"dropped {_BOUNDS[before]}" if before is not Comparator.EQUAL else ""
    return f"added {_BOUNDS[after]}" if before is Comparator.EQUAL else f"{_BOUNDS[before]} > {_BOUNDS[after]}"


def _condition(cue: Cue, verb: str) -> str:
    """Return which condition: as the messaging has it where it was dropped, else of which kind."""
    if verb == "dropped":
        return cue.lemma
    kind = cue.lemma.partition(" ")[0]
    return kind if kind in _PLACE_KINDS else ""


def _customer(judgement: Judgement) -> str:
    reason = _main(judgement)
    names = judgement.statement.readings.names
    named = [cue for cue in names if cue.lemma.startswith("customer:")]
    at_place = [cue for cue in named if reason is not None and reason.found == (cue.start, cue.end)]
    cue = next(iter((*at_place, *named)), None)
    return f"customer {cue.lemma.removeprefix('customer:')}" if cue is not None else ""


def _term(judgement: Judgement) -> str:
    reason = _main(judgement)
    renamed = _RENAMED.fullmatch(reason.what) if reason is not None else None
    return f"term {renamed['wrong']} > {renamed['right']}" if renamed is not None else ""


def _readers(judgement: Judgement) -> str:
    """Return for whom the line is meant, as the messaging names them."""
    reason = _main(judgement)
    if reason is None:
        return ""
    meant = _MEANT_FOR.fullmatch(reason.what)
    if meant is not None:
        return f"meant for {meant['readers']}"
    other = _OTHER_FIGURE.fullmatch(reason.what)
    return f"not for {other['readers']}" if other is not None else ""


def _main(judgement: Judgement) -> Reason | None:
    """Return the reason that the sentence under the finding tells: the strongest, the earlier of equal ones."""
    return max(judgement.reasons, key=lambda reason: reason.score, default=None)


def _figure_at(readings: Readings, place: tuple[int, int] | None) -> Figure | None:
    if place is None:
        return None
    return next((figure for figure in readings.figures if (figure.start, figure.end) == place), None)


def _cue_at(readings: Readings, place: tuple[int, int] | None) -> tuple[str, Cue] | None:
    """Return the cue at a place with the name of its group."""
    if place is None:
        return None
    cues = ((group, cue) for group in _GROUPS for cue in getattr(readings, group))
    return next(((group, cue) for group, cue in cues if (cue.start, cue.end) == place), None)
