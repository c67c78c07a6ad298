"""Decks from their description in `source/decks/*.yaml`: plain data in, the bytes of a .pptx out.

python-pptx writes slides, tables, charts, groups and notes; what it does not know is in `demo_pptx_parts.py`.
"""
# ruff: noqa: SLF001 - what python-pptx does not know is reached through its XML

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from demo_pptx_parts import add_comments, add_smartart
from fixed_zip import repacked
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches, Pt

Entry = dict[str, Any]

_DARK = RGBColor(0x0B, 0x3C, 0x49)
_COLOURS = {
    "dk2": "0B3C49",
    "accent1": "146C7C",
    "accent2": "E07A3F",
    "accent3": "8FB8B0",
    "accent4": "F2C14E",
    "accent5": "5B5F97",
    "accent6": "8C3B3B",
}
_WIDTH = Inches(13.333)
_LEFT, _TOP, _BODY_WIDTH, _BODY_HEIGHT = Inches(0.8), Inches(1.75), Inches(11.7), Inches(4.6)
_CHARTS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PML = "http://schemas.openxmlformats.org/presentationml/2006/main"


def deck_bytes(deck: Entry) -> bytes:
    """Return the .pptx that `deck` describes; equal descriptions give equal bytes."""
    presentation = Presentation()
    _dress(presentation)
    properties = presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = deck["title"], deck["author"], deck["author"]
    properties.created = properties.modified = datetime.fromisoformat(f"{deck['modified']}T09:00:00")
    properties.revision = 3
    for number, entry in enumerate(deck["slides"], start=1):
        _add_slide(presentation, entry, number)
    add_comments(presentation, deck["slides"])
    out = io.BytesIO()
    presentation.save(out)
    return repacked(out.getvalue())


# --- the template ----------------------------------------------------------------------------------


def _dress(presentation: Any) -> None:
    """Turn the white 4:3 template into a wide one in the company's colours, with three layouts."""
    factor = _WIDTH / presentation.slide_width
    presentation.slide_width = _WIDTH
    master = presentation.slide_master
    for layout in [layout for number, layout in enumerate(master.slide_layouts) if number not in (0, 1, 5)]:
        master.slide_layouts.remove(layout)
    for part in (master, *master.slide_layouts):
        for place in part._element.iter(f"{{{_MAIN}}}off", f"{{{_MAIN}}}ext"):
            for side in ("x", "cx"):
                if place.get(side) is not None:
                    place.set(side, str(int(int(place.get(side)) * factor)))
    _band(master)
    package = presentation.part.package
    for part in package.iter_parts():
        if str(part.partname).startswith("/ppt/theme/"):
            part._blob = _coloured(part.blob)
    _drop_leftovers(package, presentation.part)


