"""What a labelled set says of real decks and mail, where drift is rare.

In a labelled set more than half of the statements have drifted, so that drift can be counted; in real mail it may be
one in twenty. Recall and the share of clean statements raised do not depend on that, precision does: it is computed for
the rarer drift by Bayes' rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.codes import CLEAN, Lane, Severity
from msgcheck.config import Thresholds
from msgcheck.evaluate.breakdown import Pairs
from msgcheck.evaluate.scores import Prediction
from msgcheck.findings.lanes import lane_of

DRIFT_SHARES = (0.03, 0.05, 0.10)
"""Shares of statements that drift, from careful mail to a deck that went through many hands."""
_AT_LEAST = {
    "note": (Lane.NOTE, Lane.SUGGEST, Lane.ASK),
    "suggest": (Lane.SUGGEST, Lane.ASK),
    "ask": (Lane.ASK,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRate:
    """What passes one bar."""

    name: str
    """raise, note, suggest or ask."""
    bar: float | None
    """The probability it asks for; None where the judge's label alone decides."""
    found: int
    drifted: int
    """`found` of `drifted` statements pass it rightly."""
    disturbed: int
    clean: int
    """`disturbed` of `clean` statements pass it in vain."""
    precision: tuple[tuple[float, float], ...]
    """(share of statements that drift, precision at that share)."""

    @property
    def recall(self) -> float:
        """Return the share of drift that passes; NaN where there is none."""
        return self.found / self.drifted if self.drifted else float("nan")

    @property
    def false_alarm_rate(self) -> float:
        """Return the share of clean statements that pass; NaN where there are none."""
        return self.disturbed / self.clean if self.clean else float("nan")


def bar_rates(pairs: Pairs, thresholds: Thresholds) -> tuple[BarRate, ...]:
    """Return what is raised at all, and what passes the bars of the lanes."""
    rates = [_rate("raise", None, pairs, {id(said) for _, said in pairs if said.label not in CLEAN})]
    lanes = {id(said): _lane(said, thresholds) for _, said in pairs}
    for name, enough in _AT_LEAST.items():
        passed = {id(said) for _, said in pairs if lanes[id(said)] in enough}
        rates.append(_rate(name, getattr(thresholds, name), pairs, passed))
    return tuple(rates)


def precision_at(drift: float, *, recall: float, false_alarm_rate: float) -> float:
    """Return the share of what is raised that has drifted, where this share of all statements drifts.

    Args:
        drift: share of statements that drift, in [0, 1].
        recall: share of drifted statements raised.
        false_alarm_rate: share of clean statements raised.

    Returns:
        NaN where nothing at all is raised.
    """
    right = drift * recall
    raised = right + (1 - drift) * false_alarm_rate
    return right / raised if raised else float("nan")


def _lane(said: Prediction, thresholds: Thresholds) -> Lane:
    """Return the lane a statement would get by its score and severity."""
    if said.label in CLEAN:
        return Lane.SILENT
    return lane_of(probability=said.score, severity=said.severity or Severity.NONE, thresholds=thresholds)


def _rate(name: str, bar: float | None, pairs: Pairs, passed: set[int]) -> BarRate:
    """Return how many drifted and clean statements are among those that passed."""
    drifted = [id(said) in passed for gold, said in pairs if gold.label not in CLEAN]
    clean = [id(said) in passed for gold, said in pairs if gold.label in CLEAN]
    found, disturbed = sum(drifted), sum(clean)
    recall = found / len(drifted) if drifted else float("nan")
    false_alarm_rate = disturbed / len(clean) if clean else float("nan")
    return BarRate(
        name=name,
        bar=bar,
        found=found,
        drifted=len(drifted),
        disturbed=disturbed,
        clean=len(clean),
        precision=tuple(
            (share, precision_at(share, recall=recall, false_alarm_rate=false_alarm_rate)) for share in DRIFT_SHARES
        ),
    )
