"""The hand-off sheet as one static HTML page: no script, nothing fetched, everything escaped; prints on A4.

First a table of the days, then each change with both wordings side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from msgcheck.differing import Word
from msgcheck.in_words import day_in_words, number_of
from msgcheck.records import Coming, HandOff
from msgcheck.report.divergences.marking import cut_words, marked_pair
from msgcheck.report.hand_off.shown import shown_sheet
from msgcheck.report.hand_off.words import (
    Side,
    about,
    days_of,
    documents_of,
    how_far,
    kind_of,
    material,
    nothing,
    other_sides,
    ours_of,
    place_of,
    sentence,
    sides,
    title_of,
    view,
)
from msgcheck.report.html_text import element, escaped, marked, table
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import shortened

MAX_BYTES = 1_900_000
_CHANGE_LIMITS = (300, 100, 30, 10)
"""Changes shown, tried in turn until the page is small enough; the CSV and the calendar have all of them."""
_MAX_CHARACTERS = 600
_MAX_OTHERS = 6
_MAX_PATHS = 10


class HandOffHtmlReport:
    """Prints a page to read, to print and to hand over."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def render(self, report: HandOff, options: ReportOptions) -> str:  # noqa: ARG002 - a page has it all
        """Return the whole page, under 2 MB however much changes."""
        sheet = shown_sheet(report)
        text = ""
        for limit in _CHANGE_LIMITS:
            text = _page(sheet, limit)
            if len(text.encode()) <= MAX_BYTES:
                break
        return text


