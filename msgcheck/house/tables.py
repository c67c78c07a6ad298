"""Rows of texts from a workbook or a CSV file that a person made."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgcheck.errors import DocumentError

MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 500_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet, or a whole CSV file."""

    name: str
    rows: tuple[Row, ...]
    """All of one length; the first one may hold the heads."""


def read_workbook(path: Path) -> tuple[Table, ...]:
    """Return the sheets of a workbook as texts; figures and days as they are shown.

    Raises:
        DocumentError: the file is missing, damaged, encrypted or no workbook.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check_size(path)
    _check_unpacked(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about validation rules and styles nobody here needs
            book = load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError) as err:
        raise DocumentError(
            "cannot be read as a workbook; it may be damaged, encrypted or of another format",
            where=str(path),
            hint="save it again as .xlsx without a password, or as .csv",
        ) from err
    return tuple(
        Table(name=str(worksheet.title), rows=_rectangle(_worksheet_rows(worksheet))) for worksheet in book.worksheets
    )


def read_csv(path: Path) -> Table:
    """Return a CSV file as texts, whatever its encoding and separator.

    Raises:
        DocumentError: the file is missing or is no text.
    """
    _check_size(path)
    data = path.read_bytes()
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("is no text but something else", where=str(path), hint="save it as CSV (UTF-8)")
    text = _decoded(data)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[:MAX_ROWS]
    except csv.Error as err:
        raise DocumentError(f"cannot be read as CSV: {err}", where=str(path)) from err
    return Table(name=path.stem, rows=_rectangle(tuple(cell.strip() for cell in row) for row in rows))


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as err:
        raise DocumentError("there is no such file", where=str(path)) from err
    if size > MAX_BYTES:
        raise DocumentError(f"larger than {MAX_BYTES // 1_000_000} MB", where=str(path), hint="split the file")


def _check_unpacked(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        return  # the workbook reader says what it is instead
    if unpacked > MAX_UNPACKED_BYTES:
        raise DocumentError(f"unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB", where=str(path))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what spreadsheet programs write


def _worksheet_rows(worksheet: Any) -> Iterator[Row]:
    last_row, last_column = min(worksheet.max_row or 1, MAX_ROWS), min(worksheet.max_column or 1, MAX_COLUMNS)
    for row in worksheet.iter_rows(max_row=last_row, max_col=last_column):
        yield tuple(_shown(cell) for cell in row)


def _shown(cell: Any) -> str:
    """Return a cell as a person sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        percent = "%" in str(cell.number_format)
        number = round(value * 100, 6) if percent else value
        written = str(int(number)) if float(number).is_integer() else str(number)
        return written + ("%" if percent else "")
    return str(value).strip()


def _rectangle(rows: Iterator[Row] | Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that hold something, all of one length."""
    filled = [row for row in rows if any(row)]
    width = max((len(row) for row in filled), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in filled)
