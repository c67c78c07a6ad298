"""What the report must never say, whatever stands in it: tried on reports that hold it in every text field."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.records import DocumentId, NewPhrase
from msgcheck.report.drift.first_page import first_page
from msgcheck.report.drift.formats import DRIFT_FORMAT_NAMES, DRIFT_RENDERERS, drift_renderer_named
from msgcheck.report.interface import ReportOptions
from tests.builders_drift import PRIVATE, make_drift_report, make_edit, make_material
from tests.report.drift.full_month import full_month, quiet_month

EVERY_FORMAT = pytest.mark.parametrize("renderer", DRIFT_RENDERERS, ids=DRIFT_FORMAT_NAMES)
NAMES = (
    "Ines Okonkwo",
    "Pellworm Foods",
    "O'Hara-Nwosu",
    "Öztürk",
    "ines.okonkwo@pellworm.example",
    "decks/Pellworm/steering.pptx",
    "C:\\Users\\ines\\pitch.docx",
    "qbr-autumn.pdf",
    "客户名",
)
WORDS_NEVER_SAID = (
    "compliance score",
    "violation",
    "crisis",
    "offender",
    "wins more",
    "win more",
    "revenue",
    "at risk",
    "hedge",
    "judgement",
    "hypothesis",
    "p-value",
    "ranking",
    "worst",
    "best",
    "top team",
)
ON_FIRST_PAGE_NEVER = ("p =", "p <", "significan", "distance", "cosine", "0.", "MC1", "MC2", "MC3", "MC4", "div:")
NOTHING_CLEAN = re.compile(r"\bclean\b|\b100 ?%", re.IGNORECASE)


class Text(HTMLParser):
    """Collects what a page shows, without its style."""

    def __init__(self):
        super().__init__()
        self.parts, self.style = [], False

    def handle_starttag(self, tag, attrs):
        self.style = tag == "style"

    def handle_endtag(self, tag):
        self.style = False

    def handle_data(self, data):
        if not self.style:
            self.parts.append(data)


def text_of(renderer, report, *, show_all=True):
    """What a person reads of a format."""
    out = renderer.render(report, ReportOptions(show_all=show_all))
    if renderer.name != "html":
        return out
    page = Text()
    page.feed(out)
    return "\n".join(page.parts)


def local_texts_changed(report, hostile):
    """The report with a text in every field that only the local view may show, or that quotes the field."""

    def edit(one):
        return replace(one, said=hostile, said_part=hostile, what=hostile, template=f"{hostile}.pptx")

    version = replace(
        make_drift_report().versions[0], path=DocumentId(hostile), earlier_path=DocumentId(f"{hostile}/old.pptx")
    )
    return replace(
        report,
        new=tuple(map(edit, report.new)),
        growing=tuple(map(edit, report.growing)),
        counted=tuple(map(edit, report.counted)),
        own_material=tuple(map(edit, report.own_material)),
        settled=tuple(map(edit, report.settled)),
        messages=tuple(replace(message, owner=hostile) for message in report.messages),
        corrections=tuple(replace(one, about=hostile) for one in report.corrections),
        phrases=(NewPhrase(phrase=hostile, documents=3, sources=3, before=0),),
        versions=(version,),
        unreadable=((DocumentId(hostile), hostile),),
    )


def sentences(names):
    """A name alone, or among small words before and after it."""
    small = st.sampled_from(["", "live in two weeks at ", "as agreed with ", "30% for "])
    return st.builds("{}{}{}".format, small, names, st.sampled_from(["", " says", ", in two weeks"]))


@given(hostile=sentences(st.sampled_from(NAMES)), shared=st.booleans())
def test_first_page_holds_no_name_customer_or_file(hostile, shared):
    page = "\n".join(first_page(local_texts_changed(make_drift_report(shared=shared), hostile)))
    for name in NAMES:
        assert name not in page


@given(first=st.sampled_from("ABCDEKMNPRSTVWZ"), rest=st.text("abcdeiklmnorstu", min_size=4, max_size=12))
def test_first_page_holds_no_word_with_a_capital_that_only_the_field_writes(first, rest):
    name = f"{first}{rest}x"  # no word of ours ends so
    page = "\n".join(first_page(local_texts_changed(make_drift_report(), f"live at {name}")))
    assert name not in page


@pytest.mark.parametrize("hostile", NAMES)
@EVERY_FORMAT
def test_shared_view_holds_no_name_customer_or_file(renderer, hostile):
    report = local_texts_changed(make_drift_report(shared=True), hostile)
    for show_all in (True, False):
        out = renderer.render(report, ReportOptions(show_all=show_all))
        text = out if renderer.name != "html" else text_of(renderer, report)
        assert hostile not in text


@EVERY_FORMAT
@pytest.mark.parametrize("show_all", [True, False])
def test_shared_view_of_the_rich_month_holds_nothing_private(renderer, show_all):
    out = renderer.render(make_drift_report(shared=True), ReportOptions(show_all=show_all))
    for word in (*PRIVATE, "Shops go live with Marlowick in two weeks", "no site visit"):
        assert word not in out


@EVERY_FORMAT
@pytest.mark.parametrize("shared", [True, False])
def test_internal_line_is_in_no_format(renderer, shared):
    note = "We will drop the price in March"
    edit = make_edit(code="MC203", approved=note, said=note, what=note, approved_part=note, said_part=note)
    report = make_drift_report(new=(edit,), growing=(edit,), counted=(edit,), settled=(edit,), shared=shared)
    report = replace(report, own_material=(edit,))
    assert note not in renderer.render(report, ReportOptions(show_all=True))
    assert all(note not in line for line in first_page(report))


@EVERY_FORMAT
@pytest.mark.parametrize("report", [make_drift_report(), make_drift_report(shared=True), full_month(), quiet_month()])
def test_no_format_says_what_must_never_be_said(renderer, report):
    text = text_of(renderer, report).lower()
    # What people do with persons is said in one sentence of ours, and only there.
    text = text.replace("persons are never counted or ranked", "")
    for word in WORDS_NEVER_SAID:
        assert word not in text


@EVERY_FORMAT
def test_no_format_calls_anything_clean_or_complete_over_unread_files(renderer):
    report = make_drift_report()
    whole = tuple(
        replace(message, periods=tuple(_all_on_message(figures) for figures in message.periods))
        for message in report.messages
    )
    text = text_of(renderer, replace(report, messages=whole, material=make_material(unreadable=7)))
    assert not NOTHING_CLEAN.search(text)


def _all_on_message(figures):
    return replace(figures, carrying=figures.eligible, on_message=figures.eligible, drifting=0, by_code=())


@pytest.mark.parametrize("report", [make_drift_report(), make_drift_report(shared=True), full_month(), quiet_month()])
def test_first_page_holds_no_statistics_and_no_codes(report):
    page = "\n".join(first_page(report))
    for word in ON_FIRST_PAGE_NEVER:
        assert word not in page
    assert not NOTHING_CLEAN.search(page)


@pytest.mark.parametrize("name", ["terminal", "markdown", "html"])
def test_codes_and_ids_of_edits_are_not_shown_to_people(name):
    text = text_of(drift_renderer_named(name), make_drift_report())
    assert not re.search(r"\bMC\d{3}\b|div:[0-9a-f]|\bask\b|\bsuggest\b", text)


@pytest.mark.parametrize("name", ["terminal", "markdown", "html"])
def test_teams_and_segments_stand_by_name_whatever_their_counts(name):
    material = make_material(by_team=(("zeta", 900), ("alpha", 3)), by_segment=(("other", 9), ("bakeries", 1)))
    text = text_of(drift_renderer_named(name), make_drift_report(material=material))
    assert "alpha 3, zeta 900" in text
    assert "bakeries 1, other 9" in text


@pytest.mark.parametrize("name", ["terminal", "markdown", "html"])
def test_teams_stand_beside_nothing_but_a_number_of_documents(name):
    text = text_of(drift_renderer_named(name), make_drift_report())
    assert text.count("north") == 1
