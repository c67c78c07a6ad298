"""Office files built in code, planted with markers, and the means to put into them what the libraries cannot write."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import docx
import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from msgcheck.config import ReadingLimits
from msgcheck.reading.interface import FileInfo, Reader
from msgcheck.records import Block, Document, DocumentId, ReadResult

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" '
    'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relationship to be added: from a part, with an id, of a type, to a target."""

    part: str
    id: str
    type: str
    target: str


def read_one(
    reader: Reader, data: bytes, name: str, *, prefix: str = "", limits: ReadingLimits | None = None
) -> Document:
    """Return the document that a reader makes of `data`, leaving out what is embedded in it."""
    info = FileInfo(id=DocumentId(name), name=name, prefix=prefix, limits=limits or ReadingLimits())
    document = next(iter(reader.read(data, info, _nothing)))
    assert isinstance(document, Document)
    return document


def _nothing(data: bytes, info: FileInfo) -> Iterable[ReadResult]:
    return ()


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def at(document: Document, location: str) -> Block:
    """Return the one block at a location; fails where there is none, or more than one."""
    found = [block for block in document.blocks if block.location == location]
    assert len(found) == 1, f"{location}: {len(found)} blocks; there are {[b.location for b in document.blocks]}"
    return found[0]


def holding(document: Document, marker: str) -> Block:
    """Return the one block whose text holds `marker`."""
    found = [block for block in document.blocks if marker in block.text]
    assert len(found) == 1, f"{marker}: {len(found)} blocks"
    return found[0]


def unread(document: Document) -> dict[str, tuple[int, int]]:
    """Return the unread meter as {kind: (found, read)}."""
    return {line.kind: (line.found, line.read) for line in document.unread}


def saved(document: object) -> bytes:
    """Return a python-pptx, python-docx or openpyxl document as the bytes of its file."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return the file with the first `old` in a part replaced by `new`; fails where it is not there."""
    parts = parts_of(data)
    content = parts[part].decode()
    assert old in content, f"{old} is not in {part}"
    return zipped({**parts, part: content.replace(old, new, 1).encode()})


def with_parts(data: bytes, parts: Mapping[str, str | bytes], links: Iterable[Link] = ()) -> bytes:
    """Return the file with further parts, and the relationships that lead to them."""
    files = parts_of(data)
    for name, content in parts.items():
        files[name] = content if isinstance(content, bytes) else content.encode()
    for link in links:
        folder, _, name = link.part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        entry = f'<Relationship Id="{link.id}" Type="{link.type}" Target="{link.target}"/>'.encode()
        files[path] = re.sub(rb"</Relationships>\s*$", entry + b"</Relationships>", files.get(path, empty))
    return zipped(files)


def on_slide(data: bytes, xml: str, *, slide: int = 1) -> bytes:
    """Return the deck with a piece of XML at the end of a slide's shapes."""
    spaced = re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", xml)
    return changed(data, f"ppt/slides/slide{slide}.xml", "</p:spTree>", f"{spaced}</p:spTree>")


def in_body(data: bytes, xml: str) -> bytes:
    """Return the Word text with a piece of XML at the end of its body."""
    spaced = re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", xml)
    return changed(data, "word/document.xml", "<w:sectPr", f"{spaced}<w:sectPr")


def shape(text: str, *, number: int = 900) -> str:
    """Return a text box of a slide as XML."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="box"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def frame(content: str, uri: str) -> str:
    """Return a graphic frame of a slide as XML."""
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="901" name="frame"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri="{uri}">{content}</a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def run(text: str) -> str:
    """Return a run of a Word text as XML."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def plain_deck(*titles: str) -> bytes:
    """Return a deck with one slide of title and two bullets for each title."""
    deck = pptx.Presentation()
    for title in titles or ("Only slide",):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "First point\nSecond point"
    return saved(deck)


def plain_text(*paragraphs: str) -> bytes:
    """Return a Word text of these paragraphs."""
    text = docx.Document()
    for paragraph in paragraphs or ("Only paragraph",):
        text.add_paragraph(paragraph)
    return saved(text)


def rich_deck() -> bytes:
    """Return a deck with everything python-pptx can write, each piece with a marker of its own."""
    deck = pptx.Presentation()
    deck.core_properties.title = "Deck of markers"
    deck.core_properties.author = "Ada Writer"
    _text_slide(deck)
    _grid_slide(deck)
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "marker-hidden-title"
    hidden._element.set("show", "0")
    return saved(deck)


def _text_slide(deck: pptx.presentation.Presentation) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "marker-title"
    body = slide.placeholders[1].text_frame
    body.text = "marker-bullet-1"
    body.add_paragraph().text = ""
    body.add_paragraph().text = "marker-bullet-2"
    box = slide.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame
    box.text = "marker-box-1"
    box.add_paragraph().text = "marker-box-2"
    group = slide.shapes.add_group_shape()
    inner = group.shapes.add_group_shape()
    inner.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "marker-deep"
    slide.shapes[-2]._element.nvSpPr.cNvPr.set("descr", "marker-alt")
    notes = slide.notes_slide.notes_text_frame
    notes.text = "marker-notes-1"
    notes.add_paragraph().text = "marker-notes-2"


def _grid_slide(deck: pptx.presentation.Presentation) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "marker-grid"
    for name in ("one", "two"):
        table = slide.shapes.add_table(3, 3, 0, 0, Inches(4), Inches(2)).table
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{name}-{row + 1}-{column + 1}"
    table.cell(2, 0).merge(table.cell(2, 1))
    data = CategoryChartData(number_format="0%")
    data.categories = ["marker-north", "marker-south"]
    data.add_series("marker-series", (0.3, 0.45))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(4), Inches(3), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "marker-chart-title"
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = "marker-axis"
