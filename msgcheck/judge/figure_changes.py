"""What became of the figures of an approved wording in a statement.

Both sides come as normalised `Figure` records. Figures of one scale (shares, money, durations, counts, ...)
are paired: first those that are equal however they are written, then those that follow from the other side by
arithmetic, and what is left over on both sides of one scale is a change. What is left on one side only is
missing or added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgcheck.judge.figure_arithmetic import take_derived
from msgcheck.judge.figure_points import (
    Pairs,
    Point,
    complement,
    dates_agree,
    near,
    one_currency,
    pair,
    per_period,
    period_of,
    points_of,
    same,
    same_as_written,
    same_of_same,
)
from msgcheck.judge.figure_swaps import swapped
from msgcheck.records import Comparator, Figure

_TURNED = re.compile(
    r"\b(?:less|fewer|lower\w*|cut\w*|sav(?:e|es|ed|ing)|off|reduc\w*|drop\w*|fall\w*|fell|down|shorter|not|no|never|left|leaves?|"
    r"lost|lose\w*|fail\w*|miss\w*|without|all\sbut)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words after which a share speaks of what is gone and not of what is left."""
_NEARBY = 48
_SURE_SAME_THING, _SURE_SAME_SCALE, _SURE_MAYBE, _SURE_BOUND = 0.95, 0.8, 0.6, 0.5


class ChangeKind(StrEnum):
    """Which side of a figure was changed."""

    VALUE = "value"
    UNIT = "unit"
    CURRENCY = "currency"
    PER = "per"
    SWAP = "swap"
    """Two figures took each other's place."""
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
    """Pairs of shares that add up to the whole: 99.95 % up, 0.05 % down. The same only if the point is turned too."""
    derived: tuple[Figure, ...] = ()
    """Figures of the statement that follow from approved ones by arithmetic: a sum, a share of two counts."""
    renamed: tuple[tuple[Figure, Figure], ...] = ()
    """Numbers that name something and differ: ISO 14001 and ISO 9001. They are no changed figure."""

    @property
    def value_changes(self) -> tuple[FigureChange, ...]:
        """Return the changes of value, unit, currency, per-what or place, surest first; bounds apart."""
        found = [change for change in self.changed if change.kind is not ChangeKind.COMPARATOR]
        return tuple(sorted(found, key=lambda change: -change.sure))

    @property
    def bound_changes(self) -> tuple[FigureChange, ...]:
        """Return the changes of a bound: "up to" missing, "at least" added."""
        return tuple(change for change in self.changed if change.kind is ChangeKind.COMPARATOR)


def compare_figures(
    approved: Sequence[Figure], found: Sequence[Figure], *, approved_text: str = "", found_text: str = ""
) -> FigureChanges:
    """Return which figures of an approved wording a statement keeps, changes, leaves out and adds.

    Args:
        approved: figures of the approved wording, in order.
        found: figures of the statement, in order.
        approved_text: the approved wording; without both texts, swapped figures go unnoticed.
        found_text: the statement.
    """
    left, right = points_of(approved), points_of(found)
    if not approved or not found:
        return FigureChanges(missing=_whole(left), added=_whole(right))
    equal = [pairs for test in (same_of_same, same, same_as_written) for pairs in pair(left, right, test)]
    complements = [] if len(left) == 0 else pair(left, right, _real_complement(approved_text, found_text))
    derived = take_derived(left, right)
    changes = [change for one, other in equal if (change := _side_change(one, other)) is not None]
    changes += [_swap(one, other) for one, other in swapped(equal, approved_text, found_text)]
    changes += _left_over(left, right)
    return FigureChanges(
        equal=_figures_of(equal),
        changed=_once(changes),
        missing=_whole(left),
        added=_whole(right),
        complements=_figures_of(complements),
        derived=derived,
        renamed=_renamed(approved, found),
    )


def _real_complement(approved_text: str, found_text: str) -> Callable[[Point, Point], bool]:
    """Return a test for shares that add up to the whole and are not both "40 % less" and "60 % less"."""

    def turned(text: str, figure: Figure) -> bool:
        around = text[max(0, figure.start - _NEARBY) : figure.end + _NEARBY]
        return _TURNED.search(around) is not None

    def test(one: Point, other: Point) -> bool:
        if not complement(one, other):
            return False
        return not (turned(approved_text, one.figure) and turned(found_text, other.figure))

    return test


# --- changes ---------------------------------------------------------------------------------------


def _left_over(left: list[Point], right: list[Point]) -> list[FigureChange]:
    """Take what is left over on both sides of one scale and return it as changes."""
    steps = ((_same_thing, _SURE_SAME_THING), (_same_scale, _SURE_SAME_SCALE), (_maybe_same_thing, _SURE_MAYBE))
    return [_change(one, other, sure) for test, sure in steps for one, other in pair(left, right, test)]


def _same_thing(one: Point, other: Point) -> bool:
    """Return whether two points can only be the same figure with another value."""
    if one.scale != other.scale or one.scale == "date":
        return False
    return one.scale != "count" or one.figure.unit == other.figure.unit != ""


def _same_scale(one: Point, other: Point) -> bool:
    """Return whether two points are dates that differ, or of two scales that stand for each other."""
    if one.scale == "date" and other.scale == "date":
        return dates_agree(one.figure, other.figure) is False
    return {one.scale, other.scale} in (
        {"second", "business day"},
        {"second", "business hour"},
        {"business day", "business hour"},
        {"second", "frequency"},
        {"share", "percentage point"},
    )


