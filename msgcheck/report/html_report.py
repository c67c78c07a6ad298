"""The report as one static HTML page: no script, nothing fetched, everything escaped.

Equal statements stand once with their places folded away, so that a thousand decks still make a page a
browser opens at once. Where it would grow too large anyway, fewer wordings a message are shown; the
counts are always complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from msgcheck.codes import Severity
from msgcheck.differing import differing_words
from msgcheck.in_words import number_of
from msgcheck.records import Report, Status
from msgcheck.report.grouping import (
    MessageGroup,
    Tally,
    WordingGroup,
    grouped,
    listed,
    not_judged_reasons,
    place_of,
    shown_as,
    tally_of,
    unread_meter,
)
from msgcheck.report.html_text import element, escaped, marked, table
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import shortened

MAX_BYTES = 1_900_000
MAX_PLACES = 5
_WORDING_LIMITS = (20, 10, 5, 2, 1)
"""Wordings a message, tried in turn until the page is small enough."""
_MAX_CHARACTERS = 600
_MAX_GROUPS = 400
_MAX_ROWS = 50
_MAX_EXAMPLES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What the parts of the page are made of."""

    report: Report
    groups: tuple[MessageGroup, ...]
    wordings: tuple[tuple[str, ...], ...]
    """The wordings of each group as HTML, made once however often the page is put together."""
    tally: Tally
    new_only: bool
    show_all: bool
    max_wordings: int


