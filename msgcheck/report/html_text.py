"""The few pieces of HTML the page is built of. Text goes in raw and comes out escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from msgcheck.differing import Word
from msgcheck.report.plain_text import printable


def escaped(text: str) -> str:
    """Return `text` without control characters and safe between tags and in quoted attributes."""
    return html.escape(printable(text))


def element(tag: str, text: str, *, css: str = "") -> str:
    """Return one element that holds `text`, escaped."""
    attribute = f' class="{escaped(css)}"' if css else ""
    return f"<{tag}{attribute}>{escaped(text)}</{tag}>"


def marked(words: Sequence[Word]) -> str:
    """Return escaped words with each run that differs in one `mark`."""
    parts: list[str] = []
    inside = False
    for index, word in enumerate(words):
        if word.changed and not inside:
            parts.append("<mark>")
        parts.append(escaped(word.text))
        inside = word.changed
        if inside and (index + 1 == len(words) or not words[index + 1].changed):
            parts.append("</mark>")
            inside = False
        parts.append(" ")
    return "".join(parts).rstrip()


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: frozenset[int] = frozenset(), caption: str = ""
) -> str:
    """Return a table with scoped heads; the first cell of a row is its head.

    Args:
        heads: column heads, raw.
        rows: cells that are HTML already.
        numbers: columns to set flush right.
        caption: what the table shows, raw; "" for none.
    """
    head = "".join(f'<th scope="col"{_number(index, numbers)}>{escaped(text)}</th>' for index, text in enumerate(heads))
    lines = []
    for row in rows:
        cells = [f'<th scope="row">{row[0]}</th>']
        cells += [f"<td{_number(index, numbers)}>{cell}</td>" for index, cell in enumerate(row) if index]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    body = "\n".join(lines)
    shown = element("caption", caption) if caption else ""
    inside = f"{shown}<thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody>"
    return f'<div class="scroll"><table>{inside}</table></div>'


def _number(index: int, numbers: frozenset[int]) -> str:
    return ' class="number"' if index in numbers else ""
