"""What became of the figures of an approved wording in a statement.

Both sides come as normalised `Figure` records. A range counts as its two ends. Figures of one scale (shares,
money, durations, counts, ...) are paired: first those that are equal however they are written, then those that
follow from the other side by arithmetic (a complement, a sum, a share of two counts), and what is left over
on both sides of one scale is a change. What is left on one side only is missing or added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from msgcheck.records import Comparator, Figure

_SECONDS = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "night": 86400.0, "week": 604800.0,
    "fortnight": 1209600.0, "month": 2629800.0, "quarter": 7889400.0, "year": 31557600.0,
}  # fmt: skip
_CALENDAR = frozenset({"month", "quarter", "year", "decade", "century"})
_LOT = {"thousand": 1000.0, "hundred": 100.0, "million": 1e6}
_EXACT = 1e-6
_ABOUT = 0.03
"""Relative distance of two figures of which one says "about"."""
_CALENDAR_SLACK = 0.035
"""A month is 28 to 31 days, so 90 days are three months."""
_SHARE_SLACK = 0.007
"""Absolute distance of two shares of which one is a rounded third, sixth, ..., or says "about"."""
_DOLLARS = frozenset({"usd", "aud", "cad", "nzd", "hkd", "sgd", "twd"})
_WITH_CENTS = _DOLLARS | {"eur"}
_PLAIN = frozenset({"version", "ordinal"})


class ChangeKind(StrEnum):
    """Which side of a figure was changed."""

    VALUE = "value"
    UNIT = "unit"
    CURRENCY = "currency"
    PER = "per"
    COMPARATOR = "comparator"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure that the statement gives differently."""

    kind: ChangeKind
    approved: Figure
    found: Figure
    what: str
    """The change as a clause: `30 % became 50 %`, `per month became per year`, `"up to" is missing`."""
    sure: float
    """How certain it is that the two belong together, in [0, 1]."""
    larger: bool | None = None
    """Whether the statement's value is the larger one; None where that means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChanges:
    """The figures of an approved wording and of a statement, aligned."""

    equal: tuple[tuple[Figure, Figure], ...] = ()
    """Pairs (approved, found) that say the same, however they are written."""
    changed: tuple[FigureChange, ...] = ()
    missing: tuple[Figure, ...] = ()
    """Approved figures the statement does not give."""
    added: tuple[Figure, ...] = ()
    """Figures of the statement that the approved wording does not have."""
    complements: tuple[tuple[Figure, Figure], ...] = ()
    """Pairs of shares that add up to the whole: 99.95 % available, 0.05 % down. The same only if the point is turned as well."""
    derived: tuple[Figure, ...] = ()
    """Figures of the statement that follow from approved ones by arithmetic: a sum, a share of two counts."""
    renamed: tuple[tuple[Figure, Figure], ...] = ()
    """Numbers that name something and differ: ISO 14001 and ISO 9001. They are no changed figure."""

    @property
    def value_changes(self) -> tuple[FigureChange, ...]:
        """Return the changes of value, unit, currency or per-what, surest first; bounds apart."""
        found = [change for change in self.changed if change.kind is not ChangeKind.COMPARATOR]
        return tuple(sorted(found, key=lambda change: -change.sure))

    @property
    def bound_changes(self) -> tuple[FigureChange, ...]:
        """Return the changes of a bound: "up to" missing, "at least" added."""
        return tuple(change for change in self.changed if change.kind is ChangeKind.COMPARATOR)


@dataclass(slots=True)
class _Point:
    """One figure, or one end of a range."""

    figure: Figure
    index: int
    """Place of the figure in its text."""
    value: float
    written: float
    end: str
    """`low` or `high` for the ends of a range, else ""."""
    scale: str
    taken: bool = False


def compare_figures(approved: Sequence[Figure], found: Sequence[Figure]) -> FigureChanges:
    """Return which figures of an approved wording a statement keeps, changes, leaves out and adds.

    Args:
        approved: figures of the approved wording, in order.
        found: figures of the statement, in order.
    """
    left, right = _points(approved), _points(found)
    equal = [
        *_pair(left, right, _same_place),
        *_pair(left, right, _same),
        *_pair(left, right, _same_written),
    ]
    complements = _pair(left, right, _complement)
    derived = _derived(left, right, approved)
    changes = [change for pair in equal if (change := _side_change(*pair)) is not None]
    changes += _changes(left, right)
    return FigureChanges(
        equal=_figures_of(equal),
        changed=_once(changes),
        missing=_whole(left),
        added=_whole(right),
        complements=_figures_of(complements),
        derived=tuple(derived),
        renamed=_renamed(approved, found),
    )


def _points(figures: Sequence[Figure]) -> list[_Point]:
    """Return the figures that can be compared, ranges as two points."""
    points: list[_Point] = []
    for index, figure in enumerate(figures):
        if figure.kind in _PLAIN:
            continue
        scale, factor = _scale(figure)
        ratio = figure.as_written[0] / figure.value if figure.value else 1.0
        if figure.value_max is None:
            points.append(_Point(figure, index, figure.value * factor, figure.as_written[0], "", scale))
            continue
        for end, value in (("low", figure.value), ("high", figure.value_max)):
            points.append(_Point(figure, index, value * factor, value * ratio, end, scale))
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
        case "duration" | "size" | "percent":
            return figure.unit, 1.0
        case _:
            return figure.kind, 1.0


# --- pairing ---------------------------------------------------------------------------------------

_Test = Callable[[_Point, _Point], bool]
_Pairs = list[tuple[_Point, _Point]]


def _pair(left: list[_Point], right: list[_Point], test: _Test) -> _Pairs:
    """Take and return the pairs that pass `test`, those that look most alike first."""
    candidates = [
        (_likeness(one, other), one, other)
        for one in left
        for other in right
        if not one.taken and not other.taken and test(one, other)
    ]
    pairs: _Pairs = []
    for _, one, other in sorted(candidates, key=lambda candidate: -candidate[0]):
        if not one.taken and not other.taken:
            one.taken = other.taken = True
            pairs.append((one, other))
    return sorted(pairs, key=lambda pair: pair[0].index)


def _likeness(one: _Point, other: _Point) -> float:
    """Return how much two points look like the same figure, their values apart."""
    a, b = one.figure, other.figure
    score = 2.0 * (a.unit == b.unit and a.unit != "") + 1.0 * (one.end == other.end)
    score += 0.6 * (a.as_written[1] == b.as_written[1]) + 0.5 * (a.per == b.per) + 0.3 * (a.comparator == b.comparator)
    return score - 0.05 * abs(one.index - other.index)


def _same(one: _Point, other: _Point) -> bool:
    """Return whether two points say the same figure."""
    if one.scale != other.scale:
        return _same_across(one, other)
    a, b = one.figure, other.figure
    if one.scale == "date":
        return _dates(a, b) == "equal"
    if one.scale == "money" and not _one_currency(a, b):
        return False
    value, against = _per_period(one, other)
    return _close(one, other, value, against)


def _same_place(one: _Point, other: _Point) -> bool:
    """Return whether two points say the same figure of the same thing."""
    return one.figure.unit == other.figure.unit and one.end == other.end and _same(one, other)


def _close(one: _Point, other: _Point, value: float, against: float) -> bool:
    a, b = one.figure, other.figure
    about = a.approximate or b.approximate
    if one.scale == "share":
        rounded = about or _endless(a) or _endless(b)
        if rounded and abs(value - against) <= _SHARE_SLACK:
            return True
    if one.scale in {"second", "frequency"} and (a.as_written[1] in _CALENDAR) != (b.as_written[1] in _CALENDAR):
        return _near(value, against, _CALENDAR_SLACK)
    if one.scale in {"count", "share", "multiple"} or not about:
        return _near(abs(value), abs(against), _ABOUT if about and abs(against) >= 100 else _EXACT)
    if one.scale in {"metre", "kilogram", "litre", "celsius", "square metre", "watt"}:
        return _near(value, against, _ABOUT)
    return _near(value, against, _EXACT)


def _endless(figure: Figure) -> bool:
    """Return whether a share was written as a third, a sixth, ..., which a percentage can only round."""
    return figure.kind == "ratio" and not float(round(figure.value * 10000, 6)).is_integer()


def _near(value: float, against: float, slack: float) -> bool:
    return abs(value - against) <= slack * max(abs(value), abs(against), 1e-12)


def _per_period(one: _Point, other: _Point) -> tuple[float, float]:
    """Return both values by the second where both hold per some period, else as they are."""
    a, b = _period(one.figure), _period(other.figure)
    if a is None or b is None or a == b:
        return one.value, other.value
    value, against = one.value / _SECONDS[a], other.value / _SECONDS[b]
    if (a in _CALENDAR) != (b in _CALENDAR) and _near(value, against, _CALENDAR_SLACK):
        return value, value
    return value, against


def _period(figure: Figure) -> str | None:
    return next((name for name in figure.per.split() if name in _SECONDS), None)


def _same_across(one: _Point, other: _Point) -> bool:
    """Return whether points of two scales say the same: five business days and a week, half and 0.5 times."""
    scales = {one.scale, other.scale}
    if scales == {"second", "business day"}:
        days, seconds = (one, other) if one.scale == "business day" else (other, one)
        return seconds.figure.as_written[1] == "week" and _near(seconds.value / 604800 * 5, days.value, _EXACT)
    if scales == {"share", "multiple"}:
        return _near(one.value, other.value, _EXACT)
    if scales == {"second", "frequency"}:
        return _near(one.value, other.value, _EXACT)
    return False


def _same_written(one: _Point, other: _Point) -> bool:
    """Return whether one side is a bare number that the other side writes with a unit: `eighteen and up` for £18."""
    for bare, full in ((one, other), (other, one)):
        if bare.figure.kind == "number" and bare.scale == "count" and full.scale not in {"count", "date", "clock"}:
            whole = full.figure.kind != "ratio" and _near(bare.written, full.written, _EXACT)
            if whole or (full.scale in {"money", "share"} and _near(bare.written, full.value, _EXACT)):
                return True
    return False


def _complement(one: _Point, other: _Point) -> bool:
    """Return whether two shares add up to the whole and are not both a half."""
    if one.scale != "share" or other.scale != "share" or not (0 < one.value < 1 and 0 < other.value < 1):
        return False
    slack = _SHARE_SLACK if _endless(one.figure) or _endless(other.figure) else _EXACT
    return abs(one.value + other.value - 1) <= slack


def _one_currency(a: Figure, b: Figure) -> bool:
    """Return whether two amounts can be in one currency; a bare `$` or `cent` may be any dollar."""
    if a.unit == b.unit:
        return True
    for vague, exact in ((a, b), (b, a)):
        name = vague.as_written[1]
        if (name in {"dollar", "buck"} and exact.unit in _DOLLARS) or (name == "cent" and exact.unit in _WITH_CENTS):
            return True
    return False


def _dates(a: Figure, b: Figure) -> str:
    """Return `equal`, `different`, or "" where two dates have no part in common."""
    one, other = _date_parts(a), _date_parts(b)
    common = one.keys() & other.keys()
    if not common:
        return ""
    return "equal" if all(one[part] == other[part] for part in common) else "different"


def _date_parts(figure: Figure) -> dict[str, int]:
    """Return the year, quarter, month and day that a date names."""
    value = int(figure.value)
    match figure.unit:
        case "day":
            from datetime import date  # noqa: PLC0415  # only full dates need the calendar

            day = date.fromordinal(value + date(1970, 1, 1).toordinal())
            return {"year": day.year, "quarter": (day.month + 2) // 3, "month": day.month, "day": day.day}
        case "month":
            return {"year": value // 12, "quarter": value % 12 // 3 + 1, "month": value % 12 + 1}
        case "quarter":
            return {"year": value // 4, "quarter": value % 4 + 1}
        case "day of year":
            return {"month": value // 100, "day": value % 100}
        case "month of year":
            return {"month": value}
        case "quarter of year":
            return {"quarter": value}
        case _:
            return {"year": value}


# --- arithmetic ------------------------------------------------------------------------------------


def _derived(left: list[_Point], right: list[_Point], approved: Sequence[Figure]) -> list[Figure]:
    """Take and return the figures of the statement that follow from two approved ones."""
    del approved
    found: list[Figure] = []
    for point in right:
        if not point.taken and any(_follows(point, a, b) for a, b in combinations(left, 2)):
            point.taken = True
            found.append(point.figure)
    if found:
        for point in left:
            point.taken = point.taken or any(_used(point, figure) for figure in found)
    return found


def _used(point: _Point, figure: Figure) -> bool:
    """Return whether an approved point has been said by a derived figure: shares of counts leave counts out."""
    return point.scale == "count" and figure.kind in {"percent", "ratio"}


def _follows(point: _Point, a: _Point, b: _Point) -> bool:
    """Return whether `point` is a sum, difference, share, saving or product of two approved points."""
    if a.value <= 0 or b.value <= 0 or "date" in {a.scale, b.scale} or "time" in {a.scale, b.scale}:
        return False
    slack = _SHARE_SLACK if _endless(point.figure) or point.figure.approximate else 1e-4
    if a.scale == b.scale:
        small, large = sorted((a.value, b.value))
        if point.scale == "share" and small < large:
            return any(
                abs(point.value - share) <= slack for share in (small / large, 1 - small / large, large / small - 1)
            )
        if point.scale == "multiple" and small < large:
            return _near(point.value, large / small, 1e-3)
        if point.scale == a.scale and a.scale in {"count", "second", "money"} and a.figure.unit != b.figure.unit:
            return _near(point.value, a.value + b.value, _EXACT)
        return (
            point.scale == a.scale
            and small < large
            and _near(point.value, a.value + b.value, _EXACT)
            and point.value > 12
        )
    if (
        "count" in {a.scale, b.scale}
        and point.scale in {a.scale, b.scale}
        and point.scale in {"second", "money", "business hour"}
    ):
        return _near(point.value, a.value * b.value, _EXACT)
    return False


# --- changes ---------------------------------------------------------------------------------------


def _changes(left: list[_Point], right: list[_Point]) -> list[FigureChange]:
    """Take what is left over on both sides of one scale and return it as changes."""
    changes: list[FigureChange] = []
    for test, sure in ((_comparable_thing, 0.95), (_comparable, 0.8), (_comparable_loosely, 0.6)):
        for one, other in _pair(left, right, test):
            changes.append(_change(one, other, sure))
    return changes


def _comparable_thing(one: _Point, other: _Point) -> bool:
    """Return whether two points can only be the same figure with another value."""
    return (
        one.scale == other.scale
        and one.scale != "date"
        and (one.scale != "count" or one.figure.unit == other.figure.unit != "")
    )


def _comparable(one: _Point, other: _Point) -> bool:
    """Return whether two points are of one scale, or of two that stand for each other."""
    if one.scale == "date" and other.scale == "date":
        return _dates(one.figure, other.figure) == "different"
    scales = {one.scale, other.scale}
    return scales in (
        {"second", "business day"}, {"second", "business hour"}, {"second", "frequency"}, {"share", "percentage point"},
        {"business day", "business hour"},
    )  # fmt: skip


def _comparable_loosely(one: _Point, other: _Point) -> bool:
    """Return whether two counts of things of different names may be the same figure."""
    if one.scale == other.scale == "count":
        return min(one.value, other.value) > 1
    bare = one if one.figure.kind == "number" and not one.figure.unit else other
    full = other if bare is one else one
    return (
        bare.figure.kind == "number"
        and not bare.figure.unit
        and full.scale in {"share", "money", "second"}
        and bare.value > 1
    )


def _change(one: _Point, other: _Point, sure: float) -> FigureChange:
    """Return what became of `one` in `other`."""
    a, b = one.figure, other.figure
    kind = ChangeKind.VALUE
    if one.scale == "money" == other.scale and not _one_currency(a, b) and _near(one.value, other.value, _EXACT):
        kind = ChangeKind.CURRENCY
    elif _near(one.written, other.written, _EXACT):
        kind = ChangeKind.UNIT
        if one.scale == other.scale and _period(a) != _period(b):
            return FigureChange(kind=ChangeKind.PER, approved=a, found=b, what=f"{_per(a)} became {_per(b)}", sure=sure)
    value, against = _per_period(one, other)
    larger = against > value if one.scale == other.scale else None
    return FigureChange(
        kind=kind, approved=a, found=b, what=f"{_shown(a)} became {_shown(b)}", sure=sure, larger=larger
    )


def _shown(figure: Figure) -> str:
    """Return the figure as its writer put it, with what it counts."""
    text = figure.text.strip()
    if figure.kind == "number" and figure.unit and figure.unit not in text.lower():
        return f"{text} {figure.unit}" if figure.value == 1 else f"{text} {_plural(figure.unit)}"
    if figure.kind in {"duration", "frequency"} and text.replace(".", "").isdigit():
        return f"{text} {_plural(figure.as_written[1])}"
    return text


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _per(figure: Figure) -> str:
    return f"per {figure.per}" if figure.per else "once"


def _side_change(one: _Point, other: _Point) -> FigureChange | None:
    """Return how per-what or bound differ where the values are equal, None where they don't."""
    a, b = one.figure, other.figure
    if one.end or other.end:
        return None
    if _per_differs(one, other):
        return FigureChange(kind=ChangeKind.PER, approved=a, found=b, what=f"{_per(a)} became {_per(b)}", sure=0.8)
    before, after = _bound(a.comparator), _bound(b.comparator)
    if before == after:
        return None
    words = {comparator: f'"{_BOUND_WORDS[comparator]}"' for comparator in Comparator if comparator in _BOUND_WORDS}
    if not after:
        what = f"{words[a.comparator]} is missing"
    elif not before:
        what = f"{words[b.comparator]} was added"
    else:
        what = f"{words[a.comparator]} became {words[b.comparator]}"
    return FigureChange(
        kind=ChangeKind.COMPARATOR, approved=a, found=b, what=what, sure=0.7 if before and after else 0.5
    )


