"""The drift report on the terminal, as Markdown and as CSV."""

import csv
import io
from dataclasses import replace

import pytest

from msgcheck.records import MessageId
from msgcheck.report.drift.csv_report import DRIFT_COLUMNS, DriftCsvReport
from msgcheck.report.drift.markdown_report import DriftMarkdownReport
from msgcheck.report.drift.terminal_report import MAX_LINES, DriftTerminalReport
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns
from tests.builders_drift import OCTOBER, make_drift_report, make_edit, make_figures, make_message_drift
from tests.report.drift.full_month import quiet_month

LONG = "shops cut their energy costs by up to 35% in the first year with it, " * 12


def crowded_report():
    edits = tuple(
        make_edit(number, said=LONG, approved=LONG, what=LONG, approved_part=LONG, said_part=LONG, segment=LONG)
        for number in range(60)
    )
    messages = tuple(
        make_message_drift(number, message_id=MessageId(f"{LONG}{number}"), text=LONG, products=(LONG,))
        for number in range(2, 80)
    )
    return make_drift_report(
        new=edits, growing=edits, counted=edits, own_material=edits, settled=edits, messages=messages, launches=messages
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 250])
@pytest.mark.parametrize("report", [crowded_report(), make_drift_report(), quiet_month()])
def test_terminal_summary_has_at_most_forty_lines_within_the_width(width, report):
    lines = DriftTerminalReport().render(report, ReportOptions(width=width)).splitlines()
    assert len(lines) <= MAX_LINES
    assert max(columns(line) for line in lines) <= max(40, width)


def test_terminal_summary_says_how_many_messages_it_leaves_out():
    text = DriftTerminalReport().render(make_drift_report(), ReportOptions(width=80))
    assert "… and 1 more message." in text
    assert "pos-companion" not in text


def test_terminal_uses_colour_only_where_it_is_wanted():
    assert "\033[1m" in DriftTerminalReport().render(make_drift_report(), ReportOptions(color=True))
    assert "\033" not in DriftTerminalReport().render(make_drift_report(), ReportOptions(show_all=True))


def test_terminal_prints_everything_where_it_is_asked_for():
    text = DriftTerminalReport().render(make_drift_report(), ReportOptions(show_all=True))
    assert "ABC Shops go live with Marlowick in [30 days.]" in text
    assert "XYZ Shops go live with Marlowick in [two weeks.]" in text
    assert "pos-companion" in text
    assert "How this was counted" in text


def test_markdown_escapes_what_would_be_markup():
    nasty = "**bold** <script> [link](x) | pipe"
    edit = make_edit(said=nasty, approved="", what="", approved_part="", said_part="", message_id=nasty)
    text = DriftMarkdownReport().render(quiet_month(new=(edit,), company=nasty), ReportOptions())
    assert "<script>" not in text
    assert r"\*\*bold\*\* \<script\> \[link\](x) \| pipe" in text


def test_markdown_keeps_arrows_readable_in_a_chat():
    assert "9 -> 17." in DriftMarkdownReport().render(make_drift_report(), ReportOptions())


def test_markdown_cuts_long_lists_but_never_the_counts():
    report = make_drift_report(new=tuple(make_edit(number) for number in range(120)))
    text = DriftMarkdownReport().render(report, ReportOptions())
    assert "120 edits." in text
    assert "… and 100 more edits, see the JSON report" in text
    assert (
        DriftMarkdownReport().render(report, ReportOptions(show_all=True)).count("(claim-live, figure changed)") == 120
    )


def rows_of(report):
    return list(csv.DictReader(io.StringIO(DriftCsvReport().render(report, ReportOptions()))))


def test_csv_has_a_row_for_each_message_and_period():
    report = make_drift_report()
    pairs = [
        (message.message_id, figures.period.first.isoformat())
        for message in report.messages
        for figures in message.periods
    ]
    assert [(row["message"], row["first_day"]) for row in rows_of(report)] == pairs


def test_csv_has_a_row_for_the_period_compared_with():
    message = make_message_drift(compared=make_figures(OCTOBER.before().before().before().before().before()))
    message = replace(message, periods=message.periods[-2:])
    assert [row["first_day"] for row in rows_of(make_drift_report(messages=(message,)))] == [
        "2026-05-01",
        "2026-10-01",
        "2026-11-01",
    ]


def test_csv_rows_have_every_column_and_say_what_is_called_once():
    rows = rows_of(make_drift_report(messages=(make_message_drift(),)))
    assert all(tuple(row) == DRIFT_COLUMNS for row in rows)
    assert [row["called"] for row in rows] == ["", "", "", "", "", "drifting more"]
    last = rows[-1]
    assert (last["eligible"], last["carrying"], last["drifting"], last["kinds"]) == (
        "61",
        "52",
        "17",
        "promises more 17",
    )
    assert (last["carrying_low"], last["carrying_high"], last["expected"]) == ("0.7428", "0.9204", "0.1300")


def test_csv_leaves_an_interval_empty_where_there_are_too_few_documents():
    figures = make_figures(eligible=4, carrying=3, on_message=3, drifting=0, distance=None)
    row = rows_of(make_drift_report(messages=(make_message_drift(periods=(figures,), compared=figures),)))[0]
    assert [row[name] for name in ("carrying_low", "drifting_high", "distance", "distance_documents")] == [""] * 4


def test_csv_defuses_formulas():
    rows = rows_of(make_drift_report(messages=(make_message_drift(text='=HYPERLINK("x")', owner="+sum"),)))
    assert rows[0]["approved"].startswith("'=")
    assert rows[0]["owner"].startswith("'+")
