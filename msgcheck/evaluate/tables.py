"""Prints evaluations: one row a judge, then by label, channel, form and company, then documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgcheck.codes import BY_CODE, BY_LABEL, STATEMENT_LABELS, Label
from msgcheck.evaluate.breakdown import parts
from msgcheck.evaluate.document_totals import documents_total
from msgcheck.evaluate.documents import DocumentScore
from msgcheck.evaluate.figures import IN_TERMINAL
from msgcheck.evaluate.harness import Evaluation
from msgcheck.evaluate.scores import Scores

_HEADS = "".join(f"{figure.head:>10}" for figure in IN_TERMINAL)


def judges_table(evaluation: Evaluation) -> str:
    """Return the figures of the judge and of the trivial ones, one line each."""
    width = max(len(row.name) for row in evaluation.rows)
    lines = [" " * width + _HEADS]
    lines.extend(f"{row.name:<{width}}{_cells(row.scores)}" for row in evaluation.rows)
    return "\n".join(lines)


def parts_table(evaluation: Evaluation) -> str:
    """Return the judge's figures by channel, form and company."""
    blocks = []
    for grouping, grouped in groupby(parts(evaluation.pairs), key=lambda part: part.grouping):
        members = list(grouped)
        width = max(len(grouping), *(len(part.name) for part in members))
        lines = [f"{grouping:<{width}}{_HEADS}"]
        lines.extend(f"{part.name or '-':<{width}}{_cells(part.scores)}" for part in members)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def labels_table(scores: Scores) -> str:
    """Return F1 by label and the confusion of gold (rows) with what was said (columns)."""
    f1 = dict(scores.label_f1)
    counts = {(gold, said): count for gold, said, count in scores.confusion}
    lines = [f"{'gold / said':<16}{'F1':>6}" + "".join(f"{label[:7]:>8}" for label in STATEMENT_LABELS)]
    for gold in STATEMENT_LABELS:
        cells = "".join(f"{counts.get((gold, said), 0) or '.':>8}" for said in STATEMENT_LABELS)
        lines.append(f"{gold:<16}{f1.get(gold, float('nan')):>6.2f}{cells}")
    return "\n".join(lines)


def misses(evaluation: Evaluation, most: int) -> str:
    """Return up to `most` statements whose label was got wrong."""
    lines: list[str] = []
    for gold, said in evaluation.pairs:
        if gold.label is not said.label and len(lines) < most:
            lines.append(
                f"{gold.company} {gold.id}: {_words(gold.label)}, taken for {_words(said.label)}"
                f" ({said.score:.2f}): {gold.statement}"
            )
    return "\n".join(lines)


def documents_table(scores: Sequence[DocumentScore]) -> str:
    """Return planted divergences found and false alarms, one line a document and the sums."""
    width = max(len(f"{item.company}/{item.document}") for item in scores)
    lines = [f"{'document':<{width}}{'planted':>9}{'found':>7}{'right code':>12}{'false alarms':>14}"]
    lines.extend(
        f"{item.company + '/' + item.document:<{width}}{item.planted:>9}{item.found:>7}{item.right_code:>12}"
        f"{item.false_alarms:>14}"
        for item in scores
    )
    total = documents_total(scores)
    lines.append(
        f"found {total.found} of {total.planted} planted ({total.found / max(1, total.planted):.2f}), right code"
        f" {total.right_code} ({total.right_code / max(1, total.planted):.2f}); {total.false_alarms} false alarms in"
        f" {total.documents} documents ({total.false_alarms / max(1, total.documents):.2f} a document)"
    )
    return "\n".join(lines)


def hidden_and_wrong(scores: Sequence[DocumentScore], most: int) -> str:
    """Return up to `most` planted divergences that were missed, and as many findings where nothing was planted."""
    missed = [
        f"missed {item.company}/{item.document} {planted.location}: {_words(planted.label)}: {planted.text}"
        for item in scores
        for planted in item.missed
    ]
    wrong = [
        f"in vain {item.company}/{item.document} {finding.location}: {BY_CODE[finding.code].shown_as}"
        f" ({finding.probability:.2f}): {finding.found}"
        for item in scores
        for finding in item.wrong
    ]
    return "\n".join([*missed[:most], *wrong[:most]])


def _cells(scores: Scores) -> str:
    """Return the figures of one row."""
    values = (getattr(scores, figure.name) for figure in IN_TERMINAL)
    return "".join(f"{value:>10.3f}" if value == value else f"{'-':>10}" for value in values)  # noqa: PLR0124  NaN


def _words(label: Label) -> str:
    """Return the words people see for a label."""
    return BY_LABEL[label].shown_as if label in BY_LABEL else label.replace("_", " ")
