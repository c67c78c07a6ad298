"""The hand-off sheet as Markdown, for a wiki page, a chat or a ticket."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.in_words import day_in_words, number_of
from msgcheck.records import Coming, HandOff
from msgcheck.report.divergences.marking import marked_pair
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
    place_of,
    sentence,
    sides,
    title_of,
    view,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.markdown_report import escaped, marked

_MAX_OTHERS = 6
_MAX_PATHS = 10


class HandOffMarkdownReport:
    """Prints the days with both wordings quoted and the differing words bold."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def render(self, report: HandOff, options: ReportOptions) -> str:
        """Return the sheet; long lists are cut unless everything is asked for, counts never."""
        sheet = shown_sheet(report)
        company = f"{escaped(sheet.company)}: " if sheet.company else ""
        lines = [f"# {company}{title_of(sheet)}", "", escaped(f"{material(sheet)} {view(sheet)}"), ""]
        if not sheet.coming:
            lines += [nothing(sheet), ""]
        for day, changes in days_of(sheet):
            lines += [f"## {day_in_words(day)}, {how_far(day, sheet)}", ""]
            for coming in changes:
                lines += _change(coming, shared=sheet.shared, show_all=options.show_all)
        return "\n".join(lines).rstrip() + "\n"


def _change(coming: Coming, *, shared: bool, show_all: bool) -> list[str]:
    lines = [f"### {kind_of(coming)}: {escaped(about(coming))}", "", *_pair(sides(coming, shared=shared))]
    others = other_sides(coming, shared=shared)
    shown = others if show_all else others[:_MAX_OTHERS]
    for readers, both in shown:
        lines += [f"{escaped(readers)}:", "", *_pair(both)]
    if len(others) > len(shown):
        lines += [f"… and {number_of(len(others) - len(shown), 'more wording')}, see the CSV", ""]
    lines += [f"**To do:** {escaped(coming.to_do)}", ""]
    facts = [coming.because, documents_of(coming), f"owner: {coming.owner}" if coming.owner else ""]
    lines += [escaped(" ".join(sentence(fact) for fact in facts if fact)), ""]
    paths = coming.breaking if show_all else coming.breaking[:_MAX_PATHS]
    lines += [f"- {escaped(place_of(one))}" for one in paths]
    if len(coming.breaking) > len(paths):
        lines.append(f"- … and {number_of(len(coming.breaking) - len(paths), 'more document')}, see the JSON")
    return [*lines, *([""] if paths else [])]


def _pair(both: Sequence[Side]) -> list[str]:
    """Return the wordings as quotes, below each other, the words that differ bold."""
    if not both:
        return []
    texts = marked_pair(both[0].text, both[-1].text) if len(both) > 1 else marked_pair(both[0].text, "")[:1]
    lines: list[str] = []
    for side, words in zip(both, texts, strict=True):
        lines += [">"] if lines else []
        lines.append(f"> **{side.label}:** {marked(words) if words else f'({side.instead})'}")
    return [*lines, ""]
