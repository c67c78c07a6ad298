"""Rich text: paragraphs and table cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import Meter
from msgcheck.records import Block, BlockKind, Document, ReadResult

_PICTURE = re.compile(r"\\pict\b")
_LINK_FIELD = re.compile(r'HYPERLINK\s+(?:\\\\l\s+)?"[^"{}]{0,2000}"')
_LOST = re.compile(r"\\(header|footer|footnote)[lrf]?\b")
_UNUSABLE = (ValueError, IndexError, KeyError, LookupError, TypeError, OverflowError, AttributeError)
"""What striprtf raises where the codes of a file make no sense."""


class RtfReader:
    """Reads rich text by striprtf."""

    formats = ("rtf",)

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        """Return whether the file is rich text by its first bytes, or at least by name."""
        return head.startswith(b"{\\rtf") or info.suffix == "rtf"

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:  # noqa: ARG002 - embeds nothing
        """Return the document with its paragraphs."""
        from striprtf.striprtf import rtf_to_text

        # The codes are ASCII; other bytes stand for themselves in the code page the file names.
        codes = _LINK_FIELD.sub("", "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in data))
        try:
            text: str = rtf_to_text(codes, errors="replace")  # type: ignore[no-untyped-call]
        except _UNUSABLE as err:
            raise DocumentError("the rich text is damaged and cannot be read") from err
        blocks = tuple(_blocks(text, info.prefix))
        if not blocks:
            raise DocumentError("there is no text in it")
        meter = Meter()
        for match in _LOST.finditer(codes):
            meter.unread(f"{match[1]}s", f"the {match[1]}s of rich text are not read")
        for _ in _PICTURE.finditer(codes):
            meter.unread("pictures", "text in pictures is not read", harmless=True)
        status, reason = meter.status()
        yield Document(
            id=info.id,
            parent=info.parent,
            format="rtf",
            status=status,
            reason=reason,
            blocks=blocks,
            unread=meter.lines(blocks),
        )


def _blocks(text: str, prefix: str) -> Iterator[Block]:
    """Yield paragraphs and table cells; striprtf ends a cell with a bar."""
    paragraph = table = row = 0
    heads: list[str] = []
    for line in text.split("\n"):
        if line.rstrip().endswith("|"):
            cells = [cell.strip() for cell in line.rstrip().removesuffix("|").split("|")]
            if not row:
                table += 1
                heads = cells
            row += 1
            yield from _row_blocks(cells, heads, f"{prefix}table {table} row {row}", first=row == 1)
            continue
        row = 0
        shown = line.strip().strip("\x00")
        if shown:
            paragraph += 1
            yield Block(text=shown, kind=BlockKind.PARAGRAPH, location=f"{prefix}paragraph {paragraph}")


def _row_blocks(cells: list[str], heads: list[str], place: str, *, first: bool) -> Iterator[Block]:
    for column, cell in enumerate(cells, start=1):
        if not cell:
            continue
        row_head = "" if first or column == 1 else cells[0]
        column_head = heads[column - 1] if not first and column <= len(heads) else ""
        yield Block(
            text=cell,
            kind=BlockKind.TABLE_CELL,
            location=f"{place} column {column}",
            heads=tuple(head for head in (row_head, column_head) if head),
        )
