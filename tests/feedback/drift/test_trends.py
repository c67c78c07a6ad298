"""What is said to grow has grown: since the period compared with, and not in the words of one person."""

from datetime import date

from msgcheck.records import Audience, Call
from msgcheck.report.drift.first_page import first_page
from tests.builders_months import OCTOBER, Months, message_of, report_on

CHANGE = "figure 30 percent > 50 percent"


def months_with(edits):
    """Months of 40 documents each, with as many edits as given by month."""
    months = Months()
    for month, count in edits.items():
        for number in range(40):
            is_edit = number < count
            months.write(date(2026, month, 1 + number % 28), on_message=not is_edit, edit=CHANGE if is_edit else "")
    return months


QUIET = dict.fromkeys(range(3, 10), 4)
RISEN_BEFORE = months_with({**QUIET, 10: 20, 11: 16})


def growing_line(report):
    return first_page(report)[4]


def test_report_counts_an_edit_below_the_month_compared_with_without_a_trend():
    report = report_on(RISEN_BEFORE)
    assert message_of(report).called.call is Call.DRIFTING
    assert report.growing == ()
    assert [(edit.documents, edit.before, edit.called.call) for edit in report.counted] == [(16, 20, Call.INSUFFICIENT)]


def test_first_page_shows_no_falling_numbers_as_growing():
    assert growing_line(report_on(RISEN_BEFORE)) == "Growing: quay line said otherwise: 16 of 40, 10% was usual."


def test_first_page_shows_the_rise_where_it_is_one():
    report = report_on(RISEN_BEFORE, compared_with=OCTOBER.before())
    assert growing_line(report) == "Growing: '50%' for '30%': 4 -> 16."


def test_first_page_shows_no_zero_for_a_month_without_documents():
    report = report_on(months_with({**QUIET, 11: 16}))
    assert growing_line(report) == "Growing: '50%' for '30%': -> 16 (nothing known of October)."


def test_report_calls_nothing_growing_against_a_month_without_documents_where_earlier_ones_tell_nothing():
    months = months_with({11: 16})
    for number in range(12):
        months.write(date(2026, 9, 1 + number), on_message=number > 0, edit="" if number else CHANGE)
    report = report_on(months)
    assert report.growing == ()
    assert [edit.documents for edit in report.counted] == [16]


def one_seller(author):
    """A year in two segments, and a month in which one author of retail says the line otherwise, or ten do."""
    months = Months()
    for month in range(1, 11):
        for number in range(60):
            segment = Audience(segment="retail" if number % 3 == 0 else "ports")
            edit = "x" if number < 3 else ""
            months.write(date(2026, month, 1 + number % 28), on_message=not edit, edit=edit, audience=segment)
    for number in range(40):
        edit = "x" if number < 2 else ""
        ports = Audience(segment="ports")
        months.write(date(2026, 11, 1 + number % 28), on_message=not edit, edit=edit, audience=ports)
    for number in range(8):
        months.write(date(2026, 11, 1 + number), on_message=True, audience=Audience(segment="retail"))
    for number in range(10):
        values = {"author": author} if author else {}
        months.write(date(2026, 11, 1 + number), edit="y", audience=Audience(segment="retail"), **values)
    return report_on(months)


def test_report_names_the_segment_in_which_several_sellers_say_it_otherwise():
    report = one_seller("")
    assert message_of(report).called.segment == "retail"
    assert growing_line(report) == (
        "Growing: quay line said otherwise, most clearly in retail; all together 3 of 60 -> 12 of 58."
    )


def test_report_names_no_segment_for_what_one_seller_says():
    report = one_seller("solo")
    assert message_of(report).called.segment == ""
    assert "retail" not in growing_line(report)


def test_report_calls_nothing_drift_that_one_seller_makes_of_the_usual():
    report = one_seller("solo")
    assert message_of(report).called.call is Call.STEADY
    assert growing_line(report) == "Growing: nothing beyond chance."
