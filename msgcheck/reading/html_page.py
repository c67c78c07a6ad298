"""Web pages: the lines a person sees, as a browser would break them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import NO_OCR, Meter
from msgcheck.reading.text_encoding import decoded_html, refuse_large_text
from msgcheck.reading.visible_text import picture_count, visible_lines
from msgcheck.records import Block, BlockKind, Document, ReadResult

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)


class HtmlPageReader:
    """Reads web pages; nothing they link to is fetched and no script is run."""

    formats = ("html", "htm", "xhtml")

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - fragments have no signature
        """Return whether the file is a web page by name."""
        return info.suffix in self.formats

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:  # noqa: ARG002 - embeds nothing
        """Return the document with its visible lines."""
        refuse_large_text(data, info.limits)
        html = decoded_html(data)
        blocks = tuple(html_blocks(html, info.prefix))
        if not blocks:
            raise DocumentError("there is no visible text in it")
        meter = Meter()
        for _ in range(picture_count(html)):
            meter.unread("pictures", NO_OCR, harmless=True)
        title = _TITLE.search(html[:100_000])
        yield Document(
            id=info.id,
            parent=info.parent,
            format="html",
            blocks=blocks,
            unread=meter.lines(blocks),
            title=" ".join(title[1].split()) if title else "",
        )


def html_blocks(html: str, prefix: str) -> Iterator[Block]:
    """Yield the visible lines of a page as blocks, each with the heading it stands under."""
    heading = ""
    for number, line in enumerate(visible_lines(html), start=1):
        kind = BlockKind(line.kind)
        if kind is BlockKind.HEADING:
            heading = line.text
        place = f"table {line.table} row {line.row} column {line.column}" if line.table else f"line {number}"
        yield Block(
            text=line.text,
            kind=kind,
            location=f"{prefix}{place}",
            heading="" if kind is BlockKind.HEADING else heading,
            heads=line.heads,
        )
