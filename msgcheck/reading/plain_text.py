"""Plain text: one block a line, as it stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import Meter
from msgcheck.reading.text_encoding import decoded, refuse_large_text
from msgcheck.records import Block, BlockKind, Document, ReadResult


class PlainTextReader:
    """Reads text files; with `--as mail`, as the body of a mail."""

    formats = ("txt", "text")

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - text has no signature
        """Return whether the file is a text by name."""
        return info.suffix in self.formats

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the document with its lines."""
        if info.as_mail:
            yield from nested(data, replace(info, name=f"{info.name}.eml"))
            return
        refuse_large_text(data, info.limits)
        blocks = tuple(_line_blocks(decoded(data), info.prefix))
        if not blocks:
            raise DocumentError("there is no text in it")
        yield Document(id=info.id, parent=info.parent, format="txt", blocks=blocks, unread=Meter().lines(blocks))


def _line_blocks(text: str, prefix: str) -> Iterator[Block]:
    for number, line in enumerate(text.split("\n"), start=1):
        shown = line.strip().strip("\ufeff\x0c")
        if shown:
            yield Block(text=shown, kind=BlockKind.LINE, location=f"{prefix}line {number}")
