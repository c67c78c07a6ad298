"""The drift report as one static HTML page: no script, nothing fetched, everything escaped.

It begins with a first page of ten lines that prints as one sheet of A4; the details follow. Where the page would grow
too large, fewer messages are plotted and fewer edits shown; the counts are always complete.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgcheck.records import DriftReport
from msgcheck.report.drift.edit_words import EditWords
from msgcheck.report.drift.first_page import first_page, first_page_sections, lead_of
from msgcheck.report.drift.html_edits import edit_section
from msgcheck.report.drift.html_messages import messages_section, trends_section
from msgcheck.report.drift.html_parts import Section
from msgcheck.report.drift.html_tables import (
    adoption_section,
    corrections_section,
    disputed_section,
    endings_section,
    method_section,
    never_used_section,
    phrases_section,
    read_section,
    retired_section,
    versions_section,
    waiting_section,
)
from msgcheck.report.drift.sections import edit_sections
from msgcheck.report.drift.shown import shown_report
from msgcheck.report.drift.words import compared_in_words, period_in_words, title_of, view_in_words
from msgcheck.report.html_text import element, escaped
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import shortened

MAX_BYTES = 1_900_000
_LIMITS = ((120, 200), (60, 100), (30, 50), (15, 20), (5, 5))
"""(messages plotted, edits a section), tried in turn until the page is small enough."""


class DriftHtmlReport:
    """Prints a page to read, to print and to put on the table."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def render(self, report: DriftReport, options: ReportOptions) -> str:  # noqa: ARG002 - a page has it all
        """Return the whole page, under 2 MB however much there is to show."""
        report = shown_report(report)
        words, lines = EditWords.of(report), first_page(report)
        text = ""
        for max_messages, max_edits in _LIMITS:
            text = _page(report, lines, _sections(report, words, max_messages, max_edits))
            if len(text.encode()) <= MAX_BYTES:
                break
        return text


def _page(report: DriftReport, lines: tuple[str, ...], sections: list[Section]) -> str:
    company = shortened(report.company, 80)
    eyebrow = " · ".join(part for part in (company, "Drift report", _period(report)) if part)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escaped(eyebrow)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the report</a>\n<div class="sheet">\n'
        f"{_header(report, eyebrow)}\n"
        f'<main id="main">\n{_first_page(lines, sections)}\n'
        f"{_contents(sections)}\n{chr(10).join(html for _, _, html in sections)}\n</main>\n"
        f"{_footer(report)}\n</div>\n</body>\n</html>\n"
    )


def _period(report: DriftReport) -> str:
    words = period_in_words(report.period).removeprefix("the ")
    return f"{words[:1].upper()}{words[1:]}"


@cache
def _style() -> str:
    shared = files("msgcheck.report").joinpath("report.css").read_text(encoding="utf-8")
    divergences = files("msgcheck.report.divergences").joinpath("divergences.css").read_text(encoding="utf-8")
    return shared + divergences + files("msgcheck.report.drift").joinpath("drift.css").read_text(encoding="utf-8")


def _header(report: DriftReport, eyebrow: str) -> str:
    return (
        f'<header class="masthead">{element("p", eyebrow, css="eyebrow")}\n'
        f"{element('h1', title_of(report))}\n"
        f"{element('p', f'{compared_in_words(report)} {view_in_words(report)}', css='soft')}</header>"
    )


def _first_page(lines: tuple[str, ...], sections: list[Section]) -> str:
    anchors = {key for key, _, _ in sections}
    items = "\n".join(
        _line(line, key if key in anchors else "") for line, key in zip(lines, first_page_sections(), strict=True)
    )
    page = '<section class="summary" aria-label="The period in ten lines">'
    return f'{page}\n<ol class="ten" role="list">\n{items}\n</ol>\n</section>'


def _line(line: str, anchor: str) -> str:
    """Return one line; what it is about stands beside it and leads to where more is said."""
    lead, rest = lead_of(line)
    name = f'<a href="#{anchor}">{escaped(lead)}</a>' if anchor else escaped(lead)
    about = f"<b>{name}:</b> " if lead else ""
    return f'<li class="led">{about}<span>{escaped(rest)}</span></li>'


def _sections(report: DriftReport, words: EditWords, max_messages: int, max_edits: int) -> list[Section]:
    """Return each section that has something to say."""
    edits = [edit_section(one, report, words, max_edits) for one in edit_sections(report)]
    sections = [
        messages_section(report, max_messages),
        corrections_section(report),
        waiting_section(report),
        *edits[:4],
        adoption_section(report),
        endings_section(report),
        never_used_section(report),
        retired_section(report),
        trends_section(report, words, max_messages),
        *edits[4:],
        phrases_section(report),
        versions_section(report),
        disputed_section(report),
        read_section(report),
        method_section(report),
    ]
    return [one for one in sections if one[2]]


def _contents(sections: list[Section]) -> str:
    links = "".join(f'<li><a href="#{anchor}">{escaped(title)}</a></li>' for anchor, title, _ in sections)
    return f'<nav aria-label="Sections of the report"><ol>{links}</ol></nav>'


def _footer(report: DriftReport) -> str:
    facts = (
        f"msgcheck {report.version}, {report.created.isoformat(sep=' ', timespec='minutes')}. "
        f"Messaging {shortened(report.messaging_hash, 100)}. Grouped by message; persons are never counted or ranked."
    )
    return f"<footer>{element('p', facts)}</footer>"
