"""How much room text takes on a slide, estimated: no font is at hand when a deck is written.

The widths lie on the safe side of the usual sans serif fonts, so that a table that fits here fits in PowerPoint,
Keynote and LibreOffice too.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgcheck.report.plain_text import columns

_EM_A_COLUMN = 0.56
"""Mean width of a character in its font size; Calibri measures 0.49, DejaVu Sans 0.58 in running English."""
_LINE_HEIGHT = 1.22


def lines_needed(text: str, *, width_pt: float, size_pt: float) -> int:
    """Return on how many lines `text` stands, broken at words and within those longer than a line; at least 1."""
    room = max(1, int(width_pt / (size_pt * _EM_A_COLUMN)))
    lines, used = 1, 0
    for word in text.split():
        size = columns(word)
        if used and used + 1 + size > room:
            lines, used = lines + 1, 0
        lines += max(0, ceil(size / room) - 1)
        used = used + (1 if used else 0) + (size if size <= room else size % room)
    return lines


def height_pt(paragraphs: Sequence[str], *, width_pt: float, size_pt: float) -> float:
    """Return the height of paragraphs below each other, without margins."""
    lines = sum(lines_needed(text, width_pt=width_pt, size_pt=size_pt) for text in paragraphs)
    return lines * size_pt * _LINE_HEIGHT
