"""Rich text: paragraphs, table cells, headers, footers and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import NO_OCR, Meter
from msgcheck.reading.text_encoding import refuse_large_text
from msgcheck.records import Block, BlockKind, Document, ReadResult

_PICTURE = re.compile(r"\\pict\b")
_DRAWN = re.compile(rb"[0-9a-fA-F\r\n]{500,}")
"""The bytes of pictures and embedded files, as hexadecimal digits; no text is as long without a space."""
_LINK_FIELD = re.compile(r'HYPERLINK\s+(?:\\\\l\s+)?"[^"{}]{0,2000}"')
_BESIDE = re.compile(r"\{\s*\\(header|footer|footnote)[lrf]?(?![a-z])")
_BRACE = re.compile(r"\\[{}\\]|[{}]")
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
        refuse_large_text(data, info.limits)
        # The codes are ASCII; other bytes stand for themselves in the code page the file names.
        data = _DRAWN.sub(b"", data)
        codes = _LINK_FIELD.sub("", "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in data))
        blocks = (*_blocks(_text(codes), info.prefix), *_beside(codes, info.prefix))
        if not blocks:
            raise DocumentError("there is no text in it")
        meter = Meter()
        for _ in _PICTURE.finditer(codes):
            meter.unread("pictures", NO_OCR, harmless=True)
        yield Document(id=info.id, parent=info.parent, format="rtf", blocks=blocks, unread=meter.lines(blocks))


def _text(codes: str) -> str:
    """Return the running text, a line for each paragraph or table row."""
    from striprtf.striprtf import rtf_to_text

    try:
        return str(rtf_to_text(codes, errors="replace"))  # type: ignore[no-untyped-call]
    except _UNUSABLE as err:
        raise DocumentError("the rich text is damaged and cannot be read") from err


def _beside(codes: str, prefix: str) -> Iterator[Block]:
    """Yield headers, footers and footnotes, which striprtf leaves out; each is read as a text of its own."""
    numbers: Counter[str] = Counter()
    start = codes.find("{\\fonttbl")
    fonts = codes[start : _end_of_group(codes, start)] if start >= 0 else ""
    end = 0
    for match in _BESIDE.finditer(codes):
        if match.start() < end:
            continue
        end = _end_of_group(codes, match.start())
        inner = f"{{\\rtf1\\ansi{fonts} {codes[match.end() : end - 1]}}}"
        for line in _text(inner).split("\n"):
            shown = line.strip()
            if shown:
                name = match[1]
                numbers[name] += 1
                yield Block(text=shown, kind=BlockKind(name), location=f"{prefix}{name} {numbers[name]}")


def _end_of_group(codes: str, start: int) -> int:
    """Return the place behind the brace that closes the group opened at `start`."""
    depth = 0
    for brace in _BRACE.finditer(codes, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.end()
    return len(codes)


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
