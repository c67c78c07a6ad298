"""Sums over documents."""

from msgcheck.codes import Label
from msgcheck.evaluate.document_totals import documents_total, planted_by_label, totals_by_kind
from tests.builders_evaluate import documents


def test_total_adds_up_planted_and_false_alarms():
    total = documents_total(documents())
    assert (total.documents, total.planted, total.found, total.right_code, total.noted) == (2, 3, 1, 1, 1)
    assert (total.false_alarms, total.not_judged, total.skipped) == (1, 2, 1)


def test_totals_tell_mails_and_decks_apart():
    found = dict(totals_by_kind(documents()))
    assert list(found) == ["mails", "decks", "all"]
    assert (found["mails"].false_alarms, found["decks"].planted) == (1, 3)


def test_totals_leave_out_a_kind_that_is_not_there():
    assert [name for name, _ in totals_by_kind(documents()[:1])] == ["decks", "all"]


def test_planted_by_label_counts_each_label():
    assert [(entry.label, entry.planted, entry.found, entry.noted) for entry in planted_by_label(documents())] == [
        (Label.CONTRADICTS, 1, 0, 0),
        (Label.OVERSTATED, 2, 1, 1),
    ]
