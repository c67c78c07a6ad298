"""Every format of the drift report: what all of them promise."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from msgcheck.errors import InputError
from msgcheck.record_json import drift_from_json
from msgcheck.records import Call, Called
from msgcheck.report.drift.formats import (
    DRIFT_FORMAT_NAMES,
    DRIFT_RENDERERS,
    drift_renderer_for_file,
    drift_renderer_named,
)
from msgcheck.report.drift.sections import METHOD
from msgcheck.report.interface import ReportOptions
from tests.builders_drift import OCTOBER, PRIVATE, make_drift_report, make_edit, make_material, make_message_drift
from tests.report.drift.full_month import TEN_LINES, full_month, quiet_month

GOLDEN = Path(__file__).parents[2] / "golden"
VARIANTS = [
    ("drift.txt", "terminal", ReportOptions(width=80), {}),
    ("drift-all.txt", "terminal", ReportOptions(width=100, show_all=True), {}),
    ("drift.json", "json", ReportOptions(), {}),
    ("drift.html", "html", ReportOptions(), {}),
    ("drift-shared.html", "html", ReportOptions(), {"shared": True}),
    ("drift.md", "markdown", ReportOptions(), {}),
    ("drift.csv", "csv", ReportOptions(), {}),
]
EVERY_FORMAT = pytest.mark.parametrize("renderer", DRIFT_RENDERERS, ids=DRIFT_FORMAT_NAMES)
FOR_PEOPLE = ["terminal", "markdown", "html"]


@pytest.mark.parametrize(("name", "format_name", "options", "values"), VARIANTS)
def test_render_gives_the_golden_output(name, format_name, options, values, update_golden):
    text = drift_renderer_named(format_name).render(make_drift_report(**values), options)
    if update_golden:
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    assert text == (GOLDEN / name).read_bytes().decode("utf-8")


@EVERY_FORMAT
def test_render_is_deterministic(renderer):
    assert renderer.render(make_drift_report(), ReportOptions()) == renderer.render(
        make_drift_report(), ReportOptions()
    )


@EVERY_FORMAT
@pytest.mark.parametrize("report", [quiet_month(), quiet_month(material=make_material(decks=0, mails=0, documents=0))])
def test_render_of_nothing_ends_with_a_line_break(renderer, report):
    assert renderer.render(report, ReportOptions()).endswith("\n")


def test_terminal_begins_with_the_ten_lines():
    text = drift_renderer_named("terminal").render(full_month(), ReportOptions(width=200))
    assert "\n".join(TEN_LINES) in text


def test_markdown_numbers_the_ten_lines():
    text = drift_renderer_named("markdown").render(full_month(), ReportOptions())
    lines = [line.replace("**", "") for line in text.splitlines()]
    assert [f"{number}. {line}" for number, line in enumerate(TEN_LINES, start=1)] == lines[4:14]


@pytest.mark.parametrize("name", ["html", "markdown", "json"])
def test_render_of_a_local_report_holds_the_paths(name):
    assert PRIVATE[1] in drift_renderer_named(name).render(make_drift_report(), ReportOptions())


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_render_says_where_text_is_not_kept_and_where_it_is_left_out(name):
    renderer = drift_renderer_named(name)
    everything = ReportOptions(show_all=True)
    assert "text not kept" in renderer.render(make_drift_report(), everything)
    shared = renderer.render(make_drift_report(shared=True), everything)
    assert "left out of a shared report" in shared.replace("\n      ", " ")
    assert "text not kept" not in shared


@pytest.mark.parametrize("name", FOR_PEOPLE)
@pytest.mark.parametrize(("judges", "warned"), [(1, False), (2, True)])
def test_render_warns_where_periods_were_judged_differently(name, judges, warned):
    report = make_drift_report(material=make_material(judges=judges))
    text = drift_renderer_named(name).render(report, ReportOptions(show_all=True, width=400))
    assert ("Careful: the periods shown were judged by 2 different judges" in text) is warned


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_render_says_how_changes_were_called(name):
    report = make_drift_report(method=("By the test of the lighthouse.",))
    options = ReportOptions(show_all=True, width=400)
    assert "By the test of the lighthouse." in drift_renderer_named(name).render(report, options)
    assert "corrected for how many messages" in drift_renderer_named(name).render(make_drift_report(), options)


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_render_lists_edits_without_a_direction_without_a_trend_word(name):
    report = quiet_month(counted=(make_edit(called=Called(call=Call.DRIFTING)),))
    text = drift_renderer_named(name).render(report, ReportOptions(show_all=True))
    assert "drifting more" not in text.partition("How this was counted")[0]


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_render_says_until_when_a_period_that_is_not_over_was_counted(name):
    report = make_drift_report(as_of=date(2026, 11, 12))
    text = drift_renderer_named(name).render(report, ReportOptions(width=200))
    assert "Compared with October 2026. Not over yet: counted until 12 November 2026." in text
    assert "Not over yet" not in drift_renderer_named(name).render(make_drift_report(), ReportOptions())


@EVERY_FORMAT
def test_render_holds_no_control_characters(renderer):
    nasty = "red \033[31m alert \u202e txt\u0007 \ud800 \ufffe"
    edit = make_edit(said=nasty, approved=nasty, what=nasty, approved_part=nasty, template=nasty, segment=nasty)
    report = make_drift_report(new=(edit,), own_material=(edit,), counted=(edit,), company=nasty)
    message = make_message_drift(text=nasty, owner=nasty, called=Called(call=Call.DRIFTING, segment=nasty))
    out = renderer.render(replace(report, messages=(message,)), ReportOptions(show_all=True))
    if renderer.name != "json":
        assert not [character for character in out if character in "\033\u0007\u202e\ud800"]


@pytest.mark.parametrize("call", list(Call))
@pytest.mark.parametrize("segment", ["", "retail"])
@pytest.mark.parametrize("before", [None, 0.125])
def test_render_knows_everything_that_can_be_said(call, segment, before):
    message = make_message_drift(called=Called(call=call, segment=segment, before=before))
    other = make_message_drift(2, called=Called(call=Call.STEADY))
    report = make_drift_report(messages=(message, other))
    for renderer in DRIFT_RENDERERS:
        assert call.value in renderer.render(report, ReportOptions(show_all=True)).lower()


def untold(**values):
    """A report that can say nothing of any of its four messages."""
    messages = tuple(make_message_drift(number, called=Called(call=Call.INSUFFICIENT)) for number in range(1, 5))
    return make_drift_report(**{"messages": messages, "growing": (make_edit(),), "method": (), **values})


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_render_says_once_that_there_are_too_few_documents_to_tell_anything(name):
    text = drift_renderer_named(name).render(untold(), ReportOptions(width=200))
    why = "Too few documents a month to tell changes from chance; counts are shown as they are."
    assert text.count(why) == 1
    before_method = text.partition(METHOD)[0].lower()
    assert "insufficient signal" not in before_method
    assert why not in drift_renderer_named(name).render(make_drift_report(), ReportOptions(width=200))


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_render_says_otherwise_where_another_judge_or_no_history_is_why_nothing_can_be_told(name):
    judged, first = untold(other_judge=(OCTOBER,)), untold()
    messages = tuple(replace(one, compared=replace(one.compared, eligible=0, carrying=0)) for one in first.messages)
    first = replace(first, messages=messages)
    judged_text, first_text = (
        drift_renderer_named(name).render(report, ReportOptions(width=200)) for report in (judged, first)
    )
    assert "Judged by another judge than October: not compared; counts are shown as they are." in judged_text
    assert "Nothing is known of October; counts are shown as they are." in first_text


@EVERY_FORMAT
def test_render_takes_a_message_without_periods(renderer):
    message = make_message_drift(periods=())
    assert renderer.render(make_drift_report(messages=(message,), launches=(message,)), ReportOptions(show_all=True))


@EVERY_FORMAT
def test_render_after_a_round_through_json_gives_the_same(renderer):
    report = make_drift_report()
    again = drift_from_json(drift_renderer_named("json").render(report, ReportOptions()))
    assert renderer.render(again, ReportOptions()) == renderer.render(report, ReportOptions())


def test_no_format_has_the_same_suffix_as_another():
    suffixes = [suffix for renderer in DRIFT_RENDERERS for suffix in renderer.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_drift_renderer_for_file_goes_by_the_suffix():
    assert drift_renderer_for_file("out/November.HTML").name == "html"


def test_drift_renderer_for_file_refuses_an_unknown_suffix():
    with pytest.raises(InputError, match=r"\.docx"):
        drift_renderer_for_file("report.docx")


def test_drift_renderer_named_refuses_an_unknown_name():
    with pytest.raises(InputError, match="word"):
        drift_renderer_named("word")
