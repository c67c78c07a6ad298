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
from msgcheck.segment.readings.dates import When, read_dates
from msgcheck.segment.readings.figure_phrases import (
    PERIODS,
    comparator_after,
    comparator_before,
    counted_noun,
    per_after,
    per_after_fee,
    per_noun,
    period_before,
    per_slash_later,
    period_later,
)
from msgcheck.segment.readings.number_names import NumberName, read_number_names
from msgcheck.segment.readings.numbers import Number, read_numbers
from msgcheck.segment.readings.units import Unit, UnitSpan, currency_before, scale_after, trailing_code, unit_after
from msgcheck.segment.readings.wordless_figures import MULTIPLE, period_seconds, read_mixed, read_wordless

_MAY_HOLD = re.compile(
    r"\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒]|(?i:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|hal[fv]"
    r"|thirt|twent|fort|fift|ninet|hundred|thousand|million|billion|trillion|dozen|zero|n[oa]ught|quarter|third|fourth|tenth|lakh|crore"
    r"|grand|once|twice|thrice|doubl|tripl|trebl|quadrupl|every|each|daily|weekly|monthly|yearly|annual|quarterly|hourly|nightly|fortnight"
    r"|noon|midday|midnight|percent|first|second|an?\s(?:single\s)?(?:second|minute|hour|day|week|month|year)|round.the.clock))"
)
_RANGE = re.compile(
    r"\s*(?:-|–|—|−|~|to|through|thru|until|till|up\sto|and|or)\s*[+±]?\s*(?:as\s(?:much|many)\sas\s|about\s)?",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*[-–—−~]\s*")
_SHARE = re.compile(r"\s+(?P<word>in|out\s+of|of|from)\s+(?P<each>every\s+|each\s+|the\s+|any\s+)?", re.IGNORECASE)
_SHARE_NOUN = re.compile(r"\s[^\W\d_]+\s(?:in|out\sof|per)\s(?:every\s|each\s)?", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|/|or|and|,\s?and|,\s?or|&|then)\s*", re.IGNORECASE)
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
_PARTS_OF_CLOCK = frozenset({"second", "quarter"})
_ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_SCALE_END = re.compile(r"(k|K|M|m|mn|bn|b|B|thousand|million|billion|trillion|hundred)$")
_SCALE_OF = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "billion": 1e9,
    "trillion": 1e12,
    "hundred": 1e2,
}
_NICE_TOTALS = frozenset(
    {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 500, 1000, 10_000, 100_000, 1_000_000}
)
_NEVER_PER = frozenset({"percent", "percentage point", "celsius"})
_YEARS_OLD = re.compile(r"[\s-]?old\b")
_OF_EACH_COIN = re.compile(
    r"\s(?:of|in|on|from|out\sof|for)\s(?:every|each|the|an?)\s(?:[^\W\d_]+\s)?(?:dollar|euro|pound|buck|quid)\b",
    re.IGNORECASE,
)
_TAILLESS = re.compile(r"\s*(?:$|[.,;:!?)]|(?:per|a|an|each|for|in|on|plus|and|or|to|at|extra|more|flat|all)\b)")


@dataclass(slots=True)
class _Part:
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
    names = read_number_names(text, tuple(end for end, unit in units.items() if unit is not None))
    whens = tuple(when for when in whens if not any(_overlap(when, name) and not name.name for name in names))
    names = tuple(name for name in names if not any(_overlap(name, when) for when in whens))
    taken = [*((when.start, when.end) for when in whens), *((name.start, name.end) for name in names)]
    mixed = tuple(read_mixed(text))
    ordinals = tuple(_ordinals(text, taken))
    taken += [(figure.start, figure.end) for figure in (*mixed, *ordinals)]
    parts: list[_Part] = []
    for number in numbers:
        if any(number.start < end and start < number.end for start, end in taken):
            continue
        if _is_pronoun(text, number, units) or _is_in_a_word(text, number):
            continue
        parts.append(_part(text, number, units[number.end], free_from=parts[-1].end if parts else 0))
    parts = _joined(text, parts)
    read = [_figure(text, part) for part in parts]
    figures = _without_per_numbers([figure for figure, _ in read])
    said = [(figure.end, per_end) for figure, per_end in read if per_end > figure.end]
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


