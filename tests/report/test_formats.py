import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from msgcheck.errors import InputError
from msgcheck.report.formats import FORMAT_NAMES, RENDERERS, renderer_for_file, renderer_named
from msgcheck.report.interface import ReportOptions
from msgcheck.report.json_report import published_schema
from msgcheck.report.report_schema import report_schema
from tests.builders_findings import INTERNAL_LINE, make_finding, make_report, make_summary, sample_report

GOLDEN = Path(__file__).parent.parent / "golden"
VARIANTS = [
    ("report.txt", "terminal", ReportOptions(width=80)),
    ("report-all.txt", "terminal", ReportOptions(width=100, show_all=True)),
    ("report-color.txt", "terminal", ReportOptions(width=80, color=True)),
    ("report.json", "json", ReportOptions()),
    ("report.html", "html", ReportOptions()),
    ("report.md", "markdown", ReportOptions()),
    ("report.csv", "csv", ReportOptions(show_all=True)),
]


@pytest.mark.parametrize(("name", "format_name", "options"), VARIANTS)
def test_render_gives_the_golden_output(name, format_name, options, update_golden):
    text = renderer_named(format_name).render(sample_report(), options)
    if update_golden:
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    assert text == (GOLDEN / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("renderer", RENDERERS, ids=FORMAT_NAMES)
def test_render_is_deterministic(renderer):
    assert renderer.render(sample_report(), ReportOptions()) == renderer.render(sample_report(), ReportOptions())


@pytest.mark.parametrize("renderer", RENDERERS, ids=FORMAT_NAMES)
def test_render_of_nothing_ends_with_a_line_break(renderer):
    assert renderer.render(make_report(), ReportOptions()).endswith("\n")


@pytest.mark.parametrize("renderer", RENDERERS, ids=FORMAT_NAMES)
def test_render_new_only_leaves_out_what_is_known(renderer):
    report = make_report((make_finding(found="An old hat", known=True),))
    if renderer.name != "json":
        assert "An old hat" not in renderer.render(report, ReportOptions(new_only=True))


@pytest.mark.parametrize("renderer", RENDERERS, ids=FORMAT_NAMES)
def test_render_holds_no_control_characters(renderer):
    report = make_report((make_finding(found="red \033[31m alert \u202e txt\u0007", document="a\u001bb.pptx"),))
    text = renderer.render(report, ReportOptions(show_all=True))
    assert not [character for character in text if character in "\033\u0007\u202e"] or renderer.name == "json"


def test_no_format_has_the_same_suffix_as_another():
    suffixes = [suffix for renderer in RENDERERS for suffix in renderer.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_renderer_for_file_goes_by_the_suffix():
    assert renderer_for_file("out/Report.HTML").name == "html"


def test_renderer_for_file_refuses_an_unknown_suffix():
    with pytest.raises(InputError, match=r"\.json"):
        renderer_for_file("report.docx")


def test_renderer_named_refuses_an_unknown_name():
    with pytest.raises(InputError, match="markdown"):
        renderer_named("word")


def test_json_report_fits_the_published_schema():
    text = renderer_named("json").render(sample_report(), ReportOptions())
    jsonschema.Draft202012Validator(published_schema()).validate(json.loads(text))


def test_published_schema_is_the_one_the_records_give():
    assert published_schema() == report_schema()


def test_csv_defuses_formulas():
    report = make_report((make_finding(found='=HYPERLINK("http://x.example")', document="+a.pptx"),))
    rows = list(csv.DictReader(io.StringIO(renderer_named("csv").render(report, ReportOptions()))))
    assert rows[0]["found"].startswith("'=")
    assert rows[0]["document"].startswith("'+")


def test_markdown_escapes_what_would_be_markup():
    report = make_report((make_finding(found="**bold** <script> [link](x) | pipe", approved=""),))
    text = renderer_named("markdown").render(report, ReportOptions())
    assert r"\*\*bold\*\* \<script\> \[link\](x) \| pipe" in text


class Page(HTMLParser):
    """Collects what a test asks about."""

    def __init__(self):
        super().__init__()
        self.tags, self.links, self.stack, self.unbalanced = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for key, value in attrs if key in {"src", "href", "srcset", "action"}]
        if tag not in {"meta", "link", "br", "img"}:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.unbalanced.append(tag)


def page_of(report, **options):
    text = renderer_named("html").render(report, ReportOptions(**options))
    page = Page()
    page.feed(text)
    return text, page


def test_html_is_well_formed():
    _, page = page_of(sample_report())
    assert page.unbalanced == []
    assert page.stack == []


def test_html_needs_no_script_and_fetches_nothing():
    text, page = page_of(sample_report())
    assert "script" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    assert "url(" not in text
    assert "@import" not in text


def test_html_escapes_every_foreign_text():
    nasty = "<script>alert('x')</script>\"&"
    finding = make_finding(
        found=nasty,
        approved=nasty,
        sentence=nasty,
        suggestion=nasty,
        document=nasty,
        location=nasty,
        message_id=nasty,
    )
    report = make_report(
        (finding,),
        documents=(make_summary(nasty),),
        uncovered=((nasty, 2),),
        messages=((nasty, nasty),),
        model=nasty,
        messaging_hash=nasty,
    )
    text, page = page_of(report)
    assert "script" not in page.tags
    assert "<script" not in text


def test_html_has_language_headings_and_scoped_heads():
    text, page = page_of(sample_report())
    assert '<html lang="en">' in text
    assert page.tags.count("h1") == 1
    assert page.tags.count("th") == text.count('scope="')


def test_html_folds_equal_statements_with_their_places():
    findings = tuple(make_finding(number) for number in range(30))
    text, page = page_of(make_report(findings))
    assert page.tags.count("section") == 1
    assert "30 places in 1 document" in text
    assert "and 25 more places, see the JSON" in text


def test_html_shows_at_most_twenty_wordings_a_message():
    findings = tuple(make_finding(number, found=f"It cuts time by {number}%.") for number in range(50))
    text, page = page_of(make_report(findings))
    assert page.tags.count("section") == 20
    assert "… and 30 more wordings, see the JSON." in text
    assert ">50<" in text


@pytest.mark.slow
def test_html_for_a_thousand_decks_stays_under_two_megabytes():
    words = "onboarding support price security cloud region customer study average working".split()
    findings = tuple(
        make_finding(
            number % 40,
            document=f"decks/{'region/' * 4}deck-{number % 1000:04}.pptx",
            message_id=f"message-{number % 120}",
            found=f"{' '.join(words)} {number} {' '.join(reversed(words))} and some more on top of it, as decks do.",
            approved=" ".join(words * 3),
            suggestion=" ".join(words * 3),
        )
        for number in range(20_000)
    )
    documents = tuple(make_summary(f"decks/deck-{number:04}.pptx") for number in range(1000))
    report = make_report(findings, documents=documents, messages=())
    text = renderer_named("html").render(report, ReportOptions())
    assert len(text.encode()) < 2_000_000
    assert "20,000 findings in 1,000 documents" in text


@pytest.mark.parametrize("renderer", RENDERERS, ids=FORMAT_NAMES)
def test_render_never_prints_an_internal_line(renderer):
    text = renderer.render(sample_report(), ReportOptions(show_all=True))
    assert INTERNAL_LINE not in text
    assert "floor-price" in text
