"""The report on a terminal: approved line above found line, the words that differ marked.

By default a summary of at most 40 lines: the worst messages with one wording each, the others in a line
each, then what was not read and not judged. With everything asked for, every wording and place.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.codes import Severity
from msgcheck.differing import differing_words
from msgcheck.in_words import number_of
from msgcheck.records import Finding, Report, Skipped, Status
from msgcheck.report.grouping import (
    MessageGroup,
    Tally,
    WordingGroup,
    grouped,
    listed,
    not_judged_reasons,
    place_of,
    short_fingerprint,
    shown_as,
    tally_of,
    unread_meter,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns, filled, marked_lines, printable, shortened

MAX_LINES = 40
_MIN_WIDTH = 40
_MAX_LINE_CHARACTERS = 320
_FEW = 3
_SKIPPED = 5
"""Documents that could not be read are named, not only counted, as long as they are no crowd."""
_INDENT = " " * 6
_COLORS = {Severity.HIGH: "31", Severity.MEDIUM: "33", Severity.LOW: "36", Severity.NONE: "0"}


class TerminalReport:
    """Prints the report for a person at a terminal."""

    name = "terminal"
    suffixes: tuple[str, ...] = ()

    def render(self, report: Report, options: ReportOptions) -> str:
        """Return the summary, or everything where `show_all` is set."""
        findings = listed(report, options)
        groups = grouped(findings, report.messages)
        head = _head(report, tally_of(report, findings), options)
        tail = _tail(report, options)
        if options.show_all:
            body = [line for group in groups for line in _whole_group(group, options)]
        else:
            body = _summary(groups, options, room=MAX_LINES - len(head) - len(tail))
        lines = [line.rstrip() for line in (*head, *body, *tail)]
        return "\n".join(lines) + "\n"


def _head(report: Report, tally: Tally, options: ReportOptions) -> list[str]:
    counted = ", ".join(f"{count:,} {severity.value}" for severity, count in tally.severities if count)
    findings = sum(count for _, count in tally.severities)
    facts = [
        number_of(tally.documents, "document"),
        f"{number_of(tally.judged, 'statement')} judged",
        f"{tally.on_message:,} on message",
    ]
    if tally.not_judged:
        facts.append(f"{tally.not_judged:,} not judged")
    width = _width(options)
    lines = filled(f"{', '.join(facts)}; as of {report.as_of.isoformat()}.", width=width)
    asides = []
    if tally.notes and not options.show_all:
        asides.append(f"{number_of(tally.notes, 'note')} not listed (--all)")
    if tally.known:
        asides.append(f"{tally.known:,} known{', not listed' if options.new_only else ''}")
    if tally.decided:
        asides.append(f"{tally.decided:,} decided by marketing{'' if options.show_all else ', not listed (--all)'}")
    if report.silenced:
        asides.append(f"{report.silenced:,} silenced")
    found = f"{number_of(findings, 'finding')}: {counted}" if findings else "No findings to list"
    lines += filled(". ".join([found, *(["; ".join(asides)] if asides else [])]) + ".", width=width)
    if not report.calibrated:
        lines += filled("Not calibrated for this model: every finding is a note.", width=width)
    return [*lines, ""]


def _summary(groups: Sequence[MessageGroup], options: ReportOptions, *, room: int) -> list[str]:
    """Return the worst groups in full and the others in a line each, in at most `room` lines."""
    lines: list[str] = []
    for index, group in enumerate(groups):
        left = len(groups) - index
        full = _short_group(group, options)
        # Every later group should still get a line, as far as a handful goes.
        if len(lines) + len(full) + min(left - 1, _FEW + 1) <= room:
            lines += full
            continue
        fitting = max(0, room - len(lines) - 2)
        rest = groups[index:]
        lines += [_one_line(entry, options) for entry in rest[:fitting]]
        if len(rest) > fitting:
            more = number_of(len(rest) - fitting, "more message")
            hint = f"… and {more}: --all lists everything, --output report.html keeps it."
            lines.append(shortened(hint, _width(options)))
        return [*lines, ""]
    return lines


def _short_group(group: MessageGroup, options: ReportOptions) -> list[str]:
    wording = group.wordings[0]
    more = len(group.wordings) - 1
    lines = [_group_title(group, options), *_wording_lines(wording, options, whole=False)]
    if more:
        lines.append(f"{_INDENT}… and {number_of(more, 'other wording')}")
    return [*lines, ""]


def _whole_group(group: MessageGroup, options: ReportOptions) -> list[str]:
    lines = [_group_title(group, options)]
    for wording in group.wordings:
        lines += [*_wording_lines(wording, options, whole=True), ""]
    return lines


def _group_title(group: MessageGroup, options: ReportOptions) -> str:
    severity = _colored(group.severity.value, _COLORS[group.severity], options)
    places = f"{number_of(group.places, 'place')} in {number_of(group.documents, 'document')}"
    room = _width(options) - len(f"  {group.severity.value}, {places}")
    return f"{_colored(shortened(printable(group.title), max(8, room)), '1', options)}  {severity}, {places}"


def _one_line(group: MessageGroup, options: ReportOptions) -> str:
    kinds = ", ".join(dict.fromkeys(shown_as(wording.first) for wording in group.wordings))
    plain = f"{printable(group.title)}  {group.severity.value}, {number_of(group.places, 'place')}: {kinds}"
    return shortened(plain, _width(options))


def _wording_lines(wording: WordingGroup, options: ReportOptions, *, whole: bool) -> list[str]:
    finding = wording.first
    width = _width(options)
    lines = pair_lines(finding, options, whole=whole)
    known = " (known)" if finding.known else ""
    lines += filled(f"{shown_as(finding)}{known}: {finding.sentence}", width=width, first=_INDENT, rest=_INDENT)
    if finding.decided:
        lines += filled(f"Marketing: {finding.decided}", width=width, first=_INDENT, rest=_INDENT)
    if finding.suggestion and finding.suggestion != finding.approved:
        lines += filled(finding.suggestion, width=width, first="  ->  ", rest=_INDENT)
    return [*lines, *_place_lines(wording, width, whole=whole)]


def pair_lines(finding: Finding, options: ReportOptions, *, whole: bool) -> list[str]:
    """Return the approved line above the found one, the words that differ marked in both."""
    limit = len(finding.approved) + len(finding.found) if whole else _MAX_LINE_CHARACTERS
    approved, found = differing_words(shortened(finding.approved, limit), shortened(finding.found, limit))
    width = _width(options)
    lines = []
    if approved:
        lines += marked_lines(approved, width=width, first="  ABC ", rest=_INDENT, color=options.color)
    if found:
        lines += marked_lines(found, width=width, first="  XYZ ", rest=_INDENT, color=options.color)
    return lines


def _place_lines(wording: WordingGroup, width: int, *, whole: bool) -> list[str]:
    places = [place_of(finding) for finding in wording.findings]
    if whole:
        named = [
            f"{place} ({short_fingerprint(finding)})" for place, finding in zip(places, wording.findings, strict=True)
        ]
        return [line for place in named for line in filled(place, width=width, first="  at  ", rest=_INDENT)]
    more = f" and {number_of(len(places) - 1, 'more place')}" if len(places) > 1 else ""
    place = f"{_middle(places[0], max(20, 2 * width - 50))}{more} ({short_fingerprint(wording.findings[0])})"
    return filled(place, width=width, first="  at  ", rest=_INDENT)


def _middle(place: str, max_characters: int) -> str:
    """Return a long place with its middle left out: the location at its end says the most."""
    if len(place) <= max_characters:
        return place
    head = max_characters // 3
    return f"{place[:head]}…{place[head - max_characters + 1 :]}"


def _tail(report: Report, options: ReportOptions) -> list[str]:
    width = _width(options)
    lines: list[str] = []
    for theme, count in report.uncovered if options.show_all else report.uncovered[:_FEW]:
        lines += _clipped(f"Not covered by our messaging: {theme} ({number_of(count, 'statement')})", width, options)
    missed = [(kind, found, read) for kind, found, read, _ in unread_meter(report) if read < found]
    if missed:
        meter = ", ".join(f"{found - read:,} of {found:,} {kind}" for kind, found, read in missed)
        partial = sum(document.status is Status.PARTIAL for document in report.documents)
        where = f" in {number_of(partial, 'partly read document')}" if partial else ""
        lines += _clipped(f"Not read: {meter}{where}", width, options)
    if report.not_judged:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in not_judged_reasons(report))
        lines += _clipped(f"Not judged: {reasons}", width, options)
    if options.conflicts:
        places = number_of(options.conflicts, "place")
        lines += _clipped(f"Our own statements do not agree in {places}: msgcheck report shows them", width, options)
    lines += _skipped_lines(report, options)
    return lines


def _skipped_lines(report: Report, options: ReportOptions) -> list[str]:
    width = _width(options)
    known = [entry for entry in report.skipped if entry.known_type]
    unknown = [entry for entry in report.skipped if not entry.known_type]
    shown = known if options.show_all else known[:_SKIPPED]
    lines = [line for entry in shown for line in _skipped_line(entry, width, options)]
    if len(known) > len(shown):
        lines += _clipped(f"Skipped: {number_of(len(known) - len(shown), 'other document')}", width, options)
    if unknown and options.show_all:
        lines += [line for entry in unknown for line in _clipped(f"Passed over: {entry.id}", width, options)]
    elif unknown:
        passed = f"Passed over: {number_of(len(unknown), 'file')} of a type msgcheck does not read"
        lines += _clipped(passed, width, options)
    return lines


def _skipped_line(entry: Skipped, width: int, options: ReportOptions) -> list[str]:
    """Return which document was skipped and why; a long path gives way before the file's name and the reason do."""
    whole = f"Skipped: {entry.id}: {entry.reason}"
    if options.show_all or len(whole) <= width:
        return _clipped(whole, width, options)
    return _clipped(f"Skipped: …/{entry.id.rpartition('/')[2]}: {entry.reason}", width, options)


def _clipped(text: str, width: int, options: ReportOptions) -> list[str]:
    """Return `text` on one line in the summary, filled where everything was asked for."""
    if options.show_all:
        return filled(text, width=width, rest="  ")
    return [shortened(printable(text), width)]


def _width(options: ReportOptions) -> int:
    return max(_MIN_WIDTH, options.width)


def _colored(text: str, color: str, options: ReportOptions) -> str:
    return f"\033[{color}m{text}\033[0m" if options.color and columns(text) else text
