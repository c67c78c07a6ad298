"""Where a judge is good and where it is not: by label, by channel, form and company, and in severity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgcheck.codes import CLEAN, STATEMENT_LABELS, Label, Severity
from msgcheck.evaluate.scores import Prediction, Scores, score
from msgcheck.evaluate.sets import LabelledStatement

Pairs = Sequence[tuple[LabelledStatement, Prediction]]
"""Each labelled statement with what the judge said of it."""

GROUPINGS: tuple[tuple[str, Callable[[LabelledStatement], str]], ...] = (
    ("channel", lambda gold: gold.channel),
    ("form", lambda gold: gold.form),
    ("company", lambda gold: gold.company),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelScore:
    """How well one label is told; NaN where there was nothing to count."""

    label: Label
    statements: int
    """That carry it in the set."""
    said: int
    """That the judge gave it to."""
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The figures of the statements that have something in common."""

    grouping: str
    """channel, form or company."""
    name: str
    scores: Scores


def label_scores(scores: Scores) -> tuple[LabelScore, ...]:
    """Return precision, recall and F1 of each of the ten labels."""
    found = []
    for label in STATEMENT_LABELS:
        right = sum(count for gold, said, count in scores.confusion if gold is said is label)
        said_so = sum(count for _, said, count in scores.confusion if said is label)
        true = sum(count for gold, _, count in scores.confusion if gold is label)
        found.append(
            LabelScore(
                label=label,
                statements=true,
                said=said_so,
                precision=_ratio(right, said_so),
                recall=_ratio(right, true),
                f1=_ratio(2 * right, said_so + true) if true else float("nan"),
            )
        )
    return tuple(found)


def parts(pairs: Pairs) -> tuple[Part, ...]:
    """Return the figures by channel, form and company; a grouping that the set does not know is left out."""
    found: list[Part] = []
    for grouping, key in GROUPINGS:
        grouped: dict[str, list[tuple[LabelledStatement, Prediction]]] = defaultdict(list)
        for gold, said in pairs:
            grouped[key(gold)].append((gold, said))
        if set(grouped) != {""}:
            found.extend(
                Part(grouping=grouping, name=name, scores=score(part)) for name, part in sorted(grouped.items())
            )
    return tuple(found)


def severity_counts(pairs: Pairs) -> tuple[tuple[Severity, Severity, int], ...]:
    """Return (labelled, said, count) over the statements that were rightly raised, high first."""
    counts = Counter(
        (gold.severity, said.severity)
        for gold, said in pairs
        if gold.label not in CLEAN and said.label not in CLEAN and said.severity is not None
    )
    return tuple((gold, said, counts[gold, said]) for gold in Severity for said in Severity if counts[gold, said])


def _ratio(part: float, whole: float) -> float:
    """Return part of whole, NaN where there is no whole."""
    return part / whole if whole else float("nan")
