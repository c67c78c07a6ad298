"""Cross-validated figures that come with the package."""

import json
import math

import pytest

from msgcheck.evaluate import held_out
from msgcheck.evaluate.held_out import held_out_for, held_out_from

VALUES = {
    "folds": 5,
    "figures": {"auroc": 0.9, "n": 10368},
    "halves": {"near": {"auroc": 0.92}, "far": {"auroc": 0.85, "ap": None}},
    "statement_only": {"auroc": 0.68},
    "calibration_error": 0.02,
    "bars": {"ask": 0.95},
}


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.setattr(held_out.resources, "files", lambda _: tmp_path)
    return tmp_path / "held_out.json"


def test_held_out_figures_are_read(package):
    package.write_text(json.dumps(VALUES), encoding="utf-8")
    found = held_out_for("stub@1a2b")
    assert (found.folds, found.figures["auroc"], found.halves["far"]) == (5, 0.9, {"auroc": 0.85})
    assert (found.statement_only, found.calibration_error, found.bars) == ({"auroc": 0.68}, 0.02, {"ask": 0.95})


def test_held_out_figures_of_another_judge_are_left_out(package):
    package.write_text(json.dumps({**VALUES, "judge": "stub@ffff"}), encoding="utf-8")
    assert held_out_for("stub@1a2b") is None
    assert held_out_for("stub@ffff") is not None


def test_held_out_figures_that_were_never_taken_are_none(package):
    assert held_out_for("stub@1a2b") is None


def test_held_out_figures_may_lack_all_but_the_figures():
    found = held_out_from({"folds": 5, "figures": {"auroc": 0.9}})
    assert (found.halves, found.statement_only, found.bars) == ({}, {}, {})
    assert math.isnan(found.calibration_error)
