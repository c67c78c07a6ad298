"""Fits the judge's combination to labelled statements.

    python -m msgcheck.training.combination corpora/statements/train --output msgcheck/judge/combination.npz

Companies are folded by a hash of their name, so that no company is judged by trees that saw it; the folds give
the temperature that makes the probabilities honest, and the cross-validated figures. The same data and seed
give the same weights.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from msgcheck.codes import CLEAN, Label
from msgcheck.evaluate.scores import Prediction, Scores, score
from msgcheck.evaluate.sets import CHANNELS, LabelledStatement, companies, read_statements
from msgcheck.judge.boosted_trees import BoostedTrees
from msgcheck.judge.calibration import CALIBRATION
from msgcheck.judge.features import Picture, picture, row
from msgcheck.messaging.load import load_messaging
from msgcheck.pipeline import Checker
from msgcheck.records import Judgement, Match, Messaging, Statement

FOLDS = 5
SEED = 13

Floats2d = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Labelled statements as rows of features."""

    gold: tuple[LabelledStatement, ...]
    features: tuple[str, ...]
    rows: Floats2d
    """Shape (n, features)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Probabilities from which something happens, fixed on companies the trees did not see."""

    raise_at: float
    ask: float
    suggest: float
    note: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What came out of fitting."""

    trees: BoostedTrees
    bars: Bars
    held_out: Scores
    """Every statement judged by trees that did not see its company."""
    calibration_error: float
    """Expected calibration error of the raised probability, ten bins of equal width, held out."""


def examples(folder: Path, make_checker: Callable[[Messaging], Checker]) -> Examples:
    """Return the rows of a set, each statement judged alone against its company's messaging."""
    gold: list[LabelledStatement] = []
    rows: list[dict[str, float]] = []
    for company in companies(folder):
        checker = make_checker(load_messaging(company / "messaging.yaml"))
        statements = read_statements(company)
        for item, seen in zip(statements, _pictures(checker, statements), strict=True):
            gold.append(item)
            rows.append(row(seen))
    names = tuple(sorted(rows[0]))
    return Examples(
        gold=tuple(gold), features=names, rows=np.array([[values[name] for name in names] for values in rows])
    )


def _pictures(checker: Checker, statements: Sequence[LabelledStatement]) -> list[Picture]:
    """Return each statement with its candidates compared."""
    prepared = checker.prepare_texts(
        [(item.statement, item.context, CHANNELS[item.channel], "") for item in statements]
    )
    return [picture(statement, candidates) for statement, candidates in prepared]


def fit(data: Examples, *, rounds: int = 120) -> Fit:
    """Return trees fitted to all examples, with figures and temperature from held-out companies."""
    labels = np.array([item.label.value for item in data.gold])
    folds = np.array([fold_of(item.company) for item in data.gold])
    held_out = np.zeros((len(labels), 0))
    for fold in range(FOLDS):
        trees = _grow(data, labels, folds != fold, rounds)
        logits = np.log(np.clip(trees.probabilities(data.rows[folds == fold]), 1e-12, 1))
        if not held_out.shape[1]:
            held_out = np.zeros((len(labels), len(trees.classes)))
        held_out[folds == fold] = logits
    trees = _grow(data, labels, np.ones(len(labels), dtype=bool), rounds)
    temperature = _temperature(held_out, labels, trees.classes)
    probabilities = _softmax(held_out / temperature)
    scores = score(
        [
            (item, _prediction(item, values, trees.classes))
            for item, values in zip(data.gold, probabilities, strict=True)
        ]
    )
    raised = np.array([label not in CLEAN for label in labels])
    return Fit(
        trees=replace(trees, temperature=temperature),
        bars=_bars(_raised(probabilities, trees.classes), raised),
        held_out=scores,
        calibration_error=calibration_error(_raised(probabilities, trees.classes), raised),
    )


def fold_of(company: str) -> int:
    """Return the fold of a company, from a hash of its name."""
    return int.from_bytes(hashlib.sha256(company.encode()).digest()[:4], "big") % FOLDS


def calibration_error(probabilities: npt.NDArray[np.float64], raised: npt.NDArray[np.bool_]) -> float:
    """Return the expected calibration error in ten bins of equal width (Naeini et al., AAAI 2015)."""
    bins = np.minimum((probabilities * 10).astype(int), 9)
    error = 0.0
    for bin_ in range(10):
        inside = bins == bin_
        if inside.any():
            error += inside.mean() * abs(float(probabilities[inside].mean()) - float(raised[inside].mean()))
    return float(error)


RAISE_MOST = 0.15
ASK_MOST = 0.0025
SUGGEST_MOST = 0.025
NOTE_MOST = 0.1
"""Share of clean statements that may pass each bar. A deck has some forty statements and a mail some ten; one alarm
in vain a clean deck and one interrupted clean mail in thirty is what people bear."""


def _bars(probabilities: npt.NDArray[np.float64], raised: npt.NDArray[np.bool_]) -> Bars:
    """Return the bars that let pass no more clean statements than people bear."""
    clean = np.sort(probabilities[~raised])

    def bar(most: float) -> float:
        return round(float(np.quantile(clean, 1 - most)), 4)

    return Bars(raise_at=bar(RAISE_MOST), ask=bar(ASK_MOST), suggest=bar(SUGGEST_MOST), note=bar(NOTE_MOST))


