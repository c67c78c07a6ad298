"""The hand-off sheet on a terminal: each day with what changes, the old wording above the new one."""

from __future__ import annotations

from collections.abc import Sequence

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
    place_of,
    sentence,
    sides,
    title_of,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns, filled, marked_lines, printable, shortened

MAX_LINES = 60
"""Of the sheet where not everything is asked for, as of the other reports on what is stored."""
_MIN_WIDTH = 40
_INDENT = " " * 6
_SENTENCE_LINES = 3
"""Lines that a wording may take, unless everything is asked for."""


class HandOffTerminalReport:
    """Prints the sheet for a person at a terminal."""

    name = "terminal"
    suffixes: tuple[str, ...] = ()

    def render(self, report: HandOff, options: ReportOptions) -> str:
        """Return the sheet on at most 60 lines; with `show_all` all of it, with the documents one by one."""
        sheet = shown_sheet(report)
        width = max(_MIN_WIDTH, options.width)
        company = f"{printable(sheet.company)}: " if sheet.company else ""
        lines = [_bold(shortened(f"{company}{title_of(sheet)}", width), options)]
        lines += [*filled(material(sheet), width=width), ""]
        if not sheet.coming:
            lines.append(nothing(sheet))
            return "\n".join(lines) + "\n"
        hint = filled(_hint(sheet, options), width=width)
        room = None if options.show_all else max(0, MAX_LINES - len(lines) - len(hint))
        lines += [*_changes(sheet, options, width, room), *hint]
        return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _changes(sheet: HandOff, options: ReportOptions, width: int, room: int | None) -> list[str]:
    """Return the days with what changes; beyond `room` lines a change gets one line, and the last ones are counted."""
    lines: list[str] = []
    left = len(sheet.coming)
    for day, changes in days_of(sheet):
        heading = [_bold(f"{day_in_words(day)}, {how_far(day, sheet)}", options)]
        for coming in changes:
            full = [*heading, *_change(coming, options, width, shared=sheet.shared), ""]
            left -= 1
            if room is None or len(lines) + len(full) + left + 1 <= room:
                lines += full
                heading = []
            elif len(lines) + 2 < room:
                lines.append(shortened(f"{day_in_words(day)}  {kind_of(coming)}: {printable(about(coming))}", width))
            else:
                return [*lines, f"… and {number_of(left + 1, 'more change')}", ""]
    return lines if not lines or not lines[-1] else [*lines, ""]


def _change(coming: Coming, options: ReportOptions, width: int, *, shared: bool) -> list[str]:
    lines = filled(f"{kind_of(coming)}: {about(coming)}", width=width, first="  ", rest="    ")
    lines += _pair(sides(coming, shared=shared), options, width)
    others = other_sides(coming, shared=shared)
    for readers, both in others if options.show_all else ():
        lines += filled(f"{readers}:", width=width, first=_INDENT, rest=_INDENT)
        lines += _pair(both, options, width)
    if others and not options.show_all:
        more = number_of(len(others), "more wording")
        lines += filled(f"and {more} of the message", width=width, first=_INDENT, rest=_INDENT)
    lines += filled(coming.to_do, width=width, first="  ->  ", rest=_INDENT)
    facts = (coming.because, documents_of(coming), f"owner: {coming.owner}" if coming.owner else "")
    told = " ".join(sentence(fact) for fact in facts if fact)
    lines += filled(told, width=width, first=_INDENT, rest=_INDENT)
    for one in coming.breaking if options.show_all else ():
        lines += filled(place_of(one), width=width, first="  at  ", rest=_INDENT)
    return lines


def _pair(both: Sequence[Side], options: ReportOptions, width: int) -> list[str]:
    """Return the old wording above the new one, the words that differ marked."""
    if not both:
        return []
    marks = marked_pair(both[0].text, both[-1].text) if len(both) > 1 else marked_pair(both[0].text, "")[:1]
    room = _SENTENCE_LINES * (width - len(_INDENT + "old  "))
    lines: list[str] = []
    for side, words in zip(both, marks, strict=True):
        name = "old" if side.is_old else "new"
        if not words:
            shown: tuple[Word, ...] = tuple(Word(text=word) for word in f"({side.instead})".split())
        else:
            shown = words if options.show_all else cut_words(words, max(_MIN_WIDTH, room))
        lines += marked_lines(
            shown, width=width, first=f"{_INDENT}{name}  ", rest=_INDENT + " " * len("old  "), color=options.color
        )
    return lines


def _hint(sheet: HandOff, options: ReportOptions) -> str:
    if options.show_all:
        return "--output hand-off.html keeps it, --output hand-off.ics is for the calendar."
    more = "every wording" if sheet.shared else "every wording and document"
    return f"--all prints {more}; --output hand-off.html keeps it, --output hand-off.ics is for the calendar."


def _bold(text: str, options: ReportOptions) -> str:
    return f"\033[1m{text}\033[0m" if options.color and columns(text) else text
