"""Probabilities and bars fitted to a list of labelled rows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import Label
from msgcheck.config import Thresholds
from msgcheck.errors import InputError
from msgcheck.judge.calibration import Calibration, Models, Recalibration
from msgcheck.training.combination import calibration_error
from msgcheck.training.recalibrate import (
    LEAST_BAR,
    bar_for,
    check_enough,
    fit_recalibration,
    read_as,
    recalibrate,
)
from tests.training.test_bars import statement

MODELS = Models(judge="readings@1", embedder="minilm@2")
OWN = Calibration(models=MODELS, raise_at=0.6, thresholds=Thresholds(ask=0.95, suggest=0.8, note=0.7, calibrated=True))


def drawn(rows, *, bias=0.0, slope=1.0, seed=5):
    """Labels drawn from honest probabilities, and the probabilities a judge off by a line would give."""
    generator = np.random.default_rng(seed)
    honest = generator.uniform(0.02, 0.98, rows)
    drifted = generator.random(rows) < honest
    return 1 / (1 + np.exp(-(np.log(honest / (1 - honest)) - bias) / slope)), drifted


def gold_of(drifted):
    return [
        statement(number, label=Label.OVERSTATED if wrong else Label.CONSISTENT) for number, wrong in enumerate(drifted)
    ]


def test_recalibration_finds_the_line_when_there_are_many_rows():
    given, drifted = drawn(5000, bias=-1.0, slope=0.6)
    found = fit_recalibration(given, drifted)
    assert found.slope == pytest.approx(0.6, abs=0.05)
    assert found.bias == pytest.approx(-1.0, abs=0.12)
    assert calibration_error(read_as(found, given), drifted) < 0.5 * calibration_error(given, drifted)


def test_recalibration_changes_little_on_few_honest_rows():
    for seed in range(5):
        found = fit_recalibration(*drawn(30, seed=seed))
        assert 0.6 < found.slope < 1.4
        assert abs(found.bias) < 0.8


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_recalibration_of_any_rows_keeps_their_order(rows):
    found = fit_recalibration(
        np.array([value for value, _ in rows], dtype=float), np.array([wrong for _, wrong in rows], dtype=bool)
    )
    assert found.slope > 0
    assert np.isfinite([found.slope, found.bias]).all()


def test_recalibration_leaves_out_what_was_not_weighed():
    given, drifted = drawn(200, bias=-1.0)
    settled = np.concatenate([given, np.zeros(500), np.full(500, 0.999)])
    labels = np.concatenate([drifted, np.ones(500, dtype=bool), np.zeros(500, dtype=bool)])
    assert fit_recalibration(settled, labels) == fit_recalibration(given, drifted)


def test_bar_stays_where_few_rows_say_nothing():
    bar = bar_for(np.full(20, 0.1), name="ask", most=0.0025, before=0.95)
    assert (bar.value, bar.moved) == (0.95, "kept")
    assert bar.rows_needed == 1197


def test_bar_is_lowered_by_as_many_clean_rows_as_it_takes():
    few, enough = (bar_for(np.full(rows, 0.1), name="note", most=0.05, before=0.7) for rows in (58, 59))
    assert (few.moved, few.rows_needed) == ("kept", 59)
    assert (enough.moved, enough.value) == ("lowered", LEAST_BAR)


def test_bar_is_raised_until_it_keeps_its_promise():
    clean = np.concatenate([np.full(90, 0.2), np.full(10, 0.85)])
    bar = bar_for(clean, name="suggest", most=0.025, before=0.8)
    assert bar.moved == "raised"
    assert 0.85 < bar.value < 0.86
    assert (bar.clean, bar.over) == (100, 0)


def test_bar_above_everything_is_one():
    assert bar_for(np.ones(50), name="ask", most=0.0025, before=0.95).value == 1.0


@given(st.lists(st.floats(0, 1), max_size=80), st.floats(0.5, 0.99))
def test_bar_that_moved_keeps_its_promise_on_the_rows(values, before):
    clean = np.array(values)
    bar = bar_for(clean, name="note", most=0.05, before=before)
    if bar.moved == "lowered" or (bar.moved == "raised" and bar.value < 1):
        assert (clean >= bar.value).mean() <= 0.05
    assert {"raised": bar.value > before, "lowered": bar.value < before, "kept": bar.value == before}[bar.moved]


def test_few_rows_keep_the_same_statements_above_the_bars():
    given, drifted = drawn(40, bias=-0.5)
    result = recalibrate(gold_of(drifted), list(given), own=OWN, models=MODELS)
    reading = result.calibration.recalibration
    for bar, was in zip(result.bars, (0.6, 0.7, 0.8, 0.95), strict=True):
        if bar.moved == "kept":
            assert reading.unread(bar.value) == pytest.approx(was, abs=0.002)
        assert bar.moved != "lowered" or bar.clean >= bar.rows_needed


def test_bars_begin_as_probabilities_where_the_models_are_others():
    given, drifted = drawn(40)
    other = replace(MODELS, embedder="other@9")
    result = recalibrate(gold_of(drifted), list(given), own=OWN, models=other)
    assert not result.was_calibrated
    assert result.calibration.models == other
    assert result.calibration.thresholds.calibrated
    assert all(
        bar.value == was for bar, was in zip(result.bars, (0.6, 0.7, 0.8, 0.95), strict=True) if bar.moved == "kept"
    )


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=30, max_size=90))
def test_bars_rise_from_note_to_ask_whatever_the_rows(rows):
    drifted = np.array([wrong for _, wrong in rows])
    drifted[:2] = [True, False]
    bars = recalibrate(gold_of(drifted), [value for value, _ in rows], own=OWN, models=MODELS).calibration.thresholds
    assert 0 <= bars.note <= bars.suggest <= bars.ask <= 1


def test_figures_after_are_of_rows_left_out():
    given, drifted = drawn(600, bias=-1.5)
    result = recalibrate(gold_of(drifted), list(given), own=OWN, models=MODELS)
    assert result.after.calibration_error < result.before.calibration_error
    fitted_to_itself = calibration_error(read_as(result.calibration.recalibration, given), drifted)
    assert result.after.calibration_error != fitted_to_itself


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([True] * 6 + [False] * 6, "12 labelled rows are too few"),
        ([True] * 40, "all 40 rows are drifted"),
        ([False] * 40, "all 40 rows are clean"),
        ([], "0 labelled rows"),
    ],
)
def test_rows_from_which_nothing_can_be_learned_are_refused(labels, said):
    with pytest.raises(InputError, match=said):
        check_enough(gold_of(labels))


def test_thirty_rows_of_both_kinds_are_enough():
    check_enough(gold_of([True] + [False] * 29))


def test_reading_is_the_same_every_time():
    given, drifted = drawn(100)
    assert fit_recalibration(given, drifted) == fit_recalibration(given, drifted) != Recalibration()
