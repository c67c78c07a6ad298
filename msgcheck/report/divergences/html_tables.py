"""The sections of the page that are tables and lists: conflicts, uses, what is settled, told and not judged.

Each gives (anchor, title, HTML); the HTML is "" where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.records import Conflict, DivergenceReport, MessageUse
from msgcheck.report.divergences.html_entries import MAX_CHARACTERS, more_of
from msgcheck.report.divergences.sections import (
    ABSENT,
    ABSENT_INTRO,
    CONFLICTS,
    CONFLICTS_INTRO,
    FAITHFUL,
    FAITHFUL_INTRO,
    NEVER_USED,
    NEVER_USED_INTRO,
    NOT_JUDGED,
    NOT_JUDGED_INTRO,
    SETTLED,
    SETTLED_INTRO,
    TOLD,
    UNCOVERED,
)
from msgcheck.report.divergences.words import (
    TEXT_NOT_KEPT,
    answered,
    capital,
    conflict_title,
    coverage,
    side_place,
    told_answer,
    told_line,
)
from msgcheck.report.html_text import element, escaped, table
from msgcheck.report.plain_text import shortened

_MAX_ROWS = 50

Section = tuple[str, str, str]


def conflicts_section(report: DivergenceReport) -> Section:
    """Return the conflicts, each with its sides."""
    shown = [_conflict(conflict, shared=report.shared) for conflict in report.conflicts[:_MAX_ROWS]]
    return _section("conflicts", CONFLICTS, CONFLICTS_INTRO, shown, total=len(report.conflicts), what="conflict")


def _conflict(conflict: Conflict, *, shared: bool) -> str:
    rows = [
        (
            _short(side.says) or "–",
            _short(side_place(side)) or "–",
            *(() if shared else (_short(side.text) or f'<span class="soft">({TEXT_NOT_KEPT})</span>',)),
        )
        for side in conflict.sides[:_MAX_ROWS]
    ]
    heads = ("Says", "Where") if shared else ("Says", "Where", "Sentence")
    parts = [table(heads, rows, caption=shortened(conflict_title(conflict), MAX_CHARACTERS))]
    if len(conflict.sides) > _MAX_ROWS:
        parts.append(more_of(len(conflict.sides) - _MAX_ROWS, "statement"))
    return "\n".join(parts)


def uncovered_section(report: DivergenceReport) -> Section:
    """Return the themes no approved line is about."""
    rows = [(_short(theme), f"{count:,}") for theme, count in report.uncovered[:_MAX_ROWS]]
    intro = coverage(report.totals) or "What is claimed about us that no approved line is about."
    return _section(
        "uncovered",
        UNCOVERED,
        intro,
        _table(("Theme", "Claims"), rows, "Claims about us by theme, without an approved line.", numbers={1}),
        total=len(report.uncovered),
        what="theme",
    )


def never_used_section(report: DivergenceReport) -> Section:
    """Return the messages that nobody uses."""
    rows = [(_short(use.message_id), _short(use.text), _short(use.owner)) for use in report.never_used[:_MAX_ROWS]]
    shown = _table(("Message", "Approved line", "Owner"), rows, "Messages found in no document.")
    return _section("never-used", NEVER_USED, NEVER_USED_INTRO, shown, total=len(report.never_used), what="message")


def faithful_section(report: DivergenceReport) -> Section:
    """Return the messages that are used as they were approved."""
    rows = [_use_row(use) for use in report.faithful[:_MAX_ROWS]]
    heads = ("Message", "Approved line", "On message", "Said otherwise")
    shown = _table(heads, rows, "Documents that say each message, on message and otherwise.", numbers={2, 3})
    return _section("faithful", FAITHFUL, FAITHFUL_INTRO, shown, total=len(report.faithful), what="message")


def _use_row(use: MessageUse) -> tuple[str, ...]:
    return (_short(use.message_id), _short(use.text), f"{use.on_message:,}", f"{use.diverging:,}")


def absent_section(report: DivergenceReport) -> Section:
    """Return the required messages that documents lack."""
    rows = [
        (_short(absent.message_id), _short(absent.text), _short(absent.owner), f"{absent.lacking:,}")
        for absent in report.absent[:_MAX_ROWS]
    ]
    heads = ("Message", "Approved line", "Owner", "Lacking in")
    shown = _table(heads, rows, "Documents that lack a required message.", numbers={3})
    return _section("absent", ABSENT, ABSENT_INTRO, shown, total=len(report.absent), what="message")


def settled_section(report: DivergenceReport) -> Section:
    """Return what was decided and is silent now, with the reason."""
    rows = [
        (
            _short(decision.message_id or decision.divergence),
            _short(capital(answered(decision))),
            _short(" ".join(part for part in (decision.reason, decision.wording) if part)) or "–",
            f"{decision.sources:,}",
        )
        for decision in report.settled[:_MAX_ROWS]
    ]
    heads = ("Message", "Decision", "Reason and wording", "Sources then")
    shown = _table(heads, rows, "Decisions in force.", numbers={3})
    return _section("settled", SETTLED, SETTLED_INTRO, shown, total=len(report.settled), what="decision")


def told_section(report: DivergenceReport) -> Section:
    """Return what sellers told, with marketing's answer or how long it is waited for."""
    rows = [
        (_short(told.message_id), _short(told_line(told)), _short(told_answer(told, report.as_of)))
        for told in report.told[:_MAX_ROWS]
    ]
    shown = _table(("Message", "Told", "Answer"), rows, "Words from sellers, those without an answer first.")
    return _section("told", TOLD, "", shown, total=len(report.told), what="word")


def not_judged_section(report: DivergenceReport) -> Section:
    """Return what could not be read or judged."""
    unread = report.totals.unread
    rows = [(_short(reason), f"{count:,}") for reason, count in unread[:_MAX_ROWS]]
    shown = _table(("Why", "Documents"), rows, "Documents by reason.", numbers={1})
    return _section("not-judged", NOT_JUDGED, NOT_JUDGED_INTRO, shown, total=len(unread), what="reason")


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str, *, numbers: set[int] | None = None
) -> list[str]:
    """Return a table whose caption is for screen readers: the lines above it say the same to everybody else."""
    if not rows:
        return []
    shown = table(heads, rows, numbers=frozenset(numbers or ()), caption=caption)
    return [shown.replace('<div class="scroll">', '<div class="scroll quiet">', 1)]


def _section(key: str, title: str, intro: str, shown: Sequence[str], *, total: int, what: str) -> Section:
    """Return a section, the rest beyond its rows counted; without anything shown its HTML is ""."""
    if not shown:
        return key, title, ""
    parts = [f'<h2 id="{key}">{escaped(title)}</h2>', *([element("p", intro, css="soft")] if intro else []), *shown]
    if total > _MAX_ROWS:
        parts.append(more_of(total - _MAX_ROWS, what))
    return key, title, "\n".join(parts)


def _short(text: str) -> str:
    return escaped(shortened(text, MAX_CHARACTERS))
