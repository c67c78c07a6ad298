"""Counts that add up: how well labels and scores agree with a labelled set.

The figures and their names are those of the benchmark's own scorer, so that both print the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgcheck.codes import CLEAN, STATEMENT_LABELS, Label, Severity
from msgcheck.evaluate.sets import LabelledStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What a judge said of one labelled statement."""

    id: str
    company: str
    label: Label
    message_id: str | None
    score: float
    """Belief that the statement should be raised, in [0, 1]; it only has to rank."""
    severity: Severity | None = None
    not_judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Every figure of one comparison; NaN where there was nothing to count."""

    n: int
    alarm_precision: float
    alarm_recall: float
    alarm_f1: float
    auroc: float
    ap: float
    """Average precision of `score`."""
    recall_at_p95: float
    """Highest recall at a precision of at least 0.95 along `score`."""
    fa_consistent: float
    """Share of consistent statements raised."""
    fa_consistent_hard: float
    fa_not_a_claim: float
    high_recall: float
    """Recall of raised statements whose severity is high."""
    severity_agreement: float
    """Predicted severity equals gold, over statements rightly raised."""
    label_macro_f1: float
    label_accuracy: float
    match_accuracy: float
    """Predicted message equals gold, over statements that have one, `forbidden` apart."""
    label_f1: tuple[tuple[Label, float], ...]
    confusion: tuple[tuple[Label, Label, int], ...]
    """(gold, predicted, count)."""


def score(pairs: Sequence[tuple[LabelledStatement, Prediction]]) -> Scores:
    """Return the figures of predictions against gold.

    Args:
        pairs: each labelled statement with what the judge said of it.
    """
    raised_right = sum(_is_raised(gold) and _is_raised(said) for gold, said in pairs)
    raised_wrong = sum(not _is_raised(gold) and _is_raised(said) for gold, said in pairs)
    missed = sum(_is_raised(gold) and not _is_raised(said) for gold, said in pairs)
    confusion = Counter((gold.label, said.label) for gold, said in pairs)
    label_f1 = _label_f1(confusion)
    auroc, average, recall_at_p95 = ranking((said.score, _is_raised(gold)) for gold, said in pairs)
    consistent = [(gold, said) for gold, said in pairs if gold.label is Label.CONSISTENT]
    with_message = [(gold, said) for gold, said in pairs if gold.message_id and gold.label is not Label.FORBIDDEN]
    return Scores(
        n=len(pairs),
        alarm_precision=_ratio(raised_right, raised_right + raised_wrong),
        alarm_recall=_ratio(raised_right, raised_right + missed),
        alarm_f1=_ratio(2 * raised_right, 2 * raised_right + raised_wrong + missed),
        auroc=auroc,
        ap=average,
        recall_at_p95=recall_at_p95,
        fa_consistent=_share(_is_raised(said) for _, said in consistent),
        fa_consistent_hard=_share(_is_raised(said) for gold, said in consistent if gold.hard),
        fa_not_a_claim=_share(_is_raised(said) for gold, said in pairs if gold.label is Label.NOT_A_CLAIM),
        high_recall=_share(
            _is_raised(said) for gold, said in pairs if _is_raised(gold) and gold.severity is Severity.HIGH
        ),
        severity_agreement=_share(
            said.severity is gold.severity
            for gold, said in pairs
            if _is_raised(gold) and _is_raised(said) and said.severity is not None
        ),
        label_macro_f1=_ratio(sum(value for _, value in label_f1), len(label_f1)),
        label_accuracy=_share(gold.label is said.label for gold, said in pairs),
        match_accuracy=_share(gold.message_id == said.message_id for gold, said in with_message),
        label_f1=label_f1,
        confusion=tuple((gold, said, count) for (gold, said), count in sorted(confusion.items())),
    )


def ranking(scored: Iterable[tuple[float, bool]]) -> tuple[float, float, float]:
    """Return AUROC, average precision and the highest recall at a precision of 0.95, ties kept together.

    Args:
        scored: (score, whether it should be raised).
    """
    groups: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for value, should in scored:
        groups[value][0 if should else 1] += 1
    positives = sum(right for right, _ in groups.values())
    negatives = sum(wrong for _, wrong in groups.values())
    hits = false = 0
    area = average = best = 0.0
    for value in sorted(groups, reverse=True):
        right, wrong = groups[value]
        area += wrong * (hits + right / 2)
        hits, false = hits + right, false + wrong
        precision = _ratio(hits, hits + false)
        average += right * precision
        if precision >= 0.95:
            best = max(best, _ratio(hits, positives))
    return _ratio(area, positives * negatives), _ratio(average, positives), best


def _is_raised(item: LabelledStatement | Prediction) -> bool:
    """Return whether a label is worth raising."""
    return item.label not in CLEAN


def _label_f1(confusion: Counter[tuple[Label, Label]]) -> tuple[tuple[Label, float], ...]:
    """Return F1 of every label that occurs in gold."""
    found = []
    for label in STATEMENT_LABELS:
        said = sum(count for (_, got), count in confusion.items() if got is label)
        true = sum(count for (want, _), count in confusion.items() if want is label)
        if true:
            found.append((label, _ratio(2 * confusion[label, label], said + true)))
    return tuple(found)


def _share(flags: Iterable[bool]) -> float:
    """Return the share of true flags."""
    values = list(flags)
    return _ratio(sum(values), len(values))


def _ratio(part: float, whole: float) -> float:
    """Return part of whole, NaN where there is no whole."""
    return part / whole if whole else float("nan")
