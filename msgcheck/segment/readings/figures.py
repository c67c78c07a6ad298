"""Every figure of a sentence: number, unit, bounds, range, approximation and per-what, normalised.

Numbers (`numbers.py`), dates (`dates.py`) and digits that only name something (`number_names.py`) are found
first. Each number then takes its currency or unit, pairs join into ranges and shares (`three in ten`), and
the words around it say how it is bounded and per what it holds. Periods without a number (`every week`,
`within a day`, `twice`) are read last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgcheck.records import Comparator, Figure
from msgcheck.segment.readings.counted_nouns import counted_noun
from msgcheck.segment.readings.dates import When, read_dates
from msgcheck.segment.readings.figure_bounds import comparator_after, comparator_before
from msgcheck.segment.readings.figure_pairs import joined_parts
from msgcheck.segment.readings.figure_parts import Part, is_in_a_word, is_pronoun, part_of
from msgcheck.segment.readings.figure_per import (
    PERIODS,
    per_after,
    per_after_fee,
    per_noun,
    per_slash_later,
    period_before,
    period_later,
)
from msgcheck.segment.readings.number_names import NumberName, read_number_names
from msgcheck.segment.readings.numbers import read_numbers
from msgcheck.segment.readings.units import unit_after
from msgcheck.segment.readings.wordless_figures import MULTIPLE, period_seconds, read_mixed, read_wordless

_MAY_HOLD = re.compile(
    r"\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]|(?i:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|hal[fv]"
    r"|thirt|twent|fort|fift|ninet|hundred|thousand|million|billion|trillion|dozen|zero|n[oa]ught|quarter|third|fourth|tenth|lakh|crore"
    r"|grand|once|twice|thrice|doubl|tripl|trebl|quadrupl|every|each|next|decade|daily|weekly|monthly|yearly|annual|quarterly|hourly|nightly|fortnight"
    r"|noon|midday|midnight|percent|first|second|an?\s(?:\w+\s)?(?:second|minute|hour|day|week|month|year)|round.the.clock))"
)
_ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_NEVER_PER = frozenset({"percent", "percentage point", "celsius"})
_YEARS_OLD = re.compile(r"[\s-]?old\b")
_OF_EACH_COIN = re.compile(
    r"\s(?:of|in|on|from|out\sof|for)\s(?:every|each|the|an?)\s(?:[^\W\d_]+\s)?(?:dollar|euro|pound|buck|quid)\b",
    re.IGNORECASE,
)
_EVERY_BEFORE = re.compile(r"\b(?:every|each)\s$", re.IGNORECASE)
_OVER_BEFORE = re.compile(r"\bover\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
_LEADING_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def read_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of `text` in order, not overlapping.

    Offsets are code points of `text` and `figure.text` is the text between them. Digits that only name
    something come back with kind `version`, ordinals with kind `ordinal`; link targets, phone numbers, list
    marks and `one` as a pronoun do not come back at all.
    """
    if _MAY_HOLD.search(text) is None:
        return ()
    numbers = read_numbers(text)
    whens = read_dates(text)
    units = {
        number.end: unit_after(text, number.end, spelled=number.spelled, fraction=number.fraction) for number in numbers
    }
    measured = {end for span in units.items() if span[1] is not None for end in (span[0], span[1].end)}
    names = read_number_names(text, measured)
    whens = tuple(when for when in whens if not any(_overlap(when, name) and not name.name for name in names))
    names = tuple(name for name in names if not any(_overlap(name, when) for when in whens))
    taken = [*((when.start, when.end) for when in whens), *((name.start, name.end) for name in names)]
    mixed = tuple(read_mixed(text))
    ordinals = tuple(_ordinals(text, taken))
    taken += [(figure.start, figure.end) for figure in (*mixed, *ordinals)]
    parts: list[Part] = []
    for number in numbers:
        if any(number.start < end and start < number.end for start, end in taken):
            continue
        if is_pronoun(text, number, units[number.end]) or is_in_a_word(text, number, units[number.end]):
            continue
        parts.append(part_of(text, number, units[number.end], free_from=parts[-1].end if parts else 0))
    read = [_figure(text, part) for part in joined_parts(text, parts)]
    figures = _without_per_numbers([figure for figure, _ in read])
    said = [span for _, span in read]
    figures.extend(_date_figure(text, when) for when in whens)
    figures.extend(_name_figure(text, name) for name in names if name.name)
    figures.extend((*mixed, *ordinals))
    for figure in read_wordless(text):
        overlaps = any(figure.start < other.end and other.start < figure.end for other in figures)
        if not overlaps and not any(start <= figure.start < end for start, end in said):
            figures.append(figure)
    return tuple(sorted(figures, key=lambda figure: figure.start))