def _page(sheet: HandOff, max_changes: int) -> str:
    company = shortened(sheet.company, 80)
    title = f"{company}: {title_of(sheet)[:1].lower()}{title_of(sheet)[1:]}" if company else title_of(sheet)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escaped(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the sheet</a>\n<div class="sheet">\n'
        f'{_header(sheet, company)}\n<main id="main">\n{_main(sheet, max_changes)}\n</main>\n{_footer(sheet)}\n'
        "</div>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    shared = files("msgcheck.report").joinpath("report.css").read_text(encoding="utf-8")
    return shared + files("msgcheck.report.hand_off").joinpath("hand_off.css").read_text(encoding="utf-8")


def _header(sheet: HandOff, company: str) -> str:
    eyebrow = " · ".join(part for part in (company, "hand-off sheet", day_in_words(sheet.as_of)) if part)
    return (
        f'<header class="masthead">{element("p", eyebrow, css="eyebrow")}\n'
        f"<h1>{escaped(title_of(sheet))}</h1>\n{element('p', f'{material(sheet)} {view(sheet)}', css='soft')}</header>"
    )


def _main(sheet: HandOff, max_changes: int) -> str:
    if not sheet.coming:
        return element("p", nothing(sheet), css="lead")
    parts = [_overview(sheet, max_changes)]
    place = 0
    for day, changes in days_of(sheet):
        shown = changes[: max(0, max_changes - place)]
        if shown:
            far = element("span", how_far(day, sheet), css="soft")
            parts.append(f"<h2>{escaped(day_in_words(day))} {far}</h2>")
        for coming in shown:
            parts.append(_change(coming, f"c{place}", shared=sheet.shared))
            place += 1
    if len(sheet.coming) > max_changes:
        more = number_of(len(sheet.coming) - max_changes, "more change")
        parts.append(element("p", f"… and {more}, see the CSV or the calendar.", css="soft"))
    return "\n".join(parts)


def _overview(sheet: HandOff, max_changes: int) -> str:
    """Return the days at a glance, each with a link to what follows."""
    in_order = [coming for _, changes in days_of(sheet) for coming in changes]
    rows = [
        (
            escaped(day_in_words(coming.day)),
            f'<span class="tag {_css(coming)}">{escaped(kind_of(coming))}</span>',
            f'<a href="#c{place}">{_short(about(coming))}</a>',
            _short(", ".join(number_of(count, family) for family, count in coming.families)) or "–",
        )
        for place, coming in enumerate(in_order[:max_changes])
    ]
    caption = f"{number_of(len(sheet.coming), 'change')} ahead, with the documents concerned."
    inside = table(("Day", "What happens", "What it is about", "Documents"), rows, caption=caption)
    return inside.replace('<div class="scroll">', '<div class="scroll days">', 1)


def _change(coming: Coming, anchor: str, *, shared: bool) -> str:
    owner = element("p", f"Owner: {shortened(coming.owner, _MAX_CHARACTERS)}", css="soft") if coming.owner else ""
    tag = f'<span class="tag {_css(coming)}">{escaped(kind_of(coming))}</span>'
    parts = [
        f'<article class="change" id="{anchor}" aria-labelledby="{anchor}-h">',
        f'<header><h3 id="{anchor}-h">{tag} {_short(coming.title or about(coming))}{_id(coming)}</h3>{owner}</header>',
        '<div class="wording">',
        _pair(sides(coming, shared=shared)),
        *_others(coming, shared=shared),
        f'<p class="todo"><strong>To do:</strong> {_short(coming.to_do)}</p>',
        element("p", _facts(coming), css="soft facts-line"),
        _paths(coming),
        "</div>",
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _id(coming: Coming) -> str:
    return f" <code>{_short(coming.message_id)}</code>" if coming.message_id is not None and coming.title else ""


def _css(coming: Coming) -> str:
    return coming.kind.name.lower().replace("_", "-")


def _facts(coming: Coming) -> str:
    """Return why it changes and how many documents it concerns."""
    return " ".join(
        sentence(shortened(text, _MAX_CHARACTERS)) for text in (coming.because, documents_of(coming)) if text
    )


def _pair(both: Sequence[Side]) -> str:
    """Return both wordings beside each other, the words that differ marked, or the one there is."""
    if not both:
        return ""
    words = marked_pair(both[0].text, both[-1].text if len(both) > 1 else "")
    cells = "".join(_cell(side, line) for side, line in zip(both, words, strict=False))
    return f'<div class="pair{"" if len(both) > 1 else " alone"}">{cells}</div>'


def _cell(side: Side, words: Sequence[Word]) -> str:
    if words:
        inside = f"<p>{marked(cut_words(words, _MAX_CHARACTERS))}</p>"
    else:
        inside = element("p", f"({side.instead})", css="soft")
    return f'<div class="{"xyz" if side.is_old else "abc"}">{element("h4", side.label, css="label")}{inside}</div>'


def _others(coming: Coming, *, shared: bool) -> list[str]:
    """Return the other wordings of the message, each under whom it is meant for."""
    others = other_sides(coming, shared=shared)
    parts = []
    for readers, both in others[:_MAX_OTHERS]:
        parts += [element("p", shortened(readers, _MAX_CHARACTERS), css="readers"), _pair(both)]
    if len(others) > _MAX_OTHERS:
        parts.append(
            element("p", f"… and {number_of(len(others) - _MAX_OTHERS, 'more wording')}, see the CSV.", css="soft")
        )
    return parts


def _paths(coming: Coming) -> str:
    """Return the documents, folded away: they are for the owner of the files alone."""
    if not coming.breaking:
        return ""
    items = [f"<li>{_short(place_of(one))}</li>" for one in coming.breaking[:_MAX_PATHS]]
    if len(coming.breaking) > _MAX_PATHS:
        items.append(f"<li>and {len(coming.breaking) - _MAX_PATHS:,} more, see the JSON</li>")
    ours = ours_of(coming.breaking)
    own = f", {ours:,} of them our own" if ours else ""
    summary = f"{number_of(len(coming.breaking), 'document')}{own}, only in this local view"
    return f"<details><summary>{summary}</summary><ul>{''.join(items)}</ul></details>"


def _footer(sheet: HandOff) -> str:
    facts = (
        f"msgcheck {sheet.version}, {sheet.created.isoformat(sep=' ', timespec='minutes')}. "
        f"Messaging {shortened(sheet.messaging_hash, 100)}. Documents are counted as far as the last scans know them."
    )
    return f"<footer>{element('p', facts)}</footer>"


def _short(text: str) -> str:
    return escaped(shortened(text, _MAX_CHARACTERS))
