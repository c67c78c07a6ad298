"""Another judge's months are no measure, and what it did not see may not be new."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.records import Call
from msgcheck.report.drift.first_page import first_page
from tests.builders_months import NOVEMBER, OCTOBER, Months, message_of, report_on

CHANGE = "figure 30 percent > 50 percent"
AUGUST, SEPTEMBER = OCTOBER.before().before(), OCTOBER.before()


def month_of(months, month, *, edits, count=40):
    for number in range(count):
        is_edit = number < edits
        months.write(date(2026, month, 1 + number % 28), on_message=not is_edit, edit=CHANGE if is_edit else "")


def judged_by(months, judges, *, then=None):
    """The store, its documents judged by the judge of their month, by "new" where none is given."""
    store = months.store()
    return replace(
        store,
        stored_then=tuple(
            replace(one, judge=judges.get(one.document.day.month, "new") if then is None else then(one))
            for one in store.documents_then()
        ),
    )


def risen(judges, *, before=0):
    """November with 16 of 40 documents drifting, after five months with `before` of them."""
    months = Months()
    for month in range(6, 11):
        month_of(months, month, edits=before)
    month_of(months, 11, edits=16)
    return report_on(judged_by(months, judges))


OLD = dict.fromkeys(range(6, 11), "old")


def test_report_calls_nothing_drift_or_new_in_the_first_month_of_a_judge():
    report = risen(OLD)
    assert message_of(report).called.call is Call.INSUFFICIENT
    assert (report.new, report.growing, report.new_known) == ((), (), False)
    assert [(edit.documents, edit.called.call) for edit in report.counted] == [(16, Call.INSUFFICIENT)]


def test_report_calls_the_same_month_drift_where_one_judge_judged_all():
    report = risen({})
    assert message_of(report).called.call is Call.DRIFTING
    assert (len(report.new), report.new_known, report.other_judge) == (1, True, ())


def test_report_calls_no_edit_growing_in_the_first_month_of_a_judge():
    assert len(risen({}, before=4).growing) == 1
    assert risen(OLD, before=4).growing == ()


def test_first_page_says_that_another_judge_judged_the_month_before():
    page = first_page(risen(OLD))
    assert page[3] == "New: cannot be told; judged by another judge than October."
    assert page[4] == "Growing: judged by another judge than October: not compared."


def test_report_compares_with_the_months_of_its_judge_only():
    report = risen(dict.fromkeys(range(6, 9), "old"), before=4)
    assert report.other_judge == (AUGUST.before().before(), AUGUST.before(), AUGUST)
    assert [edit.documents for edit in report.growing] == [16]


def test_report_names_the_month_compared_with_where_another_judge_judged_it():
    months = Months()
    month_of(months, 5, edits=0)
    for month in range(9, 12):
        month_of(months, month, edits=0)
    may = NOVEMBER
    while may.first.month > 5:
        may = may.before()
    report = report_on(judged_by(months, {5: "old"}), compared_with=may)
    assert report.other_judge == (may,)
    assert report.new_known


@pytest.mark.parametrize(("late", "is_other"), [(4, False), (5, True)])
def test_report_takes_a_month_with_nearly_all_documents_of_one_judge_as_that_judges(late, is_other):
    months = Months()
    for month in (10, 11):
        month_of(months, month, edits=0)
    first = {document.key for document in months.documents[:late]}
    report = report_on(judged_by(months, {}, then=lambda one: "old" if one.document.key in first else "new"))
    assert (report.other_judge == (OCTOBER,)) is is_other


def test_report_compares_a_month_of_several_judges_with_nothing():
    months = Months()
    for month in (9, 10, 11):
        month_of(months, month, edits=0)
    half = {document.key for document in months.documents[-20:]}
    report = report_on(judged_by(months, {}, then=lambda one: "new" if one.document.key in half else "old"))
    assert report.other_judge == (SEPTEMBER, OCTOBER)


def test_report_asks_no_judge_of_documents_that_were_not_judged():
    months = Months()
    month_of(months, 11, edits=0)
    for number in range(12):
        months.write(date(2026, 10, 1 + number), judged=0, claims=0)
    assert report_on(judged_by(months, {10: ""})).other_judge == ()
