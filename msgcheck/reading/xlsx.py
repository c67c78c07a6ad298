"""Workbooks of Excel: price lists, answers to tenders, mail templates.

Every filled cell becomes a block as people see it, with its row head and column head. Formulas are read by the
result the file keeps of them. Charts and text boxes drawn on a sheet are read like those of a deck.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.number_format import shown
from msgcheck.reading.office_document import DocumentBuilder
from msgcheck.reading.ooxml import Package, open_package
from msgcheck.reading.tables import Cell, Heads
from msgcheck.records import BlockKind, ReadResult

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class XlsxReader:
    """Reads Excel workbooks and templates, with or without macros."""

    formats = ("xlsx", "xlsm", "xltx", "xltm")

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - the suffix decides
        """Return whether the file's suffix is that of an Excel workbook."""
        return info.suffix in self.formats

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the workbook.

        Raises:
            DocumentError: the file is encrypted, damaged or no workbook.
        """
        package = open_package(data, info.limits)
        main = package.main_part()
        _check_sheet_sizes(package, info)
        builder = DocumentBuilder(package, info, "tables", "charts", "comments")
        workbook = _workbook(data)
        for sheet in workbook.worksheets:
            _read_sheet(builder, sheet)
        for _, place, leftover in builder.leftovers(main):
            builder.add_drawn(leftover, place, hidden=False)
        return [builder.document(), *builder.embedded(nested)]


def _check_sheet_sizes(package: Package, info: FileInfo) -> None:
    sheets = (part for part in package.parts() if "/worksheets/" in part)
    if sum(package.size(part) for part in sheets) > info.limits.max_sheet_bytes:
        raise DocumentError(f"the sheets of the file hold more than {info.limits.max_sheet_bytes // 1_000_000} MB")


def _workbook(data: bytes) -> Workbook:
    import openpyxl

    with warnings.catch_warnings():
        # It warns of every extension it does not keep; nothing is written here, so nothing is lost.
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        except Exception as err:  # openpyxl raises whatever a damaged file makes it stumble over
            raise DocumentError("the file is damaged: its sheets cannot be read") from err


def _read_sheet(builder: DocumentBuilder, sheet: Worksheet) -> None:
    hidden_sheet = sheet.sheet_state != "visible"
    builder.heading = sheet.title
    filled = list(_filled_cells(sheet))
    if filled:
        builder.meter.count("tables")
    heads = Heads(cell for cell, _ in filled)
    hidden_columns = _hidden_columns(sheet)
    hidden_rows = frozenset(row for row, dimension in sheet.row_dimensions.items() if dimension.hidden)
    for cell, source in filled:
        hidden = hidden_sheet or cell.column in hidden_columns or cell.row in hidden_rows
        place = f"sheet {sheet.title} cell {source.coordinate}"
        builder.add(cell.text, BlockKind.TABLE_CELL, place, hidden=hidden, heads=heads.of(cell))
        if source.comment is not None:
            builder.meter.count("comments")
            builder.add(source.comment.text or "", BlockKind.COMMENT, f"{place} comment", hidden=hidden)


def _filled_cells(sheet: Worksheet) -> Iterator[tuple[Cell, SheetCell]]:
    # Only the cells in the file: one in the last row would make every public way of asking build millions.
    stored = sheet._cells  # noqa: SLF001
    columns = {(merged.min_row, merged.min_col): merged.size["columns"] for merged in sheet.merged_cells.ranges}
    for place in sorted(stored):
        source = stored[place]
        text = shown(source.value, source.number_format)
        if text or source.comment is not None:
            yield Cell(row=source.row, column=source.column, columns=columns.get(place, 1), text=text), source


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Return the numbers of the hidden columns; the file keeps neighbours as one range."""
    return frozenset(
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    )
