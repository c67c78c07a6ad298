"""Precision where drift is rare, at the bars of the lanes."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import Label, Severity
from msgcheck.evaluate.rates import DRIFT_SHARES, bar_rates, precision_at
from tests.builders_evaluate import BARS, PAIRS, pair

SHARE = st.floats(0.001, 1)


def rates(*pairs, thresholds=BARS):
    return {rate.name: rate for rate in bar_rates(pairs, thresholds)}


def test_precision_of_a_judge_that_tells_nothing_is_the_share_of_drift():
    assert precision_at(0.05, recall=0.4, false_alarm_rate=0.4) == pytest.approx(0.05)


def test_precision_follows_bayes():
    assert precision_at(0.05, recall=0.8, false_alarm_rate=0.1) == pytest.approx(0.04 / (0.04 + 0.095))


def test_precision_without_false_alarms_is_one():
    assert precision_at(0.03, recall=0.2, false_alarm_rate=0.0) == 1.0


def test_precision_where_nothing_is_raised_is_unknown():
    assert math.isnan(precision_at(0.05, recall=0.0, false_alarm_rate=0.0))


@given(SHARE, SHARE, SHARE, SHARE)
def test_precision_never_falls_where_drift_is_more_frequent(first, second, recall, false_alarms):
    rarer, commoner = sorted((first, second))
    low = precision_at(rarer, recall=recall, false_alarm_rate=false_alarms)
    assert low <= precision_at(commoner, recall=recall, false_alarm_rate=false_alarms) + 1e-12


def test_bars_count_drifted_and_clean_statements_that_pass():
    found = rates(*PAIRS)
    assert {name: (rate.found, rate.disturbed) for name, rate in found.items()} == {
        "raise": (2, 1),
        "note": (2, 1),
        "suggest": (2, 1),
        "ask": (1, 1),
    }
    assert {(rate.drifted, rate.clean) for rate in found.values()} == {(3, 3)}


def test_only_high_severity_asks():
    sure = pair("1", Label.OVERSTATED, Label.OVERSTATED, 0.99, said_severity=Severity.MEDIUM)
    found = rates(sure)
    assert (found["suggest"].found, found["ask"].found) == (1, 0)


def test_clean_label_passes_no_bar_however_high_its_score():
    found = rates(pair("1", Label.OVERSTATED, Label.CONSISTENT, 0.99))
    assert {rate.found for rate in found.values()} == {0}


def test_judge_that_is_not_calibrated_only_notes():
    found = rates(*PAIRS, thresholds=replace(BARS, calibrated=False))
    assert (found["note"].found, found["suggest"].found, found["ask"].found) == (2, 0, 0)


def test_bars_give_precision_at_each_share_of_drift():
    found = rates(*PAIRS)["raise"]
    assert [share for share, _ in found.precision] == list(DRIFT_SHARES)
    assert found.precision[0][1] == precision_at(0.03, recall=2 / 3, false_alarm_rate=1 / 3)


def test_bars_of_nothing_are_unknown():
    found = rates()["raise"]
    assert math.isnan(found.recall)
    assert math.isnan(found.false_alarm_rate)
