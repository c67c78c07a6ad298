"""The summary as an editable deck."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from msgcheck.reading.interface import FileInfo
from msgcheck.reading.pptx import PptxReader
from msgcheck.records import DocumentId
from msgcheck.report.divergences.pptx_report import DivergencePptxReport
from msgcheck.report.interface import ReportOptions
from tests.builders_divergences import make_entry, make_report, sample_report
from tests.report.divergences.reading_back import text_of, texts_of

LONG = "Shippers cut temperature excursions by up to 35% in their first year with Rimeholt, " * 12


def deck_of(report):
    return Presentation(io.BytesIO(DivergencePptxReport().render(report, ReportOptions())))


def table_of(slide):
    return next(shape.table for shape in slide.shapes if shape.has_table)


def test_pptx_has_two_slides_of_native_text_with_titles_and_notes():
    deck = deck_of(sample_report())
    assert len(deck.slides) == 2
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "Rimeholt: what we approved, and what is said in the field",
        "To talk about",
    ]
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]


def test_pptx_shows_the_audit_numbers_with_their_bands_in_words():
    table = table_of(deck_of(sample_report()).slides[0])
    assert len(table.rows) == 6
    assert table.cell(2, 1).text == "62%\nslipping, 38 of 61"


def test_pptx_sets_the_words_that_differ_bold():
    table = table_of(deck_of(sample_report()).slides[1])
    for column, words in ((1, "up to 35%"), (2, "50%")):
        runs = table.cell(1, column).text_frame.paragraphs[0].runs
        assert [run.text.strip() for run in runs if run.font.bold] == [words]


def test_pptx_notes_hold_the_details():
    notes = texts_of(deck_of(sample_report()).slides[1])[-1]
    assert "How often: 7 independent sources, 23 documents" in notes
    assert "Please say “up to 35%”" in notes
    assert "14 won and 11 lost" in notes


@pytest.mark.parametrize("length", [1, 3, 12, 200])
def test_pptx_fits_on_the_slide_however_long_the_sentences(length):
    text = "Shippers cut excursions by 35%, " * length
    entries = tuple(
        make_entry(number, said=text, approved=text, what=text, to_marketing=text, message_id=text)
        for number in range(9)
    )
    deck = deck_of(sample_report(acting=entries, own_material=entries, company=text))
    for slide in deck.slides:
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.top + height <= deck.slide_height
            assert shape.left + shape.width <= deck.slide_width


def test_pptx_shortens_a_long_sentence_with_an_ellipsis():
    entries = tuple(make_entry(number, said=LONG, approved=LONG) for number in range(5))
    table = table_of(deck_of(sample_report(acting=entries)).slides[1])
    assert table.cell(1, 1).text.endswith("…")
    assert min(run.font.size.pt for run in table.cell(1, 1).text_frame.paragraphs[0].runs) >= 10


def test_pptx_says_how_many_divergences_stand_in_the_full_report_only():
    report = sample_report(acting=tuple(make_entry(number) for number in range(9)))
    assert "In the full report: 5 more worth acting on." in text_of(
        DivergencePptxReport().render(report, ReportOptions())
    )


def test_pptx_is_widescreen():
    deck = deck_of(make_report())
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.01)


def test_pptx_carries_the_date_of_the_report_and_no_other():
    created = datetime(2026, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=2)))
    data = DivergencePptxReport().render(make_report(created=created), ReportOptions())
    properties = Presentation(io.BytesIO(data)).core_properties
    assert (
        properties.created
        == properties.modified
        == datetime(2026, 3, 4, 3, 6, 7, tzinfo=UTC).replace(tzinfo=properties.created.tzinfo)
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 3, 4, 3, 6, 6)}


def test_pptx_of_a_report_before_there_were_zips_is_made():
    created = datetime(1970, 1, 1, tzinfo=UTC)
    assert deck_of(make_report(created=created)).slides


def test_pptx_is_read_by_our_own_reader():
    data = DivergencePptxReport().render(sample_report(), ReportOptions())
    info = FileInfo(id=DocumentId("summary.pptx"), name="summary.pptx")
    document, *_ = PptxReader().read(data, info, lambda _data, _info: ())
    texts = [block.text for block in document.blocks]
    assert "Shippers cut temperature excursions by up to 35% in their first year with Rimeholt." in texts
    assert "To talk about" in texts


@settings(max_examples=15)
@given(st.text(max_size=80))
def test_pptx_takes_any_text(text):
    entry = make_entry(said=text, approved=text, what=text, changed=text, to_marketing=text, owner=text)
    report = make_report((replace(entry, told=()),), company=text)
    assert len(deck_of(report).slides) == 2
