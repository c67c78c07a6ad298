"""Sets one statement beside one wording: what was kept, what was dropped, what was added.

Works on readings only; nothing is parsed here. Rules explain by it, features count by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from msgcheck.identity import normalised
from msgcheck.judge.denials import agreeing, still_open
from msgcheck.judge.figure_changes import FigureChanges, compare_figures
from msgcheck.judge.opposites import opposed
from msgcheck.records import Cue, Match, Readings

CUE_GROUPS = (
    "negations",
    "softeners",
    "conditions",
    "absolutes",
    "limits",
    "guarantees",
    "superlatives",
    "comparatives",
    "names",
)
"""Fields of `Readings` that hold cues."""


_NAMED = ("company:", "product:", "customer:")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CueChanges:
    """How one group of cues differs between the two sides."""

    kept: tuple[Cue, ...]
    """Of the statement, with an equal one in the wording."""
    dropped: tuple[Cue, ...]
    """Only in the wording."""
    added: tuple[Cue, ...]
    """Only in the statement."""


_NO_CHANGES = CueChanges(kept=(), dropped=(), added=())


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChanges:
    """Which content words stand on both sides, and which on one."""

    shared: tuple[str, ...]
    lost: tuple[str, ...]
    """Of the wording, and the statement lacks them."""
    added: tuple[str, ...]
    """Of the statement, and the wording lacks them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One statement beside one wording."""

    match: Match
    figures: FigureChanges
    cues: dict[str, CueChanges]
    """By group, one of CUE_GROUPS."""
    shared: tuple[str, ...]
    """Content words on both sides."""
    lost: tuple[str, ...]
    """Content words of the wording that the statement lacks."""
    added: tuple[str, ...]
    """Content words of the statement that the wording lacks."""
    opposites: tuple[tuple[str, str], ...]
    """(word of the wording, its opposite in the statement), both affirmed or both denied: they contradict."""
    likeness: float
    """Order-free likeness of the two texts' words, in [0, 1]."""
    agreeing: tuple[tuple[str, str], ...] = ()
    """Opposites of which exactly one is denied: "does not leave" became "stays". They say the same."""

    @property
    def statement(self) -> Readings:
        """Return the statement's readings."""
        return self.match.statement.readings

    @property
    def wording(self) -> Readings:
        """Return the wording's readings."""
        return self.match.wording.readings


def compare(match: Match) -> Comparison:
    """Return what was kept, dropped and added."""
    ours, theirs = match.wording.readings, match.statement.readings
    words = compare_words(match)
    replaced = opposed(words.lost, words.added)
    same = agreeing(replaced, approved=ours.negations, found=theirs.negations)
    cues = {group: _changes(getattr(ours, group), getattr(theirs, group)) for group in CUE_GROUPS}
    return Comparison(
        match=match,
        figures=compare_figures_of(match),
        cues=cues | {"negations": _without_agreeing(cues["negations"], same)},
        shared=words.shared,
        lost=words.lost,
        added=words.added,
        opposites=tuple(pair for pair in replaced if pair not in same),
        likeness=fuzz.token_set_ratio(normalised(match.wording.text), normalised(match.statement.text)) / 100,
        agreeing=same,
    )


def compare_words(match: Match) -> WordChanges:
    """Return which content words were kept, dropped and added: all that is needed of most candidates."""
    approved, found = Counter(_claiming(match.wording.readings)), Counter(_claiming(match.statement.readings))
    heads = Counter(word for head in match.statement.heads for word in _WORD.findall(head.lower()))
    shared, lost, added = [], [], []
    for word, count in approved.items():
        both = min(count, found[word])
        shared += [word] * both
        lost += [word] * (count - both - heads[word])
    for word, count in found.items():
        added += [word] * (count - approved[word])
    return WordChanges(shared=tuple(shared), lost=tuple(lost), added=tuple(added))


def compare_figures_of(match: Match) -> FigureChanges:
    """Return what became of the figures."""
    return compare_figures(
        match.wording.readings.figures,
        match.statement.readings.figures,
        approved_text=match.wording.text,
        found_text=match.statement.text,
    )


def _claiming(readings: Readings) -> tuple[str, ...]:
    """Return the content words without those of names: to be named beside a product is to claim nothing yet."""
    if not readings.names:
        return readings.content
    named = {word for cue in readings.names if cue.lemma.startswith(_NAMED) for word in _WORD.findall(cue.text.lower())}
    return tuple(word for word in readings.content if word not in named)


def _changes(approved: Sequence[Cue], found: Sequence[Cue]) -> CueChanges:
    """Return which cues were kept, dropped and added, by their canonical form, each counted once."""
    if not approved and not found:
        return _NO_CHANGES
    left = Counter(cue.lemma for cue in approved)
    kept, added = [], []
    for cue in found:
        if left[cue.lemma] > 0:
            left[cue.lemma] -= 1
            kept.append(cue)
        else:
            added.append(cue)
    dropped = []
    for cue in approved:
        if left[cue.lemma] > 0:
            left[cue.lemma] -= 1
            dropped.append(cue)
    return CueChanges(kept=tuple(kept), dropped=tuple(dropped), added=tuple(added))


def _without_agreeing(changes: CueChanges, same: Sequence[tuple[str, str]]) -> CueChanges:
    """Return the changes of negations without those an opposite makes good: "not leave" that became "stay"."""
    if not same:
        return changes
    return CueChanges(
        kept=changes.kept,
        dropped=still_open(changes.dropped, frozenset(word for word, _ in same)),
        added=still_open(changes.added, frozenset(other for _, other in same)),
    )
