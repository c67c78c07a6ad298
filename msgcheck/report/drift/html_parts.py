"""The pieces that the sections of the page share. A section without anything to show is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgcheck.in_words import number_of
from msgcheck.report.html_text import element, escaped, table
from msgcheck.report.plain_text import shortened

MAX_CHARACTERS = 600

Section = tuple[str, str, str]
"""(anchor, title, HTML); the HTML is "" where there is nothing to say."""


def section(key: str, title: str, intro: str, shown: Sequence[str]) -> Section:
    """Return a section with its heading; without anything shown its HTML is ""."""
    if not shown:
        return key, title, ""
    lead = [element("p", intro, css="soft")] if intro else []
    return key, title, "\n".join([f'<h2 id="{key}">{escaped(title)}</h2>', *lead, *shown])


def more_of(count: int, what: str) -> str:
    """Return the line that says how many are not shown."""
    return element("p", f"… and {number_of(count, f'more {what}')}, see the JSON.", css="soft")


def quiet_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    *,
    numbers: frozenset[int] = frozenset(),
    css: str = "",
) -> str:
    """Return a table whose caption is for screen readers: the lines above it say the same to everybody else."""
    inside, classes = table(heads, rows, numbers=numbers, caption=caption), f"scroll quiet {css}".rstrip()
    return inside.replace('<div class="scroll">', f'<div class="{classes}">', 1)


def short(text: str) -> str:
    """Return foreign text escaped and cut to what a page can bear."""
    return escaped(shortened(text, MAX_CHARACTERS))
