"""Makes drift out of sentences that are on message, by rule, where it is certain what the change does.

Writers have habits: an honest paraphrase is chattier, a drifted line keeps closer to the approved text. A change
by rule keeps the habit and turns the meaning, so that a model cannot go by the habit. It is made on either side:
a changed *approved* text leaves the statement as a person wrote it.

A change counts only where the other side holds what is changed: a figure that only one side names is no proof.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msgcheck.judge.opposites import OPPOSITES
from msgcheck.pairs.interface import PairLabel
from msgcheck.records import Figure, Readings

_COUNTED = frozenset({"number", "percent", "money", "duration", "size", "multiple", "ratio"})
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_FACTORS = (0.5, 0.6, 0.75, 0.8, 1.2, 1.25, 1.5, 2.0, 3.0)
_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty")
_DURATIONS = ("minute", "hour", "day", "week", "month", "year")
_PER_WHAT = 12
"""Characters after a figure in which its per-what stands: "a month", "per year"."""
_UP_TO = re.compile(r"\b(?:up to|as much as|as many as|no more than|at most)\s+", re.IGNORECASE)
_SOFT_WORD = re.compile(
    r"\b(?:typically|usually|generally|often|on average|in most cases|mostly)\b,?\s*", re.IGNORECASE
)
_QUANTIFIER = {
    "most": "all",
    "many": "all",
    "some": "all",
    "selected": "all",
    "half of": "all of",
    "half the": "all the",
}
_BE_OR_CAN = {"is", "are", "was", "will", "can", "has"}
_NARROWED = (
    "on annual plans only",
    "for new customers only",
    "in selected regions",
    "with the premium package",
    "during office hours",
    "at an extra charge",
    "where the contract says so",
    "after the first year",
)
_SURE = ("guaranteed", "without exception", "in every single case", "always", "no matter what")

INVERSE = {PairLabel.OVERSTATED: PairLabel.UNDERSTATED, PairLabel.UNDERSTATED: PairLabel.OVERSTATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One text of a pair with its readings."""

    text: str
    readings: Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A changed text, and what it is to the text it was made of."""

    text: str
    label: PairLabel


def changes(side: Side, other: Side, chance: random.Random) -> list[Change]:
    """Return every change that rules can make to one side, given what the other side of a consistent pair holds."""
    made = [change for rule in _RULES for change in rule(side, other, chance)]
    return [change for change in made if change.text != side.text]


def _figure_value(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text with another number in one figure that both sides name."""
    for figure in _common_figures(side, other):
        match = _NUMBER.search(figure.text)
        if match:
            start = figure.start + match.start()
            number = _other_number(match[0], chance)
            yield _changed(side, start, start + len(match[0]), number, PairLabel.FIGURE_CHANGED)
        elif (word := figure.text.split()[0].lower()) in _NUMBER_WORDS:
            instead = chance.choice([other_word for other_word in _NUMBER_WORDS if other_word != word])
            instead = instead.capitalize() if figure.text[0].isupper() else instead
            yield _changed(side, figure.start, figure.start + len(word), instead, PairLabel.FIGURE_CHANGED)


