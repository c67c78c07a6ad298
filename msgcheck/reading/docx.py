"""Texts of Word, read in document order as they stand when all changes are accepted.

The body comes first; then footnotes, endnotes, comments, headers and footers of every section, and the
building blocks stored in the file. Text boxes, content controls and tables are read where they stand,
charts, SmartArt and alt text after the paragraph that holds them.

The XML is walked directly: python-docx refuses strict and macro-enabled files, and leaves out text boxes,
content controls, tracked insertions and moved text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgcheck.errors import DocumentError
from msgcheck.reading.docx_styles import Styles
from msgcheck.reading.drawingml import PARAGRAPH, paragraph_text
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import NO_OCR
from msgcheck.reading.office_document import DocumentBuilder, Sources
from msgcheck.reading.ooxml import CX, DGM, MATH, C, Element, R, W, descend, effective_children, open_package
from msgcheck.reading.tables import Cell, Heads
from msgcheck.records import BlockKind, ReadResult

_WORD_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_VML = "{urn:schemas-microsoft-com:vml}"
_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"

_GONE = frozenset({W + "del", W + "moveFrom", W + "delText", W + "instrText", W + "delInstrText"})
"""Deleted, moved away, or the code of a field: not there once all changes are accepted."""
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_ASIDES = frozenset(
    {
        W + "txbxContent", W + "altChunk", W + "subDoc", _WORD_DRAWING + "docPr", _PICTURE, _OLE_OBJECT,
        _VML + "imagedata", _VML + "textpath", C + "chart", CX + "chart", DGM + "relIds", PARAGRAPH,
    }
)  # fmt: skip
"""What hangs on a paragraph and is read after it."""


class DocxReader:
    """Reads Word texts and templates, with or without macros."""

    formats = ("docx", "docm", "dotx", "dotm")

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - the suffix decides
        """Return whether the file's suffix is that of a Word text."""
        return info.suffix in self.formats

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the document, then the documents embedded in it.

        Raises:
            DocumentError: the file is encrypted, damaged or no Word text.
        """
        builder = self.walked(data, info)
        return [builder.document(), *builder.embedded(nested)]

    def walked(self, data: bytes, info: FileInfo, *, sources: Sources | None = None) -> DocumentBuilder:
        """Return the builder with all blocks of the document.

        Args:
            data: the whole file.
            info: its name and place.
            sources: takes down where every block was read from.

        Raises:
            DocumentError: the file is encrypted, damaged or no Word text.
        """
        package = open_package(data, info.limits)
        main = package.main_part()
        root = package.xml(main)
        if root.tag != W + "document":
            raise DocumentError("the file is no Word text, although its suffix says so")
        builder = DocumentBuilder(
            package, info, "notes", "tables", "charts", "smartart", "pictures", "comments", sources=sources
        )
        if sources is not None:
            sources.roots[main] = root
        walk = _Walk(builder=builder, styles=Styles(package, main))
        _Story(walk=walk, part=main).read(root)
        _read_notes(walk, main)
        _read_comments(walk, main)
        _read_margins(walk, main, root)
        for part in package.related(main, "glossaryDocument"):
            _read_part(walk, part, "other parts", place="glossary", hidden=True)
        for part, place, leftover in builder.leftovers(main):
            if str(leftover.tag).startswith(W):
                _Story(walk=walk, part=part, place=place, hidden=True).read(leftover)
            else:
                builder.add_drawn(leftover, place)
        return builder


@dataclass(slots=True, kw_only=True)
class _Walk:
    """What all stories of one document share."""

    builder: DocumentBuilder
    styles: Styles
    counts: dict[str, int] = field(default_factory=dict)

    def next_place(self, name: str) -> str:
        """Return `chart` for the first chart of the document, `chart 2` for the second."""
        self.counts[name] = self.counts.get(name, 0) + 1
        return name if self.counts[name] == 1 else f"{name} {self.counts[name]}"


def _read_part(
    walk: _Walk, part: str, counted_as: str, *, place: str, kind: BlockKind | None = None, hidden: bool = False
) -> None:
    root = walk.builder.parsed(part, counted_as)
    if root is not None:
        _Story(walk=walk, part=part, place=place, kind=kind, hidden=hidden).read(root)


def _read_notes(walk: _Walk, main: str) -> None:
    walk.builder.heading = ""
    for name in ("footnote", "endnote"):
        for part in walk.builder.package.related(main, f"{name}s"):
            root = walk.builder.parsed(part, "notes")
            for note in descend(root, W + name) if root is not None else ():
                if _flat_text(note):
                    walk.builder.meter.count("notes")
                    place = walk.next_place(name)
                    _Story(walk=walk, part=part, place=place, kind=BlockKind.FOOTNOTE).read(note)


def _read_comments(walk: _Walk, main: str) -> None:
    for part in walk.builder.package.related(main, "comments"):
        root = walk.builder.parsed(part, "comments")
        for comment in descend(root, W + "comment") if root is not None else ():
            walk.builder.meter.count("comments")
            _Story(walk=walk, part=part, place=walk.next_place("comment"), kind=BlockKind.COMMENT).read(comment)


def _read_margins(walk: _Walk, main: str, root: Element) -> None:
    """Read headers and footers in the order of the sections, then those that no section shows any more."""
    package = walk.builder.package
    in_use = [
        package.target(main, link.get(R + "id")) for link in root.iter(W + "headerReference", W + "footerReference")
    ]
    headers = package.related(main, "header")
    footers = package.related(main, "footer")
    for part in dict.fromkeys([*in_use, *headers, *footers]):
        if part is not None:
            name, kind = ("header", BlockKind.HEADER) if part in headers else ("footer", BlockKind.FOOTER)
            counted_as = f"{name}s"
            place = walk.next_place(name)
            _read_part(walk, part, counted_as, place=place, kind=kind, hidden=part not in in_use)


@dataclass(slots=True, kw_only=True)
class _Story:
    """One run of paragraphs and tables: the body, a table cell, a text box, a footnote, a header."""

    walk: _Walk
    part: str
    """The part its relationship ids belong to."""
    place: str = ""
    """Empty for the body."""
    kind: BlockKind | None = None
    """Kind of all its blocks; None where styles decide."""
    heads: tuple[str, ...] = ()
    hidden: bool = False
    paragraphs: int = 0
    tables: int = 0

    def read(self, container: Element) -> None:
        """Add everything in `container`."""
        runs = _Runs()
        unfinished: Element | None = None
        for element in effective_children(container):
            if element.tag == W + "p":
                runs.collect(element)
                if _goes_on_in_next(element):
                    unfinished = element
                else:
                    self._paragraph(element, runs)
                    runs, unfinished = _Runs(), None
            elif element.tag == W + "tbl":
                if unfinished is not None:
                    self._paragraph(unfinished, runs)
                    runs, unfinished = _Runs(), None
                self._table(element)
            elif element.tag in _ASIDES and element.tag != PARAGRAPH:
                self._aside(element)
            elif element.tag not in _GONE:
                self.read(element)
        if unfinished is not None:
            self._paragraph(unfinished, runs)

    def _paragraph(self, paragraph: Element, runs: _Runs) -> None:
        kind = self.walk.styles.kind(paragraph)
        self.walk.builder.standing = paragraph
        if "".join((*runs.visible, *runs.concealed)).strip():
            self.paragraphs += 1
            place = self._paragraph_place()
            text = "".join(runs.visible).strip()
            if self.kind is None and text and kind in (BlockKind.TITLE, BlockKind.HEADING) and not self.place:
                self.walk.builder.heading = " ".join(text.split())
            self._add(text, self.kind or kind, place, elements=runs.visible_in)
            self._add("".join(runs.concealed), self.kind or kind, place, hidden=True, elements=runs.concealed_in)
        for aside in runs.asides:
            self._aside(aside)

    def _paragraph_place(self) -> str:
        if not self.place:
            return f"paragraph {self.paragraphs}"
        return self.place if self.paragraphs == 1 else f"{self.place} paragraph {self.paragraphs}"

    def _add(
        self, text: str, kind: BlockKind, place: str, *, hidden: bool = False, elements: Sequence[Element] = ()
    ) -> None:
        hidden = hidden or self.hidden
        self.walk.builder.add(text, kind, place, hidden=hidden, heads=self.heads, elements=elements)

    def _table(self, table: Element) -> None:
        self.walk.builder.meter.count("tables")
        self.tables += 1
        prefix = f"{self.place} " if self.place else ""
        cells = list(_cells(table))
        heads = Heads(cell for cell, _ in cells)
        for cell, element in cells:
            story = _Story(
                walk=self.walk,
                part=self.part,
                place=f"{prefix}table {self.tables} {cell.place}",
                kind=self.kind or BlockKind.TABLE_CELL,
                heads=heads.of(cell),
                hidden=self.hidden or cell.covered,
            )
            story.read(element)

    def _aside(self, element: Element) -> None:
        builder = self.walk.builder
        if element.tag == W + "txbxContent":
            place = self.walk.next_place("text box")
            _Story(walk=self.walk, part=self.part, place=place, kind=self.kind, hidden=self.hidden).read(element)
        elif element.tag == _WORD_DRAWING + "docPr":
            builder.alt_text(element, f"{self.walk.next_place('picture')} alt text", hidden=self.hidden)
        elif element.tag in (C + "chart", CX + "chart"):
            builder.chart(self.part, element, self.walk.next_place("chart"), hidden=self.hidden)
        elif element.tag == DGM + "relIds":
            builder.smartart(self.part, element, self.walk.next_place("smartart"), hidden=self.hidden)
        elif element.tag == PARAGRAPH:
            text, place = paragraph_text(element), self.walk.next_place("text box")
            self._add(text, BlockKind.PARAGRAPH, place, elements=(element,))
        elif element.tag == _VML + "textpath":
            self._add(element.get("string", ""), BlockKind.PARAGRAPH, self.walk.next_place("text box"))
        elif element.tag in (W + "altChunk", _OLE_OBJECT):
            builder.attachment(self.part, element.get(R + "id"))
        elif element.tag == W + "subDoc":
            builder.meter.unread("linked documents", "links out of the file are not followed", harmless=True)
        else:
            builder.meter.unread("pictures", NO_OCR, harmless=True)


@dataclass(slots=True)
class _Runs:
    """The text of one paragraph, and what hangs on it."""

    visible: list[str] = field(default_factory=list)
    concealed: list[str] = field(default_factory=list)
    """Text formatted as hidden."""
    visible_in: list[Element] = field(default_factory=list)
    concealed_in: list[Element] = field(default_factory=list)
    """The elements the texts were read from, one for one."""
    asides: list[Element] = field(default_factory=list)

    def collect(self, element: Element, *, concealed: bool = False) -> None:
        """Add everything below `element` in document order."""
        for child in effective_children(element):
            text = text_of(child)
            if text is not None:
                (self.concealed if concealed else self.visible).append(text)
                (self.concealed_in if concealed else self.visible_in).append(child)
            elif child.tag in _ASIDES:
                self.asides.append(child)
            elif child.tag != W + "pPr" and child.tag not in _GONE:
                self.collect(child, concealed=concealed or (child.tag == W + "r" and _is_vanished(child)))


def text_of(element: Element) -> str | None:
    """Return the text that an element of a run stands for, None where it is none that holds text itself."""
    return element.text or "" if element.tag in (W + "t", MATH + "t") else _SIGNS.get(element.tag)


def _goes_on_in_next(paragraph: Element) -> bool:
    """Return whether the mark at the end of a paragraph was deleted, which joins it to the next one."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in (W + "del", W + "moveFrom"))


def _is_vanished(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val", "1") not in ("0", "false", "off")


def _flat_text(element: Element) -> str:
    """Return the visible text of all paragraphs below `element` in one line, as a head for other cells."""
    runs = _Runs()
    for paragraph in descend(element, W + "p"):
        runs.collect(paragraph)
        runs.visible.append(" ")
    return " ".join("".join(runs.visible).split())


def _cells(table: Element) -> Iterator[tuple[Cell, Element]]:
    for row_number, row in enumerate(descend(table, W + "tr"), start=1):
        column = 1 + _number(row, f"{W}trPr/{W}gridBefore")
        for element in descend(row, W + "tc"):
            span = max(_number(element, f"{W}tcPr/{W}gridSpan"), 1)
            merge = element.find(f"{W}tcPr/{W}vMerge")
            covered = merge is not None and merge.get(W + "val", "continue") == "continue"
            yield (
                Cell(row=row_number, column=column, columns=span, text=_flat_text(element), covered=covered),
                element,
            )
            column += span


def _number(element: Element, path: str) -> int:
    found = element.find(path)
    written = "" if found is None else found.get(W + "val", "")
    return int(written) if written.isdecimal() else 0
