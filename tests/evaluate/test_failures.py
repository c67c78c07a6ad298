"""Failures are chosen by score alone."""

from msgcheck.codes import Label
from msgcheck.evaluate.failures import false_alarms, missed
from tests.builders_evaluate import PAIRS, evaluation, pair

LINES = evaluation().lines


def alarms(*scores):
    return [pair(f"s-{number}", Label.CONSISTENT, Label.OVERSTATED, score) for number, score in enumerate(scores)]


def passed_over(*scores):
    return [pair(f"s-{number}", Label.OVERSTATED, Label.CONSISTENT, score) for number, score in enumerate(scores)]


def test_false_alarms_come_surest_first_and_are_counted():
    found = false_alarms(alarms(0.7, 0.99, 0.8), LINES, most=2)
    assert [failure.score for failure in found.shown] == [0.99, 0.8]
    assert found.total == 3


def test_misses_come_surest_first_and_are_counted():
    found = missed(passed_over(0.3, 0.01, 0.2), LINES, most=2)
    assert [failure.score for failure in found.shown] == [0.01, 0.2]
    assert found.total == 3


def test_equal_scores_go_by_company_and_id_whatever_the_order():
    pairs = alarms(0.7, 0.7, 0.7)
    assert false_alarms(pairs, LINES, most=2) == false_alarms(pairs[::-1], LINES, most=2)


def test_failures_are_what_the_judge_got_wrong_only():
    assert [failure.id for failure in false_alarms(PAIRS, LINES, most=9).shown] == ["s-2"]
    assert [failure.id for failure in missed(PAIRS, LINES, most=9).shown] == ["s-4"]


def test_drift_with_the_wrong_label_is_no_failure_to_raise():
    assert missed([pair("1", Label.REFRAMED, Label.OVERSTATED, 0.9)], LINES, most=9).total == 0


def test_failure_shows_the_line_it_was_labelled_with():
    (failure,) = missed(PAIRS, LINES, most=9).shown
    assert failure.approved == "Up to 30% less waiting."


def test_failure_without_labelled_message_shows_the_line_the_judge_took():
    (failure,) = false_alarms(
        [pair("1", Label.NOT_A_CLAIM, Label.OVERSTATED, 0.9, message_id=None)], LINES, most=9
    ).shown
    assert failure.approved == "Setup is free."


def test_failure_of_an_unknown_message_shows_none():
    (failure,) = false_alarms(
        [pair("1", Label.CONSISTENT, Label.OVERSTATED, 0.9, message_id="gone")], LINES, most=9
    ).shown
    assert failure.approved == ""
