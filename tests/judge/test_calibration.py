"""Calibrations: what they belong to, how they are kept, and how probabilities are read by them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import Label
from msgcheck.config import Thresholds
from msgcheck.errors import InputError
from msgcheck.judge.calibration import (
    IDENTITY,
    SETTLED,
    Calibration,
    Models,
    RecalibratedJudge,
    Recalibration,
    load_calibration,
    packaged_calibration,
    weights_and_calibration,
)
from tests.builders_judge import StubJudge, matched

OURS = Models(judge="readings@1", embedder="minilm@2", pair_model="drift@3")
FIXED = Calibration(
    models=OURS,
    raise_at=0.5,
    thresholds=Thresholds(ask=0.9, suggest=0.7, note=0.6, calibrated=True),
    recalibration=Recalibration(slope=0.8, bias=-0.3),
)
READINGS = st.builds(Recalibration, slope=st.floats(0.05, 3), bias=st.floats(-3, 3))
PROBABILITIES = st.floats(0, 1)


@given(READINGS, PROBABILITIES, PROBABILITIES)
def test_recalibration_never_changes_which_is_more_doubtful(reading, one, other):
    low, high = sorted((one, other))
    assert 0 <= reading.read(low) <= reading.read(high) <= 1


@given(READINGS, st.floats(0.01, 0.99))
def test_recalibration_can_be_taken_back(reading, probability):
    assert reading.read(reading.unread(probability)) == pytest.approx(probability, abs=1e-6) or (
        reading.unread(probability) >= SETTLED
    )


@given(PROBABILITIES)
def test_no_recalibration_changes_nothing(probability):
    assert IDENTITY.read(probability) == IDENTITY.unread(probability) == probability


def test_recalibration_leaves_what_was_not_weighed():
    reading = Recalibration(bias=-3.0)
    assert (reading.read(0.0), reading.read(1.0)) == (0.0, 1.0)
    assert reading.read(0.999) == 0.999


def test_recalibrated_judge_keeps_label_and_name():
    match = matched("We never close.", "We close at six.")
    judge = RecalibratedJudge(StubJudge({"We never close.": Label.CONTRADICTS}), Recalibration(bias=-1.0))
    (judgement,) = judge.judge_all([(match.statement, [match])])
    assert (judge.name, judgement.label) == (StubJudge.name, Label.CONTRADICTS)
    assert 0.9 < judgement.score < 0.97


@pytest.mark.parametrize("other", ["judge", "embedder", "pair_model"])
def test_thresholds_belong_to_each_of_the_models(other):
    names = {"judge": OURS.judge, "embedder": OURS.embedder, "pair_model": OURS.pair_model}
    assert FIXED.thresholds_for(Models(**names)).calibrated
    assert FIXED.thresholds_for(Models(**names | {other: "another@9"})) == Thresholds()


def test_calibration_survives_its_file(tmp_path):
    FIXED.save(tmp_path / "new" / "calibration.json")
    assert load_calibration(tmp_path / "new" / "calibration.json") == FIXED


def test_packaged_calibration_is_one():
    assert packaged_calibration().thresholds.calibrated


@pytest.mark.parametrize(
    "change",
    [
        {"ask": 0.1},
        {"note": "much"},
        {"ask": float("nan")},
        {"recalibration": {"slope": -1}},
        {"recalibration": []},
        {"raise_at": None},
    ],
)
def test_file_with_senseless_values_is_no_calibration(tmp_path, change):
    path = tmp_path / "calibration.json"
    FIXED.save(path)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), encoding="utf-8")
    with pytest.raises(InputError, match="holds no calibration"):
        load_calibration(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "{", '"x"'])
def test_other_files_are_no_calibration(tmp_path, text):
    path = tmp_path / "calibration.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="holds no calibration"):
        load_calibration(path)


def test_missing_calibration_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.json"):
        load_calibration(tmp_path / "gone.json")


def test_weights_are_found_with_the_calibration_beside_them(tmp_path):
    weights = tmp_path / "combination.npz"
    assert weights_and_calibration(tmp_path) == weights_and_calibration(weights) == (weights, None)
    (tmp_path / "calibration.json").write_text("{}", encoding="utf-8")
    assert weights_and_calibration(tmp_path) == (weights, tmp_path / "calibration.json")
