"""Builds a .pptx from the JSON form of a deck in a labelled set: titles, bullets, a table, notes."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.util import Inches

_TITLE_AND_CONTENT = 1
_TITLE_ONLY = 5


def build_deck(deck: dict[str, Any]) -> bytes:
    """Return the bytes of a presentation.

    Args:
        deck: `{"title", "slides": [{"title", "bullets": [...], "table": [[...]], "notes"}]}`; all but the slide's
            title optional.
    """
    presentation = Presentation()
    presentation.core_properties.title = deck.get("title", "")
    for slide in deck["slides"]:
        _add_slide(presentation, slide)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _add_slide(presentation: Any, slide: dict[str, Any]) -> None:
    """Add one slide."""
    bullets = slide.get("bullets") or []
    layout = presentation.slide_layouts[_TITLE_AND_CONTENT if bullets else _TITLE_ONLY]
    page = presentation.slides.add_slide(layout)
    page.shapes.title.text = slide.get("title", "")
    if bullets:
        frame = page.placeholders[1].text_frame
        frame.text = bullets[0]
        for bullet in bullets[1:]:
            frame.add_paragraph().text = bullet
    table = slide.get("table")
    if table:
        shape = page.shapes.add_table(len(table), len(table[0]), Inches(1), Inches(2), Inches(8), Inches(3))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                shape.table.cell(row, column).text = text
    if slide.get("notes"):
        page.notes_slide.notes_text_frame.text = slide["notes"]
