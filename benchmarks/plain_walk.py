"""What a plain walk with python-pptx and python-docx reads, for comparison."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pptx


def plain_text(path: Path) -> str:
    """Return the text of a deck's shapes and tables or a text's paragraphs and tables, "" where the library refuses."""
    try:
        pieces = _docx_pieces(path) if path.suffix.startswith(".do") else _pptx_pieces(path)
        return "\n".join(pieces)
    except Exception:  # noqa: BLE001 - whatever the library refuses counts as not read
        return ""


def _docx_pieces(path: Path) -> Iterator[str]:
    document = docx.Document(str(path))
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def _pptx_pieces(path: Path) -> Iterator[str]:
    for slide in pptx.Presentation(str(path)).slides:
        yield from _shapes(slide.shapes)


def _shapes(shapes: object) -> Iterator[str]:
    for shape in shapes:  # type: ignore[attr-defined]
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
