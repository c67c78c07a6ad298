"""The hand-off sheet as a page."""

import re
from html.parser import HTMLParser

from msgcheck.records import Breaking, ComingKind, DocumentId, Reworded
from msgcheck.report.hand_off.html_report import HandOffHtmlReport
from msgcheck.report.interface import ReportOptions
from tests.builders_hand_off import make_coming, make_sheet, sample_sheet


class Page(HTMLParser):
    """Collects what a test asks about."""

    def __init__(self):
        super().__init__()
        self.tags, self.links, self.ids, self.stack, self.unbalanced, self.headings = [], [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for key, value in attrs if key in {"src", "href", "srcset", "action"}]
        self.ids += [value for key, value in attrs if key == "id"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in {"meta", "link", "br", "img"}:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.unbalanced.append(tag)


def page_of(sheet):
    text = HandOffHtmlReport().render(sheet, ReportOptions())
    page = Page()
    page.feed(text)
    return text, page


def test_html_is_well_formed():
    _, page = page_of(sample_sheet())
    assert page.unbalanced == []
    assert page.stack == []


def test_html_needs_no_script_and_fetches_nothing():
    text, page = page_of(sample_sheet())
    assert "script" not in page.tags
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_html_links_only_to_places_on_the_page_that_are_there_once():
    _, page = page_of(sample_sheet())
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_html_headings_step_down_one_at_a_time():
    _, page = page_of(sample_sheet())
    assert page.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_html_sets_both_wordings_side_by_side_with_what_differs_marked():
    text, _ = page_of(make_sheet(make_coming(old="up to 30% less waiting", new="up to 40% less waiting")))
    assert "<mark>30%</mark>" in text
    assert text.index("<mark>30%</mark>") < text.index("<mark>40%</mark>")


def test_html_escapes_what_others_wrote():
    text, page = page_of(make_sheet(make_coming(title='<img src="x">', old="<script>alert(1)</script>", owner="a & b")))
    assert "img" not in page.tags
    assert "script" not in page.tags
    assert "a &amp; b" in text


def test_html_of_very_much_stays_under_two_megabytes_and_says_what_is_left_out():
    long = "&&&&&& " * 100
    others = tuple(Reworded(readers=f"r{place}", old=long, new=long) for place in range(20))
    paths = tuple(Breaking(document=DocumentId(long), family="deck", statements=1) for _ in range(50))
    changes = [
        make_coming(message_id=f"m{place}", old=long, new=long, also=others, breaking=paths, to_do=long)
        for place in range(60)
    ]
    text, _ = page_of(make_sheet(*changes))
    assert len(text.encode()) < 2_000_000
    assert "more changes" in text


def test_html_of_an_end_says_that_nothing_takes_its_place():
    text, _ = page_of(make_sheet(make_coming(kind=ComingKind.ENDS, new="")))
    assert "(nothing takes its place)" in text