def _ordinals(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """Yield `2nd`, `15th`; spelled ones are left alone, for `first` and `second` seldom count anything."""
    for match in _ORDINAL.finditer(text):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            yield Figure(
                start=match.start(),
                end=match.end(),
                text=match[0],
                kind="ordinal",
                value=float(match[1]),
                as_written=(float(match[1]), ""),
            )


def _overlap(one: When | NumberName, other: When | NumberName) -> bool:
    return one.start < other.end and other.start < one.end


# --- from part to figure ---------------------------------------------------------------------------


def _figure(text: str, part: Part) -> tuple[Figure, tuple[int, int]]:
    """Return the figure that `part` and the words around it make, and the stretch that says per what it holds."""
    part = _share_of_a_coin(text, part)
    unit, end = part.unit, part.end
    if unit is not None and unit.name == "year" and (old := _YEARS_OLD.match(text, end)):
        end = old.end()
    noun, noun_end = "", end
    if unit is None and not part.share and not part.number.fraction:
        noun, noun_end = counted_noun(text, end, plural=part.value != 1 or part.top is not None)
    bound, after = _bound(text, part, (end, noun_end))
    per, said = _per(text, part, noun=noun, ends=(end, max(after, noun_end)))
    figure = _made(text, part, noun=noun, end=end, bound=bound, per=per)
    return figure, said


def _share_of_a_coin(text: str, part: Part) -> Part:
    """Return `60 cents of each dollar` as the share it is, any other part unchanged."""
    if part.unit is None or part.unit.kind != "money" or part.unit.factor != 0.01:
        return part
    coin = _OF_EACH_COIN.match(text, part.end)
    if coin is None:
        return part
    number = replace(part.number, fraction=True)
    return Part(number=number, start=part.start, end=coin.end(), value=part.value / 100, share=True)


@dataclass(frozen=True, slots=True)
class _Bound:
    """How the words around a figure bound it."""

    comparator: Comparator
    approximate: bool


def _bound(text: str, part: Part, ends: tuple[int, int]) -> tuple[_Bound, int]:
    """Return the bounds of a figure and where the words for them end; `ends` are those of figure and noun."""
    comparator, approximate, from_, _ = comparator_before(text, part.start)
    kind = part.unit.kind if part.unit is not None else ""
    after = max(ends)
    for end in ends:
        found, about, stop = comparator_after(text, end)
        approximate = approximate or about
        if found is not Comparator.EQUAL:
            comparator = found if comparator is Comparator.EQUAL else comparator
            after = max(after, stop)
            break
    if from_ and comparator is Comparator.EQUAL and part.top is None and kind == "money":
        comparator = Comparator.AT_LEAST
    during = kind == "duration" and _OVER_BEFORE.search(text, max(0, part.start - 16), part.start) is not None
    if (comparator is Comparator.MORE and during) or (comparator is Comparator.AT_LEAST and part.top is not None):
        comparator = Comparator.EQUAL
    return _Bound(comparator, approximate), after


def _per(text: str, part: Part, *, noun: str, ends: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Return per what a figure holds and the stretch that says so; `ends` are those of figure and noun or bound."""
    money = part.unit is not None and part.unit.kind == "money"
    end, after = ends
    per, per_end = per_after(text, after, money=money)
    if not per and noun:
        per, per_end = per_after(text, end, money=money)
    if not per:
        per, per_end = per_slash_later(text, end)
    if not per and (noun or part.unit is not None) and (part.unit is None or part.unit.canonical not in _NEVER_PER):
        per, per_end = period_later(text, after)
    if not per and money:
        per, per_end = per_after_fee(text, end)
    if not per and money:
        per, begin = period_before(text, part.start)
        return per, (begin, part.start)
    return per, (end, per_end if per else end)


def _made(text: str, part: Part, *, noun: str, end: int, bound: _Bound, per: str) -> Figure:
    """Return the record, with kind and canonical value."""
    value, top = part.value, part.top
    kind, unit = "number", noun
    written = noun
    if part.unit is not None:
        kind, unit, written = part.unit.kind, part.unit.canonical, part.unit.name
        value, top = part.unit.value(value), None if top is None else part.unit.value(top)
        if kind == "duration" and _EVERY_BEFORE.search(text, max(0, part.start - 8), part.start):
            kind = "frequency"
    elif part.share or part.number.fraction:
        kind = "ratio"
    elif noun in {"", "time", "fold"} and (times := MULTIPLE.match(text, end)) is not None:
        per = per or per_after(text, times.end(), money=False)[0]
        if per in PERIODS and value > 0:
            kind, unit, written = "frequency", "second", "time"
            value, top, per = period_seconds(per) / value, None, ""
        else:
            kind, unit, written, end = "multiple", "", "", times.end()
    return Figure(
        start=part.start,
        end=end,
        text=text[part.start : end],
        kind=kind,
        value=value,
        value_max=top,
        unit=unit,
        as_written=(part.value, written),
        comparator=bound.comparator,
        approximate=bound.approximate,
        per=per,
    )


def _without_per_numbers(figures: list[Figure]) -> list[Figure]:
    """Return the figures without those that only say per how many another one holds: the 1,000 in `€5 per 1,000`."""
    kept: list[Figure] = []
    for figure in figures:
        before = kept[-1] if kept else None
        counts = figure.kind in {"number", "ratio"}
        if before is not None and counts and before.per and _says_per(before, figure):
            continue
        kept.append(figure)
    return kept


def _says_per(before: Figure, figure: Figure) -> bool:
    names = {1000.0: "thousand", 100.0: "hundred", 0.25: "quarter"}
    return names.get(figure.value, "-") in before.per.split() and figure.start - before.end < 24


def _date_figure(text: str, when: When) -> Figure:
    comparator, approximate, _, _ = comparator_before(text, when.start)
    return Figure(
        start=when.start,
        end=when.end,
        text=text[when.start : when.end],
        kind=when.kind,
        value=when.value,
        value_max=when.value_max,
        unit=when.unit,
        as_written=(when.value, when.unit),
        comparator=comparator,
        approximate=approximate,
    )


def _name_figure(text: str, name: NumberName) -> Figure:
    digits = _LEADING_DIGITS.match(name.number)
    value = float(digits[0]) if digits else 0.0
    return Figure(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        kind="version",
        value=value,
        unit=per_noun(name.name),
        as_written=(value, name.number),
    )
