"""The "ABC vs XYZ" report as one static HTML page: no script, nothing fetched, everything escaped.

It begins with two pages that can be read in a meeting and print as two sheets of A4; the details follow. Where the
page would grow too large, fewer divergences a section are shown; the counts are always complete.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgcheck.in_words import day_in_words
from msgcheck.records import AuditNumber, Band, DivergenceReport, Share
from msgcheck.report.divergences.html_entries import card, entry_section
from msgcheck.report.divergences.html_tables import (
    absent_section,
    conflicts_section,
    faithful_section,
    never_used_section,
    not_judged_section,
    settled_section,
    told_section,
    uncovered_section,
)
from msgcheck.report.divergences.sections import NO_AUDIT, NOTHING_WAITS, entry_sections
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.divergences.summary import Summary, Waiting, rest_of, summary_of
from msgcheck.report.divergences.words import (
    coverage,
    has_color,
    material,
    parts_of,
    percent_of,
)
from msgcheck.report.html_text import element, escaped, table
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import shortened

MAX_BYTES = 1_900_000
_ENTRY_LIMITS = (200, 100, 50, 20, 5)
"""Divergences a section, tried in turn until the page is small enough."""
_SIGNS = {Band.ON_TRACK: "●", Band.SLIPPING: "◐", Band.DECIDE: "○"}
"""Shapes beside the words, for print in black and white."""


class DivergenceHtmlReport:
    """Prints a page to read, to print and to put on the table."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def render(self, report: DivergenceReport, options: ReportOptions) -> str:  # noqa: ARG002 - a page has it all
        """Return the whole page, under 2 MB however many divergences there are."""
        report = shown_report(report)
        text = ""
        for limit in _ENTRY_LIMITS:
            text = _page(report, limit)
            if len(text.encode()) <= MAX_BYTES:
                break
        return text


def _page(report: DivergenceReport, max_entries: int) -> str:
    summary = summary_of(report)
    sections = _sections(report, max_entries)
    day = day_in_words(report.as_of)
    company = shortened(report.company, 80)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escaped(f'{company}: ABC vs XYZ, {day}')}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the report</a>\n<div class="sheet">\n'
        f"{_header(report, company, day)}\n"
        f'<main id="main">\n{_first_page(report, summary)}\n{_second_page(report, summary)}\n'
        f"{_contents(sections)}\n{chr(10).join(html for _, _, html in sections)}\n</main>\n"
        f"{_footer(report)}\n</div>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    shared = files("msgcheck.report").joinpath("report.css").read_text(encoding="utf-8")
    return shared + files("msgcheck.report.divergences").joinpath("divergences.css").read_text(encoding="utf-8")


def _header(report: DivergenceReport, company: str, day: str) -> str:
    eyebrow = " · ".join(part for part in (company, "ABC vs XYZ", day) if part)
    view = (
        "Shared view: counts and marketing's own words only." if report.shared else "Local view: not to be passed on."
    )
    return (
        f'<header class="masthead">{element("p", eyebrow, css="eyebrow")}\n'
        "<h1>What we approved, and what is said in the field</h1>\n"
        f"{element('p', f'{material(report.totals)} {view}', css='soft')}</header>"
    )


def _first_page(report: DivergenceReport, summary: Summary) -> str:
    parts = ['<section class="summary" aria-labelledby="stand">', '<h2 id="stand">Where we stand</h2>', _audit(report)]
    covered = coverage(report.totals)
    if covered:
        parts.append(element("p", covered, css="lead"))
    parts += ["<h2>What waits for marketing</h2>", _waiting(summary.waiting), "</section>"]
    return "\n".join(parts)


