"""The report on divergences on a terminal: a summary of at most 60 lines, or everything where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.in_words import day_in_words, number_of
from msgcheck.records import Band, Divergence, DivergenceReport, Entry, Share
from msgcheck.report.divergences import sections as titles
from msgcheck.report.divergences.marking import cut_words, marked_pair
from msgcheck.report.divergences.sections import EntrySection, entry_sections
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.divergences.summary import Summary, summary_of
from msgcheck.report.divergences.words import (
    answered,
    approved_of,
    capital,
    conflict_title,
    coverage,
    decision_lines,
    headline_of,
    how_often,
    in_short,
    material,
    outcome_lines,
    parts_of,
    percent_of,
    said_of,
    side_place,
    since_when,
    title_of,
    told_answer,
    told_line,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns, filled, marked_lines, printable, shortened

MAX_LINES = 60
_MIN_WIDTH = 40
_INDENT = " " * 6
_SENTENCE_LINES = 3
"""Lines that either sentence may take in the summary."""


class DivergenceTerminalReport:
    """Prints the report for a person at a terminal."""

    name = "terminal"
    suffixes: tuple[str, ...] = ()

    def render(self, report: DivergenceReport, options: ReportOptions) -> str:
        """Return the summary, or everything where `show_all` is set."""
        report = shown_report(report)
        head = _head(report, options)
        lines = [*head, *_everything(report, options)] if options.show_all else _summary(report, head, options)
        return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(report: DivergenceReport, options: ReportOptions) -> list[str]:
    width = _width(options)
    title = ", ".join(part for part in (printable(report.company), "ABC vs XYZ", day_in_words(report.as_of)) if part)
    lines = [_bold(shortened(title, width), options), *filled(material(report.totals), width=width), ""]
    if report.audit:
        lines.append(shortened(f"{'':<26}{'the field':<27}our own material", width))
    for number in report.audit:
        field, own = _reading(number.field, number.field_band), _reading(number.own, number.own_band)
        lines.append(shortened(f"  {printable(number.name):<23} {field:<27}{own}", width))
    if not report.audit:
        lines.append(titles.NO_AUDIT)
    covered = coverage(report.totals)
    return [*lines, "", *([*filled(covered, width=width), ""] if covered else [])]


def _reading(share: Share, band: Band) -> str:
    """Return "85% on track, 71 of 84"; where there is too little to read, the words say enough."""
    counts = "" if band is Band.INSUFFICIENT else f", {parts_of(share)}"
    return f"{percent_of(share)} {band.value}{counts}"


def _summary(report: DivergenceReport, head: Sequence[str], options: ReportOptions) -> list[str]:
    """Return head, the divergences to talk about, and what waits, in at most 60 lines."""
    summary = summary_of(report)
    tail = _tail(report, summary, options)
    room = MAX_LINES - len(head) - len(tail)
    body: list[str] = []
    chosen = [*(("worth acting on", entry) for entry in summary.acting)]
    chosen += [("from our own material", entry) for entry in summary.own_material]
    for index, (lead, entry) in enumerate(chosen):
        full = _short_entry(entry, lead, report, options)
        left = len(chosen) - index - 1
        # Whoever comes later still gets its one line.
        if len(body) + len(full) + left <= room:
            body += full
        elif len(body) < room:
            body.append(shortened(f"{title_of(entry.divergence)}: {headline_of(entry.divergence)}", _width(options)))
    if not chosen:
        body = [*filled(entry_sections(report)[0].empty, width=_width(options)), ""]
    return [*head, *body, *tail]


def _short_entry(entry: Entry, lead: str, report: DivergenceReport, options: ReportOptions) -> list[str]:
    width = _width(options)
    title = shortened(printable(title_of(entry.divergence)), width)
    where = shortened(f"{_INDENT}{capital(lead)}: {in_short(entry.divergence.spread)}", width)
    room = _SENTENCE_LINES * (width - len(_INDENT)) - _SENTENCE_LINES * 8  # words rarely end where lines do
    return [
        _bold(title, options),
        *_pair(entry.divergence, report, options, max_characters=max(40, room)),
        where,
        shortened(f"  ->  {printable(entry.to_marketing)}", width),
        "",
    ]


def _pair(
    divergence: Divergence, report: DivergenceReport, options: ReportOptions, *, max_characters: int
) -> list[str]:
    """Return the approved line above what is said, the words that differ marked."""
    width = _width(options)
    both = marked_pair(approved_of(divergence), said_of(divergence, shared=report.shared))
    left, right = (cut_words(words, max_characters) for words in both)
    return [
        *marked_lines(left, width=width, first="  ABC ", rest=_INDENT, color=options.color),
        *marked_lines(right, width=width, first="  XYZ ", rest=_INDENT, color=options.color),
    ]


def _tail(report: DivergenceReport, summary: Summary, options: ReportOptions) -> list[str]:
    width = _width(options)
    lines = [_bold("What waits for marketing", options)]
    lines += [shortened(printable(f"- {one.what}. {one.why}".strip()), width) for one in summary.waiting]
    if not summary.waiting:
        lines.append(titles.NOTHING_WAITS)
    counts = (
        (titles.UNCOVERED, len(report.uncovered), "theme"),
        ("Single cases", len(report.single), "divergence"),
        (titles.FAITHFUL, len(report.faithful), "message"),
        (titles.ABSENT, len(report.absent), "message"),
        (titles.SETTLED, len(report.settled), "decision"),
        (titles.NOT_JUDGED, sum(count for _, count in report.totals.unread), "document"),
    )
    told = "; ".join(f"{capital(name)}: {number_of(count, what)}" for name, count, what in counts if count)
    return [*lines, "", *(filled(f"{told}.", width=width) if told else []), _hint(width)]


def _hint(width: int) -> str:
    return shortened("--all prints everything, --output report.html keeps it.", width)


def _everything(report: DivergenceReport, options: ReportOptions) -> list[str]:
    width = _width(options)
    acting, own, single, decided = (_entry_section(section, report, options) for section in entry_sections(report))
    waiting = [f"{one.what}. {one.why}".strip() for one in summary_of(report).waiting] or [titles.NOTHING_WAITS]
    lists = _lists(report)
    lines = [*_listed("What waits for marketing", waiting, width, options), *acting, *own, *single]
    for title, entries in lists[:5]:
        lines += _listed(title, entries, width, options)
    lines += decided
    for title, entries in lists[5:]:
        lines += _listed(title, entries, width, options)
    return lines


def _lists(report: DivergenceReport) -> list[tuple[str, list[str]]]:
    """Return (title, lines) of the sections without divergences: five before those decided, three after."""
    conflicts = [
        f"{conflict_title(conflict)}: "
        + "; ".join(f"{side.says or 'another one'} ({side_place(side)})" for side in conflict.sides)
        for conflict in report.conflicts
    ]
    settled = [
        f"{decision.message_id or decision.divergence}: {answered(decision)}. {decision.reason}".strip()
        for decision in report.settled
    ]
    told = [f"{told.message_id}: {told_line(told)} {told_answer(told, report.as_of)}" for told in report.told]
    return [
        (titles.CONFLICTS, conflicts),
        (titles.UNCOVERED, [f"{theme}: {number_of(count, 'claim')}" for theme, count in report.uncovered]),
        (titles.NEVER_USED, [f"{use.message_id}: {use.text}" for use in report.never_used]),
        (
            titles.FAITHFUL,
            [f"{use.message_id}: {use.on_message:,} on message, {use.diverging:,} not" for use in report.faithful],
        ),
        (
            titles.ABSENT,
            [f"{entry.message_id}: lacking in {number_of(entry.lacking, 'document')}" for entry in report.absent],
        ),
        (titles.SETTLED, settled),
        (titles.TOLD, told),
        (titles.NOT_JUDGED, [f"{reason}: {number_of(count, 'document')}" for reason, count in report.totals.unread]),
    ]


def _listed(title: str, entries: Sequence[str], width: int, options: ReportOptions) -> list[str]:
    if not entries:
        return []
    lines = [line for entry in entries for line in filled(entry, width=width, first="- ", rest="  ")]
    return [_bold(title, options), *lines, ""]


def _entry_section(section: EntrySection, report: DivergenceReport, options: ReportOptions) -> list[str]:
    width = _width(options)
    if not section.entries:
        return [_bold(section.title, options), *filled(section.empty, width=width), ""] if section.empty else []
    lines = [_bold(f"{section.title} ({len(section.entries):,})", options), ""]
    paths = dict(report.paths)
    for entry in section.entries:
        lines += _whole_entry(entry, report, options)
        for path, location in paths.get(entry.divergence.id, ()):
            lines += filled(f"{path}, {location}" if location else path, width=width, first="  at  ", rest=_INDENT)
        lines.append("")
    return lines


def _whole_entry(entry: Entry, report: DivergenceReport, options: ReportOptions) -> list[str]:
    divergence = entry.divergence
    width = _width(options)
    said = [
        entry.changed,
        f"{capital(how_often(divergence.spread))}. Since {since_when(divergence.spread)}.",
        f"To marketing: {entry.to_marketing}" if entry.to_marketing else "",
        f"To the field: {entry.to_field}" if entry.to_field else "",
        *(decision_lines(divergence.decision) if divergence.decision is not None else ()),
        *(outcome_lines(entry.outcome) if entry.outcome is not None else ()),
        *(f"{told_line(told)} {told_answer(told, report.as_of)}" for told in entry.told),
    ]
    title = f"{title_of(divergence)}: {headline_of(divergence)}, {divergence.severity.value} ({divergence.id})"
    lines = [_bold(line, options) for line in filled(title, width=width, rest="  ")]
    whole = len(divergence.approved) + len(divergence.said or "") + 100
    lines += _pair(divergence, report, options, max_characters=whole)
    for text in said:
        lines += filled(text, width=width, first=_INDENT, rest=_INDENT) if text else []
    return lines


def _width(options: ReportOptions) -> int:
    return max(_MIN_WIDTH, options.width)


def _bold(text: str, options: ReportOptions) -> str:
    return f"\033[1m{text}\033[0m" if options.color and columns(text) else text
