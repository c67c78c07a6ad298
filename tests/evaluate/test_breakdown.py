"""By label, by channel, form and company, and in severity."""

import math

import pytest

from msgcheck.codes import STATEMENT_LABELS, Label, Severity
from msgcheck.evaluate.breakdown import label_scores, parts, severity_counts
from msgcheck.evaluate.scores import score
from tests.builders_evaluate import PAIRS, pair


def of_label(label, *pairs):
    return next(entry for entry in label_scores(score(pairs)) if entry.label is label)


def test_label_scores_count_precision_and_recall():
    found = of_label(
        Label.OVERSTATED,
        pair("1", Label.OVERSTATED, Label.OVERSTATED, 0.9),
        pair("2", Label.OVERSTATED, Label.CONSISTENT, 0.1),
        pair("3", Label.OVERSTATED, Label.REFRAMED, 0.9),
        pair("4", Label.CONSISTENT, Label.OVERSTATED, 0.9),
    )
    assert (found.statements, found.said) == (3, 2)
    assert (found.precision, found.recall) == (0.5, pytest.approx(1 / 3))
    assert found.f1 == pytest.approx(2 * 1 / 5)


def test_label_scores_have_the_ten_labels_in_order():
    assert [entry.label for entry in label_scores(score(PAIRS))] == list(STATEMENT_LABELS)


def test_label_scores_agree_with_the_figure_of_all():
    scores = score(PAIRS)
    f1 = {entry.label: entry.f1 for entry in label_scores(scores) if entry.statements}
    assert f1 == dict(scores.label_f1)


def test_label_that_was_never_said_has_no_precision():
    found = of_label(Label.OVERSTATED, pair("1", Label.OVERSTATED, Label.CONSISTENT, 0.1))
    assert math.isnan(found.precision)
    assert found.recall == 0.0


def test_label_that_the_set_lacks_has_no_f1():
    found = of_label(Label.OUTDATED, pair("1", Label.CONSISTENT, Label.OUTDATED, 0.9))
    assert math.isnan(found.recall)
    assert math.isnan(found.f1)


def test_parts_hold_every_statement_once_a_grouping():
    found = parts(PAIRS)
    for grouping in ("channel", "company"):
        assert sum(part.scores.n for part in found if part.grouping == grouping) == len(PAIRS)


def test_parts_leave_out_forms_where_the_set_has_none():
    assert {part.grouping for part in parts(PAIRS)} == {"channel", "company"}


def test_parts_by_form_where_the_set_has_them():
    pairs = [pair("1", Label.CONSISTENT, Label.CONSISTENT, 0.1, form=form) for form in ("near", "far", "far")]
    assert [(part.name, part.scores.n) for part in parts(pairs) if part.grouping == "form"] == [("far", 2), ("near", 1)]


def test_severity_counts_what_was_rightly_raised_only():
    assert severity_counts(PAIRS) == (
        (Severity.HIGH, Severity.HIGH, 1),
        (Severity.LOW, Severity.MEDIUM, 1),
    )


def test_severity_counts_agree_with_the_figure():
    counts = severity_counts(PAIRS)
    agreeing = sum(count for gold, said, count in counts if gold is said)
    assert agreeing / sum(count for *_, count in counts) == score(PAIRS).severity_agreement
