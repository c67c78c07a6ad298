"""Divergences on a terminal: the list to choose from, and one of them with both wordings side by side."""

from __future__ import annotations

import json
from collections.abc import Sequence

from msgcheck.differing import Word, differing_words
from msgcheck.record_json import to_json_value
from msgcheck.records import Decision, Divergence, Standing
from msgcheck.report.divergences.words import (
    MOVERS,
    approved_of,
    capital,
    counted,
    decision_lines,
    headline_of,
    how_often,
    in_short,
    kind_of,
    said_of,
    since_when,
    title_of,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import columns, filled, marked_lines, printable

LIST_SCHEMA = "msgcheck.divergence-list/1"
SHOW_SCHEMA = "msgcheck.divergence/1"
_ORDER = (
    Standing.OPEN,
    Standing.PENDING,
    Standing.TESTING,
    Standing.WATCHED,
    Standing.FIXING,
    Standing.SETTLED,
)
_MIN_WIDTH = 40
_SIDE_BY_SIDE = 72
"""Columns from which both wordings fit beside each other."""
_GAP = "   "
_PLACES = 5


def divergence_list(divergences: Sequence[Divergence], options: ReportOptions, *, left_out: int = 0) -> str:
    """Return the divergences by standing, those of most sources first.

    Args:
        divergences: what to list.
        options: the width counts.
        left_out: how many there are besides; the last line says so.
    """
    width = max(_MIN_WIDTH, options.width)
    lines: list[str] = []
    for standing in _ORDER:
        members = sorted(
            (one for one in divergences if one.standing is standing),
            key=lambda one: (-one.spread.sources, -one.spread.documents, -one.severity.rank, one.id),
        )
        if members:
            lines += [f"{capital(standing.value)} ({len(members):,})", ""]
            lines += [line for one in members for line in (*_listed(one, width), "")]
    if not divergences:
        lines += ["No divergence to list.", ""]
    if left_out:
        more = "is settled or no longer said" if left_out == 1 else "are settled or no longer said"
        lines += filled(f"{left_out:,} more {more}: --all lists everything.", width=width)
    return "\n".join(lines).rstrip() + "\n"


def divergence_at_length(divergence: Divergence, history: Sequence[Decision], options: ReportOptions) -> str:
    """Return one divergence with both wordings, how often and where it is said, who moved, and what was decided.

    Args:
        divergence: what to show.
        history: all decisions on it, oldest first.
        options: width and colour.
    """
    width = max(_MIN_WIDTH, options.width)
    lines = filled(
        f"{divergence.id}  {title_of(divergence)}: {kind_of(divergence)}, {divergence.severity.value}", width=width
    )
    lines += [*filled(headline_of(divergence), width=width), "", *_both(divergence, width, color=options.color), ""]
    lines += _facts(divergence, width)
    lines += ["", *filled(f"{capital(divergence.standing.value)}.", width=width)]
    for decision in history:
        in_force = divergence.decision is not None and (decision.decided_on, decision.answer) == (
            divergence.decision.decided_on,
            divergence.decision.answer,
        )
        told = divergence.decision if in_force and divergence.decision is not None else decision
        for index, line in enumerate(decision_lines(told)):
            lines += filled(line, width=width, first="    " if index else "  - ", rest="    ")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def divergences_as_json(divergences: Sequence[Divergence]) -> str:
    """Return the divergences as one JSON object."""
    listed = sorted(divergences, key=lambda one: (_ORDER.index(one.standing), -one.spread.sources, one.id))
    return _json({"schema": LIST_SCHEMA, "divergences": [to_json_value(one) for one in listed]})


def divergence_as_json(divergence: Divergence, history: Sequence[Decision]) -> str:
    """Return one divergence with all decisions on it as one JSON object."""
    return _json(
        {
            "schema": SHOW_SCHEMA,
            "divergence": to_json_value(divergence),
            "history": [to_json_value(decision) for decision in history],
        }
    )


def _listed(divergence: Divergence, width: int) -> list[str]:
    said = in_short(divergence.spread) if divergence.spread.documents else "no longer said"
    head = f"{divergence.id}  {title_of(divergence)}, {divergence.severity.value}: {headline_of(divergence)}"
    lines = filled(head, width=width, first="  ", rest="      ")
    owner = f"; {divergence.owner}" if divergence.owner else ""
    lines += filled(f"{said}{owner}", width=width, first="      ", rest="      ")
    if divergence.decision is not None:
        lines += filled(" ".join(_answer_lines(divergence)), width=width, first="      ", rest="      ")
    return lines


def _answer_lines(divergence: Divergence) -> list[str]:
    """Return what was decided, without the wording, which stands under `show`."""
    if divergence.decision is None:
        return []
    lines = [line for line in decision_lines(divergence.decision) if not line.startswith("New wording")]
    return [line if line.endswith((".", "!", "?")) else f"{line}." for line in lines]  # they follow each other


def _both(divergence: Divergence, width: int, *, color: bool) -> list[str]:
    """Return both wordings beside each other, or below each other where there is no room."""
    approved, said = approved_of(divergence), said_of(divergence, shared=False)
    if divergence.approved and divergence.said:
        left, right = differing_words(printable(approved), printable(said))
    else:
        left, right = _plain(approved), _plain(said)
    if width < _SIDE_BY_SIDE:
        return [
            *marked_lines(left, width=width, first="  ABC ", rest=" " * 6, color=color),
            *marked_lines(right, width=width, first="  XYZ ", rest=" " * 6, color=color),
        ]
    column = (width - len(_GAP)) // 2
    lefts = ["Approved (ABC)", *marked_lines(left, width=column)]
    rights = ["Said in the field (XYZ)", *marked_lines(right, width=column)]
    rows = max(len(lefts), len(rights))
    padded = [lines + [""] * (rows - len(lines)) for lines in (lefts, rights)]
    return [f"{one}{' ' * max(0, column - columns(one))}{_GAP}{other}" for one, other in zip(*padded, strict=True)]


def _plain(text: str) -> tuple[Word, ...]:
    return tuple(Word(text=word, space=" ") for word in text.split())


def _facts(divergence: Divergence, width: int) -> list[str]:
    spread = divergence.spread
    facts = (
        ("How often", how_often(spread) if spread.documents else "no longer said"),
        ("Since", since_when(spread)),
        ("Where", counted(spread.by_slide, at_most=_PLACES)),
        ("Segments", counted(spread.by_segment, at_most=_PLACES)),
        ("Teams", counted(spread.by_team, at_most=_PLACES)),
        ("Who moved", MOVERS[divergence.mover]),
        ("Owner", divergence.owner or "the messaging names nobody"),
        ("Also", ", ".join(divergence.aliases)),
    )
    return [
        line
        for name, value in facts
        if value
        for line in filled(value, width=width, first=f"{name + ':':<11}", rest=" " * 11)
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
