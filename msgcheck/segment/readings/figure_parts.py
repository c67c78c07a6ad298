"""A number with its currency or unit, on its way to becoming a figure, and which numbers are none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgcheck.segment.readings.counted_nouns import counted_noun
from msgcheck.segment.readings.numbers import Number
from msgcheck.segment.readings.units import Unit, UnitSpan, currency_before, scale_after, trailing_code

_PRONOUN_BEFORE = re.compile(
    r"\b(?:the|this|that|which|no|every|any|another|each|new|old|some|first|last|next|right|wrong|best|only|not|everyone|as|a|good|bad|big|small|at|loved|little|other|"
    r"your|our|their|my|his|her|its)[\s-]$",
    re.IGNORECASE,
)
_PRONOUN_AFTER = re.compile(
    r"(?:\s*$|\s*[.,;:!?)'’]|\s(?:of|by|another|who|that|which|you|we|they|i|he|she|it|is|are|was|were|has|had|have|can|could|should|would|will|may|might|"
    r"must|and|or|to|for|at|on|from|with|when|if|like|as|too|more|less|instead|after|day\b(?!s)|thing|reason)\b|-(?:off|way|stop|size|to|click|of|time|on|by|sided|liner))",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(r"\sday(?=$|[\s.])", re.IGNORECASE)
_BEFORE_ONE_DAY = re.compile(
    r"(?:in|within|inside|than|under|of|about|takes?|after|least|for|just|only|next)\s$", re.IGNORECASE
)
_ONE_IN_SOME = re.compile(
    r"\s(?:[^\W\d_]+\s)?(?:in|out\sof|of\severy)\s(?:an?\s|every\s|each\s)?"
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred)|\sover\s",
    re.IGNORECASE,
)
_OPENING_PRONOUN = re.compile(r"\s(?:of|is|who|that|can|more|thing)\b", re.IGNORECASE)
_CAPITALISED_WORD = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*\s$")
_SPELLED_PERCENT = re.compile(r"(?:\s(?:percent|per\scent)|\s?%)")
_ONE_LETTER = re.compile(r"(?![xX])[^\W\d_](?!\w)")


@dataclass(slots=True)
class Part:
    """A number on its way to becoming a figure."""

    number: Number
    start: int
    end: int
    value: float
    unit: Unit | None = None
    share: bool = False
    top: float | None = None
    """Upper end of a range, as written."""
    scale_end: int = 0
    """Where the number with its scale word ends, before any unit."""


def is_pronoun(text: str, number: Number, unit: UnitSpan | None) -> bool:
    """Return whether the number is `one` and stands for something named elsewhere, or `one day` for some day."""
    if text[number.start : number.end].lower() != "one":
        return False
    before = text[max(0, number.start - 12) : number.start]
    if unit is not None:
        return _ONE_DAY.match(text, number.end) is not None and _BEFORE_ONE_DAY.search(before) is None
    if _ONE_IN_SOME.match(text, number.end) is not None:
        return False
    if number.start == 0:
        return _OPENING_PRONOUN.match(text, number.end) is not None
    return _PRONOUN_BEFORE.search(before) is not None or _PRONOUN_AFTER.match(text, number.end) is not None


def is_in_a_word(text: str, number: Number, unit: UnitSpan | None) -> bool:
    """Return whether the digits or the number word belong to a name: the 2 of `m2` or `CL2`, `Maxillon One`."""
    before = text[max(0, number.start - 1) : number.start]
    if before.isalpha():
        return currency_before(text, number.start) is None
    word = text[number.start : number.end]
    if unit is None and not number.spelled and _ONE_LETTER.match(text, number.end):
        return True
    if not word.isalpha() or not word[0].isupper() or word[1:].isupper():
        return False
    return (
        _CAPITALISED_WORD.search(text, max(0, number.start - 24), number.start) is not None
        and not text[number.end :].lstrip()[:1].isupper()
    )


def part_of(text: str, number: Number, unit: UnitSpan | None, *, free_from: int) -> Part:
    """Return the number with the currency before it or the unit after it; text before `free_from` is taken."""
    part = Part(number=number, start=number.start, end=number.end, value=number.value, scale_end=number.end)
    before = currency_before(text, number.start)
    if before is not None and before.start >= free_from:
        scale, end = scale_after(text, number.end)
        part.start, part.end, part.scale_end = before.start, end, end
        part.value, part.unit = number.value * scale * before.scale, before.unit
        code = trailing_code(text, part.end)
        if code is not None:
            part.unit, part.end = code.unit, code.end
        elif unit is not None and unit.unit.canonical == before.unit.canonical and text[unit.end - 1].isalpha():
            part.end = max(part.end, unit.end)
            part.value *= unit.scale
        return part
    if unit is not None and not (unit.unit.name == "quarter" and number.fraction and number.value == 0.25):
        part.end, part.unit, part.value = unit.end, unit.unit, number.value * unit.scale
        if unit.unit.name == "metre" and text[number.end : unit.end].strip() == "m" and _means_million(text, unit.end):
            part.unit, part.value = None, number.value * 1e6
    elif (share := _SPELLED_PERCENT.match(text, number.end)) is not None:
        part.end = share.end()
    return part


def _means_million(text: str, end: int) -> bool:
    """Return whether `m` counts millions: `3m users`, not `3m long`."""
    return counted_noun(text, end, plural=True)[0] not in {"", "metre", "meter"}
