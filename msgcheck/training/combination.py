"""Fits the judge's combination to labelled statements.

Labelled statements teach what drift is; whole clean documents of the same companies teach what decks and mail are
otherwise full of, and fix the bars: how sure the judge has to be before a clean deck or mail may be troubled.

Companies are folded by a hash of their name, so that no company is judged by trees that saw it; the folds give
the temperature that makes the probabilities honest, and the cross-validated figures. The same data and seed
give the same weights.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from msgcheck.codes import CLEAN, STATEMENT_LABELS, Label
from msgcheck.errors import InputError
from msgcheck.evaluate.calibration_curve import calibration_curve
from msgcheck.evaluate.scores import Prediction, Scores, score
from msgcheck.evaluate.sets import LabelledStatement
from msgcheck.evaluate.trivial import StatementOnly
from msgcheck.judge.boosted_trees import BoostedTrees
from msgcheck.judge.gravity import likeliest_drift, weighed_by_gravity
from msgcheck.judge.grounds import grounded
from msgcheck.training.bars import Bars, fix_bars
from msgcheck.training.examples import Examples
from msgcheck.training.linear import fit_linear, on_linear_base
from msgcheck.training.material import DOCUMENT
from msgcheck.training.trees import grow

FOLDS = 5
LEAST_LABELS = 3
"""Labels that are left when a fifth of the companies is held out, at the least."""
ROUNDS = 120
DOCUMENT_WEIGHT = 0.3
"""How much a statement of a clean document counts beside a labelled one. At 1 labelled drift is ranked worse (AUROC of
held-out companies 0.865, at 0.3 0.880, at 0 0.888), at 0 clean documents are troubled so often that the bars let
through but a fifth of the drift (at 0.3 44 %, at 1 46 %; November 2026)."""

_LEAST = 1e-12
"""Least probability of which a logarithm is taken."""

Floats2d = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What came out of fitting."""

    trees: BoostedTrees
    bars: Bars
    held_out: Scores
    """Every labelled statement judged by trees that did not see its company."""
    halves: dict[str, Scores]
    """The same by form: near (little was reworded) and far; empty where the set names no form."""
    statement_only: Scores
    """The judge that sees the statement alone, on the same statements, never having seen their company."""
    calibration_error: float
    """Expected calibration error of the raised probability, ten bins of equal width, held out."""


def fit(data: Examples, *, rounds: int | None = None) -> Fit:
    """Return trees fitted to all examples, with figures, bars and temperature from held-out companies.

    Raises:
        InputError: the companies are too few to hold some of them out.
    """
    check_enough_to_fit(data.gold)
    rounds = ROUNDS if rounds is None else rounds
    labels = np.array([item.label.value for item in data.gold])
    folds = np.array([fold_of(item.company) for item in data.gold])
    weights = np.array([DOCUMENT_WEIGHT if item.channel == DOCUMENT else 1.0 for item in data.gold])
    trees = _fitted(data.rows, labels, weights, data.features, rounds=rounds)
    held_out = np.full((len(labels), len(trees.classes)), math.log(_LEAST))
    for fold in range(FOLDS):
        inside = folds == fold
        others = _fitted(data.rows[~inside], labels[~inside], weights[~inside], data.features, rounds=rounds)
        known = [trees.classes.index(name) for name in others.classes]
        held_out[np.ix_(inside, known)] = np.log(np.clip(others.probabilities(data.rows[inside]), _LEAST, 1))
    temperature = _temperature(held_out, labels, trees.classes)
    probabilities = grounded(_softmax(held_out / temperature), trees.classes, data.rows, data.features)
    raised = _raised(probabilities, trees.classes)
    weighed = _weighed(probabilities, raised, trees.classes)
    bars = fix_bars(data.gold, raised, weighed)
    pairs = [
        (item, _prediction(item, values, trees.classes, raised=is_raised))
        for item, values, is_raised in zip(data.gold, probabilities, weighed >= bars.raise_at, strict=True)
        if item.channel != DOCUMENT
    ]
    return Fit(
        trees=replace(trees, temperature=temperature),
        bars=bars,
        held_out=score(pairs),
        halves=_by_form(pairs),
        statement_only=_statement_only([item for item, _ in pairs]),
        calibration_error=calibration_error(raised, np.array([label not in CLEAN for label in labels])),
    )


def _fitted(
    rows: Floats2d,
    labels: npt.NDArray[Any],
    weights: npt.NDArray[np.float64],
    features: tuple[str, ...],
    *,
    rounds: int,
) -> BoostedTrees:
    """Return trees on their linear base."""
    trees = grow(rows, labels, weights, features, rounds=rounds)
    return on_linear_base(trees, fit_linear(rows, labels, weights))


def _by_form(pairs: Sequence[tuple[LabelledStatement, Prediction]]) -> dict[str, Scores]:
    """Return the figures of each form that some statements have."""
    forms = sorted({item.form for item, _ in pairs} - {""})
    return {form: score([pair for pair in pairs if pair[0].form == form]) for form in forms}


def _statement_only(gold: Sequence[LabelledStatement]) -> Scores:
    """Return the figures of the judge that never sees the messaging."""
    return score(list(zip(gold, StatementOnly(gold).judge(gold), strict=True)))


def check_enough_to_fit(gold: Sequence[LabelledStatement]) -> None:
    """Refuse statements that do not show every label, or none to speak of once a fifth of the companies is held out.

    Raises:
        InputError: labels are missing, or there are too few companies.
    """
    missing = [label.value for label in STATEMENT_LABELS if label not in {item.label for item in gold}]
    if missing:
        raise InputError(f"no statement is labelled {', '.join(missing)}", hint="give a set that shows every label")
    for fold in {fold_of(item.company) for item in gold}:
        if len({item.label for item in gold if fold_of(item.company) != fold}) < LEAST_LABELS:
            raise InputError(
                "the companies are too few to hold some of them out", hint="give a set of ten companies or more"
            )


def fold_of(company: str) -> int:
    """Return the fold of a company, from a hash of its name."""
    return int.from_bytes(hashlib.sha256(company.encode()).digest()[:4], "big") % FOLDS


def calibration_error(probabilities: npt.NDArray[np.float64], raised: npt.NDArray[np.bool_]) -> float:
    """Return the expected calibration error in ten bins of equal width."""
    return calibration_curve(list(zip(probabilities.tolist(), raised.tolist(), strict=True))).error


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


def _weighed(
    probabilities: Floats2d, raised: npt.NDArray[np.float64], classes: Sequence[str]
) -> npt.NDArray[np.float64]:
    """Return the probability that each should be raised, weighed by what its likeliest drift may cost."""
    drifts = (likeliest_drift(dict(zip(classes, values, strict=True))) for values in probabilities.tolist())
    return np.array([weighed_by_gravity(value, drift) for value, drift in zip(raised.tolist(), drifts, strict=True)])


def _prediction(
    item: LabelledStatement, values: npt.NDArray[np.float64], classes: Sequence[str], *, raised: bool
) -> Prediction:
    """Return the trees' own answer for one statement; which message it is about is not theirs to say."""
    wanted = [index for index, name in enumerate(classes) if (Label(name) not in CLEAN) is bool(raised)]
    label = Label(classes[max(wanted, key=lambda index: values[index])])
    probability = float(_raised(values[None, :], classes)[0])
    return Prediction(id=item.id, company=item.company, label=label, message_id=None, score=probability)
