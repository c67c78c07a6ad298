"""The report as Markdown, for a ticket, a wiki page or a pull request."""

from __future__ import annotations

import re

from msgcheck.differing import Word, differing_words
from msgcheck.in_words import number_of
from msgcheck.records import Report
from msgcheck.report.grouping import (
    MessageGroup,
    WordingGroup,
    grouped,
    listed,
    not_judged_reasons,
    place_of,
    shown_as,
    tally_of,
    unread_meter,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_MAX_WORDINGS = 20
_MAX_PLACES = 5


class MarkdownReport:
    """Prints groups by message with both lines quoted and the differing words bold."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def render(self, report: Report, options: ReportOptions) -> str:
        """Return the report; long lists are cut unless everything is asked for, counts never."""
        findings = listed(report, options)
        tally = tally_of(report, findings)
        counts = ", ".join(f"{count:,} {severity.value}" for severity, count in tally.severities)
        found = f"{number_of(len(findings), 'finding')} ({counts}) in {number_of(tally.documents, 'document')}"
        judged = f"{number_of(tally.judged, 'statement')} judged, {tally.on_message:,} on message"
        passed = f"{tally.not_judged:,} not judged, {number_of(tally.skipped, 'document')} skipped"
        lines = [f"# Messaging report, {report.as_of.isoformat()}", "", f"{found}; {judged}, {passed}.", ""]
        if not report.calibrated:
            lines += ["Not calibrated for this model: every finding is a note.", ""]
        for group in grouped(findings, report.messages):
            lines += _group_lines(group, options)
        return "\n".join([*lines, *_rest_lines(report)]).rstrip() + "\n"


def _group_lines(group: MessageGroup, options: ReportOptions) -> list[str]:
    places = f"{number_of(group.places, 'place')} in {number_of(group.documents, 'document')}"
    lines = [f"## {escaped(group.title)}", "", f"{group.severity.value}, {places}", ""]
    shown = group.wordings if options.show_all else group.wordings[:_MAX_WORDINGS]
    for wording in shown:
        lines += _wording_lines(wording, options)
    if len(group.wordings) > len(shown):
        lines += [f"… and {number_of(len(group.wordings) - len(shown), 'more wording')}, see the JSON report", ""]
    return lines


def _wording_lines(wording: WordingGroup, options: ReportOptions) -> list[str]:
    finding = wording.first
    approved, found = differing_words(finding.approved, finding.found)
    lines = [f"### {shown_as(finding)[:1].upper()}{shown_as(finding)[1:]}{' (known)' if finding.known else ''}", ""]
    if approved:
        lines += [f"> **ABC** {marked(approved)}", ">"]
    lines += [f"> **XYZ** {marked(found) if found else '(absent)'}", "", escaped(finding.sentence), ""]
    if finding.decided:
        lines += [f"Marketing: {escaped(finding.decided)}", ""]
    if finding.suggestion:
        lines += [f"Write instead: {escaped(finding.suggestion)}", ""]
    shown = wording.findings if options.show_all else wording.findings[:_MAX_PLACES]
    lines += [f"- {escaped(place_of(entry))}" for entry in shown]
    if len(wording.findings) > len(shown):
        lines.append(f"- … and {number_of(len(wording.findings) - len(shown), 'more place')}, see the JSON report")
    return [*lines, ""]


def _rest_lines(report: Report) -> list[str]:
    lines: list[str] = []
    if report.uncovered:
        lines += ["## Not covered by our messaging", ""]
        lines += [f"- {escaped(theme)}: {number_of(count, 'statement')}" for theme, count in report.uncovered]
        lines.append("")
    meter = unread_meter(report)
    if meter:
        lines += ["## What was read", "", "| kind | found | read | why not all |", "|---|---|---|---|"]
        lines += [
            f"| {escaped(kind)} | {found} | {read} | {escaped('; '.join(why))} |" for kind, found, read, why in meter
        ]
        lines.append("")
    if report.not_judged:
        lines += ["## Not judged", ""]
        lines += [
            f"- {escaped(reason)}: {number_of(count, 'statement')}" for reason, count in not_judged_reasons(report)
        ]
        lines.append("")
    if report.skipped:
        lines += ["## Skipped", ""]
        lines += [f"- {escaped(entry.id)}: {escaped(entry.reason)}" for entry in report.skipped]
    return lines


def marked(words: tuple[Word, ...]) -> str:
    """Return the words with each run that differs in bold."""
    parts: list[str] = []
    inside = False
    for word in words:
        if word.changed != inside:
            parts.append("**")
            inside = word.changed
            if not inside:
                parts[-2:] = [parts[-2].rstrip(), "** "]
        parts.append(escaped(word.text) + " ")
    text = "".join(parts).rstrip()
    return f"{text}**" if inside else text


def escaped(text: str) -> str:
    """Return foreign text as one line of Markdown that shows it as it is."""
    return _SPECIAL.sub(r"\\\1", printable(text))
