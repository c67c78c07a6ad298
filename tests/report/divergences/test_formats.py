"""Every format of the report on divergences: what all of them promise."""

from pathlib import Path

import pytest

from msgcheck.errors import InputError
from msgcheck.record_json import divergences_from_json
from msgcheck.records import Band, Mover, Standing
from msgcheck.report.divergences.formats import (
    DIVERGENCE_FORMAT_NAMES,
    DIVERGENCE_RENDERERS,
    divergence_renderer_for_file,
    divergence_renderer_named,
    divergence_renderers,
)
from msgcheck.report.interface import ReportOptions
from tests.builders_divergences import PRIVATE, make_entry, make_report, sample_report
from tests.report.divergences.reading_back import text_of

GOLDEN = Path(__file__).parents[2] / "golden"
VARIANTS = [
    ("divergences.txt", "terminal", ReportOptions(width=80), {}),
    ("divergences-all.txt", "terminal", ReportOptions(width=100, show_all=True), {}),
    ("divergences.json", "json", ReportOptions(), {}),
    ("divergences.html", "html", ReportOptions(), {}),
    ("divergences-shared.html", "html", ReportOptions(), {"shared": True}),
    ("divergences.md", "markdown", ReportOptions(), {}),
    ("divergences.csv", "csv", ReportOptions(), {}),
]
EVERY_FORMAT = pytest.mark.parametrize("renderer", DIVERGENCE_RENDERERS, ids=DIVERGENCE_FORMAT_NAMES)


@pytest.mark.parametrize(("name", "format_name", "options", "values"), VARIANTS)
def test_render_gives_the_golden_output(name, format_name, options, values, update_golden):
    text = divergence_renderer_named(format_name).render(sample_report(**values), options)
    if update_golden:
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    assert text == (GOLDEN / name).read_bytes().decode("utf-8")


@EVERY_FORMAT
def test_render_is_deterministic(renderer):
    assert renderer.render(sample_report(), ReportOptions()) == renderer.render(sample_report(), ReportOptions())


@EVERY_FORMAT
def test_render_of_nothing_says_so(renderer):
    out = renderer.render(make_report(), ReportOptions())
    assert isinstance(out, bytes) or out.endswith("\n")
    if renderer.name not in {"json", "csv"}:
        assert "Nothing is said differently by several independent sources." in text_of(out)
        assert "No audit numbers yet." in text_of(out)


@EVERY_FORMAT
@pytest.mark.parametrize("show_all", [True, False])
def test_render_of_a_shared_report_holds_no_name_path_or_sentence_of_the_field(renderer, show_all):
    text = text_of(renderer.render(sample_report(shared=True), ReportOptions(show_all=show_all)))
    for word in (*PRIVATE, "mail/a.eml", "happens in the second year", "Rimeholt is the market leader"):
        assert word not in text


@pytest.mark.parametrize("name", ["html", "markdown", "json"])
def test_render_of_a_local_report_holds_the_paths(name):
    assert PRIVATE[1] in text_of(divergence_renderer_named(name).render(sample_report(), ReportOptions()))


@pytest.mark.parametrize("name", ["html", "markdown", "terminal", "pptx"])
def test_render_says_where_text_is_not_kept(name):
    text = text_of(divergence_renderer_named(name).render(sample_report(), ReportOptions()))
    assert "text not kept" in text


@pytest.mark.parametrize("name", ["html", "markdown", "terminal", "pptx"])
def test_render_of_a_shared_report_says_that_sentences_are_left_out(name):
    text = text_of(divergence_renderer_named(name).render(sample_report(shared=True), ReportOptions()))
    assert "left out of a shared report" in text
    assert "text not kept" not in text


@pytest.mark.parametrize("name", ["html", "markdown", "terminal", "pptx"])
def test_render_names_the_band_in_words_when_it_is_too_early_for_colour(name):
    audit = tuple(
        type(number)(
            name=number.name,
            meaning=number.meaning,
            field=number.field,
            field_band=Band.TOO_EARLY,
            own=number.own,
            own_band=Band.TOO_EARLY,
        )
        for number in sample_report().audit
    )
    text = text_of(divergence_renderer_named(name).render(sample_report(audit=audit), ReportOptions()))
    assert text.count("no colour yet") >= 5
    assert "on track" not in text


@EVERY_FORMAT
def test_render_holds_no_control_characters(renderer):
    nasty = "red \033[31m alert \u202e txt\u0007 \ud800 \ufffe"
    entry = make_entry(said=nasty, approved=nasty, what=nasty, changed=nasty, to_marketing=nasty, owner=nasty)
    out = renderer.render(make_report((entry,), company=nasty), ReportOptions(show_all=True))
    if renderer.name != "json":
        assert not [character for character in text_of(out) if character in "\033\u0007\u202e\ud800"]


@pytest.mark.parametrize("mover", list(Mover))
@pytest.mark.parametrize("standing", list(Standing))
def test_render_knows_every_mover_and_standing(mover, standing):
    report = make_report((make_entry(mover=mover, standing=standing),))
    for renderer in divergence_renderers():
        assert renderer.render(report, ReportOptions(show_all=True))


@EVERY_FORMAT
def test_render_takes_a_code_it_does_not_know(renderer):
    out = renderer.render(make_report((make_entry(code="XX999", what="", message_id=None),)), ReportOptions())
    if renderer.name not in {"json", "csv"}:
        assert "Said differently" in text_of(out)


@EVERY_FORMAT
def test_render_after_a_round_through_json_gives_the_same(renderer):
    report = sample_report()
    again = divergences_from_json(divergence_renderer_named("json").render(report, ReportOptions()))
    assert renderer.render(again, ReportOptions()) == renderer.render(report, ReportOptions())


def test_no_format_has_the_same_suffix_as_another():
    suffixes = [suffix for renderer in DIVERGENCE_RENDERERS for suffix in renderer.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_divergence_renderer_for_file_goes_by_the_suffix():
    assert divergence_renderer_for_file("out/Meeting.PPTX").name == "pptx"


def test_divergence_renderer_for_file_refuses_an_unknown_suffix():
    with pytest.raises(InputError, match=r"\.pptx"):
        divergence_renderer_for_file("report.docx")


def test_divergence_renderer_named_refuses_an_unknown_name():
    with pytest.raises(InputError, match="markdown"):
        divergence_renderer_named("word")
