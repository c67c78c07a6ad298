"""Markdown: headings, bullets, paragraphs and table cells, as they read when rendered."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgcheck.errors import DocumentError
from msgcheck.reading.html_page import html_blocks
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import NO_OCR, Meter
from msgcheck.reading.text_encoding import decoded, refuse_large_text
from msgcheck.records import Block, BlockKind, Document, ReadResult

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MAX_NESTING = 100
"""Lists and quotations in each other; what is deeper is left out by markdown-it."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>|<!--.*?-->", re.DOTALL)


class MarkdownReader:
    """Reads Markdown by markdown-it, with tables."""

    formats = ("md", "markdown")

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - text has no signature
        """Return whether the file is Markdown by name."""
        return info.suffix in self.formats

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:  # noqa: ARG002 - embeds nothing
        """Return the document with what it shows when rendered."""
        refuse_large_text(data, info.limits)
        from markdown_it import MarkdownIt

        text = _FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), decoded(data))
        tokens = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"]).parse(text)
        walk = _Walk(info.prefix)
        blocks = tuple(walk.blocks(tokens))
        if not blocks:
            raise DocumentError("there is no text in it")
        status, reason = walk.meter.status()
        yield Document(
            id=info.id,
            parent=info.parent,
            format="md",
            status=status,
            reason=reason,
            blocks=blocks,
            unread=walk.meter.lines(blocks),
        )


class _Walk:
    """Walks the tokens of one text from top to bottom.

    Args:
        prefix: put before every location.
    """

    def __init__(self, prefix: str) -> None:
        self.meter = Meter()
        self._prefix = prefix
        self._heading = ""
        self._line = 1
        self._items = 0
        """How many list items are open."""
        self._item_begun = False
        """Whether the text that follows is the first of its list item."""
        self._table: list[list[str]] | None = None
        self._tables = 0

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Yield the blocks of the tokens, in order."""
        kind = BlockKind.PARAGRAPH
        for token in tokens:
            if token.map:
                self._line = token.map[0] + 1
            match token.type:
                case "heading_open":
                    kind = BlockKind.HEADING
                case "paragraph_open":
                    kind = BlockKind.BULLET if self._item_begun else BlockKind.PARAGRAPH
                    self._item_begun = False
                case "list_item_open":
                    self._item_begun = True
                case "list_item_close":
                    self._item_begun = False
                case "table_open":
                    self._table = []
                    self._tables += 1
                case "table_close":
                    self._table = None
                case "tr_open" if self._table is not None:
                    self._table.append([])
                case "inline":
                    yield from self._inline(token, kind)
                case "html_block":
                    yield from self._html(token.content)
                case "fence" | "code_block":
                    self.meter.unread("code blocks", "program text is not read", harmless=True)
                case _:
                    pass

    def _inline(self, token: Token, kind: BlockKind) -> Iterator[Block]:
        text = _shown(token.children or ())
        if self._table:
            yield from self._cell(text, self._table)
        elif text:
            if kind is BlockKind.HEADING:
                self._heading = text
            yield self._block(text, kind)
        for child in token.children or ():
            if child.type == "image":
                self.meter.unread("pictures", NO_OCR, harmless=True)
                if child.content.strip():
                    yield self._block(child.content.strip(), BlockKind.ALT_TEXT)

    def _cell(self, text: str, table: list[list[str]]) -> Iterator[Block]:
        row = table[-1]
        row.append(text)
        first, column = len(table) == 1, len(row)
        if not text:
            return
        row_head = "" if first or column == 1 else row[0]
        column_head = table[0][column - 1] if not first and column <= len(table[0]) else ""
        yield Block(
            text=text,
            kind=BlockKind.TABLE_CELL,
            location=f"{self._prefix}table {self._tables} row {len(table)} column {column}",
            heading=self._heading,
            heads=tuple(head for head in (row_head, column_head) if head),
        )

    def _html(self, content: str) -> Iterator[Block]:
        """Yield what a piece of HTML in the text shows, at the line it begins in."""
        for block in html_blocks(content, ""):
            yield self._block(block.text, block.kind)

    def _block(self, text: str, kind: BlockKind) -> Block:
        heading = "" if kind is BlockKind.HEADING else self._heading
        return Block(text=text, kind=kind, location=f"{self._prefix}line {self._line}", heading=heading)


def _shown(children: Sequence[Token]) -> str:
    """Return the text of a paragraph as it reads: without marks, links by their words, line ends as spaces."""
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "html_inline" and not _TAG.fullmatch(child.content):
            parts.append(html.unescape(child.content))
    return " ".join("".join(parts).split())
