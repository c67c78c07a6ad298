"""The report on divergences on the terminal, as Markdown and as CSV."""

import csv
import io

import pytest

from msgcheck.records import Standing
from msgcheck.report.divergences.csv_report import DIVERGENCE_COLUMNS, DivergenceCsvReport
from msgcheck.report.divergences.markdown_report import DivergenceMarkdownReport
from msgcheck.report.divergences.terminal_report import MAX_LINES, DivergenceTerminalReport
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns
from tests.builders_divergences import make_decision, make_entry, make_report, sample_report

LONG = "Shippers cut temperature excursions by up to 35% in their first year with Rimeholt, " * 12


def crowded_report():
    entries = tuple(
        make_entry(
            number,
            said=LONG,
            approved=LONG,
            what=LONG,
            changed=LONG,
            to_marketing=LONG,
            standing=Standing.PENDING,
            decision=make_decision(number, waiting_for=("evidence",)),
        )
        for number in range(60)
    )
    return sample_report(
        acting=entries,
        own_material=entries,
        single=entries,
        decided=entries,
        told=sample_report().told * 40,
        uncovered=sample_report().uncovered * 40,
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 250])
def test_terminal_summary_has_at_most_sixty_lines_within_the_width(width):
    lines = DivergenceTerminalReport().render(crowded_report(), ReportOptions(width=width)).splitlines()
    assert len(lines) <= MAX_LINES
    assert max(columns(line) for line in lines) <= max(40, width)


def test_terminal_summary_marks_the_words_that_differ():
    text = DivergenceTerminalReport().render(sample_report(), ReportOptions())
    assert "ABC Shippers cut temperature excursions by [up to 35%]" in text
    assert "XYZ Shippers cut temperature excursions by [50%]" in text


def test_terminal_uses_colour_only_where_it_is_wanted():
    assert "\033[1m" in DivergenceTerminalReport().render(sample_report(), ReportOptions(color=True))
    assert "\033" not in DivergenceTerminalReport().render(sample_report(), ReportOptions(show_all=True))


def test_terminal_prints_everything_where_it_is_asked_for():
    text = DivergenceTerminalReport().render(crowded_report(), ReportOptions(show_all=True))
    assert text.count("div:") >= 4 * 60


def test_markdown_escapes_what_would_be_markup():
    nasty = "**bold** <script> [link](x) | pipe"
    entry = make_entry(said=nasty, approved="", what=nasty, changed=nasty, owner=nasty)
    text = DivergenceMarkdownReport().render(make_report((entry,)), ReportOptions())
    assert "<script>" not in text
    assert text.count(r"\*\*bold\*\* \<script\> \[link\](x) \| pipe") == 4


def test_markdown_marks_the_words_that_differ():
    text = DivergenceMarkdownReport().render(sample_report(), ReportOptions())
    assert "> **Approved (ABC)** Shippers cut temperature excursions by **up to 35%** in" in text


def test_markdown_cuts_long_lists_but_never_the_counts():
    report = make_report(tuple(make_entry(number) for number in range(120)))
    text = DivergenceMarkdownReport().render(report, ReportOptions())
    assert "120 divergences." in text
    assert "… and 70 more divergences, see the JSON report" in text


def test_markdown_shows_everything_where_it_is_asked_for():
    report = make_report(tuple(make_entry(number) for number in range(120)))
    text = DivergenceMarkdownReport().render(report, ReportOptions(show_all=True))
    assert text.count("#### ") == 120


def rows_of(report):
    return list(csv.DictReader(io.StringIO(DivergenceCsvReport().render(report, ReportOptions()))))


def test_csv_has_a_row_for_each_divergence_and_each_settled_decision():
    report = sample_report()
    entries = [*report.acting, *report.own_material, *report.single, *report.decided]
    ids = [entry.divergence.id for entry in entries] + [decision.divergence for decision in report.settled]
    assert [row["id"] for row in rows_of(report)] == ids


def test_csv_rows_have_every_column():
    rows = rows_of(sample_report())
    assert all(tuple(row) == DIVERGENCE_COLUMNS for row in rows)
    first = rows[0]
    assert (first["section"], first["sources"], first["decks"], first["mails"]) == ("acting", "7", "16", "7")
    assert (first["field_won"], first["approved_lost"]) == ("14", "11")


@pytest.mark.parametrize(("proposal", "words"), [(True, "yes"), (False, "no")])
def test_csv_says_what_is_a_proposal(proposal, words):
    assert rows_of(make_report((make_entry(proposal=proposal),)))[0]["proposal"] == words


def test_csv_defuses_formulas():
    rows = rows_of(make_report((make_entry(said='=HYPERLINK("http://x.example")', owner="+sum"),)))
    assert rows[0]["said"].startswith("'=")
    assert rows[0]["owner"].startswith("'+")
