"""Which tables of an HTML page hold data, and where each of their cells stands.

Most tables in mail are layout. A table counts as data where it holds no other table and either names its
columns or rows by `th`, or is a regular grid of short texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_Node = Any
"""A `selectolax.lexbor.LexborNode`; the package carries no usable types for it."""

_SPACE = re.compile(r"[\s\u00a0\u200b\u2060\ufeff\u00ad]+")
_MAX_SPAN = 100
_MAX_DATA_CELL_CHARS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """Where one cell stands in its table."""

    row: int
    column: int
    """From 1, the header row counted; spanned columns counted."""
    heads: tuple[str, ...] = ()
    """Row head and column head, as far as there are any."""


def data_cells(table: _Node) -> dict[int, CellPlace]:
    """Return the place of every cell of `table` by its `mem_id`; empty where the table is mere layout."""
    if str(table.attributes.get("role") or "").lower() in ("presentation", "none") or len(table.css("table")) > 1:
        return {}
    rows = _grid(table)
    texts = {node.mem_id: _cell_text(node) for row in rows for _, node in row}
    if not _holds_data(rows, texts):
        return {}
    first_row = dict(rows[0])
    first_row_names = any(node.tag == "th" for node in first_row.values()) or all(
        texts[n.mem_id] for n in first_row.values()
    )
    places: dict[int, CellPlace] = {}
    for row_number, row in enumerate(rows, start=1):
        row_head = next((node for column, node in row if node.tag == "th" or column == 1), None)
        for column, node in row:
            column_head = first_row.get(column) if first_row_names and row_number > 1 else None
            heads = [head for head in (row_head if row_number > 1 else None, column_head) if head is not None]
            places[node.mem_id] = CellPlace(
                row=row_number,
                column=column,
                heads=tuple(texts[head.mem_id] for head in heads if head is not node and texts[head.mem_id]),
            )
    return places


def _grid(table: _Node) -> list[list[tuple[int, _Node]]]:
    """Return the rows that hold cells; each cell with its column from 1, spans counted."""
    rows: list[list[tuple[int, _Node]]] = []
    taken: dict[int, int] = {}
    for row in _table_rows(table):
        cells: list[tuple[int, _Node]] = []
        column = 1
        for cell in _elements(row, ("td", "th")):
            while taken.get(column, 0) > 0:
                column += 1
            cells.append((column, cell))
            width = _span(cell, "colspan")
            for spanned in range(column, column + width):
                taken[spanned] = _span(cell, "rowspan")
            column += width
        taken = {place: left - 1 for place, left in taken.items() if left > 1}
        if cells:
            rows.append(cells)
    return rows


def _holds_data(rows: list[list[tuple[int, _Node]]], texts: dict[int, str]) -> bool:
    """Return whether a table names its columns or rows, or is a regular grid of short texts."""
    filled = [row for row in rows if any(texts[node.mem_id] for _, node in row)]
    if len(filled) < 2 or max(len(row) for row in filled) < 2:
        return False
    if any(node.tag == "th" for row in rows for _, node in row):
        return True
    widths = [row[-1][0] for row in filled]
    regular = widths.count(max(widths)) >= 0.8 * len(widths)
    used = sum(bool(texts[node.mem_id]) for row in filled for _, node in row)
    cells = sum(len(row) for row in filled)
    return regular and used >= 0.6 * cells and all(len(text) <= _MAX_DATA_CELL_CHARS for text in texts.values())


def _table_rows(table: _Node) -> Iterator[_Node]:
    for child in _elements(table, ("tr", "thead", "tbody", "tfoot")):
        if child.tag == "tr":
            yield child
        else:
            yield from _elements(child, ("tr",))


def _elements(node: _Node, tags: tuple[str, ...]) -> Iterator[_Node]:
    child = node.first_child
    while child is not None:
        if child.is_element_node and child.tag in tags:
            yield child
        child = child.next


def _cell_text(cell: _Node) -> str:
    return _SPACE.sub(" ", str(cell.text())).strip()


def _span(cell: _Node, name: str) -> int:
    value = str(cell.attributes.get(name) or "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1
