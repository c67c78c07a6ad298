"""A Word document from its description in `source/documents/*.yaml`.

python-docx writes headings, paragraphs, tables, header and footer; footnotes, which it does not know, are
added as a part of their own.
"""
# ruff: noqa: SLF001 - what python-docx does not know is reached through its XML

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from fixed_zip import repacked
from lxml import etree

_TABLE_STYLE = "Light Grid Accent 1"
_WML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def docx_bytes(description: dict[str, Any]) -> bytes:
    """Return the .docx that `description` describes; equal descriptions give equal bytes."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = description["title"], description["author"]
    properties.last_modified_by, properties.comments = description["author"], ""
    properties.created = properties.modified = datetime.fromisoformat(f"{description['modified']}T09:00:00")
    _drop_leftovers(document)
    section = document.sections[0]
    section.header.paragraphs[0].text = description["header"]
    section.footer.paragraphs[0].text = description["footer"]
    footnotes: list[str] = []
    for entry in description["body"]:
        _add(document, entry if isinstance(entry, dict) else {"text": entry}, footnotes)
    if footnotes:
        _add_footnotes(document, footnotes)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _drop_leftovers(document: Any) -> None:
    """Leave out the template's thumbnail and the hundred table styles that are not used here."""
    for holder in (document.part, document.part.package):
        for relation_id, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in ("stylesWithEffects", "thumbnail"):
                holder.rels.pop(relation_id)
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in (_TABLE_STYLE, "Normal Table"):
            style.delete()


def _add(document: Any, entry: dict[str, Any], footnotes: list[str]) -> None:
    if "heading" in entry:
        document.add_heading(entry["heading"], level=entry["level"])
    elif "table" in entry:
        rows = entry["table"]
        table = document.add_table(len(rows), len(rows[0]), style=_TABLE_STYLE)
        for row_number, row in enumerate(rows):
            for column_number, text in enumerate(row):
                table.cell(row_number, column_number).text = text
    else:
        paragraph = document.add_paragraph(entry["text"])
        if "footnote" in entry:
            footnotes.append(entry["footnote"])
            mark = f'<w:r xmlns:w="{_WML}"><w:footnoteReference w:id="{len(footnotes)}"/></w:r>'
            paragraph._p.append(etree.fromstring(mark))


def _add_footnotes(document: Any, footnotes: list[str]) -> None:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, number, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(text)}</w:t>'
        "</w:r></w:p></w:footnote>"
        for number, text in enumerate(footnotes, start=1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{_WML}">{separators}{notes}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, _FOOTNOTES)
