"""The drift report on a terminal: ten lines and a short table, within forty lines; or everything on request."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.in_words import number_of
from msgcheck.records import Call, DriftReport, EditCount, MessageDrift
from msgcheck.report.divergences.marking import marked_pair
from msgcheck.report.divergences.words import NO_APPROVED_LINE, capital
from msgcheck.report.drift import sections as titles
from msgcheck.report.drift.edit_words import EditWords
from msgcheck.report.drift.first_page import first_page
from msgcheck.report.drift.listed import listed_sections
from msgcheck.report.drift.method import method_lines
from msgcheck.report.drift.sections import EditSection, counts_in_words, edit_sections, said_of
from msgcheck.report.drift.shares import share_in_words
from msgcheck.report.drift.shown import shown_report
from msgcheck.report.drift.words import (
    called_in_row,
    compared_in_words,
    headed,
    reported_figures,
    view_in_words,
    why_no_calls,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns, filled, marked_lines, printable, shortened

MAX_LINES = 40
_MIN_WIDTH = 40
_INDENT = " " * 6
_MIN_NAME, _MAX_NAME = 10, 36
_SHARE_WIDTH = 17
"""Of "12% (1,234 of 9,999)" all but the longest."""
_TOLD = frozenset({Call.DRIFTING, Call.RECOVERING, Call.FOLLOWING})


class DriftTerminalReport:
    """Prints the report for a person at a terminal."""

    name = "terminal"
    suffixes: tuple[str, ...] = ()

    def render(self, report: DriftReport, options: ReportOptions) -> str:
        """Return the first page and a short table, or everything where `show_all` is set."""
        report = shown_report(report)
        head = _head(report, options)
        lines = [*head, *_everything(report, options)] if options.show_all else _summary(report, head, options)
        return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(report: DriftReport, options: ReportOptions) -> list[str]:
    width = _width(options)
    title = headed(report)
    lines = [_bold(shortened(title, width), options)]
    lines += [*filled(f"{compared_in_words(report)} {view_in_words(report)}", width=width), ""]
    for line in first_page(report):
        lines += filled(line, width=width, rest="  ")
    return [*lines, ""]


def _summary(report: DriftReport, head: Sequence[str], options: ReportOptions) -> list[str]:
    """Return head and table in at most forty lines: first the messages of which a change can be said."""
    hint = shortened("--all prints everything, --output report.html keeps it.", _width(options))
    why = _why_no_calls(report, options)
    room = MAX_LINES - len(head) - len(why) - 4  # title, column heads, the line of what is left out, hint
    told = [message for message in report.messages if message.called.call in _TOLD]
    used = [message for message in report.messages if message not in told and reported_figures(message).carrying]
    chosen = [*told, *used][: max(0, room)]
    shown = [message for message in report.messages if message in chosen]
    if not shown:
        return [*head[: MAX_LINES - 1], hint]
    table = _table(shown, report, options)
    more = len(report.messages) - len(shown)
    rest = [shortened(f"… and {number_of(more, 'more message')}.", _width(options))] if more else []
    return [*head, *table, *rest, hint]


def _why_no_calls(report: DriftReport, options: ReportOptions) -> list[str]:
    why = why_no_calls(report)
    return filled(why, width=_width(options)) if why else []


def _table(messages: Sequence[MessageDrift], report: DriftReport, options: ReportOptions) -> list[str]:
    width = _width(options)
    longest = max(columns(printable(message.message_id)) for message in messages)
    name = max(_MIN_NAME, min(_MAX_NAME, longest, width - 2 * _SHARE_WIDTH - 16))
    lines = [
        _bold(titles.MESSAGES, options),
        *_why_no_calls(report, options),
        shortened(f"{'':<{name}}  {'carry it':<{_SHARE_WIDTH}} {'otherwise':<{_SHARE_WIDTH}} what can be said", width),
    ]
    for message in messages:
        now = reported_figures(message)
        title = shortened(printable(message.message_id), name)
        carry, other = share_in_words(now.carrying, now.eligible), share_in_words(now.drifting, now.carrying)
        said = called_in_row(message, report)
        lines.append(shortened(f"{title:<{name}}  {carry:<{_SHARE_WIDTH}} {other:<{_SHARE_WIDTH}} {said}", width))
    return lines


def _everything(report: DriftReport, options: ReportOptions) -> list[str]:
    width = _width(options)
    words = EditWords.of(report)
    lines = [*_table(report.messages, report, options), ""] if report.messages else []
    for section in edit_sections(report):
        lines += _edits(section, report, words, options)
    for listed in listed_sections(report):
        lines += _listed(listed.title, listed.lines, width, options)
    return [*lines, *_listed(titles.METHOD, method_lines(report), width, options)[:-1]]


def _edits(section: EditSection, report: DriftReport, words: EditWords, options: ReportOptions) -> list[str]:
    width = _width(options)
    if not section.edits:
        return [_bold(section.title, options), *filled(section.empty, width=width), ""] if section.empty else []
    lines = [_bold(f"{section.title} ({len(section.edits):,})", options), ""]
    for edit in section.edits:
        lines += [*_edit(edit, section, report, words, options), ""]
    return lines


def _edit(
    edit: EditCount, section: EditSection, report: DriftReport, words: EditWords, options: ReportOptions
) -> list[str]:
    width = _width(options)
    approved = edit.approved or f"({NO_APPROVED_LINE})"
    left, right = marked_pair(approved, said_of(edit, shared=report.shared))
    return [
        *(_bold(line, options) for line in filled(capital(words.told(edit)), width=width, rest="  ")),
        *marked_lines(left, width=width, first="  ABC ", rest=_INDENT, color=options.color),
        *marked_lines(right, width=width, first="  XYZ ", rest=_INDENT, color=options.color),
        *filled(capital(counts_in_words(edit, section.then)), width=width, first=_INDENT, rest=_INDENT),
    ]


def _listed(title: str, entries: Sequence[str], width: int, options: ReportOptions) -> list[str]:
    if not entries:
        return []
    lines = [line for entry in entries for line in filled(entry, width=width, first="- ", rest="  ")]
    return [_bold(title, options), *lines, ""]


def _width(options: ReportOptions) -> int:
    return max(_MIN_WIDTH, options.width)


def _bold(text: str, options: ReportOptions) -> str:
    return f"\033[1m{text}\033[0m" if options.color and columns(text) else text
