"""The drift report as a page."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest

from msgcheck.records import DocumentId, Ending, MessageId, NewPhrase
from msgcheck.report.drift.html_report import DriftHtmlReport
from msgcheck.report.interface import ReportOptions
from tests.builders_drift import (
    NOVEMBER,
    make_drift_report,
    make_edit,
    make_figures,
    make_launch,
    make_material,
    make_message_drift,
)
from tests.report.drift.full_month import TEN_LINES, full_month, quiet_month

ORDER = [
    "Message by message",
    "Correct with customers",
    "Waiting for marketing",
    "New",
    "Growing",
    "From our own material",
    "Settled",
    "New and reworded lines: how they are taken up",
    "Ending soon",
    "Used by nobody for three months",
    "Retired lines still in use",
    "Over time",
    "Also seen",
    "New in the field&#x27;s words",
    "Decks that changed",
    "What the field said of our findings",
    "What was read, and what was not",
    "How this was counted",
]


class Page(HTMLParser):
    """Collects what a test asks about."""

    def __init__(self):
        super().__init__()
        self.tags, self.links, self.ids, self.stack, self.unbalanced, self.headings = [], [], [], [], [], []
        self.labelled = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for key, value in attrs if key in {"src", "href", "srcset", "action"}]
        self.ids += [value for key, value in attrs if key == "id"]
        self.labelled += [part for key, value in attrs if key == "aria-labelledby" for part in value.split()]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in {"meta", "link", "br", "img"}:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.unbalanced.append(tag)


def page_of(report):
    text = DriftHtmlReport().render(report, ReportOptions())
    page = Page()
    page.feed(text)
    return text, page


def titles_of(text):
    """The titles of the sections after the first page."""
    return re.findall(r'<h2 id="[^"]+">([^<]+)</h2>', text)


def test_html_first_page_is_the_ten_lines():
    summary = re.search(r'<ol class="ten" role="list">(.*?)</ol>', page_of(full_month())[0], re.DOTALL)[1]
    items = re.findall(r"<li[^>]*>(.*?)</li>", summary)
    assert tuple(unescape(re.sub("<[^>]+>", "", item)) for item in items) == TEN_LINES


def test_html_is_well_formed():
    _, page = page_of(make_drift_report())
    assert page.unbalanced == []
    assert page.stack == []


def test_html_needs_no_script_and_fetches_nothing():
    text, page = page_of(make_drift_report())
    assert "script" not in page.tags
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in text.replace("http-equiv", "")


@pytest.mark.parametrize("report", [make_drift_report(), make_drift_report(shared=True), full_month(), quiet_month()])
def test_html_links_only_to_places_on_the_page_that_are_there_once(report):
    _, page = page_of(report)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert set(page.labelled) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_html_headings_step_down_one_at_a_time():
    _, page = page_of(make_drift_report())
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_html_has_landmarks_and_captions():
    text, page = page_of(make_drift_report())
    assert '<html lang="en">' in text
    assert [page.tags.count(tag) for tag in ("main", "nav", "footer")] == [1, 1, 1]
    assert page.tags.count("caption") == page.tags.count("table")
    assert page.tags.count("th") == text.count('scope="')
    assert page.tags.index("a") < page.tags.index("header"), "the skip link comes first"


def test_html_sections_come_in_order():
    assert titles_of(page_of(make_drift_report())[0]) == ORDER


def test_html_leaves_sections_out_where_there_is_nothing_in_them():
    assert titles_of(page_of(quiet_month())[0]) == [
        "New",
        "Growing",
        "From our own material",
        "Settled",
        "What was read, and what was not",
        "How this was counted",
    ]


def test_html_of_a_shared_report_has_no_section_of_the_local_view():
    titles = titles_of(page_of(make_drift_report(shared=True))[0])
    assert "Decks that changed" not in titles
    assert "New in the field&#x27;s words" not in titles


def test_html_marks_the_words_that_differ_on_both_sides():
    text, _ = page_of(make_drift_report())
    assert "Marlowick in <mark>30 days.</mark>" in text
    assert "Marlowick in <mark>two weeks.</mark>" in text


def test_html_shows_each_share_with_what_it_is_of():
    text, _ = page_of(make_drift_report(messages=(make_message_drift(),)))
    cell = re.search(r"<td><b>33%</b>.*?</td>", text)[0]
    assert "17 of 52" in cell
    assert "18% (9 of 50)" in cell
    assert "promises more 17" in cell


def test_html_says_what_changed_between_versions():
    text, _ = page_of(make_drift_report())
    assert "Slide 3 changed; slide 9 was added, between 8 October 2026 and 12 November 2026." in text


def test_html_plots_have_titles_units_and_a_table_behind_each():
    text, page = page_of(make_drift_report())
    plots = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(plots) == page.tags.count("figure") == page.tags.count("figcaption")
    for plot in plots:
        assert 'role="img"' in plot
        assert re.search(r"<title id=.*?</title>", plot)
        assert re.search(r"<desc id=.*?</desc>", plot)
        assert "% of " in plot
        assert "month, " in plot
    articles = re.findall(r'<article class="trend".*?</article>', text, re.DOTALL)
    assert all("<details><summary>The figures behind the plots" in article for article in articles)


def test_html_plots_only_messages_with_enough_documents():
    scarce = make_figures(eligible=4, carrying=4, on_message=4, drifting=0)
    message = make_message_drift(periods=(scarce, replace(scarce, period=NOVEMBER.next())))
    text, page = page_of(make_drift_report(messages=(message,)))
    assert "svg" not in page.tags
    assert "Not plotted, for too few documents: 1 message." in text


def test_html_says_distance_only_after_the_first_page_and_with_its_interval():
    text, _ = page_of(make_drift_report())
    first, _, rest = text.partition("<nav")
    assert "Distance" not in first.partition("</style>")[2]
    assert "0.27 (0.24 to 0.31, 52 documents)" in rest
    assert "0 is the approved wording itself" in rest


def test_html_folds_away_which_files_could_not_be_read():
    text, _ = page_of(make_drift_report())
    before, _, inside = text.partition("7 documents by name, only in this local view")
    assert "scan-of-offer" not in before
    assert "scan-of-offer" in inside.partition("</details>")[0]


def test_html_escapes_every_foreign_text():
    nasty = "<script>alert('x')</script>\"&"
    edit = make_edit(
        message_id=nasty,
        what=nasty,
        approved=nasty,
        said=nasty,
        approved_part=nasty,
        said_part=nasty,
        segment=nasty,
        template=nasty,
        families=((nasty, 3),),
    )
    message = make_message_drift(message_id=nasty, text=nasty, owner=nasty)
    report = make_drift_report(
        company=nasty,
        messaging_hash=nasty,
        version=nasty,
        new=(edit,),
        growing=(edit,),
        counted=(edit,),
        own_material=(edit,),
        settled=(edit,),
        messages=(message,),
        launches=(make_launch(message_id=nasty, text=nasty, products=(nasty,)),),
        never_used=((MessageId(nasty), nasty),),
        endings=(Ending(message_id=nasty, text=nasty, last_day=date(2026, 12, 1), families=((nasty, 1),)),),
        phrases=(NewPhrase(phrase=nasty, documents=1, sources=1, before=0),),
        versions=(replace(make_drift_report().versions[0], path=nasty, earlier_path=nasty, changed=(nasty,)),),
        unreadable=((DocumentId(nasty), nasty),),
        material=make_material(dated_by=((nasty, 1),), by_segment=((nasty, 1),), by_team=((nasty, 1),)),
        method=(nasty,),
    )
    text, page = page_of(report)
    assert "script" not in page.tags
    assert "<script" not in text
    assert page.unbalanced == []


def large_report(length):
    sentence = " ".join(f"word{number}<&>" for number in range(length // 10))
    periods = [NOVEMBER]
    while len(periods) < 12:
        periods.insert(0, periods[0].before())
    messages = tuple(
        make_message_drift(
            message_id=MessageId(f"message-{number}"),
            text=sentence,
            periods=tuple(
                make_figures(period, eligible=1000 + number, carrying=900, on_message=800) for period in periods
            ),
        )
        for number in range(400)
    )
    edits = tuple(make_edit(number, approved=f"{sentence} 30", said=f"{sentence} {number}") for number in range(2000))
    return make_drift_report(
        messages=messages,
        launches=messages,
        new=edits,
        growing=edits[:300],
        counted=edits[:300],
        own_material=edits[:300],
        settled=edits[:300],
        never_used=tuple((message.message_id, message.text) for message in messages),
        versions=make_drift_report().versions * 1000,
        unreadable=make_drift_report().unreadable * 1000,
        phrases=make_drift_report().phrases * 1000,
    )


@pytest.mark.parametrize("length", [12, 800])
def test_html_of_a_large_month_stays_under_two_megabytes_and_counts_everything(length):
    text, page = page_of(large_report(length))
    assert len(text.encode()) < 2_000_000
    assert "2,000 edits. First seen" in text
    shown = text.count('aria-labelledby="new-')
    assert f"… and {2000 - shown:,} more edits, see the JSON." in text
    plotted = text.count('<article class="trend"')
    assert f"… and {400 - plotted:,} more messages, see the JSON." in text
    assert page.unbalanced == []