def _grow(data: Examples, labels: npt.NDArray[Any], chosen: npt.NDArray[np.bool_], rounds: int) -> BoostedTrees:
    """Return trees fitted to the chosen rows."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=0.08,
        max_leaf_nodes=12,
        min_samples_leaf=30,
        l2_regularization=2.0,
        max_features=0.4,
        early_stopping=False,
        random_state=SEED,
    )
    model.fit(data.rows[chosen], labels[chosen])
    return _flattened(model, data.features)


def _flattened(model: Any, features: tuple[str, ...]) -> BoostedTrees:
    """Return scikit-learn's trees as flat arrays."""
    roots, feature, threshold, left, right, value = [], [], [], [], [], []
    start = 0
    for trees in model._predictors:  # noqa: SLF001  the public interface does not show the trees
        round_roots = []
        for tree in trees:
            nodes = tree.nodes
            leaf = nodes["is_leaf"].astype(bool)
            round_roots.append(start)
            feature.append(np.where(leaf, -1, nodes["feature_idx"]))
            threshold.append(np.where(leaf, 0.0, nodes["num_threshold"]))
            left.append(nodes["left"].astype(np.int64) + start)
            right.append(nodes["right"].astype(np.int64) + start)
            value.append(nodes["value"])
            start += len(nodes)
        roots.append(round_roots)
    return BoostedTrees(
        classes=tuple(str(name) for name in model.classes_),
        features=features,
        baseline=np.asarray(model._baseline_prediction, dtype=np.float64).ravel(),  # noqa: SLF001
        roots=np.array(roots, dtype=np.int32),
        feature=np.concatenate(feature).astype(np.int32),
        threshold=np.concatenate(threshold).astype(np.float32).astype(np.float64),
        left=np.concatenate(left).astype(np.int32),
        right=np.concatenate(right).astype(np.int32),
        value=np.concatenate(value).astype(np.float32).astype(np.float64),
    )


def _temperature(logits: Floats2d, labels: npt.NDArray[Any], classes: Sequence[str]) -> float:
    """Return the temperature with the least log loss on held-out rows (Guo et al., ICML 2017)."""
    gold = np.array([list(classes).index(label) for label in labels])
    tried = [math.exp(step / 20) for step in range(-20, 31)]
    losses = [
        -np.log(np.clip(_softmax(logits / value)[np.arange(len(gold)), gold], 1e-12, 1)).mean() for value in tried
    ]
    return tried[int(np.argmin(losses))]


def _softmax(logits: Floats2d) -> Floats2d:
    """Return rows that sum to 1."""
    exponentials: Floats2d = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Floats2d = exponentials / exponentials.sum(axis=1, keepdims=True)
    return probabilities


def _raised(probabilities: Floats2d, classes: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the probability that a statement should be raised."""
    columns = [index for index, name in enumerate(classes) if Label(name) not in CLEAN]
    raised: npt.NDArray[np.float64] = probabilities[:, columns].sum(axis=1)
    return raised


def _prediction(item: LabelledStatement, values: npt.NDArray[np.float64], classes: Sequence[str]) -> Prediction:
    """Return the trees' own answer for one statement; which message it is about is not theirs to say."""
    raised = float(_raised(values[None, :], classes)[0])
    wanted = [index for index, name in enumerate(classes) if (Label(name) not in CLEAN) is (raised >= 0.5)]
    label = Label(classes[max(wanted, key=lambda index: values[index])])
    return Prediction(id=item.id, company=item.company, label=label, message_id=None, score=raised)


class _NoJudge:
    """Stands in for the judge that is being fitted; statements are prepared, never judged."""

    name = "none"

    def judge(self, statement: Statement, candidates: Sequence[Match]) -> Judgement:
        """Refuse: nothing is judged while fitting."""
        raise NotImplementedError


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print the held-out figures and write the weights; return the exit code."""
    import argparse
    import os
    from datetime import UTC, datetime

    from msgcheck.assembly import build_checker, build_stages, settings_for

    parser = argparse.ArgumentParser(description="Fit the judge's combination to labelled statements.")
    parser.add_argument("folder", type=Path, help="labelled set, one folder a company")
    parser.add_argument("--output", type=Path, help="where to write the weights; without it they are only measured")
    chosen = parser.parse_args(arguments)
    settings = settings_for((), cwd=Path.cwd(), environ=os.environ, overrides={}, audience={})
    stages = build_stages(settings)
    today = datetime.now(tz=UTC).date()
    data = examples(
        chosen.folder,
        lambda messaging: build_checker(messaging, settings, stages, today=today, judge=_NoJudge()),
    )
    result = fit(data)
    for name in ("auroc", "alarm_f1", "recall_at_p95", "fa_consistent", "fa_not_a_claim", "label_macro_f1"):
        print(f"{name:16} {getattr(result.held_out, name):.3f}")  # noqa: T201
    print(f"{'calibration':16} {result.calibration_error:.3f}")  # noqa: T201
    for name in ("raise_at", "note", "suggest", "ask"):
        print(f"{name:16} {getattr(result.bars, name):.4f}")  # noqa: T201
    if chosen.output:
        _write(chosen.output, result, stages.embedder.model)
    return 0


def _write(weights: Path, result: Fit, embedder: str) -> None:
    """Write the weights, and beside them the bars with the hashes of the models they belong to."""
    from msgcheck.judge.combine import packaged_judge

    result.trees.save(weights)
    bars = result.bars
    judge = packaged_judge(raise_at=bars.raise_at, weights=weights).name
    values = {"judge": judge, "embedder": embedder, "raise_at": bars.raise_at}
    values |= {"ask": bars.ask, "suggest": bars.suggest, "note": bars.note}
    weights.with_name(CALIBRATION).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
