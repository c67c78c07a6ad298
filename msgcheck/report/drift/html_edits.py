"""Edits as HTML: the approved line beside what is said, and how often; those without a direction in a table."""

from __future__ import annotations

from msgcheck.in_words import number_of
from msgcheck.records import DriftReport, EditCount
from msgcheck.report.divergences.marking import cut_words, marked_pair
from msgcheck.report.divergences.words import capital
from msgcheck.report.drift.edit_words import EditWords
from msgcheck.report.drift.html_parts import MAX_CHARACTERS, Section, more_of, section, short
from msgcheck.report.drift.sections import EditSection, counts_in_words, no_approved_of, said_of
from msgcheck.report.drift.words import kind_in_words
from msgcheck.report.html_text import element, escaped, marked, table
from msgcheck.report.plain_text import shortened

_ROW_CHARACTERS = 240


def edit_section(one: EditSection, report: DriftReport, words: EditWords, max_edits: int) -> Section:
    """Return a section with its edits, at most `max_edits` of them, the rest counted."""
    if not one.edits:
        return section(one.key, one.title, "", [element("p", one.empty, css="soft")] if one.empty else [])
    shown = one.edits[:max_edits]
    if one.key == "listed":
        parts = [_table(shown, one, report, words)]
    else:
        parts = [_card(edit, f"{one.key}-{index}", one, report, words) for index, edit in enumerate(shown)]
    if len(one.edits) > len(shown):
        parts.append(more_of(len(one.edits) - len(shown), "edit"))
    return section(one.key, one.title, f"{number_of(len(one.edits), 'edit')}. {one.intro}", parts)


def _card(edit: EditCount, anchor: str, one: EditSection, report: DriftReport, words: EditWords) -> str:
    aside = " · ".join(part for part in (edit.message_id or "", kind_in_words(edit.code)) if part)
    heading = f'<h3 id="{anchor}">{short(capital(words.told(edit)))}</h3>'
    return "\n".join(
        [
            f'<section class="card edit" aria-labelledby="{anchor}">',
            f"<header>{heading}{element('p', shortened(aside, 120), css='soft')}</header>",
            _pair(edit, report),
            element("p", counts_in_words(edit, one.then), css="counts"),
            "</section>",
        ]
    )


def _pair(edit: EditCount, report: DriftReport) -> str:
    left, right = (cut_words(words, MAX_CHARACTERS) for words in marked_pair(edit.approved, edit.said))
    abc = f"<p>{marked(left)}</p>" if left else element("p", no_approved_of(edit), css="soft")
    xyz = f"<p>{marked(right)}</p>" if right else element("p", said_of(edit, shared=report.shared), css="soft")
    return (
        f'<div class="pair"><div class="abc">{element("h4", "Approved (ABC)", css="label")}{abc}</div>'
        f'<div class="xyz">{element("h4", "Said in the field (XYZ)", css="label")}{xyz}</div></div>'
    )


def _table(edits: tuple[EditCount, ...], one: EditSection, report: DriftReport, words: EditWords) -> str:
    rows = []
    for edit in edits:
        left, right = (cut_words(line, _ROW_CHARACTERS) for line in marked_pair(edit.approved, edit.said))
        rows.append(
            (
                f"{short(capital(words.told(edit)))}{element('span', kind_in_words(edit.code), css='meaning')}",
                f'<span class="abc">{marked(left)}</span>' if left else escaped(no_approved_of(edit)),
                f'<span class="xyz">{marked(right)}</span>' if right else escaped(said_of(edit, shared=report.shared)),
                f"{edit.documents:,}",
                f"{edit.before:,}",
                f"{edit.sources:,}",
            )
        )
    heads = ("Edit", "Approved (ABC)", "Said in the field (XYZ)", "Documents", capital(one.then), "Sources")
    caption = "Edits and retired lines of the period, with both lines and their counts."
    inside = table(heads, rows, numbers=frozenset({3, 4, 5}), caption=caption)
    return inside.replace('<div class="scroll">', '<div class="scroll quiet pairs">', 1)
