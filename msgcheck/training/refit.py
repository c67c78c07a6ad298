"""Fits a judge anew to a labelled set, for an embedder or a pair model it was not fitted with.

The folder that comes out holds the weights and the bars, bound to the models that were used; `judge: FOLDER` in the
settings puts it in the place of the packaged one.
"""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from msgcheck.assembly import Stages, build_checker, models_in_use
from msgcheck.config import Settings, Thresholds
from msgcheck.errors import InputError, MissingDependency
from msgcheck.evaluate.documents import ReadBytes
from msgcheck.evaluate.held_out import FILE_NAME as HELD_OUT
from msgcheck.evaluate.scores import Scores
from msgcheck.judge.calibration import CALIBRATION, Calibration
from msgcheck.judge.combine import WEIGHTS, packaged_judge
from msgcheck.judge.interface import Candidates
from msgcheck.records import Judgement
from msgcheck.training.combination import FOLDS, Fit, fit
from msgcheck.training.examples import PairModelFor, examples
from msgcheck.training.material import read_material


class Unfitted:
    """Stands in for the judge that is being fitted; statements are prepared, never judged."""

    name = "none"
    pair_model = None

    def judge_all(self, items: Sequence[Candidates]) -> tuple[Judgement, ...]:
        """Refuse: nothing is judged while fitting."""
        raise NotImplementedError


def check_fitting_is_possible() -> None:
    """Refuse at once where what fits the trees is not installed.

    Raises:
        MissingDependency: scikit-learn is missing.
    """
    if importlib.util.find_spec("sklearn") is None:
        raise MissingDependency("a judge cannot be fitted without scikit-learn", hint="pip install 'msgcheck[train]'")


def refit(
    labelled: Path,
    *,
    written: Path | None = None,
    clean: Path | None,
    settings: Settings,
    stages: Stages,
    read: ReadBytes,
    today: date,
    pair_model_for: PairModelFor | None = None,
) -> Fit:
    """Return the trees and bars that fit a labelled set with the models in use.

    Args:
        labelled: the set, one folder a company.
        written: further statements of the same companies, `<company>.jsonl`.
        clean: clean documents of the same companies, one folder each; without them the bars rest on clean rows.
        settings: as loaded.
        stages: the segmenter, the embedder and what else the judge reads with.
        read: reads the bytes of a file with this name.
        today: the day whose messaging counts.
        pair_model_for: from a company to a pair model that did not learn from it; None takes the one in use for all.

    Raises:
        InputError: the set cannot be read, or the folder of clean documents holds none of its companies.
        MissingDependency: scikit-learn is missing.
    """
    check_fitting_is_possible()
    if clean is not None and not any(path.is_dir() for path in clean.glob("*")):
        raise InputError("holds no folder of a company", where=str(clean), hint="leave out --clean, or mend it")
    companies = read_material(
        labelled,
        lambda messaging: build_checker(messaging, settings, stages, today=today, judge=Unfitted()),
        read=read,
        written=written,
        clean=clean,
    )
    return fit(examples(companies, pair_model_for or (lambda _: stages.pair_model)))


def write_judge(folder: Path, fitted: Fit, stages: Stages) -> Calibration:
    """Write the weights and, bound to them and to the models in use, the bars and the held-out figures.

    Raises:
        InputError: the folder cannot be written.
    """
    weights = folder / WEIGHTS
    bars = fitted.bars
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fitted.trees.save(weights)
        judge = packaged_judge(raise_at=bars.raise_at, weights=weights, pair_model=stages.pair_model)
        _write_held_out(folder / HELD_OUT, fitted, judge.name)
    except OSError as err:
        raise InputError(
            f"cannot be written: {err.strerror}", where=str(weights), hint="give another --output"
        ) from err
    calibration = Calibration(
        models=models_in_use(judge, stages),
        raise_at=bars.raise_at,
        thresholds=Thresholds(ask=bars.ask, suggest=bars.suggest, note=bars.note, calibrated=True),
    )
    calibration.save(folder / CALIBRATION)
    return calibration


def _write_held_out(path: Path, fitted: Fit, judge: str) -> None:
    """Write the cross-validated figures, which `msgcheck evaluate` prints beside those of another set."""
    values = {
        "judge": judge,
        "folds": FOLDS,
        "figures": _figures(fitted.held_out),
        "halves": {form: _figures(scores) for form, scores in fitted.halves.items()},
        "statement_only": _figures(fitted.statement_only),
        "calibration_error": round(fitted.calibration_error, 4),
        "bars": asdict(fitted.bars),
    }
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


_NOT_SAID = frozenset({"match_accuracy", "severity_agreement"})
"""Figures of what the trees alone do not say: which message, how grave."""


def _figures(scores: Scores) -> dict[str, float]:
    """Return the figures that are finite numbers, rounded."""
    values = {name: value for name, value in asdict(scores).items() if isinstance(value, float)}
    return {name: round(value, 4) for name, value in values.items() if math.isfinite(value) and name not in _NOT_SAID}
