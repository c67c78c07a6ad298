"""What pdfium finds in a PDF: lines, notes, pictures and embedded files, page by page.

The one file that calls pdfium. It gives up at its deadline, between two pages.
"""

from __future__ import annotations

import ctypes
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgcheck.errors import DocumentError
from msgcheck.reading.garbled import is_garbled
from msgcheck.records import BlockKind

_Pdfium = Any
"""Objects of pypdfium2, which carries no usable types."""

_HYPHEN_AND_BREAK = "\ufffe"
"""What pdfium writes for a hyphen at a line end together with the line end."""
_LINE_END = re.compile("\r\n|[\r\n\v\f\u2028\u2029]")
_MAX_OBJECTS = 5_000
_MAX_NOTES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """One line as it stands on its page."""

    text: str
    height: float
    """Of its letters, in points; 0 where unknown."""


@dataclass(slots=True)
class PdfPage:
    """What was found on one page."""

    number: int
    lines: list[PdfLine] = field(default_factory=list)
    notes: list[tuple[str, BlockKind, str]] = field(default_factory=list)
    """(text, kind, what it is called in a location)."""
    pictures: int = 0
    drawn: bool = False
    """Whether there is anything on it."""
    garbled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfContent:
    """All that was found in one PDF."""

    page_count: int
    pages: tuple[PdfPage, ...]
    """Those that could be looked at in time."""
    attachments: tuple[tuple[str, bytes], ...]
    """(name, content) of embedded files."""
    properties: dict[str, str]
    """Title, Author, CreationDate, ModDate."""


def pdf_content(data: bytes, *, timeout_s: float, max_attachments: int) -> PdfContent:
    """Return what is found in a PDF within `timeout_s`.

    Raises:
        DocumentError: it is encrypted or damaged.
    """
    pdf = _opened(data)
    try:
        return PdfContent(
            page_count=len(pdf),
            pages=tuple(_pages(pdf, deadline=time.monotonic() + timeout_s)),
            attachments=tuple(_attachments(pdf, max_attachments)),
            properties=pdf.get_metadata_dict(skip_empty=True),
        )
    finally:
        pdf.close()


def _opened(data: bytes) -> _Pdfium:
    import pypdfium2
    import pypdfium2.raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as err:
        if getattr(err, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise DocumentError("the file is encrypted with a password; save a copy without one") from err
        if getattr(err, "err_code", None) == pypdfium2.raw.FPDF_ERR_SECURITY:
            raise DocumentError("the file is protected in a way that cannot be opened") from err
        raise DocumentError("the PDF is damaged and cannot be opened") from err


def _pages(pdf: _Pdfium, *, deadline: float) -> Iterator[PdfPage]:
    """Yield the pages that can be read in time."""
    import pypdfium2

    for index in range(len(pdf)):
        if time.monotonic() > deadline:
            return
        page = PdfPage(number=index + 1)
        try:
            _fill(page, pdf[index])
        except pypdfium2.PdfiumError:
            page.drawn = True  # a broken page counts as not read
        yield page


def _fill(page: PdfPage, source: _Pdfium) -> None:
    """Put into `page` what stands on it."""
    try:
        text_page = source.get_textpage()
        try:
            lines = list(_lines(text_page))
        finally:
            text_page.close()
        page.garbled = is_garbled([line.text for line in lines])
        page.lines = [] if page.garbled else lines
        page.drawn, page.pictures = _drawings(source)
        page.notes = list(_notes(source))
    finally:
        source.close()


def _lines(text_page: _Pdfium) -> Iterator[PdfLine]:
    text = text_page.get_text_range()
    start = 0
    for raw in re.split(f"(\r\n|[\r\n\v\f\u2028\u2029{_HYPHEN_AND_BREAK}])", text):
        if raw and not _LINE_END.fullmatch(raw) and raw != _HYPHEN_AND_BREAK:
            broken = text[start + len(raw) : start + len(raw) + 1] == _HYPHEN_AND_BREAK
            shown = raw.strip()
            if shown:
                first = start + len(raw) - len(raw.lstrip())
                yield PdfLine(text=shown + "-" * broken, height=_height(text_page, first))
        start += len(raw)


def _height(text_page: _Pdfium, index: int) -> float:
    """Return how high the letter at `index` is, 0 where that cannot be told."""
    import pypdfium2

    if index >= text_page.count_chars():
        return 0.0
    try:
        _, bottom, _, top = text_page.get_charbox(index, loose=True)
    except pypdfium2.PdfiumError:
        return 0.0
    return float(abs(top - bottom))


def _drawings(source: _Pdfium) -> tuple[bool, int]:
    """Return whether anything is drawn on a page, and how many pictures are."""
    import pypdfium2.raw as pdfium

    objects = pdfium.FPDFPage_CountObjects(source.raw)
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(source.raw, index))
        for index in range(min(objects, _MAX_OBJECTS))
    )
    return objects > 0, sum(kind == pdfium.FPDF_PAGEOBJ_IMAGE for kind in kinds)


def _notes(source: _Pdfium) -> Iterator[tuple[str, BlockKind, str]]:
    """Yield what stands in comments, text boxes and form fields laid over a page."""
    import pypdfium2.raw as pdfium

    for index in range(min(pdfium.FPDFPage_GetAnnotCount(source.raw), _MAX_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(source.raw, index)
        if not note:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(note)
            if kind == pdfium.FPDF_ANNOT_WIDGET:
                found = (_note_text(note, b"V"), BlockKind.LINE, "field")
            elif kind == pdfium.FPDF_ANNOT_FREETEXT:
                found = (_note_text(note, b"Contents"), BlockKind.PARAGRAPH, "text box")
            elif kind in (pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_LINK):
                continue  # a pop-up repeats the comment it belongs to
            else:
                found = (_note_text(note, b"Contents"), BlockKind.COMMENT, "comment")
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
        if found[0]:
            yield found


def _note_text(note: _Pdfium, key: bytes) -> str:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return " ".join(buffer.raw.decode("utf-16-le", errors="replace").replace("\x00", "").split())


def _attachments(pdf: _Pdfium, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the first embedded files; one that is broken is empty."""
    import pypdfium2

    for index in range(min(pdf.count_attachments(), most)):
        try:
            attachment = pdf.get_attachment(index)
            found = attachment.get_name(), bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            found = f"attachment {index + 1}", b""
        yield found
