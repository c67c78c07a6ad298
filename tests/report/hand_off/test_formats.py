"""Every format of the hand-off sheet: what all of them promise."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from msgcheck.errors import InputError
from msgcheck.records import ComingKind
from msgcheck.report.hand_off.formats import (
    HAND_OFF_FORMAT_NAMES,
    HAND_OFF_RENDERERS,
    hand_off_renderer_for_file,
    hand_off_renderer_named,
)
from msgcheck.report.interface import ReportOptions
from tests.builders_hand_off import PRIVATE, make_coming, make_sheet, sample_sheet

GOLDEN = Path(__file__).parents[2] / "golden"
VARIANTS = [
    ("hand-off.txt", "terminal", ReportOptions(width=80)),
    ("hand-off-all.txt", "terminal", ReportOptions(width=100, show_all=True)),
    ("hand-off.html", "html", ReportOptions()),
    ("hand-off.md", "markdown", ReportOptions()),
    ("hand-off.csv", "csv", ReportOptions()),
    ("hand-off.json", "json", ReportOptions()),
    ("hand-off.ics", "ics", ReportOptions()),
]
EVERY_FORMAT = pytest.mark.parametrize("renderer", HAND_OFF_RENDERERS, ids=HAND_OFF_FORMAT_NAMES)
FOR_READERS = [renderer for renderer in HAND_OFF_RENDERERS if renderer.name not in {"json", "csv"}]


@pytest.mark.parametrize(("name", "format_name", "options"), VARIANTS)
def test_render_gives_the_golden_output(name, format_name, options, update_golden):
    text = hand_off_renderer_named(format_name).render(sample_sheet(), options)
    if update_golden:
        (GOLDEN / name).write_bytes(text.encode("utf-8"))
    assert text == (GOLDEN / name).read_bytes().decode("utf-8")


@EVERY_FORMAT
def test_render_is_deterministic(renderer):
    assert renderer.render(sample_sheet(), ReportOptions()) == renderer.render(sample_sheet(), ReportOptions())


@EVERY_FORMAT
def test_render_ends_with_a_line_break(renderer):
    assert renderer.render(make_sheet(), ReportOptions()).endswith("\n")


@pytest.mark.parametrize("renderer", FOR_READERS, ids=[renderer.name for renderer in FOR_READERS])
def test_render_of_an_empty_sheet_says_that_nothing_changes(renderer):
    assert "Nothing changes until 3 January 2027" in renderer.render(make_sheet(), ReportOptions())


@EVERY_FORMAT
@pytest.mark.parametrize("show_all", [True, False])
def test_render_of_a_shared_sheet_holds_no_path_even_where_one_was_left_in(renderer, show_all):
    text = renderer.render(sample_sheet(shared=True), ReportOptions(show_all=show_all))
    for word in (*PRIVATE, "brochure.docx"):
        assert word not in text


@pytest.mark.parametrize("name", ["csv", "ics"])
def test_tables_and_calendars_hold_no_path_at_all(name):
    text = hand_off_renderer_named(name).render(sample_sheet(), ReportOptions(show_all=True))
    for word in (*PRIVATE, "brochure.docx"):
        assert word not in text


@pytest.mark.parametrize("name", ["html", "markdown", "json"])
def test_render_of_a_local_sheet_holds_the_paths(name):
    assert PRIVATE[-1] in hand_off_renderer_named(name).render(sample_sheet(), ReportOptions())


@pytest.mark.parametrize("name", ["terminal", "html", "markdown", "ics"])
def test_render_of_a_line_under_embargo_says_that_it_is_not_out(name):
    sheet = make_sheet(make_coming(kind=ComingKind.STARTS, old="", new=""), shared=True)
    text = hand_off_renderer_named(name).render(sheet, ReportOptions(width=200))
    assert "not out yet" in text.replace("\r\n ", "")


@pytest.mark.parametrize("name", ["terminal", "html", "markdown"])
def test_render_before_any_scan_says_that_nothing_is_known_of_documents(name):
    text = hand_off_renderer_named(name).render(make_sheet(make_coming(), documents=0), ReportOptions(width=200))
    assert "No deck or document has been scanned yet" in text


@pytest.mark.parametrize("name", ["terminal", "html", "markdown", "csv", "ics"])
def test_render_of_hostile_text_holds_no_control_characters(name):
    hostile = make_coming(
        title="a\x1b[31mb\u202ec", old="x\x00y\r\nBEGIN:VEVENT", to_do="p\x07q\ud800", owner="=cmd|' /C calc'!A0"
    )
    text = hand_off_renderer_named(name).render(make_sheet(hostile), ReportOptions(show_all=True))
    assert not {"\x1b", "\x00", "\x07", "\u202e", "\ud800"} & set(text)
    assert text.encode("utf-8")


def test_csv_of_what_a_spreadsheet_would_run_is_text():
    text = hand_off_renderer_named("csv").render(make_sheet(make_coming(owner="=cmd()")), ReportOptions())
    assert "'=cmd()" in text


@pytest.mark.parametrize("width", [1, 40, 80, 200])
def test_terminal_keeps_to_its_width(width):
    text = hand_off_renderer_named("terminal").render(sample_sheet(), ReportOptions(width=width, show_all=True))
    assert max(map(len, text.splitlines())) <= max(40, width)


def test_terminal_marks_in_bold_where_there_is_colour():
    assert "\x1b[1m" in hand_off_renderer_named("terminal").render(sample_sheet(), ReportOptions(color=True))


def test_terminal_lists_documents_and_other_wordings_only_where_all_is_asked_for():
    short = hand_off_renderer_named("terminal").render(sample_sheet(), ReportOptions())
    assert "pitch-v7" not in short
    assert "2 more wordings of the message" in short


@pytest.mark.parametrize("count", [1, 5, 9, 10, 11, 30, 300])
@pytest.mark.parametrize("width", [40, 80])
def test_terminal_takes_at_most_sixty_lines_and_counts_every_change(count, width):
    changes = [make_coming(message_id=f"m{place:03}", day=date(2026, 12, 1 + place % 9)) for place in range(count)]
    text = hand_off_renderer_named("terminal").render(make_sheet(*changes), ReportOptions(width=width))
    more = re.search(r"and (\d+) more change", text)
    assert len(text.splitlines()) <= 60
    assert text.count("Changes:") + int(more[1] if more else 0) == count


def test_day_today_is_called_today():
    sheet = make_sheet(make_coming(day=date(2026, 11, 22), kind=ComingKind.ENDS))
    assert "22 November 2026, today" in hand_off_renderer_named("terminal").render(sheet, ReportOptions())


@pytest.mark.parametrize("day", [date.min, date.max])
@EVERY_FORMAT
def test_render_survives_the_ends_of_the_calendar(renderer, day):
    coming = tuple(make_coming(day=day, kind=kind) for kind in ComingKind)
    assert renderer.render(replace(make_sheet(*coming), as_of=day, until=day), ReportOptions())


@pytest.mark.parametrize("name", HAND_OFF_FORMAT_NAMES)
def test_renderer_named_finds_every_format(name):
    assert hand_off_renderer_named(name).name == name


def test_renderer_named_says_which_formats_there_are():
    with pytest.raises(InputError) as caught:
        hand_off_renderer_named("pptx")
    assert "ics" in caught.value.hint


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("x/a.md", "markdown"),
        ("a.json", "json"),
        ("a.csv", "csv"),
        ("a.ics", "ics"),
    ],
)
def test_renderer_for_file_goes_by_the_suffix(path, name):
    assert hand_off_renderer_for_file(path).name == name


@pytest.mark.parametrize("path", ["a.pptx", "a", "ics"])
def test_renderer_for_file_says_which_suffixes_there_are(path):
    with pytest.raises(InputError) as caught:
        hand_off_renderer_for_file(path)
    assert ".ics" in caught.value.hint
    assert caught.value.where == path


def markdown_of(**values):
    sheet = make_sheet(make_coming(kind=ComingKind.NAME_ENDS, families=(), **values))
    return hand_off_renderer_named("markdown").render(sheet, ReportOptions()).casefold()


def test_only_of_a_former_name_it_is_said_that_scans_did_not_note_it():
    assert "scans did not note it" in markdown_of(message_id=None, title="Former name of Tidewell Desk")
    retired = markdown_of(message_id="saving-2025", title="Less waiting, old line")
    assert "no document is known to say it" in retired
    assert "note it" not in retired


def test_csv_names_the_kind_of_a_retired_line_as_the_page_does():
    sheet = make_sheet(make_coming(kind=ComingKind.NAME_ENDS, message_id="saving-2025"))
    assert ",no longer to be said,saving-2025," in hand_off_renderer_named("csv").render(sheet, ReportOptions())
