"""Figures of a statement that follow from approved ones by arithmetic: sums, shares of counts, totals.

"64 machines" for 46 and 18, "down by a quarter" for 64 to 48 minutes, "£180 a year each" for £15 a month, "$450
for ten" for $45 per builder: these say nothing new, so they are neither a change nor added.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from msgcheck.judge.figure_points import SECONDS, SHARE_SLACK, Point, endless, near, one_currency, period_of
from msgcheck.records import Figure

_TIMES_IN_A_PERIOD = frozenset({4.0, 5.0, 7.0, 12.0, 24.0, 52.0, 60.0, 365.0})
"""Weeks in a month, days in a week, months in a year, ...: what a total multiplies a rate with."""
_COUNTED = frozenset({"count", "square metre", "byte", "kilogram", "litre"})
_SUMMED = frozenset({"count", "second", "money"})


def take_derived(left: Sequence[Point], right: Sequence[Point]) -> tuple[Figure, ...]:
    """Take and return the free figures of the statement (`right`) that follow from the approved ones (`left`)."""
    found: list[Figure] = []
    for two in combinations(right, 2):
        _take_share_of_two(left, *two)
    for point in right:
        if point.taken:
            continue
        sources = _sources(point, left, right)
        if sources is None:
            continue
        point.taken = True
        found.append(point.figure)
        for source in sources:
            source.taken = True
    return tuple(found)


def _take_share_of_two(left: Sequence[Point], part: Point, whole: Point) -> None:
    """Take two counts that together say an approved share: `19 of 20 calls` for 95 %."""
    if part.taken or whole.taken or part.scale != "count" or whole.scale != "count":
        return
    if whole.value < part.value:
        part, whole = whole, part
    if whole.value <= 0 or part.figure.per or whole.figure.per:
        return
    for point in left:
        if point.scale == "share" and not point.taken and near(part.value / whole.value, point.value, 1e-4):
            point.taken = part.taken = whole.taken = True
            return


def _sources(point: Point, left: Sequence[Point], right: Sequence[Point]) -> tuple[Point, ...] | None:
    """Return the approved points that `point` follows from, None where it does not."""
    for one in left:
        if _is_total(point, one, left, right):
            return (one,)
    for two in combinations(left, 2):
        if _follows(point, *two):
            return two if two[0].scale == "count" == two[1].scale or point.scale in _SUMMED else ()
    return None


def _is_total(point: Point, rate: Point, approved: Sequence[Point], found: Sequence[Point]) -> bool:
    """Return whether `point` is an approved rate times a period or a count, or a total divided by a count."""
    if point.scale != rate.scale or point.scale not in {"money", "second", "business hour"}:
        return False
    if rate.value <= 0 or point.value <= 0:
        return False
    if point.scale == "money" and not one_currency(point.figure, rate.figure):
        return False
    times = point.value / rate.value
    if point.scale == "second" and not period_of(rate.figure):
        return False
    if period_of(rate.figure) and not period_of(point.figure) and any(near(times, n, 1e-4) for n in _TIMES_IN_A_PERIOD):
        return True
    if point.scale != "money":
        return False
    a, b = period_of(point.figure), period_of(rate.figure)
    if a is not None and b is not None:
        times *= SECONDS[b] / SECONDS[a]
    counts = {other.written for other in (*approved, *found) if other.scale in _COUNTED and other.written > 1}
    if any(near(times, count, 1e-4) for count in counts):
        return True
    shared = {other.written for other in approved if other.scale in _COUNTED and other.written > 1}
    return not period_of(rate.figure) and any(near(1 / times, count, 1e-4) for count in shared)


def _follows(point: Point, a: Point, b: Point) -> bool:
    """Return whether `point` is a sum, a share, a growth, a saving or a product of two approved points."""
    if a.value <= 0 or b.value <= 0 or {"date", "clock"} & {a.scale, b.scale}:
        return False
    if a.scale != b.scale:
        return _is_product(point, a, b)
    if a.scale == "money" and not one_currency(a.figure, b.figure):
        return False
    small, large = sorted((a.value, b.value))
    if small == large:
        return False
    if point.scale == "share":
        slack = SHARE_SLACK if endless(point.figure) or point.figure.approximate else 1e-4
        shares = [small / large]
        if a.scale == "count" and a.figure.unit != b.figure.unit and "" not in {a.figure.unit, b.figure.unit}:
            shares.append(1 - small / large)
        else:
            shares.append((b.value - a.value) / a.value if b.value > a.value else (a.value - b.value) / a.value)
        return any(abs(point.value - share) <= slack for share in shares)
    if point.scale == "multiple":
        return near(point.value, large / small, 1e-3)
    whole_figures = not (a.end or b.end or point.end)
    return (
        whole_figures
        and point.scale == a.scale in _SUMMED
        and _things_apart(a, b)
        and near(point.value, a.value + b.value)
    )


def _things_apart(a: Point, b: Point) -> bool:
    """Return whether two figures may be added up: counts of things, not two terms of one kind."""
    return a.scale == "count" and a.value + b.value > 12


def _is_product(point: Point, a: Point, b: Point) -> bool:
    """Return whether `point` is so many times so long or so much: six 45-minute calls are four and a half hours."""
    if point.scale not in {a.scale, b.scale} or point.scale not in {"second", "money", "business hour"}:
        return False
    count, unit = (a, b) if a.scale == "count" else (b, a)
    if (
        count.scale != "count"
        or count.value <= 1
        or not count.figure.unit
        or (unit.scale == "money" and not one_currency(unit.figure, point.figure))
    ):
        return False
    # "N minutes a week each" and a bare neighbour that borrowed nothing would multiply by chance.
    beside = abs(count.index - unit.index) == 1
    return beside and near(point.value, count.value * unit.value)