def _is_pronoun(text: str, number: Number, units: dict[int, UnitSpan | None]) -> bool:
    """Return whether the number is `one` and stands for something named elsewhere."""
    if text[number.start : number.end].lower() != "one":
        return False
    if units[number.end] is not None:
        return (
            text[number.end : number.end + 4] == " day"
            and text[number.end + 4 : number.end + 5] in {"", " ", "."}
            and not (
                re.search(
                    r"(?:in|within|inside|than|under|of|about|takes?|after|least|for|just|only)\s$",
                    text[: number.start],
                    re.IGNORECASE,
                )
            )
        )
    if re.match(
        r"\s(?:[^\W\d_]+\s)?(?:in|out\sof|of\severy)\s(?:an?\s|every\s|each\s)?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred|a\shundred)",
        text[number.end :],
    ):
        return False
    if re.match(r"\sover\s", text[number.end :]):
        return False
    return (
        _PRONOUN_BEFORE.search(text[max(0, number.start - 12) : number.start]) is not None
        or (_PRONOUN_AFTER.match(text, number.end) is not None and number.start != 0)
        or (number.start == 0 and re.match(r"\s(?:of|is|who|that|can|more|thing)\b", text[number.end :]) is not None)
    )


def _is_in_a_word(text: str, number: Number) -> bool:
    """Return whether the digits or the number word belong to a name: the 2 of `m2` or `CL2`, `Maxillon One`."""
    before = text[max(0, number.start - 1) : number.start]
    if before.isalpha():
        return currency_before(text, number.start) is None
    word = text[number.start : number.end]
    if not word.isalpha() or not word[0].isupper() or word[1:].isupper():
        return False
    return (
        re.search(r"[^\W\d_]*[A-Z][^\W\d_]*\s$", text[: number.start]) is not None
        and not text[number.end :].lstrip()[:1].isupper()
    )


def _part(text: str, number: Number, unit: UnitSpan | None, *, free_from: int) -> _Part:
    """Return the number with the currency before it or the unit after it; text before `free_from` is taken."""
    part = _Part(number=number, start=number.start, end=number.end, value=number.value, scale_end=number.end)
    before = currency_before(text, number.start)
    if before is not None and before.start >= free_from:
        scale, end = scale_after(text, number.end)
        part.start, part.end, part.scale_end = before.start, end, end
        part.value, part.unit = number.value * scale * before.scale, before.unit
        code = trailing_code(text, part.end)
        if code is not None:
            part.unit, part.end = code.unit, code.end
        elif unit is not None and unit.unit.kind == "money" and unit.unit.canonical == before.unit.canonical:
            part.end = max(part.end, unit.end)
            part.value *= unit.scale
        return part
    if unit is not None and not (unit.unit.name == "quarter" and number.fraction and number.value == 0.25):
        part.end, part.unit, part.value = unit.end, unit.unit, number.value * unit.scale
        if unit.unit.name == "metre" and text[number.end : unit.end].strip() == "m" and _means_million(text, unit.end):
            part.unit, part.value = None, number.value * 1e6
    elif (share := re.match(r"(?:\s(?:percent|per\scent)|\s?%)", text[number.end :])) is not None:
        part.end = number.end + share.end()
    return part


def _means_million(text: str, end: int) -> bool:
    """Return whether `m` counts millions: `3m users`, not `3m long`."""
    return counted_noun(text, end, plural=True)[0] not in {"", "metre", "meter"}


# --- pairs of numbers ------------------------------------------------------------------------------


def _joined(text: str, parts: list[_Part]) -> list[_Part]:
    """Return the parts with shares, compound amounts and ranges made of two joined, and units of lists shared."""
    result: list[_Part] = []
    for part in parts:
        if result and (joined := _joined_two(text, result[-1], part)) is not None:
            result[-1] = joined
        else:
            result.append(part)
    _lend_units(text, result)
    parts, result = result, []
    for part in parts:
        if result and (joined := _range(text, result[-1], part)) is not None:
            result[-1] = joined
        else:
            result.append(part)
    return result


def _joined_two(text: str, first: _Part, second: _Part) -> _Part | None:
    """Return two neighbouring numbers as one where they make a share, an amount or a spoken pair."""
    return _share(text, first, second) or _compound(text, first, second) or _spoken_pair(text, first, second)


