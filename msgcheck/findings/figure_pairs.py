"""Which figure of the statement stands where another stood in the approved line.

The judge's reasons carry the places of both figures. Where they do not, figures are paired by kind, unit
and order, equal values first, so that one changed figure among several equal ones is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgcheck.records import Figure, Judgement

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """A figure of the approved line and what the statement says instead."""

    approved: Figure
    found: Figure


def changed_figures(judgement: Judgement) -> tuple[FigurePair, ...]:
    """Return the pairs of figures that differ, in the order of the statement; empty where none can be paired."""
    if judgement.match is None:
        return ()
    approved = judgement.match.wording.readings.figures
    found = judgement.statement.readings.figures
    named = _pairs_of_reasons(judgement, approved, found)
    return named or _pairs_by_kind(approved, found)


def same_figure(one: Figure, other: Figure) -> bool:
    """Return whether two figures say the same, however they are written."""
    return (
        one.unit == other.unit
        and one.per == other.per
        and _close(one.value, other.value)
        and _close(_upper(one), _upper(other))
    )


def _pairs_of_reasons(
    judgement: Judgement, approved: Sequence[Figure], found: Sequence[Figure]
) -> tuple[FigurePair, ...]:
    pairs = []
    for reason in judgement.reasons:
        left = _at(approved, reason.approved)
        right = _at(found, reason.found)
        if left is not None and right is not None and not same_figure(left, right):
            pairs.append(FigurePair(approved=left, found=right))
    return tuple(dict.fromkeys(pairs))


def _pairs_by_kind(approved: Sequence[Figure], found: Sequence[Figure]) -> tuple[FigurePair, ...]:
    left = [figure for figure in approved if not any(same_figure(figure, other) for other in found)]
    right = [figure for figure in found if not any(same_figure(figure, other) for other in approved)]
    pairs = []
    for figure in right:
        partner = next((one for one in left if one.kind == figure.kind and one.unit == figure.unit), None)
        partner = partner or _only(figure, left, right)
        if partner is not None:
            left.remove(partner)
            pairs.append(FigurePair(approved=partner, found=figure))
    return tuple(pairs)


def _only(figure: Figure, left: Sequence[Figure], right: Sequence[Figure]) -> Figure | None:
    """Return the one figure of the same kind, whatever it counts, if there is one on either side."""
    partners = [one for one in left if one.kind == figure.kind]
    rivals = [one for one in right if one.kind == figure.kind]
    return partners[0] if len(partners) == len(rivals) == 1 else None


def _at(figures: Sequence[Figure], span: tuple[int, int] | None) -> Figure | None:
    if span is None:
        return None
    start, end = span
    return next((figure for figure in figures if figure.start < end and start < figure.end), None)


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE * max(1.0, abs(one), abs(other))


def _upper(figure: Figure) -> float:
    return figure.value if figure.value_max is None else figure.value_max
