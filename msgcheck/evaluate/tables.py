"""Prints evaluations: one row a judge, then by label, channel, form and company, then documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from msgcheck.codes import BY_CODE, BY_LABEL, STATEMENT_LABELS, Label
from msgcheck.evaluate.documents import DocumentScore
from msgcheck.evaluate.harness import Evaluation
from msgcheck.evaluate.scores import Prediction, Scores, score
from msgcheck.evaluate.sets import LabelledStatement

_FIGURES: tuple[tuple[str, str], ...] = (
    ("AUROC", "auroc"),
    ("alarm F1", "alarm_f1"),
    ("R@P95", "recall_at_p95"),
    ("FA cons.", "fa_consistent"),
    ("FA hard", "fa_consistent_hard"),
    ("FA n.a.c.", "fa_not_a_claim"),
    ("high R", "high_recall"),
    ("severity", "severity_agreement"),
    ("label F1", "label_macro_f1"),
    ("match", "match_accuracy"),
)


def judges_table(evaluation: Evaluation) -> str:
    """Return the figures of the judge and of the trivial ones, one line each."""
    width = max(len(row.name) for row in evaluation.rows)
    lines = [" " * width + "".join(f"{title:>10}" for title, _ in _FIGURES)]
    lines.extend(f"{row.name:<{width}}{_cells(row.scores)}" for row in evaluation.rows)
    return "\n".join(lines)


def parts_table(evaluation: Evaluation) -> str:
    """Return the judge's figures by channel, form and company."""
    pairs = list(zip(evaluation.gold, evaluation.predictions, strict=True))
    blocks = []
    groupings: tuple[tuple[str, Callable[[LabelledStatement], str]], ...] = (
        ("channel", lambda gold: gold.channel),
        ("form", lambda gold: gold.form),
        ("company", lambda gold: gold.company),
    )
    for title, key in groupings:
        parts: dict[str, list[tuple[LabelledStatement, Prediction]]] = defaultdict(list)
        for gold, said in pairs:
            parts[key(gold)].append((gold, said))
        if set(parts) == {""}:
            continue
        width = max(len(title), *(len(name) for name in parts))
        lines = [f"{title:<{width}}" + "".join(f"{head:>10}" for head, _ in _FIGURES)]
        lines.extend(f"{name or '-':<{width}}{_cells(score(part))}" for name, part in sorted(parts.items()))
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
    for gold, said in zip(evaluation.gold, evaluation.predictions, strict=True):
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
    planted = sum(item.planted for item in scores)
    found = sum(item.found for item in scores)
    right_code = sum(item.right_code for item in scores)
    alarms = sum(item.false_alarms for item in scores)
    lines.append(
        f"found {found} of {planted} planted ({found / max(1, planted):.2f}), right code {right_code}"
        f" ({right_code / max(1, planted):.2f}); {alarms} false alarms in {len(scores)} documents"
        f" ({alarms / max(1, len(scores)):.2f} a document)"
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
    values = (getattr(scores, name) for _, name in _FIGURES)
    return "".join(f"{value:>10.3f}" if value == value else f"{'-':>10}" for value in values)  # noqa: PLR0124  NaN


def _words(label: Label) -> str:
    """Return the words people see for a label."""
    return BY_LABEL[label].shown_as if label in BY_LABEL else label.replace("_", " ")