def _spoken_pair(text: str, first: _Part, second: _Part) -> _Part | None:
    """Return `twenty-one ninety-nine` as 2199 and `twenty twenty-six` as 2026."""
    if not (first.number.spelled and second.number.spelled) or first.unit is not None:
        return None
    if not re.fullmatch(r"[ -]", text[first.end : second.start]) or first.number.grouped or second.number.grouped:
        return None
    if not (11 <= first.value <= 99 and 10 <= second.value <= 99) or first.number.fraction or second.number.fraction:
        return None
    if second.unit is not None and second.unit.kind != "money":
        return None
    return _Part(
        number=first.number, start=first.start, end=second.end, value=first.value * 100 + second.value, unit=second.unit
    )


def _share(text: str, upper: _Part, lower: _Part) -> _Part | None:
    """Return `three in ten` or `19 out of 20` as one share, None where the words mean something else."""
    top, bottom = upper.number, lower.number
    between = text[top.end : lower.start]
    if upper.unit is not None or upper.share:
        return None
    if bottom.value <= 0 or not 0 <= top.value < bottom.value:
        return None
    if lower.unit is not None and lower.unit.kind != "percent":
        if re.fullmatch(r"\s+over\s+", between):
            return None
        if lower.unit.kind != "size" or lower.unit.canonical not in {"metre", "pixel"}:
            return None
    whole = bottom.value.is_integer() and top.value.is_integer()
    match = _SHARE.fullmatch(between)
    if match is not None and whole:
        word = re.sub(r"\s+", " ", match["word"].lower())
        nice = bottom.value in _NICE_TOTALS
        fits = (
            word == "out of"
            or (match["each"] is not None and match["each"].strip() in {"every", "each"})
            or (word == "in" and (nice or top.value == 1))
        )
        if word == "of" and match["each"] is None:
            fits = False
        if fits and not (word == "out of" and match["each"] and match["each"].strip() == "the"):
            return _share_part(upper, lower)
        return None
    if re.fullmatch(r"\s+over\s+", between) and not re.match(r"\s*[^\W\d_]", text[bottom.end :]):
        return _share_part(upper, lower)
    if bottom.value in _NICE_TOTALS and whole and _SHARE_NOUN.fullmatch(between):
        counted = counted_noun(text, bottom.end, plural=True)[0]
        return None if counted and bottom.value < 100 else _share_part(upper, lower)
    return None


def _share_part(upper: _Part, lower: _Part) -> _Part:
    value = upper.value / lower.value
    return _Part(
        number=replace(upper.number, fraction=True), start=upper.start, end=lower.number.end, value=value, share=True
    )


def _compound(text: str, upper: _Part, lower: _Part) -> _Part | None:
    """Return `3 dollars 50 cents`, `four pounds twenty` or `5 ft 2 in` as one amount."""
    if upper.unit is None or upper.share or lower.value < 0:
        return None
    between = text[upper.end : lower.start]
    if not re.fullmatch(r"\s|\sand\s|,\s", between):
        return None
    one, other = upper.unit, lower.unit
    if one.canonical == "metre" and one.name == "foot" and upper.value.is_integer() and lower.value < 12:
        if other is not None and other.name == "inch":
            return replace_part(upper, lower, upper.value + lower.value / 12)
        inches = re.match(r"\s?in\b", text[lower.end :]) if other is None else None
        if inches is not None:
            joined = replace_part(upper, lower, upper.value + lower.value / 12)
            joined.end = lower.end + inches.end()
            return joined
        return None
    if (
        one.kind == "duration"
        and other is not None
        and other.kind == "duration"
        and one.canonical == other.canonical
        and between != ", "
    ):
        if one.factor > other.factor and lower.value * other.factor < one.factor:
            return replace_part(upper, lower, upper.value + lower.value * other.factor / one.factor)
        return None
    if one.kind != "money" or one.factor != 1.0 or not 0 < lower.value < 100 or between == ", ":
        return None
    if other is not None and other.kind == "money" and other.factor == 0.01:
        return replace_part(upper, lower, upper.value + lower.value / 100)
    follows_amount = upper.number.end < upper.end and _TAILLESS.match(text, lower.end) is not None
    if other is None and follows_amount and not lower.share and not lower.number.fraction and lower.value.is_integer():
        return replace_part(upper, lower, upper.value + lower.value / 100)
    return None


