"""Fits a judge's probabilities and bars to statements that people have labelled for their own messaging.

Of thirty rows nobody learns much, so what is known already goes first: the line through the log-odds is drawn towards
the one that changes nothing, and a bar stays where it was unless the rows speak against it. The more rows there are,
the less both weigh.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from msgcheck.codes import CLEAN
from msgcheck.config import Thresholds
from msgcheck.errors import InputError
from msgcheck.evaluate.sets import LabelledStatement
from msgcheck.judge.calibration import SETTLED, Calibration, Models, Recalibration
from msgcheck.training.bars import ASK_MOST_SENTENCES, NOTE_MOST_SENTENCES, RAISE_MOST
from msgcheck.training.combination import calibration_error

LEAST_ROWS = 30
SLOPE_SPREAD = 0.3
BIAS_SPREAD = 0.6
"""Standard deviations of what we expect of slope and bias before any row is seen."""
LEAST_SLOPE = 0.05
"""A judge that ranks the rows no better than chance is still never turned round."""
SUGGEST_MOST_SENTENCES = 0.025
"""Share of clean sentences that may be suggested; the packaged bar rests on whole decks, which a list of rows has not.
A deck of 20 sentences then has more than one suggestion less often than one in ten."""
DOUBT = 0.05
"""How improbable the rows must be, if a bar kept its promise, before it is moved."""
LEAST_BAR = 0.5
"""No bar is lowered further: what is more likely right than wrong is not raised."""
PARTS = 5

Floats1d = npt.NDArray[np.float64]
Flags1d = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, and what it rests on."""

    name: str
    value: float
    most: float
    """Share of clean statements that may reach it."""
    clean: int
    """Clean rows it was checked against."""
    over: int
    """Clean rows that reach it."""
    moved: str
    """`kept`, `raised` or `lowered` against the bar before."""

    @property
    def rows_needed(self) -> int:
        """Return how many clean rows, none of them reaching it, would be needed to lower it."""
        return math.ceil(math.log(DOUBT) / math.log(1 - self.most))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the rows come out by one calibration."""

    calibration_error: float
    clean: tuple[float, ...]
    """Share of the clean rows that reach each bar, in the order note, suggest, ask; NaN where it has none."""
    drift: tuple[float, ...]
    """Share of the others that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A calibration, what it rests on, and what it changes."""

    calibration: Calibration
    bars: tuple[Bar, ...]
    """raise_at, note, suggest, ask."""
    rows: int
    clean: int
    before: Figures
    after: Figures
    """Each row read by a calibration that did not see it."""
    was_calibrated: bool
    """Whether thresholds were known for these models before."""


def check_enough(gold: Sequence[LabelledStatement]) -> None:
    """Refuse rows from which nothing can be learned.

    Raises:
        InputError: there are too few rows, or all are clean, or none is.
    """
    if len(gold) < LEAST_ROWS:
        raise InputError(
            f"{len(gold)} labelled rows are too few to calibrate with",
            hint=f"label {LEAST_ROWS} or more, clean ones and drifted ones",
        )
    clean = sum(item.label in CLEAN for item in gold)
    if clean in {0, len(gold)}:
        which, missing = ("clean", "drifted") if clean else ("drifted", "clean")
        raise InputError(f"all {len(gold)} rows are {which}", hint=f"add rows that are {missing}")


def recalibrate(
    gold: Sequence[LabelledStatement], probabilities: Sequence[float], *, own: Calibration, models: Models
) -> Outcome:
    """Return the calibration that fits labelled statements.

    Args:
        gold: the statements with their labels, enough of them by `check_enough`.
        probabilities: what the judge says of each, without any recalibration.
        own: the calibration that came with the judge.
        models: what is in use; where `own` belongs to others its bars only say where to begin.
    """
    drifted = np.array([item.label not in CLEAN for item in gold], dtype=bool)
    raw = np.array(probabilities, dtype=np.float64)
    same_models = own.models == models
    recalibration = fit_recalibration(raw, drifted)
    bars = _bars(read_as(recalibration, raw)[~drifted], recalibration, own=own, same_models=same_models)
    before = (raw, own.thresholds)
    return Outcome(
        calibration=_calibration(models, recalibration, bars),
        bars=bars,
        rows=len(raw),
        clean=int((~drifted).sum()),
        before=_figures([before], [drifted]),
        after=_left_out(raw, drifted, own=own, same_models=same_models),
        was_calibrated=same_models,
    )


def fit_recalibration(probabilities: Floats1d, drifted: Flags1d) -> Recalibration:
    """Return the line through the log-odds that makes the rows most probable, drawn towards that which changes nothing.

    On companies the trees had not seen, 30 rows of one company take the log loss of its others from 0.467 to 0.462, 60
    rows from 0.463 to 0.455; isotonic regression takes it to 0.585 and 0.525, a line without that to 0.506 and
    0.466. 300 rows of several companies take the calibration error of further ones from 0.070 to 0.027 (isotonic
    0.037), 1,000 to 0.023 (0.029); November 2026, trees of 58 training companies, 38 others.

    Args:
        probabilities: of the judge, shape (n,); those that were not weighed count for nothing.
        drifted: shape (n,), whether each should be raised.
    """
    weighed = (probabilities > 0) & (probabilities < SETTLED)
    given, wanted = probabilities[weighed], drifted[weighed].astype(np.float64)
    columns = np.stack([np.log(given / (1 - given)), np.ones_like(given)], axis=1)
    expected, precision = np.array([1.0, 0.0]), np.array([SLOPE_SPREAD**-2, BIAS_SPREAD**-2])

    def loss(line: Floats1d) -> float:
        log_odds = columns @ line
        misfit = np.logaddexp(0, log_odds) - wanted * log_odds
        return float(misfit.sum() + (precision * (line - expected) ** 2).sum() / 2)

    line = expected
    for _ in range(50):
        meant = 1 / (1 + np.exp(-np.clip(columns @ line, -40, 40)))
        slope = columns.T @ (meant - wanted) + precision * (line - expected)
        curvature = (columns * (meant * (1 - meant))[:, None]).T @ columns + np.diag(precision)
        step = np.linalg.solve(curvature, slope)
        # Newton's step overshoots where the probabilities are steep; half of it, or half of that, never does.
        share = next((share for share in (0.5**n for n in range(20)) if loss(line - share * step) <= loss(line)), 0.0)
        line = line - share * step
        if np.abs(share * step).max() < 1e-7:
            break
    return Recalibration(slope=round(max(float(line[0]), LEAST_SLOPE), 6), bias=round(float(line[1]), 6))


def read_as(recalibration: Recalibration, probabilities: Floats1d) -> Floats1d:
    """Return what each probability means."""
    return np.array([recalibration.read(float(value)) for value in probabilities], dtype=np.float64)


def bar_for(clean: Floats1d, *, name: str, most: float, before: float) -> Bar:
    """Return a bar that is moved only where the clean rows speak against where it was.

    It rises where more of them reach it than a promise that is kept would allow, until no more than the promised share
    does. It is lowered where so few reach the lower bar that the promise is kept there, too; both by a one-sided
    binomial test. (Clopper and Pearson, Biometrika 26, 1934, give the interval that belongs to it.)

    Args:
        clean: probabilities of the clean rows, as they are to be read.
        name: of the bar.
        most: share of clean statements that may reach it.
        before: where it was.
    """
    value, moved = before, "kept"
    over = int((clean >= before).sum())
    steps = sorted({_just_above(float(probability)) for probability in clean})
    if over and 1 - _at_most(over - 1, len(clean), most) <= DOUBT:
        value, moved = next((step for step in steps if (clean >= step).mean() <= most), 1.0), "raised"
    else:
        enough = [
            step for step in (LEAST_BAR, *steps)
            if LEAST_BAR <= step < before and _at_most(int((clean >= step).sum()), len(clean), most) <= DOUBT
        ]  # fmt: skip
        if enough:
            value, moved = min(enough), "lowered"
    return Bar(name=name, value=value, most=most, clean=len(clean), over=int((clean >= value).sum()), moved=moved)


def _bars(clean: Floats1d, recalibration: Recalibration, *, own: Calibration, same_models: bool) -> tuple[Bar, ...]:
    """Return raise_at, note, suggest and ask, in rising order of the last three."""
    before = own.thresholds
    found: list[Bar] = []
    for name, most, was in (
        ("raise", RAISE_MOST, own.raise_at),
        ("note", NOTE_MOST_SENTENCES, before.note),
        ("suggest", SUGGEST_MOST_SENTENCES, before.suggest),
        ("ask", ASK_MOST_SENTENCES, before.ask),
    ):
        # With the models it belongs to, a bar lets through the same statements as before, whatever their probability
        # is now read as. With others only the probability can be carried over.
        begin = round(recalibration.read(was), 4) if same_models else was
        bar = bar_for(clean, name=name, most=most, before=begin)
        if len(found) > 1 and bar.value < found[-1].value:
            bar = replace(bar, value=found[-1].value, over=found[-1].over)
        found.append(bar)
    return tuple(found)


def _calibration(models: Models, recalibration: Recalibration, bars: Sequence[Bar]) -> Calibration:
    raise_at, note, suggest, ask = (bar.value for bar in bars)
    return Calibration(
        models=models,
        raise_at=raise_at,
        thresholds=Thresholds(ask=ask, suggest=suggest, note=note, calibrated=True),
        recalibration=recalibration,
    )


def _left_out(raw: Floats1d, drifted: Flags1d, *, own: Calibration, same_models: bool) -> Figures:
    """Return the figures of rows that are each read by a calibration of the others."""
    parts = np.zeros(len(raw), dtype=int)
    for kind in (drifted, ~drifted):
        parts[kind] = np.arange(int(kind.sum())) % PARTS
    read, labels = [], []
    for part in range(PARTS):
        inside = parts == part
        recalibration = fit_recalibration(raw[~inside], drifted[~inside])
        clean = read_as(recalibration, raw[~inside & ~drifted])
        bars = _bars(clean, recalibration, own=own, same_models=same_models)
        read.append((read_as(recalibration, raw[inside]), _calibration(own.models, recalibration, bars).thresholds))
        labels.append(drifted[inside])
    return _figures(read, labels)


def _figures(read: Sequence[tuple[Floats1d, Thresholds]], drifted: Sequence[Flags1d]) -> Figures:
    """Return the figures of rows that come in parts, each with the thresholds that count for it."""
    reached = np.concatenate(
        [values[:, None] >= np.array([bars.note, bars.suggest, bars.ask]) for values, bars in read]
    )
    labels = np.concatenate(list(drifted))
    return Figures(
        calibration_error=calibration_error(np.concatenate([values for values, _ in read]), labels),
        clean=tuple(float(share) for share in reached[~labels].mean(axis=0)),
        drift=tuple(float(share) for share in reached[labels].mean(axis=0)),
    )


def _just_above(probability: float) -> float:
    """Return the next bar of four decimals that this probability does not reach."""
    return min(1.0, math.floor(probability * 10_000 + 1) / 10_000)


def _at_most(count: int, rows: int, share: float) -> float:
    """Return how probable it is that at most `count` of `rows` do what each does with this probability."""
    total = 0.0
    for number in range(min(count, rows) + 1):
        ways = math.lgamma(rows + 1) - math.lgamma(number + 1) - math.lgamma(rows - number + 1)
        total += math.exp(ways + number * math.log(share) + (rows - number) * math.log(1 - share))
    return min(1.0, total)