def _band(master: Any) -> None:
    """Draw a narrow coloured band along the left edge of every slide."""
    xml = (
        f'<p:sp xmlns:p="{_PML}" xmlns:a="{_MAIN}"><p:nvSpPr><p:cNvPr id="90" name="Band"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="228600" cy="6858000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    master.shapes._spTree.insert(2, etree.fromstring(xml))


def _coloured(theme: bytes) -> bytes:
    root = etree.fromstring(theme)
    for name, colour in _COLOURS.items():
        for slot in root.iter(f"{{{_MAIN}}}{name}"):
            for old in list(slot):
                slot.remove(old)
            etree.SubElement(slot, f"{{{_MAIN}}}srgbClr").set("val", colour)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop_leftovers(package: Any, main: Any) -> None:
    """Leave out the template's thumbnail and printer settings, which are not of this deck."""
    for holder in (package, main):
        for relation_id, relation in list(holder._rels.items()):
            if relation.reltype.rpartition("/")[2] in ("thumbnail", "printerSettings"):
                holder._rels.pop(relation_id)


# --- slides ----------------------------------------------------------------------------------------


def _add_slide(presentation: Any, entry: Entry, number: int) -> None:
    layouts = presentation.slide_layouts
    layout = layouts[0] if "subtitle" in entry else layouts[1] if "bullets" in entry else layouts[2]
    slide = presentation.slides.add_slide(layout)
    _add_title(slide, entry)
    for key, add in _PARTS.items():
        if key in entry:
            add(slide, entry[key])
    if "smartart" in entry:
        add_smartart(slide, entry["smartart"], (_LEFT, _TOP, _BODY_WIDTH, _BODY_HEIGHT), number)
    if entry.get("hidden"):
        slide._element.set("show", "0")
    if "notes" in entry:
        slide.notes_slide.notes_text_frame.text = entry["notes"]


def _add_title(slide: Any, entry: Entry) -> None:
    title = slide.shapes.title
    title.text = entry["title"]
    size = Pt(40) if "subtitle" in entry else Pt(32)
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size, run.font.bold, run.font.color.rgb = size, True, _DARK
    if "subtitle" in entry:
        slide.placeholders[1].text = entry["subtitle"]


def _add_bullets(slide: Any, bullets: list[str | list[str]]) -> None:
    """Fill the body of the slide; a list within the list is one level deeper."""
    body = slide.placeholders[1]
    body.left, body.top, body.width, body.height = _LEFT, _TOP, _BODY_WIDTH, _BODY_HEIGHT
    frame = body.text_frame
    for number, (text, level) in enumerate(_levels(bullets)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        paragraph.space_after = Pt(10)
        paragraph.runs[0].font.size = Pt(18 if level else 22)


def _levels(bullets: list[str | list[str]]) -> Iterator[tuple[str, int]]:
    for bullet in bullets:
        if isinstance(bullet, str):
            yield bullet, 0
        else:
            yield from ((text, 1) for text in bullet)


def _add_table(slide: Any, rows: list[list[str]]) -> None:
    height = Inches(0.55 * len(rows))
    table = slide.shapes.add_table(len(rows), len(rows[0]), _LEFT, _TOP, _BODY_WIDTH, height).table
    for row_number, row in enumerate(rows):
        for column_number, text in enumerate(row):
            cell = table.cell(row_number, column_number)
            cell.text = text
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(16)


def _add_chart(slide: Any, chart: Entry) -> None:
    data = CategoryChartData()
    data.categories = chart["categories"]
    for name, values in chart["series"].items():
        data.add_series(name, values)
    frame = slide.shapes.add_chart(_CHARTS[chart["kind"]], _LEFT, _TOP, _BODY_WIDTH, _BODY_HEIGHT, data)
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = chart["title"]
    frame.chart.has_legend = len(chart["series"]) > 1
    if frame.chart.has_legend:
        frame.chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        frame.chart.legend.include_in_layout = False
    frame.chart.plots[0].has_data_labels = True


def _add_group(slide: Any, boxes: list[list[str]]) -> None:
    """Add boxes side by side: a group of small groups, each a head with a text under it."""
    outer = slide.shapes.add_group_shape()
    width = int(_BODY_WIDTH / len(boxes) - Inches(0.3))
    for number, (head, text) in enumerate(boxes):
        left = _LEFT + number * (width + Inches(0.3))
        inner = outer.shapes.add_group_shape()
        for label, top, height, size in ((head, _TOP, Inches(1.0), 28), (text, _TOP + Inches(1.1), Inches(2.2), 18)):
            box = inner.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, Emu(left), top, Emu(width), height)
            box.text_frame.word_wrap = True
            box.text_frame.text = label
            box.text_frame.paragraphs[0].runs[0].font.size = Pt(size)


def _add_boxes(slide: Any, texts: list[str]) -> None:
    """Add loose text boxes, as people drop them on a slide when the body is full."""
    for number, text in enumerate(texts):
        frame = slide.shapes.add_textbox(Inches(6.2), Inches(4.4 + 0.7 * number), Inches(6.3), Inches(0.6)).text_frame
        frame.word_wrap = True
        frame.text = text
        for paragraph in frame.paragraphs:
            paragraph.font.size, paragraph.font.italic = Pt(16), True


def _add_footnote(slide: Any, text: str) -> None:
    frame = slide.shapes.add_textbox(_LEFT, Inches(6.6), _BODY_WIDTH, Inches(0.5)).text_frame
    frame.word_wrap = True
    frame.text = text
    frame.paragraphs[0].runs[0].font.size = Pt(12)
    frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0x60, 0x60, 0x60)


def _add_picture(slide: Any, picture: Entry) -> None:
    shape = slide.shapes.add_picture(io.BytesIO(_png()), Inches(10.6), Inches(4.6), Inches(2.2), Inches(1.65))
    shape._element.nvPicPr.cNvPr.set("descr", picture["alt"])


_PARTS = {
    "bullets": _add_bullets,
    "table": _add_table,
    "chart": _add_chart,
    "group": _add_group,
    "picture": _add_picture,
    "boxes": _add_boxes,
    "footnote": _add_footnote,
}


def _png(width: int = 64, height: int = 48) -> bytes:
    """Return a small picture, a pale sky over a dark floor, without a compressor's habits in its bytes."""
    rows = b"".join(
        b"\0" + bytes([0xD9 - y, 0xE6 - y // 2, 0xE4] if y < 34 else [0x14, 0x6C, 0x7C]) * width for y in range(height)
    )
    stored = b"\x78\x01\x01" + len(rows).to_bytes(2, "little") + (len(rows) ^ 0xFFFF).to_bytes(2, "little") + rows
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    chunks = ((b"IHDR", head), (b"IDAT", stored + zlib.adler32(rows).to_bytes(4, "big")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in chunks
    )