def replace_part(upper: _Part, lower: _Part, value: float) -> _Part:
    """Return `upper` stretched over `lower` with a new value."""
    return _Part(number=upper.number, start=upper.start, end=lower.end, value=value, unit=upper.unit)


def _lend_units(text: str, parts: list[_Part]) -> None:
    """Give numbers in a list or a range the unit of a neighbour: `90, 60 and 30 days`, `from 24 seconds to 8`."""
    for index in range(len(parts) - 2, -1, -1):
        part, following = parts[index], parts[index + 1]
        if part.unit is not None or part.share or part.number.fraction or following.unit is None:
            continue
        between = text[part.end : following.start]
        symbol_first = following.unit.kind == "money" and following.start < following.number.start
        if symbol_first or not (_LIST.fullmatch(between) or _RANGE.fullmatch(between)):
            continue
        if following.unit.kind == "money" and re.fullmatch(r"\s*and\s*", between):
            continue
        if between.strip() in {"", "or"} and following.unit.name in _PARTS_OF_CLOCK:
            continue
        part.unit = following.unit
    for index in range(1, len(parts)):
        part, before = parts[index], parts[index - 1]
        if part.unit is not None or part.share or part.number.fraction or before.unit is None:
            continue
        between = text[before.end : part.start]
        bare = counted_noun(text, part.end, plural=part.value != 1)[0] == ""
        money_range = before.unit.kind == "money" and before.start < before.number.start and _DASH.fullmatch(between)
        if money_range or (bare and re.fullmatch(r"\s*(?:to|-|–|->|→|down\sto|up\sto|and\snow)\s*", between)):
            part.unit = before.unit


def _range(text: str, low: _Part, high: _Part) -> _Part | None:
    """Return `20 to 1,000` or `€2-4m` as one part with both ends, None where the two are apart."""
    if low.top is not None or high.top is not None or low.share or high.share:
        return None
    between = text[low.end : high.start]
    if not _RANGE.fullmatch(between):
        return None
    word = between.strip().lower().rstrip("+± ")
    if word.startswith("and") and not re.search(
        r"\bbetween\s(?:\w+\s){0,2}$", text[max(0, low.start - 24) : low.start], re.IGNORECASE
    ):
        return None
    if word.startswith("or"):
        return None
    if low.unit is not None and high.unit is not None and low.unit.canonical != high.unit.canonical:
        return None
    if low.unit is None and high.unit is not None and high.unit.kind == "duration" and word == "and":
        low.unit = high.unit
    unit = low.unit or high.unit
    if low.number.fraction != high.number.fraction:
        return None
    value = _scaled_low(text, low, high)
    factor = 1.0
    if low.unit is not None and high.unit is not None and low.unit is not high.unit:
        factor = high.unit.value(high.value) / low.unit.value(high.value) if high.value else 1.0
    top = high.value * factor
    if low.unit is not None and high.unit is not None and low.unit.offset != high.unit.offset:
        return None
    if not value < top:
        return None
    part = _Part(number=low.number, start=low.start, end=high.end, value=value, unit=unit, top=top)
    part.number = replace(low.number, end=high.number.end)
    return part


def _scaled_low(text: str, low: _Part, high: _Part) -> float:
    """Return the lower end with the scale of the upper one where only that has it: `2 to 4 million`."""
    match = _SCALE_END.search(text[high.number.start : high.scale_end].rstrip())
    if match is None or (low.number.grouped and not text[low.number.start : low.number.end].replace(".", "").isdigit()):
        return low.value
    scale = _SCALE_OF.get(match[1].lower(), 1.0)
    if low.value < 1000 and high.value >= scale and low.value < high.value / scale:
        return low.value * scale
    return low.value


# --- from part to figure ---------------------------------------------------------------------------


