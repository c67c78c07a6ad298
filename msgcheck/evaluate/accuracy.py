"""Everything a report on accuracy prints, counted once, so that printing only prints.

The same set, judge, training set and day give the same value: no clock, no chance but a seeded one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.codes import CLEAN, Severity
from msgcheck.evaluate.breakdown import LabelScore, Part, label_scores, parts, severity_counts
from msgcheck.evaluate.calibration_curve import CalibrationCurve, calibration_curve
from msgcheck.evaluate.document_totals import DocumentsTotal, PlantedLabel, planted_by_label, totals_by_kind
from msgcheck.evaluate.documents import DocumentScore
from msgcheck.evaluate.failures import Failures, false_alarms, missed
from msgcheck.evaluate.harness import Evaluation, Row
from msgcheck.evaluate.held_out import HeldOut
from msgcheck.evaluate.rates import BarRate, bar_rates
from msgcheck.evaluate.spread import DRAWS, Spread, spread

MOST_FAILURES = 20
"""How many false alarms are shown, and how many misses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A labelled statement that could not be judged."""

    company: str
    id: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How well a judge agrees with a labelled set."""

    set_name: str
    day: date
    """Decks are judged by the messaging of this day, mail by that of its own."""
    companies: int
    statements: int
    drifted: int
    """Statements that should be raised."""
    models: tuple[tuple[str, str], ...]
    """(what it is, name and hash)."""
    calibrated: bool
    rows: tuple[Row, ...]
    """The judge first, the trivial ones after it."""
    statement_only: Row | None
    """None where no training set was named."""
    spread: Spread
    """The 95 % range of each of the judge's figures."""
    held_out: HeldOut | None
    """None where the judge was not cross-validated."""
    labels: tuple[LabelScore, ...]
    parts: tuple[Part, ...]
    curve: CalibrationCurve
    """Over the statements that were judged."""
    rates: tuple[BarRate, ...]
    severities: tuple[tuple[Severity, Severity, int], ...]
    """(labelled, said, count) of what was rightly raised."""
    false_alarms: Failures
    missed: Failures
    unjudged: tuple[Unjudged, ...]
    document_totals: tuple[tuple[str, DocumentsTotal], ...]
    """By kind, all together last; empty where the set has no documents."""
    planted: tuple[PlantedLabel, ...]
    documents: tuple[DocumentScore, ...]

    @property
    def judge(self) -> Row:
        """Return the judge under test."""
        return self.rows[0]


def measure(
    evaluation: Evaluation,
    *,
    set_name: str,
    day: date,
    documents: Sequence[DocumentScore] = (),
    held_out: HeldOut | None = None,
    most_failures: int = MOST_FAILURES,
    draws: int = DRAWS,
) -> Accuracy:
    """Return all that is told of a judge.

    Args:
        evaluation: what it said of the statements of a set.
        set_name: what the set is called.
        day: the day whose messaging counted for decks.
        documents: what it found in the documents of the set.
        held_out: its cross-validated figures.
        most_failures: how many false alarms, and how many misses, are shown.
        draws: how many sets are drawn for the range of each figure.
    """
    pairs = evaluation.pairs
    return Accuracy(
        set_name=set_name,
        day=day,
        companies=len({gold.company for gold, _ in pairs}),
        statements=len(pairs),
        drifted=sum(gold.label not in CLEAN for gold, _ in pairs),
        models=evaluation.models,
        calibrated=evaluation.thresholds.calibrated,
        rows=evaluation.rows,
        statement_only=evaluation.statement_only,
        spread=spread(pairs, draws=draws),
        held_out=held_out,
        labels=label_scores(evaluation.judge.scores),
        parts=parts(pairs),
        curve=calibration_curve([(said.score, gold.label not in CLEAN) for gold, said in pairs if not said.not_judged]),
        rates=bar_rates(pairs, evaluation.thresholds),
        severities=severity_counts(pairs),
        false_alarms=false_alarms(pairs, evaluation.lines, most=most_failures),
        missed=missed(pairs, evaluation.lines, most=most_failures),
        unjudged=tuple(
            Unjudged(company=gold.company, id=gold.id, statement=gold.statement)
            for gold, said in pairs
            if said.not_judged
        ),
        document_totals=totals_by_kind(documents) if documents else (),
        planted=planted_by_label(documents),
        documents=tuple(documents),
    )