class HtmlReport:
    """Prints a page to open in a browser, to print, or to show to a customer."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def render(self, report: Report, options: ReportOptions) -> str:
        """Return the whole page, under 2 MB for any report of a sensible size."""
        findings = listed(report, options)
        groups = grouped(findings, report.messages)
        tally = tally_of(report, findings)
        wordings = tuple(
            tuple(_wording(wording) for wording in group.wordings[: _WORDING_LIMITS[0]])
            for group in groups[:_MAX_GROUPS]
        )
        text = ""
        for limit in _WORDING_LIMITS:
            page = _Page(
                report=report,
                groups=groups,
                wordings=wordings,
                tally=tally,
                new_only=options.new_only,
                show_all=options.show_all,
                max_wordings=limit,
            )
            text = _page(page)
            if len(text.encode()) <= MAX_BYTES:
                break
        return text


def _page(page: _Page) -> str:
    parts = [
        _header(page),
        _overview(page),
        _groups(page),
        _uncovered(page.report),
        _unread(page.report),
        _not_judged(page),
        _skipped(page.report),
    ]
    body = "\n".join(part for part in parts if part)
    day = page.report.as_of.isoformat()
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Messaging report, {day}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the findings</a>\n'
        f'<div class="sheet">\n<main id="main">\n{body}\n</main>\n{_footer(page.report)}\n</div>\n</body>\n</html>\n'
    )


@cache
def _style() -> str:
    return files("msgcheck.report").joinpath("report.css").read_text(encoding="utf-8")


def _header(page: _Page) -> str:
    report, tally = page.report, page.tally
    total = sum(count for _, count in tally.severities)
    facts = [(severity.value.capitalize(), count, severity.value) for severity, count in tally.severities]
    facts += [
        ("On message", tally.on_message, ""),
        ("Not judged", tally.not_judged, ""),
        ("Documents", tally.documents, ""),
    ]
    if tally.skipped:
        facts.append(("Skipped", tally.skipped, ""))
    cells = "\n".join(_fact(name, count, css) for name, count, css in facts)
    intro = (
        f"{number_of(total, 'finding')} in {number_of(tally.documents, 'document')}. "
        f"{number_of(tally.judged, 'statement')} compared with the messaging in force on {report.as_of.isoformat()}."
    )
    notes = _asides(page)
    return (
        f"<h1>What we say, beside what is approved</h1>\n{element('p', intro, css='soft')}\n"
        f'<dl class="facts">\n{cells}\n</dl>\n{notes}'
    )


def _fact(name: str, count: int, css: str) -> str:
    attribute = f' class="{css}"' if css and count else ""
    return f"<div><dt>{escaped(name)}</dt><dd{attribute}>{count:,}</dd></div>"


def _asides(page: _Page) -> str:
    tally, report = page.tally, page.report
    asides = []
    if not report.calibrated:
        asides.append("Not calibrated for this model: every finding is a note.")
    if tally.notes:
        asides.append(f"{number_of(tally.notes, 'finding')} less certain, kept as notes.")
    if tally.known:
        asides.append(f"{number_of(tally.known, 'finding')} known{' and not listed' if page.new_only else ''}.")
    if tally.decided:
        where = "" if page.show_all else " and not listed"
        asides.append(f"{number_of(tally.decided, 'finding')} decided by marketing{where}.")
    if report.silenced:
        asides.append(f"{number_of(report.silenced, 'finding')} silenced.")
    return element("p", " ".join(asides), css="note") + "\n" if asides else ""


def _overview(page: _Page) -> str:
    if not page.groups:
        return "<h2>Findings</h2>\n" + element("p", "No findings to list. What was not read or judged stands below.")
    used = dict(page.report.used)
    rows = []
    for index, group in enumerate(page.groups[:_MAX_GROUPS]):
        link = f'<a href="#m{index}">{escaped(group.title)}</a>'
        worst = f'<span class="{group.severity.value}">{group.severity.value}</span>'
        on_message = f"{used[group.title]:,}" if group.title in used else "–"
        kinds = ", ".join(dict.fromkeys(shown_as(wording.first) for wording in group.wordings))
        rows.append((link, escaped(kinds), worst, f"{group.places:,}", f"{group.documents:,}", on_message))
    heads = ("Message", "What was found", "Severity", "Places", "Documents", "On message")
    return "<h2>By message</h2>\n" + table(heads, rows, numbers=frozenset({3, 4, 5}))


def _groups(page: _Page) -> str:
    if not page.groups:
        return ""
    parts = ["<h2>Findings</h2>"]
    parts += [_group(group, index, page) for index, group in enumerate(page.groups[:_MAX_GROUPS])]
    if len(page.groups) > _MAX_GROUPS:
        parts.append(_more(len(page.groups) - _MAX_GROUPS, "message"))
    return "\n".join(parts)


def _group(group: MessageGroup, index: int, page: _Page) -> str:
    where = f"{number_of(group.places, 'place')} in {number_of(group.documents, 'document')}"
    severity = f'<span class="{group.severity.value}">{group.severity.value}</span>'
    shown = page.wordings[index][: page.max_wordings]
    parts = [f'<article id="m{index}" aria-labelledby="h{index}">']
    parts.append(
        f'<header><h3 id="h{index}">{escaped(group.title)}</h3><p class="soft">{severity}, {where}</p></header>'
    )
    parts += shown
    if len(group.wordings) > len(shown):
        parts.append(_more(len(group.wordings) - len(shown), "wording"))
    return "\n".join([*parts, "</article>"])


def _more(count: int, what: str) -> str:
    return element("p", f"… and {number_of(count, f'more {what}')}, see the JSON.", css="more soft")


def _wording(wording: WordingGroup) -> str:
    finding = wording.first
    aside = ", ".join(
        part
        for part in (
            number_of(wording.places, "place") if wording.places > 1 else "",
            finding.severity.value if finding.severity is not Severity.NONE else "",
            "known" if finding.known else "",
        )
        if part
    )
    kind = shown_as(finding)
    parts = [
        '<section class="wording">',
        f'<p class="kind">{escaped(kind[:1].upper() + kind[1:])} <span>{escaped(aside)}</span></p>',
        _pair(finding.approved, finding.found),
        element("p", finding.sentence),
    ]
    if finding.decided:
        parts.append(element("p", f"Marketing: {finding.decided}", css="soft"))
    if finding.suggestion:
        copy = element("p", shortened(finding.suggestion, _MAX_CHARACTERS), css="copy")
        parts.append(f'<div class="suggest"><h4>Write instead</h4>{copy}</div>')
    return "\n".join([*parts, _places(wording), "</section>"])


def _pair(approved: str, found: str) -> str:
    """Return both lines side by side, the words that differ marked."""
    left, right = differing_words(shortened(approved, _MAX_CHARACTERS), shortened(found, _MAX_CHARACTERS))
    abc = f'<div class="abc"><h4>Approved</h4><p>{marked(left)}</p></div>' if left else ""
    xyz = f'<div class="xyz"><h4>Found</h4><p>{marked(right)}</p></div>' if right else ""
    alone = "" if left and right else " alone"
    return f'<div class="pair{alone}">{abc}{xyz}</div>'


def _places(wording: WordingGroup) -> str:
    shown = wording.findings[:MAX_PLACES]
    places = [element("li", shortened(place_of(finding), _MAX_CHARACTERS)) for finding in shown]
    if len(wording.findings) == 1:
        return element("p", shortened(place_of(wording.first), _MAX_CHARACTERS), css="soft")
    if len(wording.findings) > len(shown):
        places.append(element("li", f"and {number_of(len(wording.findings) - len(shown), 'more place')}, see the JSON"))
    where = f"{number_of(wording.places, 'place')} in {number_of(wording.documents, 'document')}"
    return f"<details><summary>{where}</summary><ul>{''.join(places)}</ul></details>"


def _uncovered(report: Report) -> str:
    if not report.uncovered:
        return ""
    rows = [(escaped(theme), f"{count:,}") for theme, count in report.uncovered[:_MAX_ROWS]]
    caption = "What is said about us that no approved line covers."
    return "<h2>Not covered by our messaging</h2>\n" + table(
        ("Theme", "Statements"), rows, numbers=frozenset({1}), caption=caption
    )


def _unread(report: Report) -> str:
    meter = unread_meter(report)
    if not meter:
        return ""
    rows = [
        (escaped(kind), f"{found:,}", f"{read:,}", escaped(shortened("; ".join(reasons), _MAX_CHARACTERS)))
        for kind, found, read, reasons in meter
    ]
    parts = [
        "<h2>What was read</h2>",
        table(("Kind", "Found", "Read", "Why not all"), rows, numbers=frozenset({1, 2})),
    ]
    partial = [document for document in report.documents if document.status is Status.PARTIAL]
    if partial:
        entries = [(document.id, document.reason or "") for document in partial]
        parts.append(_folded(f"{number_of(len(partial), 'document')} read in part", entries))
    return "\n".join(parts)


def _folded(summary: str, entries: Sequence[tuple[str, str]]) -> str:
    """Return a folded list of (document, reason), cut with its count complete."""
    lines = [
        element("li", f"{shortened(name, _MAX_CHARACTERS)}: {shortened(reason, _MAX_CHARACTERS)}" if reason else name)
        for name, reason in entries[:_MAX_ROWS]
    ]
    if len(entries) > _MAX_ROWS:
        lines.append(element("li", f"and {len(entries) - _MAX_ROWS:,} more, see the JSON"))
    return f"<details><summary>{escaped(summary)}</summary><ul>{''.join(lines)}</ul></details>"


def _not_judged(page: _Page) -> str:
    report = page.report
    if not report.not_judged:
        return ""
    rows = [(escaped(reason), f"{count:,}") for reason, count in not_judged_reasons(report)[:_MAX_ROWS]]
    examples = [
        (f"{entry.document}, {entry.location}", shortened(entry.text, 160))
        for entry in report.not_judged[:_MAX_EXAMPLES]
    ]
    more = len(report.not_judged) - len(examples)
    summary = "Examples" + (f"; {more:,} more in the JSON" if more else "")
    return "\n".join(
        [
            "<h2>Not judged</h2>",
            table(
                ("Why", "Statements"),
                rows,
                numbers=frozenset({1}),
                caption="Read, but not compared. Not counted as on message.",
            ),
            _folded(summary, examples),
        ]
    )


def _skipped(report: Report) -> str:
    known = [entry for entry in report.skipped if entry.known_type]
    unknown = [entry for entry in report.skipped if not entry.known_type]
    parts = []
    if known:
        rows = [(escaped(shortened(entry.id, _MAX_CHARACTERS)), escaped(entry.reason)) for entry in known[:_MAX_ROWS]]
        parts += [
            "<h2>Skipped</h2>",
            table(("Document", "Why"), rows, caption="Could not be read. Not counted as clean."),
        ]
        if len(known) > _MAX_ROWS:
            parts.append(_more(len(known) - _MAX_ROWS, "document"))
    if unknown:
        parts.append(
            _folded(f"{number_of(len(unknown), 'file')} of other types", [(entry.id, "") for entry in unknown])
        )
    return "\n".join(parts)


def _footer(report: Report) -> str:
    facts = (
        f"msgcheck {report.version}, {report.created.isoformat(sep=' ', timespec='minutes')}. "
        f"Messaging {report.messaging_hash}. Model {report.model}. Judge {report.judge}."
    )
    return f"<footer>{element('p', facts)}</footer>"