_BOUND_WORDS = {
    Comparator.AT_MOST: "up to",
    Comparator.AT_LEAST: "at least",
    Comparator.LESS: "less than",
    Comparator.MORE: "more than",
}


def _bound(comparator: Comparator) -> str:
    """Return which way a comparator bounds: `upper`, `lower`, or ""."""
    match comparator:
        case Comparator.AT_MOST | Comparator.LESS:
            return "upper"
        case Comparator.AT_LEAST | Comparator.MORE:
            return "lower"
        case _:
            return ""


def _per_differs(one: _Point, other: _Point) -> bool:
    """Return whether equal values hold per different things, as far as both sides say so."""
    a, b = one.figure, other.figure
    if not a.per or not b.per or a.per == b.per:
        return False
    before, after = _period(a), _period(b)
    if before is not None and after is not None:
        return before != after and _near(one.value, other.value, _EXACT) and one.scale == other.scale
    return (
        before is None
        and after is not None
        and a.kind == "money"
        and "each" not in a.per.split()
        and not set(a.per.split()) & set(b.per.split())
    )


# --- results ---------------------------------------------------------------------------------------


def _figures_of(pairs: _Pairs) -> tuple[tuple[Figure, Figure], ...]:
    """Return the figures of pairs of points, each pair of figures once."""
    found: list[tuple[Figure, Figure]] = []
    for one, other in pairs:
        if (one.figure, other.figure) not in found:
            found.append((one.figure, other.figure))
    return tuple(found)


