"""The report on divergences as a page."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from msgcheck.records import Band, Conflict, MessageId
from msgcheck.report.divergences.html_report import DivergenceHtmlReport
from msgcheck.report.interface import ReportOptions
from tests.builders_divergences import make_audit, make_decision, make_entry, make_report, make_spread, sample_report

SECTIONS = {
    "single": "Single cases",
    "conflicts": "Conflicts",
    "uncovered": "Not covered by our messaging",
    "never_used": "Messages nobody uses",
    "faithful": "Most faithfully used",
    "absent": "Required but absent",
    "decided": "Decided and waiting",
    "settled": "Settled",
    "told": "What sellers told us",
}
ORDER = [
    "Worth acting on",
    "From our own material",
    *SECTIONS.values(),
    "Not judged",
]


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


def page_of(report):
    text = DivergenceHtmlReport().render(report, ReportOptions())
    page = Page()
    page.feed(text)
    return text, page


def titles_of(text):
    """The titles of the sections after the summary."""
    return re.findall(r'<h2 id="[^"]+">([^<]+)</h2>', text.partition("</nav>")[2])


def test_html_is_well_formed():
    _, page = page_of(sample_report())
    assert page.unbalanced == []
    assert page.stack == []


def test_html_needs_no_script_and_fetches_nothing():
    text, page = page_of(sample_report())
    assert "script" not in page.tags
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_html_links_only_to_places_on_the_page_that_are_there_once():
    _, page = page_of(sample_report())
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_html_headings_step_down_one_at_a_time():
    _, page = page_of(sample_report())
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_html_has_landmarks_and_captions():
    text, page = page_of(sample_report())
    assert '<html lang="en">' in text
    assert [page.tags.count(tag) for tag in ("main", "nav", "footer")] == [1, 1, 1]
    assert page.tags.count("caption") == page.tags.count("table")
    assert page.tags.count("th") == text.count('scope="')


def test_html_sections_come_in_order():
    text, _ = page_of(sample_report())
    titles = titles_of(text)
    assert sorted(titles) == sorted(ORDER)
    assert titles[:8] == ORDER[:8]


@pytest.mark.parametrize("field", SECTIONS)
def test_html_leaves_a_section_out_where_there_is_nothing_in_it(field):
    text, _ = page_of(sample_report(**{field: ()}))
    assert SECTIONS[field] not in titles_of(text)


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        ("acting", "Nothing is said differently by several independent sources."),
        ("own_material", "Nothing that differs comes from marketing&#x27;s own documents."),
    ],
)
def test_html_says_so_where_a_section_that_everybody_looks_for_is_empty(field, empty):
    text, _ = page_of(sample_report(**{field: ()}))
    assert empty in text.partition("</nav>")[2]


def test_html_marks_the_words_that_differ_on_both_sides():
    text, _ = page_of(sample_report())
    assert "by <mark>up to 35%</mark> in" in text
    assert "by <mark>50%</mark> in" in text


def test_html_begins_with_the_summary():
    text, _ = page_of(sample_report())
    summary = text.partition("<nav")[0]
    assert "category noun" in summary.lower()
    assert "We have an approved line for 38% of what was claimed" in summary
    assert "What waits for marketing" in summary
    assert "8 weeks became 6" in summary


@pytest.mark.parametrize(("own", "acting"), [(0, 5), (1, 4), (4, 3)])
def test_html_summary_shows_at_most_five_divergences(own, acting):
    report = sample_report(
        acting=tuple(make_entry(number, what=f"change {number}") for number in range(9)),
        own_material=tuple(make_entry(100 + number) for number in range(own)),
    )
    summary = page_of(report)[0].partition("<nav")[0]
    assert summary.count('<div class="card">') == 5
    assert f"{9 - acting} more worth acting on" in summary


def test_html_uses_no_colour_where_it_is_too_early():
    text, _ = page_of(sample_report(audit=make_audit(field_band=Band.TOO_EARLY, own_band=Band.INSUFFICIENT)))
    assert 'class="share"' in text
    assert 'class="share ' not in text
    assert "no colour yet" in text


def test_html_names_each_band_in_words():
    text, _ = page_of(sample_report())
    for words in ("on track", "slipping", "decide", "insufficient signal"):
        assert f"{words}</span>" in text


def test_html_groups_divergences_of_one_message():
    text, _ = page_of(make_report((make_entry(1), make_entry(2, message_id=MessageId("other")), make_entry(3))))
    details = text.partition("</nav>")[2]
    assert details.count("<article") == 2
    assert details.index('id="acting-2"') < details.index('id="acting-1"')


def test_html_folds_paths_away():
    text, _ = page_of(sample_report())
    before, _, inside = text.partition("<details>")
    assert "qbr-autumn" not in before.partition('id="conflicts"')[0]
    assert "qbr-autumn" in inside.partition("</details>")[0]


def test_html_shows_no_outcome_as_a_share_where_the_signal_is_insufficient():
    text, _ = page_of(make_report((sample_report().acting[2],)))
    assert "3 won and 2 lost." in text
    assert "Insufficient signal" in text
    assert "% won" not in text


def test_html_escapes_every_foreign_text():
    nasty = "<script>alert('x')</script>\"&"
    report = sample_report(company=nasty, messaging_hash=nasty, version=nasty)
    report = replace(
        report,
        acting=(
            make_entry(
                message_id=nasty,
                what=nasty,
                approved=nasty,
                said=nasty,
                owner=nasty,
                changed=nasty,
                to_marketing=nasty,
                to_field=nasty,
                spread=make_spread(
                    by_kind=((nasty, 1),), by_slide=((nasty, 1),), by_segment=((nasty, 1),), by_team=((nasty, 1),)
                ),
                decision=make_decision(reason=nasty, wording=nasty, segment=nasty, waiting_for=(nasty,)),
                told=tuple(replace(told, text=nasty, name=nasty, answer=nasty) for told in report.told),
            ),
        ),
        conflicts=tuple(_nasty_conflict(conflict, nasty) for conflict in report.conflicts),
        uncovered=((nasty, 1),),
        never_used=tuple(replace(use, message_id=nasty, text=nasty, owner=nasty) for use in report.never_used),
        settled=tuple(replace(one, reason=nasty, wording=nasty, message_id=nasty) for one in report.settled),
        totals=replace(report.totals, unread=((nasty, 1),)),
        paths=((report.acting[0].divergence.id, ((nasty, nasty),)),),
    )
    text, page = page_of(report)
    assert "script" not in page.tags
    assert "<script" not in text
    assert page.unbalanced == []


def _nasty_conflict(conflict: Conflict, nasty):
    sides = tuple(replace(side, document=nasty, location=nasty, says=nasty, text=nasty) for side in conflict.sides)
    return replace(conflict, scope=nasty, subject=nasty, sides=sides)


@pytest.mark.parametrize("length", [12, 2000])
def test_html_of_two_thousand_divergences_stays_under_two_megabytes_and_counts_them_all(length):
    sentence = " ".join(f"word{number}<&>" for number in range(length // 10))
    entries = tuple(
        make_entry(
            number,
            message_id=MessageId(f"message-{number % 300}"),
            approved=f"{sentence} 35%",
            said=f"{sentence} {number}%",
            changed=sentence,
            to_marketing=sentence,
            to_field=sentence,
        )
        for number in range(2000)
    )
    text, page = page_of(make_report(entries, own_material=entries, single=entries, decided=entries))
    assert len(text.encode()) < 2_000_000
    assert "2,000 divergences. Said by several" in text
    shown = text.count('<section class="wording" id="acting-')
    assert f"… and {2000 - shown:,} more divergences, see the JSON or the CSV." in text
    assert page.unbalanced == []
