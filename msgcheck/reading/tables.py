"""Tables as grids of cells, and the heads under which a cell stands.

"30 %" means nothing without "Onboarding time" at the left and "Saving" above it. Rows and columns count from
1, merged cells as the first row and column they cover.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_MAX_SPAN = 16_384
"""Columns of the widest table any program writes; a hostile file may claim more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell with its place in the grid."""

    row: int
    column: int
    columns: int = 1
    """How many columns it covers."""
    text: str = ""
    """Its words in one line, as a head for others."""
    covered: bool = False
    """Whether a merged cell lies over it, so that its own text is not seen."""

    @property
    def place(self) -> str:
        """Return `row 2 column 3`."""
        return f"row {self.row} column {self.column}"


class Heads:
    """Finds the row head and column head of the cells of one table.

    Column heads stand in the first row that has more than one cell (a title may span the whole first row),
    row heads in the first column that is in use.

    Args:
        cells: all cells of the table.
    """

    def __init__(self, cells: Iterable[Cell]) -> None:
        seen = [cell for cell in cells if not cell.covered]
        counts: dict[int, int] = {}
        for cell in seen:
            counts[cell.row] = counts.get(cell.row, 0) + 1
        self._head_row = min((row for row, count in counts.items() if count > 1), default=0)
        self._head_column = min((cell.column for cell in seen), default=1)
        self._row_heads = {cell.row: cell.text for cell in seen if cell.column == self._head_column}
        self._column_heads = {
            column: cell.text
            for cell in seen
            if cell.row == self._head_row
            for column in range(cell.column, cell.column + min(cell.columns, _MAX_SPAN))
        }

    def of(self, cell: Cell) -> tuple[str, ...]:
        """Return (row head, column head) of a body cell, () for a cell that is itself a head."""
        if cell.column == self._head_column or cell.row <= self._head_row or not self._head_row:
            return ()
        return self._row_heads.get(cell.row, ""), self._column_heads.get(cell.column, "")
