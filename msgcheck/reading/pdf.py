"""PDF: pages and lines.

A PDF holds drawn letters, not sentences; pdfium puts them into lines, which become the blocks. Lines in
large letters are headings, lines that return on most pages are headers and footers. A page whose letters
have no meaning attached (a scan, or fonts without their Unicode table) is not read, and said so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median

from msgcheck.errors import DocumentError
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.mending import mend_lines
from msgcheck.reading.meter import NO_OCR, Meter
from msgcheck.reading.pdf_pages import PdfContent, PdfLine, PdfPage, pdf_content
from msgcheck.records import Block, BlockKind, Document, DocumentId, Edit, ReadResult, Status, Unread

_HEADING_RATIO = 1.25
_MAX_HEADING_CHARS = 150
_SAME_HEIGHT = 0.05
_MIN_PAGES_OF_FOOTER = 3
_MAX_NAME_CHARS = 200


class PdfReader:
    """Reads PDF files by pdfium, page by page, within the time allowed for one file."""

    formats = ("pdf",)

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        """Return whether the file is a PDF by its first bytes, or at least by name."""
        return b"%PDF-" in head[:1024] or info.suffix == "pdf"

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the document, then its embedded files."""
        limits = info.limits
        content = pdf_content(data, timeout_s=limits.timeout_s, max_attachments=limits.max_parts)
        yield _document(info, content)
        for number, (name, inner) in enumerate(content.attachments, start=1):
            yield from nested(inner, _inside(info, name.replace("/", "_")[:_MAX_NAME_CHARS] or f"attachment {number}"))


def _inside(info: FileInfo, name: str) -> FileInfo:
    return replace(
        info,
        id=DocumentId(f"{info.id}/{name}"),
        name=name,
        parent=info.id,
        depth=info.depth + 1,
        prefix=f"{info.prefix}{name}: ",
    )


def _document(info: FileInfo, content: PdfContent) -> Document:
    blocks = tuple(_blocks(info, content.pages))
    unread = (*Meter().lines(blocks), *_unread(content))
    unread_pages = next((entry for entry in unread if entry.kind == "pages"), None)
    reason = unread_pages.reason if unread_pages else None
    if not blocks and reason:
        raise DocumentError(reason)
    if not blocks and not content.attachments:
        raise DocumentError("there is no text in it")
    return Document(
        id=info.id,
        parent=info.parent,
        format="pdf",
        status=Status.PARTIAL if reason else Status.READ,
        reason=reason,
        blocks=blocks,
        unread=unread,
        title=content.properties.get("Title", "").strip(),
        author=content.properties.get("Author", "").strip(),
        created=_date(content.properties.get("CreationDate", "")),
        modified=_date(content.properties.get("ModDate", "")),
    )


def _unread(content: PdfContent) -> Iterator[Unread]:
    found, pages, attachments = content.page_count, content.pages, len(content.attachments)
    read = sum(bool(page.lines or page.notes or not (page.drawn or page.garbled)) for page in pages)
    garbled = sum(page.garbled for page in pages)
    pictures = sum(page.drawn and not (page.lines or page.garbled or page.notes) for page in pages)
    late = found - len(pages)
    reasons = (
        (late, "reading took too long"),
        (garbled, "the letters cannot be told: their fonts carry no Unicode table"),
        (pictures, "only pictures; text in pictures is not read"),
    )
    told = [f"{_count(count, 'page')}: {why}" for count, why in reasons if count]
    yield Unread(kind="pages", found=found, read=read, reason="; ".join(told) or None)
    shown = sum(page.pictures for page in pages)
    if shown:
        yield Unread(kind="pictures", found=shown, read=0, reason=NO_OCR)
    if attachments:
        yield Unread(kind="attachments", found=attachments, read=attachments)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def _blocks(info: FileInfo, pages: Sequence[PdfPage]) -> Iterator[Block]:
    """Yield one block a line, but one a heading, and the notes of a page after its lines."""
    body = _body_height(pages)
    returning = _returning_lines(pages)
    mended = iter(mend_lines([line.text for page in pages for line in page.lines]))
    for page in pages:
        blocks: list[Block] = []
        heights: list[float] = []
        for number, line in enumerate(page.lines, start=1):
            mend = next(mended)
            kind = _kind(line, number, len(page.lines), body, returning)
            location = f"{info.prefix}page {page.number} line {number}"
            block = Block(text=mend.text, kind=kind, location=location, edits=mend.edits)
            if blocks and _goes_on(blocks[-1], block) and abs(line.height / heights[-1] - 1) < _SAME_HEIGHT:
                blocks[-1] = _joined(blocks[-1], block)
            elif mend.text:
                blocks.append(block)
                heights.append(line.height)
        yield from _under_headings(blocks)
        for number, (text, kind, name) in enumerate(page.notes, start=1):
            yield Block(text=text, kind=kind, location=f"{info.prefix}page {page.number} {name} {number}")


def _goes_on(heading: Block, block: Block) -> bool:
    """Return whether a heading goes on in the next line."""
    return heading.kind is block.kind is BlockKind.HEADING and block.text[:1].islower()


def _joined(heading: Block, block: Block) -> Block:
    """Return two lines of one heading as one block; the way back knows the line end between them."""
    start = len(heading.text) + 1
    shifted = (replace(edit, start=edit.start + start, end=edit.end + start) for edit in block.edits)
    line_end = Edit(start=start - 1, end=start, source="\n")
    return replace(heading, text=f"{heading.text} {block.text}", edits=(*heading.edits, line_end, *shifted))


def _under_headings(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks of a page, each line with the heading it stands under."""
    heading = ""
    previous = BlockKind.LINE
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading = f"{heading} {block.text}" if previous is BlockKind.HEADING else block.text
        yield replace(block, heading=heading) if block.kind is BlockKind.LINE else block
        previous = block.kind


def _kind(line: PdfLine, number: int, last: int, body: float, returning: frozenset[str]) -> BlockKind:
    if number in (1, last) and _without_digits(line.text) in returning:
        return BlockKind.HEADER if number == 1 else BlockKind.FOOTER
    large = body > 0 and line.height >= _HEADING_RATIO * body
    if large and len(line.text) <= _MAX_HEADING_CHARS and any(map(str.isalpha, line.text)):
        return BlockKind.HEADING
    return BlockKind.LINE


def _body_height(pages: Sequence[PdfPage]) -> float:
    """Return how high the letters of running text are: the median over letters, not lines."""
    heights = [(line.height, len(line.text)) for page in pages for line in page.lines if line.height]
    return median([height for height, chars in heights for _ in range(min(chars, 80) // 8 + 1)]) if heights else 0.0


def _returning_lines(pages: Sequence[PdfPage]) -> frozenset[str]:
    """Return the first and last lines that stand on most pages, page numbers apart."""
    counts: Counter[str] = Counter()
    for page in pages:
        if page.lines:
            counts.update({_without_digits(page.lines[0].text), _without_digits(page.lines[-1].text)})
    least = max(_MIN_PAGES_OF_FOOTER, len(pages) // 2)
    return frozenset(text for text, count in counts.items() if count >= least)


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _date(text: str) -> datetime | None:
    """Return a PDF date (`D:20250301120000+01'00'`) as UTC; its offset shifts it by hours at most and is left out."""
    digits = re.match(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?", text.strip())
    if not digits:
        return None
    year, month, day, hour, minute, second = (
        int(part) if part else default for part, default in zip(digits.groups(), (1, 1, 1, 0, 0, 0), strict=True)
    )
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