def _once(changes: Iterable[FigureChange]) -> tuple[FigureChange, ...]:
    """Return the changes in the order of the statement, each pair of figures once, the surest kept."""
    best: dict[tuple[Figure, Figure], FigureChange] = {}
    for change in changes:
        key = (change.approved, change.found)
        if key not in best or best[key].sure < change.sure:
            best[key] = change
    return tuple(sorted(best.values(), key=lambda change: change.found.start))


def _whole(points: list[_Point]) -> tuple[Figure, ...]:
    """Return the figures of which no end was paired."""
    used = {point.index for point in points if point.taken}
    seen: dict[int, Figure] = {point.index: point.figure for point in points if point.index not in used}
    return tuple(seen.values())


def _renamed(approved: Sequence[Figure], found: Sequence[Figure]) -> tuple[tuple[Figure, Figure], ...]:
    """Return the numbered names that differ in their number only."""
    before = [figure for figure in approved if figure.kind == "version"]
    after = [figure for figure in found if figure.kind == "version"]
    known = {(figure.unit, figure.as_written[1]) for figure in before}
    kept = {(figure.unit, figure.as_written[1]) for figure in after}
    return tuple(
        (one, other)
        for other in after
        if (other.unit, other.as_written[1]) not in known
        for one in before
        if one.unit == other.unit and (one.unit, one.as_written[1]) not in kept
    )
