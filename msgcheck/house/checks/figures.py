"""Figures of approved texts, made comparable."""

from __future__ import annotations

from msgcheck.records import Comparator, Figure, Readings

FigureKey = tuple[str, float, float | None, str]

_NOT_A_RESULT = frozenset({"date", "time", "version", "ordinal"})


def figure_key(figure: Figure) -> FigureKey:
    """Return what two figures have in common when they promise the same: unit, value, range, per-what.

    What is counted ("customers", "companies") is left out, because it may be called by another name.
    """
    unit = figure.unit if figure.kind in {"percent", "money", "duration", "size"} else ""
    return (unit, round(figure.value, 6), figure.value_max, figure.per)


def result_figures(readings: Readings) -> tuple[Figure, ...]:
    """Return the figures that claim something: no dates, versions, ordinals, and no bare "one"."""
    return tuple(
        figure
        for figure in readings.figures
        if figure.kind not in _NOT_A_RESULT and not (figure.kind == "number" and figure.value in {0, 1, 2})
    )


def bound_is_dropped(approved: Figure, other: Figure) -> bool:
    """Return whether `approved` is bounded ("up to", "at least") and `other`, of the same value, is not."""
    bounds = {Comparator.AT_MOST, Comparator.AT_LEAST, Comparator.LESS, Comparator.MORE}
    return approved.comparator in bounds and other.comparator is Comparator.EQUAL