def _audit(report: DivergenceReport) -> str:
    if not report.audit:
        return element("p", NO_AUDIT, css="soft")
    rows = [
        (
            f"{escaped(number.name[:1].upper() + number.name[1:])}{element('span', number.meaning, css='meaning')}",
            _share(number.field, number.field_band),
            _share(number.own, number.own_band),
        )
        for number in report.audit
    ]
    caption = f"Per cent of the documents to which each applies; high is good. {_legend(report.audit)}".strip()
    inside = table(("What was counted", "The field", "Our own material"), rows, caption=caption)
    return inside.replace('<div class="scroll">', '<div class="scroll audit">', 1)


def _legend(audit: tuple[AuditNumber, ...]) -> str:
    bands = {band for number in audit for band in (number.field_band, number.own_band)}
    legend = ""
    if any(map(has_color, bands)):
        legend = "On track from 80, slipping from 55, below that a decision is due."
    if Band.TOO_EARLY in bands:
        legend = f"{legend} No colours in the first two months."
    return legend.strip()


def _share(share: Share, band: Band) -> str:
    """Return a share in figures, as a bar, and in the words of its band."""
    css = f" {band.name.lower().replace('_', '-')}" if has_color(band) else ""
    sign = f'<span aria-hidden="true">{_SIGNS[band]}</span> ' if band in _SIGNS else ""
    width = min(100, max(0, share.percent or 0))
    return (
        f'<div class="share{css}"><b>{percent_of(share)}</b>'
        f'<span class="bar" aria-hidden="true"><span style="width:{width}%"></span></span>'
        f'<span class="reading"><span class="band">{sign}{band.value}</span> '
        f'<span class="of">{parts_of(share)}</span></span></div>'
    )


def _waiting(waiting: tuple[Waiting, ...]) -> str:
    if not waiting:
        return element("p", NOTHING_WAITS, css="soft")
    items = "\n".join(
        f"<li><strong>{escaped(shortened(one.what, 160))}.</strong> {escaped(shortened(one.why, 200))}</li>"
        for one in waiting
    )
    return f'<ul class="waiting">\n{items}\n</ul>'


def _second_page(report: DivergenceReport, summary: Summary) -> str:
    parts = ['<section class="summary" aria-labelledby="talk">', '<h2 id="talk">To talk about</h2>']
    for key, lead, entries in (
        ("acting", "Worth acting on", summary.acting),
        ("own", "From our own material", summary.own_material),
    ):
        parts += [card(entry, f"{key}-{index}", lead, shared=report.shared) for index, entry in enumerate(entries)]
    if not summary.acting and not summary.own_material:
        parts.append(element("p", "Nothing is said differently by several independent sources.", css="soft"))
    rest = rest_of(summary)
    if rest:
        parts.append(element("p", f"Further down: {rest}.", css="soft"))
    return "\n".join([*parts, "</section>"])


def _sections(report: DivergenceReport, max_entries: int) -> list[tuple[str, str, str]]:
    """Return (anchor, title, HTML) of each section that has something to say."""
    acting, own, single, decided = (
        (section.key, section.title, entry_section(section, report, max_entries)) for section in entry_sections(report)
    )
    sections = [
        acting,
        own,
        single,
        conflicts_section(report),
        uncovered_section(report),
        never_used_section(report),
        faithful_section(report),
        absent_section(report),
        decided,
        settled_section(report),
        told_section(report),
        not_judged_section(report),
    ]
    return [section for section in sections if section[2]]


def _contents(sections: list[tuple[str, str, str]]) -> str:
    links = "".join(f'<li><a href="#{anchor}">{escaped(title)}</a></li>' for anchor, title, _ in sections)
    return f'<nav aria-label="Sections of the report"><ol>{links}</ol></nav>'


def _footer(report: DivergenceReport) -> str:
    facts = (
        f"msgcheck {report.version}, {report.created.isoformat(sep=' ', timespec='minutes')}. "
        f"Messaging {shortened(report.messaging_hash, 100)}. Grouped by message; persons are never counted or ranked."
    )
    return f"<footer>{element('p', facts)}</footer>"
