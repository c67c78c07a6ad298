"""The messaging as a workbook, for those who would rather not write YAML."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from msgcheck.errors import InputError
from msgcheck.house.sections import Sections, sections_of
from msgcheck.house.sheets import Sheet, rows_of, sheets
from msgcheck.records import Messaging

MAX_CELL_LETTERS = 32_767
"""What one cell of a workbook can hold."""
_WIDTHS = {"text": 80, "because": 40, "evidence": 40, "examples.same": 40, "examples.drift": 40}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def export_xlsx(messaging: Messaging, path: Path, *, with_internal: bool = False, force: bool = False) -> None:
    """Write the messaging to a workbook, one sheet a section.

    Args:
        messaging: as loaded.
        path: the workbook.
        with_internal: whether internal_only entries go in.
        force: whether a file that is there is replaced.

    Raises:
        InputError: the file is there already, cannot be written, or a text is too long for a cell.
    """
    if path.exists() and not force:
        raise InputError("the file is there already", where=str(path), hint="choose another name, or add --force")
    sections = sections_of(messaging)
    if not with_internal:
        sections.pop("internal_only", None)
    _check_lengths(sections)
    book = _workbook(sections, with_internal=with_internal)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        book.save(unfinished)
        unfinished.replace(path)
    except OSError as err:
        unfinished.unlink(missing_ok=True)
        raise InputError(f"cannot be written: {err.strerror}", where=str(path)) from err


def _check_lengths(sections: Sections) -> None:
    for sheet in sheets():
        for row in rows_of(sections, sheet):
            if any(len(cell) > MAX_CELL_LETTERS for cell in row):
                raise InputError(
                    f"'{row[0][:40]}' in '{sheet.name}' holds more than {MAX_CELL_LETTERS} letters",
                    hint="shorten it before the export",
                )


def _workbook(sections: Sections, *, with_internal: bool) -> Any:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets():
        if sheet.section == "internal_only" and not with_internal:
            continue
        _fill(book.create_sheet(sheet.name), sheet, sections)
    return book


def _fill(worksheet: Any, sheet: Sheet, sections: Sections) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    heads = [column.head for column in sheet.columns]
    kinds = ["text"] + ["date" if column.key.kind == "date" else "text" for column in sheet.columns]
    if sheet.inner:
        heads.insert(0, sheet.parent)
    else:
        kinds.pop(0)
    for row, cells in enumerate([heads, *rows_of(sections, sheet)], 1):
        for place, text in enumerate(cells, 1):
            if not text:
                continue
            cell = worksheet.cell(row=row, column=place)
            if row > 1 and kinds[place - 1] == "date" and _DAY.fullmatch(text):
                cell.value, cell.number_format = date.fromisoformat(text), "yyyy-mm-dd"
                continue
            cell.value = text
            cell.data_type = "s"  # "=" or "#N/A" at the beginning of a wording is no formula and no error
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row == 1:
                cell.font = Font(bold=True)
    for place, head in enumerate(heads, 1):
        worksheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(head, 18)
    worksheet.freeze_panes = "A2"
