"""Figures of approved texts, made comparable."""

from __future__ import annotations

import re

from msgcheck.records import Comparator, Figure, Readings

FigureKey = tuple[str, float, float | None, str]

_NOT_A_RESULT = frozenset({"date", "time", "version", "ordinal", "frequency"})
_MEASURED = frozenset({"money", "duration", "size"})
_BOUNDED_PROMISES = frozenset({"percent", "ratio", "multiple", "money", "number"})


def figure_key(figure: Figure) -> FigureKey:
    """Return what two figures have in common when they promise the same: unit, value, range, per-what.

    What is counted ("customers", "companies") is left out, because it may be called by another name.
    """
    share = 0.01 if figure.kind == "percent" else 1.0  # "a fifth" is 20 %
    highest = None if figure.value_max is None else round(figure.value_max * share, 6)
    unit = figure.unit if figure.kind in _MEASURED else ""
    return (unit, round(figure.value * share, 6), highest, figure.per)


def result_figures(readings: Readings) -> tuple[Figure, ...]:
    """Return the figures that claim something: no dates, versions, ordinals, no bare "one" or "an hour"."""
    return tuple(
        figure
        for figure in readings.figures
        if figure.kind not in _NOT_A_RESULT
        and not (figure.kind == "number" and figure.value in {0, 1, 2})
        and not re.match(r"an? (?!third|quarter of|fifth|tenth|half)", figure.text, re.IGNORECASE)
    )


def bound_is_dropped(approved: Figure, other: Figure) -> bool:
    """Return whether `approved` says "up to" or "at least" and `other`, of the same value, does not.

    Times are left out: "within 4 hours" may be "in 4 hours" on a slide.
    """
    bounds = {Comparator.AT_MOST, Comparator.AT_LEAST}
    return approved.kind in _BOUNDED_PROMISES and approved.comparator in bounds and other.comparator is Comparator.EQUAL
