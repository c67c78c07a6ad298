"""Tables kept as text: .csv and .tsv, whatever separates their columns.

The separator is the one that cuts the first lines into equal numbers of columns; a file in which nothing does
is read as one column, so that no line is lost.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import Meter
from msgcheck.reading.tables import Cell, Heads
from msgcheck.reading.text_encoding import decoded
from msgcheck.records import Block, BlockKind, Document, ReadResult

_SEPARATORS = ("\t", ";", "|", ",")
"""Rarer ones first: where a semicolon cuts as evenly as a comma, the comma belongs to the numbers."""
_SAMPLE_ROWS = 50


class DelimitedReader:
    """Reads comma-, semicolon-, tab- and bar-separated tables."""

    formats = ("csv", "tsv")

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - the suffix decides
        """Return whether the file's suffix is that of a delimited table."""
        return info.suffix in self.formats

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:  # noqa: ARG002
        """Return the table as one document.

        Raises:
            DocumentError: the file is empty, too large, binary, or its quoting cannot be followed.
        """
        if not data:
            raise DocumentError("the file is empty")
        if len(data) > info.limits.max_bytes:
            raise DocumentError(f"the file is larger than {info.limits.max_bytes // 1_000_000} MB")
        lines = decoded(data).splitlines(keepends=True)
        try:
            rows = list(csv.reader(lines, delimiter=_separator(lines), skipinitialspace=True))
        except csv.Error as err:
            raise DocumentError(f"the file cannot be read as a table: {err}") from err
        cells = [
            Cell(row=row_number, column=column_number, text=text.strip())
            for row_number, row in enumerate(rows, start=1)
            for column_number, text in enumerate(row, start=1)
            if text.strip()
        ]
        return [_document(cells, info)]


def _document(cells: list[Cell], info: FileInfo) -> Document:
    heads = Heads(cells)
    blocks = tuple(
        Block(
            text=cell.text,
            kind=BlockKind.TABLE_CELL,
            location=info.prefix + cell.place,
            heads=heads.of(cell),
        )
        for cell in cells
    )
    meter = Meter("tables")
    meter.count("tables", 1 if cells else 0)
    return Document(id=info.id, parent=info.parent, format=info.suffix, blocks=blocks, unread=meter.lines(blocks))


def _separator(lines: list[str]) -> str:
    """Return the separator under which most of the first rows have the same number of columns, above one."""
    return max(_SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: list[str], separator: str) -> tuple[float, int]:
    """Return the share of rows with the commonest number of columns (0 where that is one) and that number."""
    try:
        sample = islice(csv.reader(lines, delimiter=separator, skipinitialspace=True), _SAMPLE_ROWS)
        widths = Counter(len(row) for row in sample if row)
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    width, count = widths.most_common(1)[0]
    return (count / widths.total(), width) if width > 1 else (0.0, 0)
