"""Divergences as HTML: approved beside said, what changed, how often and where, and what to do on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgcheck.in_words import number_of
from msgcheck.records import Divergence, DivergenceId, DivergenceReport, DocumentId, Entry, Told
from msgcheck.report.divergences.marking import cut_words, marked_pair
from msgcheck.report.divergences.sections import EntrySection, by_message
from msgcheck.report.divergences.words import (
    NO_APPROVED_LINE,
    counted,
    decision_lines,
    headline_of,
    how_often,
    in_short,
    kind_of,
    outcome_lines,
    said_of,
    since_when,
    title_of,
    told_answer,
    told_line,
    who_moved,
)
from msgcheck.report.html_text import element, escaped, marked
from msgcheck.report.plain_text import shortened

MAX_CHARACTERS = 600
_CARD_CHARACTERS = 160
_CARD_TITLE_CHARACTERS = 40
_CARD_HEADLINE_CHARACTERS = 70
"""Of texts on the second page, so that five divergences fit on it."""
_MAX_GROUPS = 6
_MAX_PATHS = 10
_MAX_TOLD = 5

Paths = Mapping[DivergenceId, tuple[tuple[DocumentId, str], ...]]


def entry_section(section: EntrySection, report: DivergenceReport, max_entries: int) -> str:
    """Return a section with its divergences by message; at most `max_entries` of them, the rest counted."""
    heading = f'<h2 id="{section.key}">{escaped(section.title)}</h2>'
    if not section.entries:
        return f"{heading}\n{element('p', section.empty, css='soft')}" if section.empty else ""
    count = number_of(len(section.entries), "divergence")
    parts = [heading, element("p", f"{count}. {section.intro}", css="soft")]
    paths: Paths = dict(report.paths)
    for title, members in by_message(section.entries[:max_entries]):
        parts.append(_message(title, members, section.key, paths, report))
    if len(section.entries) > max_entries:
        parts.append(more_of(len(section.entries) - max_entries, "divergence"))
    return "\n".join(parts)


def more_of(count: int, what: str) -> str:
    """Return the line that says how many are not shown."""
    return element("p", f"… and {number_of(count, f'more {what}')}, see the JSON or the CSV.", css="soft")


def _message(title: str, members: Sequence[tuple[int, Entry]], key: str, paths: Paths, report: DivergenceReport) -> str:
    owners = dict.fromkeys(entry.divergence.owner for _, entry in members if entry.divergence.owner)
    owner = element("p", f"Owner: {', '.join(owners)}", css="soft") if owners else ""
    anchor = f"{key}-m{members[0][0]}"
    parts = [
        f'<article aria-labelledby="{anchor}">',
        f'<header><h3 id="{anchor}">{_short(title)}</h3>{owner}</header>',
        *(_entry(entry, f"{key}-{index}", paths, report) for index, entry in members),
        "</article>",
    ]
    return "\n".join(parts)


def _entry(entry: Entry, anchor: str, paths: Paths, report: DivergenceReport) -> str:
    divergence = entry.divergence
    aside = ", ".join((kind_of(divergence), divergence.severity.value, *(("a proposal",) if entry.proposal else ())))
    parts = [
        f'<section class="wording" id="{anchor}" aria-labelledby="{anchor}-h">',
        f'<h4 id="{anchor}-h" class="kind">{_short(headline_of(divergence))} <span>{escaped(aside)}</span></h4>',
        pair(divergence, shared=report.shared),
        f'<p class="changed">{_short(entry.changed)}</p>',
        _facts(divergence),
        _to_do(entry),
        _decision(divergence),
        _outcome(entry),
        _told(entry.told, report),
        _paths(paths.get(divergence.id, ())),
        "</section>",
    ]
    return "\n".join(part for part in parts if part)


def pair(divergence: Divergence, *, shared: bool, max_characters: int = MAX_CHARACTERS, heading: str = "h5") -> str:
    """Return the approved line beside what is said, the words that differ marked.

    Args:
        divergence: whose lines.
        shared: whether the report is a shared one, which holds no sentence of the field.
        max_characters: of either line.
        heading: element of the two labels.
    """
    left, right = (
        cut_words(words, max_characters) for words in marked_pair(divergence.approved, divergence.said or "")
    )
    abc = f"<p>{marked(left)}</p>" if left else element("p", f"({NO_APPROVED_LINE})", css="soft")
    xyz = f"<p>{marked(right)}</p>" if right else element("p", said_of(divergence, shared=shared), css="soft")
    return (
        f'<div class="pair"><div class="abc">{element(heading, "Approved (ABC)", css="label")}{abc}</div>'
        f'<div class="xyz">{element(heading, "Said in the field (XYZ)", css="label")}{xyz}</div></div>'
    )


def card(entry: Entry, anchor: str, lead: str, *, shared: bool) -> str:
    """Return one divergence as the second page of the summary shows it.

    Args:
        entry: what to show.
        anchor: id of the same divergence further down.
        lead: what it is to be taken for: "Worth acting on".
        shared: whether the report is a shared one.
    """
    divergence = entry.divergence
    head = (
        f'<h3><a href="#{anchor}">{escaped(shortened(title_of(divergence), _CARD_TITLE_CHARACTERS))}</a>: '
        f"{escaped(shortened(headline_of(divergence), _CARD_HEADLINE_CHARACTERS))}</h3>"
    )
    where = f"{lead} · {in_short(divergence.spread)}"
    return "\n".join(
        [
            '<div class="card">',
            f"<header>{head}{element('p', where, css='soft')}</header>",
            pair(divergence, shared=shared, max_characters=_CARD_CHARACTERS, heading="h4"),
            f"<p><strong>To marketing:</strong> {escaped(shortened(entry.to_marketing, _CARD_CHARACTERS))}</p>",
            "</div>",
        ]
    )


def _facts(divergence: Divergence) -> str:
    """Return how often, where, since when and who moved, as a list of terms."""
    spread = divergence.spread
    facts = (
        ("How often", how_often(spread)),
        ("Where in it", counted(spread.by_slide, at_most=_MAX_GROUPS)),
        ("Segments", counted(spread.by_segment, at_most=_MAX_GROUPS)),
        ("Teams", counted(spread.by_team, at_most=_MAX_GROUPS)),
        ("Since", since_when(spread)),
        ("Who moved", who_moved(divergence)),
    )
    cells = "".join(f"<div><dt>{escaped(name)}</dt><dd>{_short(value)}</dd></div>" for name, value in facts if value)
    return f'<dl class="spread">{cells}</dl>'


def _to_do(entry: Entry) -> str:
    sides = (("To marketing", entry.to_marketing), ("To the field", entry.to_field))
    cells = "".join(f"<div>{element('h5', who, css='label')}<p>{_short(what)}</p></div>" for who, what in sides if what)
    return f'<div class="todo">{cells}</div>' if cells else ""


def _decision(divergence: Divergence) -> str:
    if divergence.decision is None:
        return ""
    return _lines(f"Decision ({divergence.standing.value})", decision_lines(divergence.decision))


def _outcome(entry: Entry) -> str:
    return _lines("Deals", outcome_lines(entry.outcome)) if entry.outcome is not None else ""


def _lines(title: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{_short(line)}</li>" for line in lines)
    return f'<div class="more-on">{element("h5", title, css="label")}<ul>{items}</ul></div>'


def _told(told: Sequence[Told], report: DivergenceReport) -> str:
    if not told:
        return ""
    lines = [f"{told_line(entry)} {told_answer(entry, report.as_of)}" for entry in told[:_MAX_TOLD]]
    if len(told) > _MAX_TOLD:
        lines.append(f"and {len(told) - _MAX_TOLD:,} more")
    return _lines("What sellers told us", lines)


def _paths(paths: Sequence[tuple[DocumentId, str]]) -> str:
    """Return the places, folded away: they are for the owner of the files alone."""
    if not paths:
        return ""
    items = [f"<li>{_short(f'{path}, {location}' if location else path)}</li>" for path, location in paths[:_MAX_PATHS]]
    if len(paths) > _MAX_PATHS:
        items.append(f"<li>and {len(paths) - _MAX_PATHS:,} more, see the JSON</li>")
    summary = f"{number_of(len(paths), 'place')}, only in this local view"
    return f"<details><summary>{summary}</summary><ul>{''.join(items)}</ul></details>"


def _short(text: str) -> str:
    return escaped(shortened(text, MAX_CHARACTERS))
