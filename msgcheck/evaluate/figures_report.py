"""The figures of a report on accuracy: beside judges that know nothing, beside held-out companies, and the distance."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgcheck.evaluate.accuracy import Accuracy
from msgcheck.evaluate.figures import FIGURES, Figure
from msgcheck.evaluate.held_out import HeldOut
from msgcheck.evaluate.markdown_parts import number, signed, table
from msgcheck.evaluate.scores import Scores
from msgcheck.report.markdown_report import escaped

_HALVES = ("near", "far")
_NEEDS_MESSAGING = frozenset({"severity_agreement", "match_accuracy"})
"""What a judge without the messaging cannot say, so that a distance would mean nothing."""


def figures_section(accuracy: Accuracy) -> str:
    """Return every figure of the judge, held-out companies beside, then the judges that know next to nothing."""
    ranges = {name: f"{number(low, digits=2)} to {number(high, digits=2)}" for name, low, high in accuracy.spread}
    held_out = accuracy.held_out
    heads = ["figure", escaped(accuracy.judge.name), "95 % range"]
    if held_out:
        heads.append(held_out_head(held_out.folds))
    heads += [escaped(row.name) for row in accuracy.rows[1:]]
    rows = []
    for figure in FIGURES:
        cells = [figure.title, f"**{figure_cell(accuracy.judge.scores, figure)}**", ranges.get(figure.name, "-")]
        if held_out:
            cells.append(_value(held_out.figures, figure.name))
        rows.append([*cells, *(figure_cell(row.scores, figure) for row in accuracy.rows[1:])])
    absent = "" if held_out else "\n\nFigures of held-out training companies are left out: this judge has none."
    meanings = "\n".join(f"- **{figure.title}**: {figure.about}." for figure in FIGURES)
    return (
        "## Figures\n\nThe judge, and beside it judges that know next to nothing: whoever does not beat them has learnt"
        " nothing. Of the false alarms less is better, of all else more.\n\n"
        f"{table(heads, rows)}{absent}\n\n"
        "The 95 % range comes from drawing the statements of the set anew. Statements of one company resemble each"
        " other, so the true range is wider.\n\n"
        f"{meanings}"
    )


def held_out_head(folds: int) -> str:
    """Return the head of the column with cross-validated figures."""
    return f"held out (train, {folds} folds)"


def distance_section(accuracy: Accuracy) -> str:
    """Return how much better the judge is than one that sees the statement alone."""
    title = "## Distance to the judge that sees the statement alone\n\n"
    other = accuracy.statement_only
    if other is None:
        return f"{title}Left out: no training set was named, from which such a judge could learn."
    judge, held_out = accuracy.judge.scores, accuracy.held_out
    heads = ["figure", "judge", "statement only", "distance"]
    if held_out:
        heads.append(f"distance, {held_out_head(held_out.folds)}")
    rows = []
    for figure in FIGURES:
        if figure.name in _NEEDS_MESSAGING:
            continue
        ours, theirs = getattr(judge, figure.name), getattr(other.scores, figure.name)
        cells = [figure.title, number(ours), number(theirs), signed(_better_by(figure, ours, theirs))]
        if held_out:
            cells.append(signed(_held_out_distance(held_out, figure)))
        rows.append(cells)
    return (
        f"{title}"
        "Those who write drifted statements have habits, and a judge could learn those instead of the messaging. The"
        " judge called *statement only* learns nothing else: it never sees an approved line, and it learns from the"
        " labelled statements of other companies. What counts is the distance to it; where it does well, the set gives"
        " itself away.\n\n"
        f"**AUROC {number(judge.auroc)} against {number(other.scores.auroc)}: a distance of"
        f" {signed(judge.auroc - other.scores.auroc)}.**\n\n"
        f"{table(heads, rows)}\n\nA plus means that the judge is better."
    )


def _held_out_distance(held_out: HeldOut, figure: Figure) -> float:
    """Return by how much the judge is better on held-out companies, NaN where that was not measured."""
    ours = held_out.figures.get(figure.name, math.nan)
    return _better_by(figure, ours, held_out.statement_only.get(figure.name, math.nan))


def _better_by(figure: Figure, ours: float, theirs: float) -> float:
    """Return by how much a figure is better than another."""
    return theirs - ours if figure.lower_is_better else ours - theirs


def halves_section(accuracy: Accuracy) -> str:
    """Return the held-out figures of near and far wordings; "" where they were not taken."""
    held_out = accuracy.held_out
    if not held_out or not held_out.halves:
        return ""
    names = [*(name for name in _HALVES if name in held_out.halves), *sorted(set(held_out.halves) - set(_HALVES))]
    rows = [
        [figure.title, *(_value(held_out.halves[name], figure.name) for name in names)]
        for figure in FIGURES
        if any(figure.name in held_out.halves[name] for name in names)
    ]
    return (
        f"## Near and far wordings, {held_out_head(held_out.folds)}\n\nNear statements keep most words of the line, far"
        " ones say it in others; both halves hold each label equally often, so that the form"
        f" gives nothing away.\n\n{table(('figure', *map(escaped, names)), rows)}"
    )


def figure_cell(scores: Scores, figure: Figure) -> str:
    """Return one figure of some scores."""
    return number(getattr(scores, figure.name))


def _value(values: Mapping[str, float], name: str) -> str:
    """Return one figure of a mapping, "-" where it is not in it."""
    return number(values.get(name, math.nan))
