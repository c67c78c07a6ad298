"""The figures, against a small second implementation that counts one by one."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import CLEAN, STATEMENT_LABELS, Label, Severity
from msgcheck.evaluate.scores import Prediction, ranking, score
from msgcheck.evaluate.sets import LabelledStatement

LABELS = st.sampled_from(STATEMENT_LABELS)
SCORES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5, 0.75, 0.9, 1.0])


def gold(label, *, number=0, message_id="m-1", severity=Severity.MEDIUM, hard=False):
    return LabelledStatement(
        id=f"s-{number}",
        company="acme",
        statement="A line.",
        context="",
        channel="email",
        message_id=message_id,
        label=label,
        severity=severity,
        why="",
        hard=hard,
        form="",
    )


def said(label, value=0.5, *, number=0, message_id="m-1", severity=None):
    return Prediction(
        id=f"s-{number}", company="acme", label=label, message_id=message_id, score=value, severity=severity
    )


@st.composite
def pairs(draw):
    severities = st.sampled_from([Severity.HIGH, Severity.MEDIUM, Severity.LOW])
    return [
        (
            gold(draw(LABELS), number=number, message_id=draw(st.sampled_from(["m-1", "m-2", None])), severity=draw(severities), hard=draw(st.booleans())),
            said(draw(LABELS), draw(SCORES), number=number, message_id=draw(st.sampled_from(["m-1", "m-2", None])), severity=draw(severities)),
        )
        for number in range(draw(st.integers(1, 25)))
    ]  # fmt: skip


def same(left, right):
    return (math.isnan(left) and math.isnan(right)) or math.isclose(left, right, abs_tol=1e-12)


def share(flags):
    flags = list(flags)
    return sum(flags) / len(flags) if flags else math.nan


def raised(item):
    return item.label not in CLEAN


# --- alarms ----------------------------------------------------------------------------------------


@given(pairs())
def test_alarm_figures_equal_a_count_one_by_one(drawn):
    found = score(drawn)
    right = [raised(want) for want, got in drawn if raised(got)]
    caught = [raised(got) for want, got in drawn if raised(want)]
    assert same(found.alarm_precision, share(right))
    assert same(found.alarm_recall, share(caught))
    either = len(right) + len(caught)
    assert same(found.alarm_f1, 2 * sum(right) / either if either else math.nan)
    assert found.n == len(drawn)


@given(pairs())
def test_false_alarm_figures_equal_a_count_one_by_one(drawn):
    found = score(drawn)
    assert same(found.fa_consistent, share(raised(got) for want, got in drawn if want.label is Label.CONSISTENT))
    assert same(
        found.fa_consistent_hard,
        share(raised(got) for want, got in drawn if want.label is Label.CONSISTENT and want.hard),
    )
    assert same(found.fa_not_a_claim, share(raised(got) for want, got in drawn if want.label is Label.NOT_A_CLAIM))


@given(pairs())
def test_severity_and_match_figures_equal_a_count_one_by_one(drawn):
    found = score(drawn)
    assert same(
        found.high_recall,
        share(raised(got) for want, got in drawn if raised(want) and want.severity is Severity.HIGH),
    )
    assert same(
        found.severity_agreement,
        share(got.severity is want.severity for want, got in drawn if raised(want) and raised(got)),
    )
    assert same(
        found.match_accuracy,
        share(
            got.message_id == want.message_id
            for want, got in drawn
            if want.message_id is not None and want.label is not Label.FORBIDDEN
        ),
    )


@given(pairs())
def test_label_f1_equals_a_count_one_by_one(drawn):
    found = score(drawn)
    expected = {}
    for label in {want.label for want, _ in drawn}:
        hits = sum(want.label is got.label is label for want, got in drawn)
        both = sum(want.label is label for want, _ in drawn) + sum(got.label is label for _, got in drawn)
        expected[label] = 2 * hits / both
    assert dict(found.label_f1) == pytest.approx(expected)
    assert same(found.label_macro_f1, sum(expected.values()) / len(expected))
    assert same(found.label_accuracy, share(want.label is got.label for want, got in drawn))


@given(pairs())
def test_confusion_adds_up(drawn):
    assert sum(count for *_, count in score(drawn).confusion) == len(drawn)


# --- ranking ---------------------------------------------------------------------------------------


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=30))
def test_auroc_is_the_share_of_pairs_in_the_right_order(scored):
    positive = [value for value, should in scored if should]
    negative = [value for value, should in scored if not should]
    expected = share((left > right) + (left == right) / 2 for left, right in product(positive, negative))
    assert same(ranking(scored)[0], expected)


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=30), st.randoms())
def test_ranking_does_not_depend_on_the_order_of_ties(scored, random):
    shuffled = list(scored)
    random.shuffle(shuffled)
    assert all(same(left, right) for left, right in zip(ranking(scored), ranking(shuffled), strict=True))


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=30))
def test_average_precision_is_the_sum_over_thresholds(scored):
    positives = sum(should for _, should in scored)
    expected, before = 0.0, 0
    for bar in sorted({value for value, _ in scored}, reverse=True):
        above = [should for value, should in scored if value >= bar]
        expected += (sum(above) - before) * sum(above) / len(above)
        before = sum(above)
    assert same(ranking(scored)[1], expected / positives if positives else math.nan)


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=40))
def test_recall_at_p95_is_the_best_of_all_thresholds(scored):
    positives = sum(should for _, should in scored)
    best = 0.0
    for bar in {value for value, _ in scored}:
        above = [should for value, should in scored if value >= bar]
        if sum(above) / len(above) >= 0.95 and positives:
            best = max(best, sum(above) / positives)
    assert same(ranking(scored)[2], best)


def test_ranking_of_one_score_for_all_knows_nothing():
    auroc, average, recall = ranking([(0.5, True), (0.5, False), (0.5, False), (0.5, True)])
    assert (auroc, average, recall) == (0.5, 0.5, 0.0)


def test_ranking_of_perfect_order_is_one():
    assert ranking([(0.9, True), (0.8, True), (0.1, False)]) == (1.0, 1.0, 1.0)


# --- nothing to count ------------------------------------------------------------------------------


def test_scores_of_nothing_are_not_a_number():
    found = score([])
    assert found.n == 0
    for value in (
        found.alarm_precision,
        found.alarm_recall,
        found.auroc,
        found.ap,
        found.label_macro_f1,
        found.match_accuracy,
    ):
        assert math.isnan(value)


def test_scores_without_anything_raised_have_no_precision():
    found = score([(gold(Label.CONSISTENT), said(Label.CONSISTENT, 0.1))])
    assert math.isnan(found.alarm_precision)
    assert math.isnan(found.auroc)
    assert found.fa_consistent == 0.0


def test_match_accuracy_leaves_out_what_is_forbidden_and_what_has_no_message():
    found = score(
        [
            (gold(Label.FORBIDDEN, message_id="m-1"), said(Label.FORBIDDEN, message_id="m-9")),
            (gold(Label.UNSUPPORTED, message_id=None), said(Label.UNSUPPORTED, message_id="m-9")),
            (gold(Label.CONSISTENT, message_id="m-1"), said(Label.CONSISTENT, message_id="m-1")),
        ]
    )
    assert found.match_accuracy == 1.0


def test_severity_agreement_leaves_out_predictions_without_one():
    found = score([(gold(Label.OVERSTATED), said(Label.OVERSTATED, severity=None))])
    assert math.isnan(found.severity_agreement)
