"""Two numbers that make one figure: shares, compound amounts, spoken pairs and ranges, and units lent to neighbours."""

from __future__ import annotations

import re
from dataclasses import replace

from msgcheck.segment.readings.counted_nouns import counted_noun
from msgcheck.segment.readings.figure_parts import Part

_RANGE = re.compile(
    r"\s*(?:-|–|—|−|~|to|through|thru|until|till|up\sto|and|or)\s*[+±]?\s*(?:as\s(?:much|many)\sas\s|about\s)?",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*[-–—−~]\s*")
_SHARE = re.compile(r"\s+(?P<word>in|out\s+of|of|from)\s+(?P<each>every\s+|each\s+|the\s+|any\s+)?", re.IGNORECASE)
_SHARE_NOUN = re.compile(r"\s[^\W\d_]+\s(?:in|out\sof|per)\s(?:every\s|each\s)?", re.IGNORECASE)
_LIST = re.compile(r"(?:-(?=[\s,]))?\s*(?:,|/|or|and|,\s?and|,\s?or|&|then)\s*", re.IGNORECASE)
_PARTS_OF_CLOCK = frozenset({"second", "quarter"})
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
_JOINT = re.compile(r"\s|\sand\s")
_INCHES = re.compile(r"\s?in\b")
_OVER = re.compile(r"\s+over\s+", re.IGNORECASE)
_WORD_NEXT = re.compile(r"\s*[^\W\d_]")
_BETWEEN = re.compile(r"\bbetween\s(?:\w+\s){0,2}$", re.IGNORECASE)
_GOES_TO = re.compile(r"\s*(?:to|-|–|->|→|down\sto|up\sto|and\snow)\s*")
_NICE_TOTALS = frozenset(
    {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 500, 1000, 10_000, 100_000, 1_000_000}
)
_TAILLESS = re.compile(r"\s*(?:$|[.,;:!?)]|(?:per|a|an|each|for|in|on|plus|and|or|to|at|extra|more|flat|all)\b)")


def joined_parts(text: str, parts: list[Part]) -> list[Part]:
    """Return the parts with shares, compound amounts and ranges made of two joined, and units of lists shared."""
    result: list[Part] = []
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


def _joined_two(text: str, first: Part, second: Part) -> Part | None:
    """Return two neighbouring numbers as one where they make a share, an amount or a spoken pair."""
    return _share(text, first, second) or _compound(text, first, second) or _spoken_pair(text, first, second)


def _spoken_pair(text: str, first: Part, second: Part) -> Part | None:
    """Return `twenty-one ninety-nine` as 2199 and `twenty twenty-six` as 2026."""
    if not (first.number.spelled and second.number.spelled) or first.unit is not None:
        return None
    if not re.fullmatch(r"[ -]", text[first.end : second.start]) or first.number.grouped or second.number.grouped:
        return None
    if not (11 <= first.value <= 99 and 10 <= second.value <= 99) or first.number.fraction or second.number.fraction:
        return None
    if second.unit is not None and second.unit.kind != "money":
        return None
    return Part(
        number=first.number, start=first.start, end=second.end, value=first.value * 100 + second.value, unit=second.unit
    )


def _share(text: str, upper: Part, lower: Part) -> Part | None:
    """Return `three in ten`, `19 out of 20` or `one lift in ten` as a share, None where it is something else."""
    top, bottom = upper.number.value, lower.number.value
    between = text[upper.number.end : lower.start]
    if upper.unit is not None or upper.share or not abs(top) < bottom:
        return None
    if _OVER.fullmatch(between):
        whole_text = lower.unit is None and _WORD_NEXT.match(text, lower.number.end) is None
        return _share_part(upper, lower) if whole_text else None
    measured = lower.unit is not None and lower.unit.canonical not in {"percent", "metre", "pixel"}
    if measured or top < 0 or not (top.is_integer() and bottom.is_integer()):
        return None
    if (match := _SHARE.fullmatch(between)) is not None:
        return _share_part(upper, lower) if _says_share(match, top, bottom) else None
    if bottom in _NICE_TOTALS and _SHARE_NOUN.fullmatch(between):
        counted = counted_noun(text, lower.number.end, plural=True)[0]
        return None if counted and bottom < 100 else _share_part(upper, lower)
    return None


def _says_share(match: re.Match[str], top: float, bottom: float) -> bool:
    """Return whether the words between two numbers make a share: `in`, `out of`, `of every`."""
    word = re.sub(r"\s+", " ", match["word"].lower())
    each = (match["each"] or "").strip().lower()
    if each in {"every", "each"}:
        return True
    if word == "out of":
        return each != "the"
    return word == "in" and (bottom in _NICE_TOTALS or top == 1)


def _share_part(upper: Part, lower: Part) -> Part:
    value = upper.value / lower.value
    return Part(
        number=replace(upper.number, fraction=True), start=upper.start, end=lower.number.end, value=value, share=True
    )


def _compound(text: str, upper: Part, lower: Part) -> Part | None:
    """Return `3 dollars 50 cents`, `four pounds twenty`, `2 hours 30 minutes` or `5 ft 2 in` as one amount."""
    if upper.unit is None or upper.share or lower.value < 0 or lower.share:
        return None
    between = text[upper.end : lower.start]
    if not _JOINT.fullmatch(between):
        return None
    if upper.unit.name == "foot":
        return _feet_and_inches(text, upper, lower)
    if upper.unit.kind == "duration" and lower.unit is not None and upper.unit.canonical == lower.unit.canonical:
        if upper.unit.factor > lower.unit.factor and lower.value * lower.unit.factor < upper.unit.factor:
            return _stretched(upper, lower, upper.value + lower.value * lower.unit.factor / upper.unit.factor)
        return None
    if upper.unit.kind == "money" and upper.unit.factor == 1.0 and 0 < lower.value < 100:
        return _coins(text, upper, lower)
    return None


def _feet_and_inches(text: str, upper: Part, lower: Part) -> Part | None:
    """Return `5 ft 2 in`; `in` alone is no unit, only after feet."""
    if not upper.value.is_integer() or lower.value >= 12:
        return None
    joined = _stretched(upper, lower, upper.value + lower.value / 12)
    if lower.unit is None:
        inches = _INCHES.match(text, lower.end)
        if inches is None:
            return None
        joined.end = inches.end()
        return joined
    return joined if lower.unit.name == "inch" else None


def _coins(text: str, upper: Part, lower: Part) -> Part | None:
    """Return `13 dollars and 45 cents` or `nine pound fifty`."""
    in_hundredths = lower.unit is not None and lower.unit.kind == "money" and lower.unit.factor == 0.01
    unit_in_between = lower.unit is None and upper.number.end < upper.end and not lower.number.fraction
    if in_hundredths or (unit_in_between and lower.value.is_integer() and _TAILLESS.match(text, lower.end)):
        return _stretched(upper, lower, upper.value + lower.value / 100)
    return None


def _stretched(upper: Part, lower: Part, value: float) -> Part:
    """Return `upper` stretched over `lower` with a new value."""
    return Part(number=upper.number, start=upper.start, end=lower.end, value=value, unit=upper.unit)


def _lend_units(text: str, parts: list[Part]) -> None:
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
        if money_range or (bare and _GOES_TO.fullmatch(between)):
            part.unit = before.unit


def _range(text: str, low: Part, high: Part) -> Part | None:
    """Return `20 to 1,000` or `€2-4m` as one part with both ends, None where the two are apart."""
    if low.top is not None or high.top is not None or low.share or high.share:
        return None
    if low.number.fraction != high.number.fraction or not _joins_range(text, low, high):
        return None
    one, other = low.unit, high.unit
    factor = 1.0
    if one is not None and other is not None and one is not other:
        if one.canonical != other.canonical or one.offset != other.offset:
            return None
        factor = other.factor / one.factor
    value, top = _scaled_low(text, low, high), high.value * factor
    if not value < top:
        return None
    number = replace(low.number, end=high.number.end)
    return Part(number=number, start=low.start, end=high.end, value=value, unit=one or other, top=top)


def _joins_range(text: str, low: Part, high: Part) -> bool:
    """Return whether the words between two numbers make them the ends of a range."""
    between = text[low.end : high.start]
    if not _RANGE.fullmatch(between):
        return False
    word = between.strip().lower()
    if word.startswith("and"):
        return _BETWEEN.search(text, max(0, low.start - 24), low.start) is not None
    return not word.startswith("or")


def _scaled_low(text: str, low: Part, high: Part) -> float:
    """Return the lower end with the scale of the upper one where only that has it: `2 to 4 million`."""
    match = _SCALE_END.search(text[high.number.start : high.scale_end].rstrip())
    if match is None or (low.number.grouped and not text[low.number.start : low.number.end].replace(".", "").isdigit()):
        return low.value
    scale = _SCALE_OF.get(match[1].lower(), 1.0)
    if low.value < 1000 and high.value >= scale and low.value < high.value / scale:
        return low.value * scale
    return low.value
