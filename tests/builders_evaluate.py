"""Evaluations made by hand: labelled statements, what a judge said of them, and documents with planted divergences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from msgcheck.codes import Label, Lane, Severity
from msgcheck.config import Thresholds
from msgcheck.evaluate.accuracy import Accuracy, measure
from msgcheck.evaluate.documents import DocumentScore, Outcome
from msgcheck.evaluate.harness import STATEMENT_ONLY, Evaluation, Row
from msgcheck.evaluate.held_out import HeldOut
from msgcheck.evaluate.scores import Prediction, score
from msgcheck.evaluate.sets import LabelledStatement, Planted
from msgcheck.records import DocumentId
from tests.builders_findings import make_finding

BARS = Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True)
DAY = date(2026, 11, 16)
HELD_OUT = HeldOut(
    folds=5,
    figures={"auroc": 0.801, "fa_consistent": 0.2},
    halves={"near": {"auroc": 0.852}, "far": {"auroc": 0.573}},
    statement_only={"auroc": 0.7, "fa_consistent": 0.5},
    calibration_error=0.023,
    bars={"raise_at": 0.611},
)


def pair(
    id_: str,
    gold: Label,
    said: Label,
    score_: float,
    *,
    severity: Severity = Severity.NONE,
    said_severity: Severity | None = None,
    **more: Any,
) -> tuple[LabelledStatement, Prediction]:
    """One labelled statement, and what the judge said of it; `more` are fields of the statement."""
    not_judged = more.pop("not_judged", False)
    values = {
        "company": "acme",
        "statement": f"Statement {id_}.",
        "context": "",
        "channel": "email",
        "message_id": "quay",
        "why": "",
        "hard": False,
        "form": "",
    }
    statement = LabelledStatement(id=id_, label=gold, severity=severity, **(values | more))
    prediction = Prediction(
        id=id_,
        company=statement.company,
        label=said,
        message_id="setup",
        score=score_,
        severity=said_severity,
        not_judged=not_judged,
    )
    return statement, prediction


PAIRS = (
    pair("s-1", Label.CONSISTENT, Label.CONSISTENT, 0.05, channel="deck_title"),
    pair("s-2", Label.CONSISTENT, Label.OVERSTATED, 0.95, said_severity=Severity.HIGH),
    pair("s-3", Label.OVERSTATED, Label.OVERSTATED, 0.92, severity=Severity.HIGH, said_severity=Severity.HIGH),
    pair("s-4", Label.CONTRADICTS, Label.CONSISTENT, 0.12, severity=Severity.HIGH, context="Before it."),
    pair(
        "s-5", Label.REFRAMED, Label.CONTRADICTS, 0.65, severity=Severity.LOW, said_severity=Severity.MEDIUM, company="brig"
    ),
    pair("s-6", Label.NOT_A_CLAIM, Label.NOT_A_CLAIM, 0.0, message_id=None, not_judged=True),
)  # fmt: skip


def evaluation(*pairs: tuple[LabelledStatement, Prediction], statement_only: bool = True) -> Evaluation:
    """What came out for some pairs, those above where none are given."""
    pairs = pairs or PAIRS
    rows = [Row(name="stub@1a2b", scores=score(pairs))]
    clean = [(gold, replace(said, label=Label.CONSISTENT, score=0.5)) for gold, said in pairs]
    rows.append(Row(name="always clean", scores=score(clean)))
    if statement_only:
        rows.append(Row(name=STATEMENT_ONLY, scores=score(clean)))
    return Evaluation(
        gold=tuple(gold for gold, _ in pairs),
        predictions=tuple(said for _, said in pairs),
        rows=tuple(rows),
        models=(("judge", "stub@1a2b"), ("embedding model", "hashing@1")),
        thresholds=BARS,
        lines={("acme", "quay"): "Up to 30% less waiting.", ("acme", "setup"): "Setup is free."},
    )


def planted(text: str, label: Label = Label.OVERSTATED, **more: Any) -> Planted:
    """One divergence that was planted in a deck."""
    values = {"document": "a.json", "location": "slide 1 title", "message_id": "quay", "severity": Severity.HIGH}
    return Planted(text=text, label=label, **(values | more))


def documents() -> tuple[DocumentScore, ...]:
    """A deck with one divergence found, one noted and one missed, and a mail with a false alarm."""
    wrong = make_finding(
        0, document=DocumentId("b.eml"), found="Ships come and go.", lane=Lane.SUGGEST, probability=0.8
    )
    return (
        DocumentScore(
            company="acme",
            document="a.json",
            outcomes=(
                Outcome(planted=planted("Always free."), lane=Lane.ASK, right_code=True),
                Outcome(planted=planted("Nearly always free."), lane=Lane.NOTE, right_code=False),
                Outcome(planted=planted("Never free.", Label.CONTRADICTS), lane=None, right_code=False),
            ),
            wrong=(),
        ),
        DocumentScore(company="acme", document="b.eml", outcomes=(), wrong=(wrong,), not_judged=2, skipped=("broken",)),
    )


def accuracy(*pairs: tuple[LabelledStatement, Prediction], statement_only: bool = True, **more: Any) -> Accuracy:
    """A report's value over some pairs, with few draws so that tests stay quick."""
    values: dict[str, Any] = {"set_name": "corpora/small", "day": DAY, "draws": 5}
    return measure(evaluation(*pairs, statement_only=statement_only), **(values | more))
