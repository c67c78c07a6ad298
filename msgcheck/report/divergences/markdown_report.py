"""The "ABC vs XYZ" report as Markdown, for a wiki page or a ticket."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.differing import differing_words
from msgcheck.in_words import day_in_words, number_of
from msgcheck.records import AuditNumber, Band, Conflict, Divergence, DivergenceReport, Entry, Share
from msgcheck.report.divergences import sections as titles
from msgcheck.report.divergences.sections import EntrySection, by_message, entry_sections
from msgcheck.report.divergences.shown import shown_report
from msgcheck.report.divergences.summary import summary_of
from msgcheck.report.divergences.words import (
    answered,
    approved_of,
    capital,
    conflict_title,
    counted,
    coverage,
    decision_lines,
    headline_of,
    how_often,
    kind_of,
    material,
    outcome_lines,
    parts_of,
    percent_of,
    said_of,
    side_place,
    since_when,
    told_answer,
    told_line,
    who_moved,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.markdown_report import escaped, marked

_MAX_ENTRIES = 50
_MAX_ROWS = 50
_MAX_GROUPS = 6
_MAX_PATHS = 10


class DivergenceMarkdownReport:
    """Prints the sections with both lines quoted and the differing words bold."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def render(self, report: DivergenceReport, options: ReportOptions) -> str:
        """Return the report; long lists are cut unless everything is asked for, counts never."""
        report = shown_report(report)
        acting, own, single, decided = (
            _entry_section(section, report, show_all=options.show_all) for section in entry_sections(report)
        )
        lines = [
            *_head(report),
            *acting,
            *own,
            *single,
            *_conflicts(report, show_all=options.show_all),
            *_uses(report, show_all=options.show_all),
            *decided,
            *_settled(report, show_all=options.show_all),
            *_told(report, show_all=options.show_all),
            *_not_judged(report, show_all=options.show_all),
        ]
        return "\n".join(lines).rstrip() + "\n"


def _head(report: DivergenceReport) -> list[str]:
    company = f"{escaped(report.company)}: " if report.company else ""
    lines = [f"# {company}ABC vs XYZ, {day_in_words(report.as_of)}", "", escaped(material(report.totals)), ""]
    lines += ["## Where we stand", "", *(_audit(report.audit) or [titles.NO_AUDIT, ""])]
    covered = coverage(report.totals)
    lines += [escaped(covered), ""] if covered else []
    waiting = [
        f"- **{escaped(one.what)}.**{f' {escaped(one.why)}' if one.why else ''}" for one in summary_of(report).waiting
    ]
    return [*lines, "## What waits for marketing", "", *(waiting or [titles.NOTHING_WAITS]), ""]


def _audit(audit: Sequence[AuditNumber]) -> list[str]:
    if not audit:
        return []
    lines = ["| what was counted | the field | our own material |", "|---|---|---|"]
    for number in audit:
        name = f"{capital(number.name)}: {number.meaning}"
        field, own = _share(number.field, number.field_band), _share(number.own, number.own_band)
        lines.append(f"| {escaped(name)} | {field} | {own} |")
    return [*lines, ""]


def _share(share: Share, band: Band) -> str:
    return f"**{percent_of(share)}** {band.value} ({parts_of(share)})"


def _entry_section(section: EntrySection, report: DivergenceReport, *, show_all: bool) -> list[str]:
    if not section.entries:
        return [f"## {section.title}", "", section.empty, ""] if section.empty else []
    shown = section.entries if show_all else section.entries[:_MAX_ENTRIES]
    lines = [f"## {section.title}", "", f"{number_of(len(section.entries), 'divergence')}. {section.intro}", ""]
    paths = dict(report.paths)
    for title, members in by_message(shown):
        owners = dict.fromkeys(entry.divergence.owner for _, entry in members if entry.divergence.owner)
        lines += [f"### {escaped(title)}", ""]
        lines += [f"Owner: {escaped(', '.join(owners))}", ""] if owners else []
        for _, entry in members:
            lines += _entry(entry, report)
            lines += _paths(paths.get(entry.divergence.id, ()), show_all=show_all)
    return [*lines, *_more(len(section.entries) - len(shown), "divergence")]


def _entry(entry: Entry, report: DivergenceReport) -> list[str]:
    divergence = entry.divergence
    approved, said = differing_words(divergence.approved, divergence.said or "")
    proposal = ", a proposal" if entry.proposal else ""
    lines = [
        f"#### {escaped(headline_of(divergence))} ({kind_of(divergence)}, {divergence.severity.value}{proposal})",
        "",
        f"> **Approved (ABC)** {marked(approved) if approved else escaped(approved_of(divergence))}",
        ">",
        f"> **Said in the field (XYZ)** {marked(said) if said else escaped(said_of(divergence, shared=report.shared))}",
        "",
        escaped(entry.changed),
        "",
        *_facts(divergence),
    ]
    sides = (("To marketing", entry.to_marketing), ("To the field", entry.to_field))
    lines += [f"- {who}: {escaped(what)}" for who, what in sides if what]
    more = list(decision_lines(divergence.decision)) if divergence.decision is not None else []
    more += list(outcome_lines(entry.outcome)) if entry.outcome is not None else []
    more += [f"{told_line(told)} {told_answer(told, report.as_of)}" for told in entry.told]
    return [*lines, *(f"- {escaped(line)}" for line in more), ""]