def _figure(text: str, part: _Part) -> tuple[Figure, int]:
    """Return the figure that `part` and the words around it make, and where its per-what ends."""
    unit = part.unit
    end = part.end
    if unit is not None and unit.kind == "money" and unit.factor == 0.01 and (whole := _OF_EACH_COIN.match(text, end)):
        part = replace_whole(part, whole.end())
        unit, end = None, part.end
    if unit is not None and unit.name == "year" and (old := _YEARS_OLD.match(text, end)):
        end = old.end()
    comparator, approximate, from_, _ = comparator_before(text, part.start)
    noun, noun_end = "", end
    if unit is None and not part.share and not part.number.fraction:
        noun, noun_end = counted_noun(text, end, plural=part.value != 1 or part.top is not None)
    money = unit is not None and unit.kind == "money"
    comparator, approximate, after = _bounds_after(text, (end, noun_end), comparator, approximate=approximate)
    per, per_end = per_after(text, max(after, noun_end if noun else end), money=money)
    if not per and noun:
        per, per_end = per_after(text, end, money=money)
    if not per:
        per, per_end = per_slash_later(text, end)
    if not per and (noun or unit is not None) and (unit is None or unit.canonical not in _NEVER_PER):
        per, per_end = period_later(text, max(after, noun_end if noun else end))
    if not per and money:
        per, per_end = per_after_fee(text, end)
    if not per and money:
        per = period_before(text, part.start)
    if from_ and comparator is Comparator.EQUAL and part.top is None and unit is not None and unit.kind == "money":
        comparator = Comparator.AT_LEAST
    if comparator is Comparator.MORE and unit is not None and unit.kind == "duration" and _during(text, part.start):
        comparator = Comparator.EQUAL
    if part.top is not None and comparator in {Comparator.AT_LEAST}:
        comparator = Comparator.EQUAL
    figure = _made(text, part, noun=noun, end=end, comparator=comparator, approximate=approximate, per=per)
    return figure, per_end if per else end


def replace_whole(part: _Part, end: int) -> _Part:
    """Return `60 cents of each dollar` as the share it is."""
    return _Part(
        number=replace(part.number, fraction=True), start=part.start, end=end, value=part.value / 100, share=True
    )


def _during(text: str, start: int) -> bool:
    """Return whether `over` before a period means during it: `over 3 years`."""
    return re.search(r"\bover\s(?:the\s)?(?:\w+\s)?$", text[max(0, start - 16) : start], re.IGNORECASE) is not None


def _bounds_after(
    text: str, ends: tuple[int, int], comparator: Comparator, *, approximate: bool
) -> tuple[Comparator, bool, int]:
    """Return the bounds once the words after the figure, or after its noun, are counted in."""
    after = max(ends)
    for end in ends:
        found, about, stop = comparator_after(text, end)
        approximate = approximate or about
        if found is not Comparator.EQUAL:
            if comparator is Comparator.EQUAL:
                comparator = found
            after = max(after, stop)
            break
    return comparator, approximate, after


def _made(
    text: str, part: _Part, *, noun: str, end: int, comparator: Comparator, approximate: bool, per: str
) -> Figure:
    """Return the record, with kind and canonical value."""
    unit = part.unit
    value, top = part.value, part.top
    kind, name = "number", noun
    if part.share or part.number.fraction:
        kind, name = "ratio", ""
    if unit is not None:
        kind, name = unit.kind, unit.canonical
        value, top = unit.value(value), None if top is None else unit.value(top)
    elif (multiple := MULTIPLE.match(text, end)) is not None and noun in {"", "time", "fold"}:
        if multiple[0].strip().lower() in {"x", "×"} and not per:
            per, _ = per_after(text, multiple.end(), money=False)
        if per in PERIODS:
            noun = "time"
        if noun != "time" or per not in PERIODS:
            kind, name, end = "multiple", "", multiple.end()
    written = (part.value, unit.name if unit is not None else name)
    if kind == "number" and noun == "time" and per in PERIODS and part.value > 0:
        kind, name, value, top = "frequency", "second", period_seconds(per) / part.value, None
        per = ""
    elif kind == "duration" and re.search(
        r"\b(?:every|each)\s$", text[max(0, part.start - 16) : part.start], re.IGNORECASE
    ):
        kind = "frequency"
    return Figure(
        start=part.start,
        end=end,
        text=text[part.start : end],
        kind=kind,
        value=value,
        value_max=top,
        unit=name,
        as_written=written,
        comparator=comparator,
        approximate=approximate,
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
    digits = re.match(r"\d+(?:\.\d+)?", name.number)
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
