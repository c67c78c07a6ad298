"""Figures as points on a scale, and when two points say the same.

A range counts as its two ends. Shares, counts per hundred and percentages lie on one scale, amounts per
thousand on that of single amounts, so that values can be compared whatever they were written as.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgcheck.records import Figure

SECONDS = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "night": 86400.0, "week": 604800.0,
    "fortnight": 1209600.0, "month": 2629800.0, "quarter": 7889400.0, "year": 31557600.0,
}  # fmt: skip
"""Length of a period in seconds, as the figure reader has it."""
EXACT = 1e-6
SHARE_SLACK = 0.007
"""Absolute distance of two shares of which one is a rounded third, sixth, ..., or says "about"."""

_CALENDAR = frozenset({"month", "quarter", "year", "decade", "century"})
_CALENDAR_SLACK = 0.035
"""A month is 28 to 31 days, so 90 days are three months."""
_ABOUT = 0.03
"""Relative distance of two figures of which one says "about"."""
_LOT = {"thousand": 1000.0, "hundred": 100.0, "million": 1e6}
_DOLLARS = frozenset({"usd", "aud", "cad", "nzd", "hkd", "sgd", "twd"})
_WITH_CENTS = _DOLLARS | {"eur"}
_NAMING = frozenset({"version", "ordinal"})
_MEASURES = frozenset({"metre", "kilogram", "litre", "celsius", "square metre", "watt", "joule"})
_UNIX_DAY = date(1970, 1, 1).toordinal()
_HALF_DAY_S = 12 * 3600.0
_MANY_HOURS = 1000
"""From here on hours are a total, and whether they are working hours makes no difference."""


@dataclass(slots=True, eq=False)
class Point:
    """One figure, or one end of a range."""

    figure: Figure
    index: int
    """Place of the figure in its text."""
    value: float
    """On the scale."""
    written: float
    end: str
    """`low` or `high` for the ends of a range, else ""."""
    scale: str
    taken: bool = False
    neighbours: dict[str, float] = field(default_factory=dict)
    """For a number without a unit: scale -> factor of the figures with a unit beside it (`three days, later five`)."""

    @property
    def bare(self) -> bool:
        """Return whether this is a number of nothing in particular."""
        return self.figure.kind == "number" and not self.figure.unit and self.scale == "count"


Pairs = list[tuple[Point, Point]]


def points_of(figures: Sequence[Figure]) -> list[Point]:
    """Return the figures that can be compared, ranges as two points; names and ordinals are left out."""
    points: list[Point] = []
    for index, figure in enumerate(figures):
        if figure.kind in _NAMING:
            continue
        scale, factor = _scale(figure)
        ratio = figure.as_written[0] / figure.value if figure.value else 1.0
        ends = [("", figure.value)]
        if figure.value_max is not None:
            ends = [("low", figure.value), ("high", figure.value_max)]
        for end, value in ends:
            written = figure.as_written[0] if end != "high" else value * ratio
            points.append(Point(figure, index, value * factor, written, end, scale))
    factors = {
        point.scale: point.value / point.written
        for point in points
        if point.written and point.scale not in {"count", "date", "clock"}
    }
    for point in points:
        if point.bare:
            point.neighbours = factors
    return points


def _scale(figure: Figure) -> tuple[str, float]:
    """Return the scale a figure is compared on, and what its value is multiplied with to get there."""
    lot = next((size for name, size in _LOT.items() if name in figure.per.split()), None)
    match figure.kind:
        case "percent" if figure.unit == "percent":
            return "share", 0.01
        case "ratio":
            return "share", 1.0
        case "number" if lot is not None:
            return "share", 1 / lot
        case "money":
            return "money", 1 / (lot or 1.0)
        case "number":
            return "count", 1.0
        case "time":
            return figure.unit, 1.0
        case "size" if figure.unit == "degree":
            return "celsius", 1.0
        case "duration" | "size" | "percent":
            return figure.unit, 1.0
        case _:
            return figure.kind, 1.0


def pair(left: Sequence[Point], right: Sequence[Point], test: Callable[[Point, Point], bool]) -> Pairs:
    """Take and return the pairs of free points that pass `test`, those that look most alike first."""
    candidates = [
        (_likeness(one, other), one, other)
        for one in left
        for other in right
        if not one.taken and not other.taken and test(one, other)
    ]
    pairs: Pairs = []
    for _, one, other in sorted(candidates, key=lambda candidate: -candidate[0]):
        if not one.taken and not other.taken:
            one.taken = other.taken = True
            pairs.append((one, other))
    return sorted(pairs, key=lambda two: two[0].index)


def _likeness(one: Point, other: Point) -> float:
    """Return how much two points look like the same figure, their values apart."""
    a, b = one.figure, other.figure
    score = 2.0 * (a.unit == b.unit and a.unit != "") + 1.0 * (one.end == other.end)
    score += 0.6 * (a.as_written[1] == b.as_written[1]) + 0.5 * (a.per == b.per) + 0.3 * (a.comparator == b.comparator)
    return score - 0.05 * abs(one.index - other.index)


# --- when two points say the same ------------------------------------------------------------------


def same(one: Point, other: Point) -> bool:
    """Return whether two points say the same figure, however it is written."""
    if one.scale != other.scale:
        return _same_across(one, other)
    a, b = one.figure, other.figure
    if one.scale == "date":
        return dates_agree(a, b) is True
    if one.scale == "clock" and not (_says_half(a) and _says_half(b)):
        return one.value % _HALF_DAY_S == other.value % _HALF_DAY_S
    if one.scale == "money" and not one_currency(a, b):
        return False
    if one.scale == "money" and one.end == other.end != "high" and a.value == b.value and not (a.per and b.per):
        return True
    return _close(one, other, *per_period(one, other))


def same_of_same(one: Point, other: Point) -> bool:
    """Return whether two points say the same figure of the same thing."""
    return one.figure.unit == other.figure.unit and one.end == other.end and same(one, other)


def same_as_written(one: Point, other: Point) -> bool:
    """Return whether one side is a number without unit that the other side writes in full: `eighteen and up`, £18."""
    return _lends(one, other) or _lends(other, one)


def _lends(bare: Point, full: Point) -> bool:
    if not bare.bare or full.scale in {"count", "date"}:
        return False
    if full.scale == "clock":
        return bare.written == full.value / 3600 or bare.written + 12 == full.value / 3600
    if full.figure.kind != "ratio" and near(bare.written, full.written):
        return True
    factor = bare.neighbours.get(full.scale)
    if factor is not None and near(bare.written * factor, full.value):
        return True
    if full.scale in {"money", "share"} and near(bare.written, full.value):
        return True
    return full.scale == "money" and bare.figure.text.isascii() and near(bare.written / 100, full.value)


def near(value: float, against: float, slack: float = EXACT) -> bool:
    """Return whether two values are equal up to `slack` of the larger one."""
    return abs(value - against) <= slack * max(abs(value), abs(against), 1e-12)


def _says_half(figure: Figure) -> bool:
    """Return whether a time of day says which half of the day it is in: `7 pm`, `19:00`, but not `half past seven`."""
    return figure.value >= _HALF_DAY_S or figure.text[:1].isdigit() or "morning" in figure.text.lower()


def _close(one: Point, other: Point, value: float, against: float) -> bool:
    a, b = one.figure, other.figure
    about = a.approximate or b.approximate
    if one.scale == "share" and (about or endless(a) or endless(b)) and shares_near(value, against):
        return True
    if one.scale in {"second", "frequency"} and (a.as_written[1] in _CALENDAR) != (b.as_written[1] in _CALENDAR):
        return near(value, against, _CALENDAR_SLACK)
    if one.scale in {"count", "share", "multiple"} or not about:
        return near(abs(value), abs(against), _ABOUT if about and abs(against) >= 100 else EXACT)
    return near(value, against, _ABOUT if one.scale in _MEASURES else EXACT)


def shares_near(value: float, against: float) -> bool:
    """Return whether two shares of which one is rounded are equal: a sixth and 17 %, but not 0.04 % and 0.004 %."""
    return abs(value - against) <= min(SHARE_SLACK, 0.04 * max(value, against))


def endless(figure: Figure) -> bool:
    """Return whether a share was written as a third, a sixth, ..., which a percentage can only round."""
    return figure.kind == "ratio" and not float(round(figure.value * 10000, 6)).is_integer()


def period_of(figure: Figure) -> str | None:
    """Return the period a figure holds for (`month`), None where it has none."""
    return next((name for name in figure.per.split() if name in SECONDS), None)


def per_period(one: Point, other: Point) -> tuple[float, float]:
    """Return both values by the second where both hold per some period, else as they are."""
    a, b = period_of(one.figure), period_of(other.figure)
    if a is None or b is None or a == b:
        return one.value, other.value
    value, against = one.value / SECONDS[a], other.value / SECONDS[b]
    if (a in _CALENDAR) != (b in _CALENDAR) and near(value, against, _CALENDAR_SLACK):
        return value, value
    return value, against


def _same_across(one: Point, other: Point) -> bool:
    """Return whether points of two scales say the same: five business days and a week, half and 0.5 times."""
    by_scale = {one.scale: one, other.scale: other}
    match frozenset(by_scale):
        case scales if scales == {"second", "business day"}:
            days, seconds = by_scale["business day"], by_scale["second"]
            in_weeks = seconds.figure.as_written[1] in {"week", "fortnight"}
            return in_weeks and near(seconds.value / 604800 * 5, days.value)
        case scales if scales == {"second", "business hour"}:
            return one.written >= _MANY_HOURS and near(one.written, other.written)
        case scales if scales in ({"share", "multiple"}, {"second", "frequency"}):
            return near(one.value, other.value)
        case _:
            return False


def complement(one: Point, other: Point) -> bool:
    """Return whether two shares add up to the whole."""
    if one.scale != "share" or other.scale != "share" or not (0 < one.value < 1 and 0 < other.value < 1):
        return False
    slack = SHARE_SLACK if endless(one.figure) or endless(other.figure) else EXACT
    if abs(one.value + other.value - 1) > slack:
        return False
    a, b = one.figure, other.figure
    if a.value_max is None or b.value_max is None:
        return a.value_max is None and b.value_max is None
    whole = 100.0 if a.kind == "percent" else 1.0
    against = 100.0 if b.kind == "percent" else 1.0
    return abs(a.value / whole + b.value_max / against - 1) <= slack >= abs(a.value_max / whole + b.value / against - 1)


def one_currency(a: Figure, b: Figure) -> bool:
    """Return whether two amounts can be in one currency; a bare `$` or `cent` may be any dollar."""
    if a.unit == b.unit:
        return True
    for vague, exact in ((a, b), (b, a)):
        name = vague.as_written[1]
        if (name in {"dollar", "buck"} and exact.unit in _DOLLARS) or (name == "cent" and exact.unit in _WITH_CENTS):
            return True
    return False


def dates_agree(a: Figure, b: Figure) -> bool | None:
    """Return whether two dates agree in all parts that both name, None where they have no part in common."""
    one, other = _date_parts(a), _date_parts(b)
    common = one.keys() & other.keys()
    if not common:
        return None
    return all(one[part] == other[part] for part in common)


def _date_parts(figure: Figure) -> dict[str, int]:
    """Return the year, quarter, month and day that a date names."""
    value = int(figure.value)
    match figure.unit:
        case "day":
            day = date.fromordinal(value + _UNIX_DAY)
            return {"year": day.year, "quarter": (day.month + 2) // 3, "month": day.month, "day": day.day}
        case "month":
            return {"year": value // 12, "quarter": value % 12 // 3 + 1, "month": value % 12 + 1}
        case "quarter":
            return {"year": value // 4, "quarter": value % 4 + 1}
        case "day of year":
            return {"month": value // 100, "day": value % 100}
        case "quarter of year":
            return {"quarter": value}
        case _:
            return {"year": value}