def _facts(divergence: Divergence) -> list[str]:
    spread = divergence.spread
    facts = (
        ("How often", how_often(spread)),
        ("Where in it", counted(spread.by_slide, at_most=_MAX_GROUPS)),
        ("Segments", counted(spread.by_segment, at_most=_MAX_GROUPS)),
        ("Teams", counted(spread.by_team, at_most=_MAX_GROUPS)),
        ("Since", since_when(spread)),
        ("Who moved", who_moved(divergence)),
    )
    return [f"- {name}: {escaped(value)}" for name, value in facts if value]


def _paths(paths: Sequence[tuple[str, str]], *, show_all: bool) -> list[str]:
    shown = paths if show_all else paths[:_MAX_PATHS]
    lines = [f"- {escaped(f'{path}, {location}' if location else path)}" for path, location in shown]
    if len(paths) > len(shown):
        lines.append(f"- … and {number_of(len(paths) - len(shown), 'more place')}, see the JSON report")
    return ["Only in this local view:", "", *lines, ""] if lines else []


def _conflicts(report: DivergenceReport, *, show_all: bool) -> list[str]:
    shown = report.conflicts if show_all else report.conflicts[:_MAX_ROWS]
    lines: list[str] = []
    for conflict in shown:
        lines += [f"### {escaped(conflict_title(conflict))}", "", *_sides(conflict), ""]
    return _section(titles.CONFLICTS, titles.CONFLICTS_INTRO, lines, len(report.conflicts) - len(shown), "conflict")


def _sides(conflict: Conflict) -> list[str]:
    lines = []
    for side in conflict.sides:
        says = f"**{escaped(side.says)}**" if side.says else "another one"
        place = f" ({escaped(side_place(side))})" if side_place(side) else ""
        lines.append(f"- {says}{place}{f': {escaped(side.text)}' if side.text else ''}")
    return lines


def _uses(report: DivergenceReport, *, show_all: bool) -> list[str]:
    """Return what is not covered, never used, faithfully used and absent."""
    cut = None if show_all else _MAX_ROWS
    uncovered = [f"- {escaped(theme)}: {number_of(count, 'claim')}" for theme, count in report.uncovered[:cut]]
    never = [f"- **{escaped(use.message_id)}**: {escaped(use.text)}" for use in report.never_used[:cut]]
    faithful = [
        f"- **{escaped(use.message_id)}**: on message in {number_of(use.on_message, 'document')}, "
        f"otherwise in {use.diverging:,}: {escaped(use.text)}"
        for use in report.faithful[:cut]
    ]
    absent = [
        f"- **{escaped(entry.message_id)}**: lacking in {number_of(entry.lacking, 'document')}: {escaped(entry.text)}"
        for entry in report.absent[:cut]
    ]
    covered = coverage(report.totals)
    return [
        *_section(titles.UNCOVERED, covered, uncovered, len(report.uncovered) - len(uncovered), "theme"),
        *_section(titles.NEVER_USED, titles.NEVER_USED_INTRO, never, len(report.never_used) - len(never), "message"),
        *_section(titles.FAITHFUL, titles.FAITHFUL_INTRO, faithful, len(report.faithful) - len(faithful), "message"),
        *_section(titles.ABSENT, titles.ABSENT_INTRO, absent, len(report.absent) - len(absent), "message"),
    ]


def _settled(report: DivergenceReport, *, show_all: bool) -> list[str]:
    shown = report.settled if show_all else report.settled[:_MAX_ROWS]
    lines = []
    for decision in shown:
        why = " ".join(part for part in (decision.reason, decision.wording) if part)
        title = escaped(decision.message_id or decision.divergence)
        lines.append(f"- **{title}**: {escaped(answered(decision))}{f'. {escaped(why)}' if why else ''}")
    return _section(titles.SETTLED, titles.SETTLED_INTRO, lines, len(report.settled) - len(shown), "decision")


def _told(report: DivergenceReport, *, show_all: bool) -> list[str]:
    shown = report.told if show_all else report.told[:_MAX_ROWS]
    lines = [
        f"- **{escaped(told.message_id)}**: {escaped(told_line(told))} {escaped(told_answer(told, report.as_of))}"
        for told in shown
    ]
    return _section(titles.TOLD, "", lines, len(report.told) - len(shown), "word")


def _not_judged(report: DivergenceReport, *, show_all: bool) -> list[str]:
    unread = report.totals.unread if show_all else report.totals.unread[:_MAX_ROWS]
    lines = [f"- {escaped(reason)}: {number_of(count, 'document')}" for reason, count in unread]
    more = len(report.totals.unread) - len(unread)
    return _section(titles.NOT_JUDGED, titles.NOT_JUDGED_INTRO, lines, more, "reason")


def _section(title: str, intro: str, lines: Sequence[str], more: int, what: str) -> list[str]:
    if not lines:
        return []
    return [f"## {title}", "", *([escaped(intro), ""] if intro else []), *lines, "", *_more(more, what)]


def _more(count: int, what: str) -> list[str]:
    return [f"… and {number_of(count, f'more {what}')}, see the JSON report", ""] if count > 0 else []
