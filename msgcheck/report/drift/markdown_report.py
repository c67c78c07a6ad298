"""The drift report as Markdown, for a ticket, a chat or a wiki page: the ten lines, then short lists."""

from __future__ import annotations

from msgcheck.differing import differing_words
from msgcheck.in_words import number_of
from msgcheck.records import DriftReport, EditCount, MessageDrift
from msgcheck.report.divergences.words import NO_APPROVED_LINE, capital
from msgcheck.report.drift import sections as titles
from msgcheck.report.drift.edit_words import EditWords
from msgcheck.report.drift.first_page import first_page, lead_of
from msgcheck.report.drift.listed import Listed, listed_sections
from msgcheck.report.drift.method import method_lines
from msgcheck.report.drift.sections import EditSection, counts_in_words, edit_sections, said_of
from msgcheck.report.drift.shares import share_in_words
from msgcheck.report.drift.shown import shown_report
from msgcheck.report.drift.words import (
    called_in_row,
    compared_in_words,
    headed,
    kind_in_words,
    period_in_words,
    reported_figures,
    view_in_words,
    why_no_calls,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.markdown_report import escaped, marked

_MAX_EDITS = 20
_MAX_ROWS = 50


class DriftMarkdownReport:
    """Prints the ten lines, the messages as a table, and the edits with both lines quoted."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def render(self, report: DriftReport, options: ReportOptions) -> str:
        """Return the report; long lists are cut unless everything is asked for, counts never."""
        report = shown_report(report)
        words = EditWords.of(report)
        lines = [*_head(report), *_messages(report, show_all=options.show_all)]
        for section in edit_sections(report):
            lines += _edits(section, report, words, show_all=options.show_all)
        for listed in listed_sections(report):
            lines += _listed(listed, show_all=options.show_all)
        lines += [f"## {titles.METHOD}", "", *(f"- {escaped(line)}" for line in method_lines(report))]
        return "\n".join(lines).rstrip() + "\n"


def _head(report: DriftReport) -> list[str]:
    ten = [f"{number}. {_bold_lead(line)}" for number, line in enumerate(first_page(report), start=1)]
    return [
        f"# {escaped(headed(report))}",
        "",
        f"{escaped(compared_in_words(report))} {view_in_words(report)}",
        "",
        *ten,
        "",
    ]


def _bold_lead(line: str) -> str:
    lead, rest = lead_of(line)
    shown = f"**{escaped(lead)}:** {escaped(rest)}" if lead else escaped(rest)
    return shown.replace("-\\>", "->")  # an arrow is no markup within a line, and chats show the backslash


def _messages(report: DriftReport, *, show_all: bool) -> list[str]:
    if not report.messages:
        return []
    shown = report.messages if show_all else report.messages[:_MAX_ROWS]
    now, then = (capital(period_in_words(period)) for period in (report.period, report.compared_with))
    lines = [
        f"## {titles.MESSAGES}",
        "",
        titles.MESSAGES_INTRO,
        "",
        *([escaped(why), ""] if (why := why_no_calls(report)) else []),
        f"| message | carry it, {now} | on message | otherwise | otherwise, {then} | what can be said |",
        "|---|---|---|---|---|---|",
        *(_row(message, report) for message in shown),
        "",
    ]
    return [*lines, *_more(len(report.messages) - len(shown), "message")]


def _row(message: MessageDrift, report: DriftReport) -> str:
    now, then = reported_figures(message), message.compared
    cells = (
        f"**{escaped(message.message_id)}**",
        share_in_words(now.carrying, now.eligible),
        share_in_words(now.on_message, now.carrying),
        share_in_words(now.drifting, now.carrying),
        share_in_words(then.drifting, then.carrying),
        escaped(called_in_row(message, report)),
    )
    return f"| {' | '.join(cells)} |"


def _edits(section: EditSection, report: DriftReport, words: EditWords, *, show_all: bool) -> list[str]:
    if not section.edits:
        return [f"## {section.title}", "", section.empty, ""] if section.empty else []
    shown = section.edits if show_all else section.edits[:_MAX_EDITS]
    lines = [f"## {section.title}", "", f"{number_of(len(section.edits), 'edit')}. {section.intro}", ""]
    for edit in shown:
        lines += _edit(edit, section, report, words)
    return [*lines, *_more(len(section.edits) - len(shown), "edit")]


def _edit(edit: EditCount, section: EditSection, report: DriftReport, words: EditWords) -> list[str]:
    approved, said = differing_words(edit.approved, edit.said)
    message = f"{escaped(edit.message_id)}, " if edit.message_id else ""
    return [
        f"### {escaped(capital(words.told(edit)))} ({message}{kind_in_words(edit.code)})",
        "",
        f"> **Approved (ABC)** {marked(approved) if approved else f'({NO_APPROVED_LINE})'}",
        ">",
        f"> **Said in the field (XYZ)** {marked(said) if said else escaped(said_of(edit, shared=report.shared))}",
        "",
        escaped(counts_in_words(edit, section.then)),
        "",
    ]


def _listed(listed: Listed, *, show_all: bool) -> list[str]:
    if not listed.lines:
        return []
    shown = listed.lines if show_all else listed.lines[:_MAX_ROWS]
    intro = [escaped(listed.intro), ""] if listed.intro else []
    lines = [f"## {listed.title}", "", *intro, *(f"- {escaped(line)}" for line in shown), ""]
    return [*lines, *_more(len(listed.lines) - len(shown), "line")]


def _more(count: int, what: str) -> list[str]:
    return [f"… and {number_of(count, f'more {what}')}, see the JSON report", ""] if count > 0 else []
