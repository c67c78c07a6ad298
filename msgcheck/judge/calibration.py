"""Thresholds belong to one judge with one embedding model and one pair model; with others nothing is known of them.

A calibration also holds how the judge's probabilities are to be read where people have labelled statements of their
own: a straight line on the log-odds (Platt, "Probabilistic outputs for support vector machines", 1999), which never
changes which of two statements is the more doubtful. Its bars are probabilities after that reading.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from msgcheck.config import Thresholds
from msgcheck.errors import InputError
from msgcheck.judge.combine import WEIGHTS
from msgcheck.judge.interface import Candidates, Judge
from msgcheck.pairs.interface import PairModel
from msgcheck.records import Judgement

CALIBRATION = "calibration.json"
SETTLED = 0.999
"""From here on a statement was not weighed but repeats something to the letter; no reading makes that doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalibration:
    """How a probability of the judge is to be read: log-odds times `slope` plus `bias`."""

    slope: float = 1.0
    bias: float = 0.0

    def read(self, probability: float) -> float:
        """Return what a probability means; a larger one never means less, and 0 and 1 stay what they are."""
        if not 0 < probability < 1 or self == IDENTITY:
            return probability
        meant = _probability(self.slope * _log_odds(probability) + self.bias)
        return max(meant, probability) if probability >= SETTLED else meant

    def unread(self, probability: float) -> float:
        """Return the judge's probability that means this one."""
        if not 0 < probability < 1 or self == IDENTITY:
            return probability
        return _probability((_log_odds(probability) - self.bias) / self.slope)


IDENTITY = Recalibration()


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """What a calibration belongs to, each with the hash of its weights."""

    judge: str
    embedder: str
    pair_model: str = ""
    """Empty where none reads along."""

    def __str__(self) -> str:
        """Return the models in one line."""
        return " with ".join(name for name in (self.judge, self.embedder, self.pair_model) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was fixed on statements the judge was not fitted to."""

    models: Models
    raise_at: float
    """Probability, read as `recalibration` says, from which a statement counts as raised."""
    thresholds: Thresholds
    recalibration: Recalibration = IDENTITY

    def thresholds_for(self, models: Models) -> Thresholds:
        """Return the thresholds where they were fixed for these models, else those of an uncalibrated judge."""
        return self.thresholds if models == self.models else Thresholds()

    def save(self, path: Path) -> None:
        """Write it to a file.

        Raises:
            InputError: the file cannot be written.
        """
        values: dict[str, Any] = {
            "judge": self.models.judge,
            "embedder": self.models.embedder,
            "pair_model": self.models.pair_model,
            "raise_at": self.raise_at,
            "ask": self.thresholds.ask,
            "suggest": self.thresholds.suggest,
            "note": self.thresholds.note,
        }
        if self.recalibration != IDENTITY:
            values["recalibration"] = {"slope": self.recalibration.slope, "bias": self.recalibration.bias}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
        except OSError as err:
            raise InputError(
                f"cannot be written: {err.strerror}", where=str(path), hint="give another --output"
            ) from err


class RecalibratedJudge:
    """A judge whose probabilities are read as a calibration says; labels and reasons are the judge's own.

    Args:
        judge: what judges.
        recalibration: how its probabilities are to be read.
    """

    def __init__(self, judge: Judge, recalibration: Recalibration) -> None:
        self._judge = judge
        self._recalibration = recalibration

    @property
    def name(self) -> str:
        """Return the name of the judge: its weights are the same."""
        return self._judge.name

    @property
    def pair_model(self) -> PairModel | None:
        """Return the pair model the judge asks."""
        return self._judge.pair_model

    def judge_all(self, items: Sequence[Candidates]) -> tuple[Judgement, ...]:
        """Return the judgements with their probabilities as they are to be read."""
        return tuple(
            replace(judgement, score=round(self._recalibration.read(judgement.score), 6))
            for judgement in self._judge.judge_all(items)
        )


def packaged_calibration() -> Calibration:
    """Return the calibration that comes with the package."""
    text = resources.files("msgcheck.judge").joinpath(CALIBRATION).read_text(encoding="utf-8")
    return _calibration(json.loads(text))


def load_calibration(path: Path) -> Calibration:
    """Return the calibration of a file.

    Raises:
        InputError: the file cannot be read or holds no calibration.
    """
    try:
        return _calibration(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as err:
        raise InputError(f"cannot be read: {err.strerror}", where=str(path), hint=_ANEW) from err
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as err:
        raise InputError("holds no calibration", where=str(path), hint=_ANEW) from err


def weights_and_calibration(path: Path) -> tuple[Path, Path | None]:
    """Return where a fitted judge has its weights and its calibration, None where it has none.

    Args:
        path: a folder as `msgcheck calibrate --set` writes it, or the weights alone.
    """
    weights = path / WEIGHTS if path.is_dir() else path
    beside = weights.with_name(CALIBRATION)
    return weights, beside if beside.is_file() else None


_ANEW = "make it anew with msgcheck calibrate"


def _calibration(values: Mapping[str, Any]) -> Calibration:
    """Return a calibration from what a file holds."""
    reading = values.get("recalibration", {})
    recalibration = Recalibration(slope=_number(reading.get("slope", 1.0)), bias=_number(reading.get("bias", 0.0)))
    bars = {name: _number(values[name]) for name in ("note", "suggest", "ask", "raise_at")}
    in_order = 0 <= bars["note"] <= bars["suggest"] <= bars["ask"] <= 1 and 0 <= bars["raise_at"] <= 1
    if not in_order or recalibration.slope <= 0:
        raise ValueError("bars that do not rise from note to ask, or a reading that turns the order round")
    return Calibration(
        models=Models(
            judge=str(values["judge"]),
            embedder=str(values["embedder"]),
            pair_model=str(values.get("pair_model") or ""),
        ),
        raise_at=bars["raise_at"],
        thresholds=Thresholds(ask=bars["ask"], suggest=bars["suggest"], note=bars["note"], calibrated=True),
        recalibration=recalibration,
    )


def _number(value: Any) -> float:
    """Return a finite number."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not a finite number")
    return number


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _probability(log_odds: float) -> float:
    # Written for each sign, so that no exponential overflows.
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))