def _duration_unit(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text with another unit of time: days for hours, per year for per month."""
    for figure in _common_figures(side, other):
        stretch = side.text[figure.start : figure.end + (_PER_WHAT if figure.per else 0)]
        for unit in _DURATIONS:
            match = re.search(rf"\b{unit}(?=s?\b)", stretch)
            if match and (figure.kind == "duration" or figure.per):
                instead = chance.choice([name for name in _DURATIONS if name != unit])
                start = figure.start + match.start()
                yield _changed(side, start, start + len(unit), instead, PairLabel.FIGURE_CHANGED)
                break


def _bound(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text without its "up to"."""
    del chance
    match = _UP_TO.search(side.text)
    if match and _UP_TO.search(other.text):
        yield _changed(side, match.start(), match.end(), "", PairLabel.OVERSTATED)


def _softener(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text without its "typically", or with "all" for "most"."""
    del chance
    match = _SOFT_WORD.search(side.text)
    if match and _SOFT_WORD.search(other.text):
        yield _changed(side, match.start(), match.end(), "", PairLabel.OVERSTATED)
    for word, instead in _QUANTIFIER.items():
        match = re.search(rf"\b{word}\b", side.text)
        if match and re.search(rf"\b{word}\b", other.text, re.IGNORECASE):
            yield _changed(side, match.start(), match.end(), instead, PairLabel.OVERSTATED)


def _negation(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text with a "not" more or less."""
    del chance
    common = {cue.lemma for cue in other.readings.negations}
    for cue in side.readings.negations:
        instead = {"without": "with", "never": "always", "cannot": "can", "no": "a", "not": ""}.get(cue.text.lower())
        if cue.lemma in common and instead is not None:
            yield _changed(side, cue.start, cue.end, instead, PairLabel.CONTRADICTS)
    if not side.readings.negations and not other.readings.negations:
        for token in side.readings.tokens:
            word = side.text[token.start : token.end]
            if token.pos == "AUX" and word in _BE_OR_CAN:
                negated = "cannot" if word == "can" else f"{word} not"
                yield _changed(side, token.start, token.end, negated, PairLabel.CONTRADICTS)
                return


def _opposite(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text with a word turned into its opposite."""
    there = set(other.readings.content)
    bound = _UP_TO.search(side.text)
    for token in side.readings.tokens:
        word = side.text[token.start : token.end]
        if word in _DURATIONS or (bound and bound.start() <= token.start < bound.end()):
            continue  # "a year" is another figure, not the opposite of "a month"; "down to" is no opposite of "up to"
        if word == token.lemma and word in OPPOSITES and word in there:
            yield _changed(side, token.start, token.end, chance.choice(sorted(OPPOSITES[word])), PairLabel.CONTRADICTS)


def _narrowed(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text with a condition that was not there."""
    if not side.readings.conditions and not other.readings.conditions and not _asks(side):
        yield Change(text=_ended(side.text, chance.choice(_NARROWED)), label=PairLabel.UNDERSTATED)


def _made_sure(side: Side, other: Side, chance: random.Random) -> Iterator[Change]:
    """Yield the text with a guarantee that was not there."""
    if not (side.readings.guarantees or side.readings.absolutes or other.readings.guarantees or _asks(side)):
        yield Change(text=_ended(side.text, chance.choice(_SURE)), label=PairLabel.OVERSTATED)


_RULES: tuple[Callable[[Side, Side, random.Random], Iterator[Change]], ...] = (
    _figure_value,
    _duration_unit,
    _bound,
    _softener,
    _negation,
    _opposite,
    _narrowed,
    _made_sure,
)


def _asks(side: Side) -> bool:
    """Return whether a text ends as a question, after which no phrase can follow."""
    return side.text.rstrip().endswith("?")


def _common_figures(side: Side, other: Side) -> list[Figure]:
    """Return the figures of a side that the other side names, too."""
    there = {(figure.value, figure.unit) for figure in other.readings.figures}
    return [
        figure for figure in side.readings.figures if figure.kind in _COUNTED and (figure.value, figure.unit) in there
    ]


def _other_number(number: str, chance: random.Random) -> str:
    """Return a number of the same shape with another value."""
    if number.count(".") > 1:  # points that part thousands, as in 1.000.000
        return _other_number(number.replace(".", ","), chance).replace(",", ".")
    decimals = len(number.partition(".")[2]) if "." in number else 0
    value = float(number.replace(",", ""))
    changed = round(value * chance.choice(_FACTORS), decimals)
    if changed == value:
        changed = value + 1
    return f"{changed:,.{decimals}f}" if "," in number else f"{changed:.{decimals}f}"


def _changed(side: Side, start: int, end: int, instead: str, label: PairLabel) -> Change:
    """Return a side with one stretch replaced."""
    text = side.text[:start] + instead + side.text[end:]
    return Change(text=re.sub(r"\s{2,}", " ", text).strip(), label=label)


def _ended(text: str, phrase: str) -> str:
    """Return a text with a phrase before its full stop."""
    bare = text.rstrip()
    stop = bare[-1:] if bare.endswith((".", "!")) else ""
    return f"{bare.rstrip('.!')}, {phrase}{stop}"