def _maybe_same_thing(one: Point, other: Point) -> bool:
    """Return whether two counts of things of different names, or a bare number, may be the same figure."""
    if one.scale == other.scale == "count":
        return (one.bare and other.bare) or min(one.value, other.value) > 1
    bare, full = (one, other) if one.bare else (other, one)
    if not bare.bare or full.scale in {"date", "multiple", "frequency", "count", "hours a week"}:
        return False
    if full.scale == "clock":
        return 1 <= bare.value <= 24 and bare.value.is_integer()
    return abs(bare.value) > 1


def _change(one: Point, other: Point, sure: float) -> FigureChange:
    """Return what became of `one` in `other`."""
    a, b = one.figure, other.figure
    kind = ChangeKind.VALUE
    if one.scale == "money" == other.scale and not one_currency(a, b):
        kind = ChangeKind.CURRENCY
    elif near(one.written, other.written):
        kind = ChangeKind.UNIT
        if one.scale == other.scale and period_of(a) != period_of(b):
            return FigureChange(kind=ChangeKind.PER, approved=a, found=b, what=_per_clause(a, b), sure=sure)
    value, against = per_period(one, other)
    larger = against > value if one.scale == other.scale and kind is not ChangeKind.CURRENCY else None
    what = f"{_shown(a)} became {_shown(b)}"
    return FigureChange(kind=kind, approved=a, found=b, what=what, sure=sure, larger=larger)


def _swap(one: Point, other: Point) -> FigureChange:
    """Return that the figure `other` now stands in the place of `one`."""
    a, b = one.figure, other.figure
    what = f"{_shown(a)} and {_shown(b)} changed places"
    larger = other.value > one.value
    return FigureChange(kind=ChangeKind.SWAP, approved=a, found=b, what=what, sure=_SURE_SAME_SCALE, larger=larger)


def _side_change(one: Point, other: Point) -> FigureChange | None:
    """Return how per-what or bound differ where the values are equal, None where they don't."""
    a, b = one.figure, other.figure
    if _per_differs(one, other):
        return FigureChange(kind=ChangeKind.PER, approved=a, found=b, what=_per_clause(a, b), sure=_SURE_SAME_SCALE)
    before, after = _bound(a.comparator), _bound(b.comparator)
    if before == after or one.end or other.end:
        return None
    sure = _SURE_SAME_SCALE if before and after else _SURE_BOUND
    return FigureChange(kind=ChangeKind.COMPARATOR, approved=a, found=b, what=_bound_clause(a, b), sure=sure)


_BOUND_WORDS = {
    Comparator.AT_MOST: '"up to"',
    Comparator.AT_LEAST: '"at least"',
    Comparator.LESS: '"less than"',
    Comparator.MORE: '"more than"',
}


def _bound_clause(a: Figure, b: Figure) -> str:
    """Return what became of the bound of `a`."""
    if b.comparator is Comparator.EQUAL:
        return f"{_BOUND_WORDS[a.comparator]} is missing"
    if a.comparator is Comparator.EQUAL:
        return f"{_BOUND_WORDS[b.comparator]} was added"
    return f"{_BOUND_WORDS[a.comparator]} became {_BOUND_WORDS[b.comparator]}"


def _bound(comparator: Comparator) -> str:
    """Return which way a comparator bounds: `upper`, `lower`, or ""."""
    match comparator:
        case Comparator.AT_MOST | Comparator.LESS:
            return "upper"
        case Comparator.AT_LEAST | Comparator.MORE:
            return "lower"
        case _:
            return ""


def _per_differs(one: Point, other: Point) -> bool:
    """Return whether equal values hold per different things, as far as both sides say so."""
    a, b = one.figure, other.figure
    if not a.per or not b.per or a.per == b.per or one.scale != other.scale:
        return False
    before, after = period_of(a), period_of(b)
    if before is not None and after is not None:
        return before != after and near(one.value, other.value)
    return a.kind == "money" and before is None and after is not None and not _per_things(a) & {"each"}


def _per_things(figure: Figure) -> set[str]:
    return set(figure.per.split())


def _per_clause(a: Figure, b: Figure) -> str:
    """Return the change of per-what as a clause."""
    if not a.per:
        return f"per {b.per} was added"
    return f"per {a.per} became per {b.per}" if b.per else f"per {a.per} is missing"


def _shown(figure: Figure) -> str:
    """Return the figure as its writer put it, with what it counts."""
    text = figure.text.strip()
    if figure.kind == "number" and figure.unit and figure.unit not in text.lower():
        return f"{text} {figure.unit}" if figure.value == 1 else f"{text} {_plural(figure.unit)}"
    if figure.kind in {"duration", "frequency"} and text.replace(".", "").isdigit():
        return f"{text} {_plural(figure.as_written[1])}"
    return text


def _plural(noun: str) -> str:
    """Return the plural of a counted noun by spelling alone; `person` has one of its own."""
    if noun == "person":
        return "people"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


# --- results ---------------------------------------------------------------------------------------


def _figures_of(pairs: Pairs) -> tuple[tuple[Figure, Figure], ...]:
    """Return the figures of pairs of points, each pair of figures once."""
    return tuple(dict.fromkeys((one.figure, other.figure) for one, other in pairs))


def _once(changes: Iterable[FigureChange]) -> tuple[FigureChange, ...]:
    """Return the changes in the order of the statement, each pair of figures once, the surest kept."""
    best: dict[tuple[Figure, Figure], FigureChange] = {}
    for change in changes:
        key = (change.approved, change.found)
        if key not in best or best[key].sure < change.sure:
            best[key] = change
    return tuple(sorted(best.values(), key=lambda change: change.found.start))


def _whole(points: Sequence[Point]) -> tuple[Figure, ...]:
    """Return the figures of which no end was paired."""
    used = {point.index for point in points if point.taken}
    return tuple({point.index: point.figure for point in points if point.index not in used}.values())


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
