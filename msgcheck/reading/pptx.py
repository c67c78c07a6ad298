"""Decks of PowerPoint, read shape by shape in z-order.

A deck's text lies in more places than its text boxes: tables, groups, charts, SmartArt, notes, comments, alt
text, hidden slides, slides no longer shown but still in the file. Each is read where it belongs, and what
hangs on the deck beyond that is picked up at the end, so that no word is lost.

`slide 3 shape 7` is the seventh shape of the slide in z-order, placeholders, pictures and tables included and
groups opened; `slide 3 bullet 2` the second paragraph with text in its body placeholders.

The XML is walked directly: python-pptx refuses files that PowerPoint opens (templates, shows, strict or
slightly broken ones) and knows no SmartArt, comments or alternative content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgcheck.errors import DocumentError
from msgcheck.reading.drawingml import PARAGRAPH, paragraph_text, paragraph_texts
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import NO_OCR
from msgcheck.reading.office_document import DocumentBuilder, Sources
from msgcheck.reading.ooxml import CX, DGM, A, C, Element, P, Package, R, descend, effective_children, open_package
from msgcheck.reading.tables import Cell, Heads
from msgcheck.records import BlockKind, ReadResult

_LEAF_SHAPES = frozenset({P + "sp", P + "cxnSp", P + "pic", P + "graphicFrame", P + "contentPart"})
_TITLES = frozenset({"title", "ctrTitle"})
_BODIES = frozenset({"body", "obj", "tbl", "chart", "dgm", "clipArt", "media", "pic"})
_FOOTERS = frozenset({"dt", "ftr", "hdr", "sldNum"})


class PptxReader:
    """Reads PowerPoint decks, templates and shows, with or without macros."""

    formats = ("pptx", "pptm", "potx", "ppsx", "potm", "ppsm")

    def accepts(self, info: FileInfo, head: bytes) -> bool:  # noqa: ARG002 - the suffix decides
        """Return whether the file's suffix is that of a PowerPoint deck."""
        return info.suffix in self.formats

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the deck, then the documents embedded in it.

        Raises:
            DocumentError: the file is encrypted, damaged or no deck.
        """
        builder = self.walked(data, info)
        return [builder.document(), *builder.embedded(nested)]

    def walked(self, data: bytes, info: FileInfo, *, sources: Sources | None = None) -> DocumentBuilder:
        """Return the builder with all blocks of the deck.

        Args:
            data: the whole file.
            info: its name and place.
            sources: takes down where every block was read from.

        Raises:
            DocumentError: the file is encrypted, damaged or no deck.
        """
        package = open_package(data, info.limits)
        main = package.main_part()
        root = package.xml(main)
        if root.tag != P + "presentation":
            raise DocumentError("the file is no PowerPoint deck, although its suffix says so")
        builder = DocumentBuilder(
            package, info, "notes", "tables", "charts", "smartart", "pictures", "comments", sources=sources
        )
        for number, (part, shown) in enumerate(_slides(package, main, root), start=1):
            _read_slide(builder, part, number, shown=shown)
        for _, place, leftover in builder.leftovers(main):
            builder.add_drawn(leftover, place)
        return builder


def _slides(package: Package, main: str, root: Element) -> Iterator[tuple[str | None, bool]]:
    """Yield (part, whether it is in the show), None for a slide whose part is nowhere.

    Slides dropped from the show are in the file all the same, and come last.
    """
    given: set[str | None] = {main}
    for entry in descend(root, P + "sldId"):
        part = package.target(main, entry.get(R + "id"))
        if part is None or part not in given:
            given.add(part)
            yield part, True
    for part in package.reachable(main):
        for linked in package.related(part, "slide"):
            if linked not in given:
                given.add(linked)
                yield linked, False


def _read_slide(builder: DocumentBuilder, part: str | None, number: int, *, shown: bool) -> None:
    root = builder.parsed(part, "slides")
    if root is None or part is None:
        return
    builder.meter.count("slides")
    titles = (" ".join(_title_text(shape).split()) for shape in descend(root, P + "sp") if _role(shape) in _TITLES)
    builder.heading = next((title for title in titles if title), "")
    hidden = not shown or root.get("show") in ("0", "false")
    _SlideWalk(builder, part, f"slide {number}", hidden=hidden).read(root)


@dataclass(slots=True)
class _Counts:
    """How many of each were met on the slide so far."""

    shapes: int = 0
    bullets: int = 0
    tables: int = 0
    charts: int = 0
    smartart: int = 0


class _SlideWalk:
    """Adds the blocks of one slide, its notes and its comments."""

    def __init__(self, builder: DocumentBuilder, part: str, place: str, *, hidden: bool) -> None:
        self._builder = builder
        self._part = part
        self._place = place
        self._hidden = hidden
        self._counts = _Counts()

    def read(self, root: Element) -> None:
        """Add everything on the slide."""
        self._builder.standing = root
        self._shapes(root, hidden=self._hidden)
        self._builder.standing = root
        for notes in self._builder.package.related(self._part, "notesSlide"):
            self._notes(notes)
        for comments in self._builder.package.related(self._part, "comments"):
            self._builder.comments(comments, f"{self._place} comment", hidden=self._hidden)

    def _add(
        self,
        text: str,
        kind: BlockKind,
        place: str,
        *,
        hidden: bool,
        heads: tuple[str, ...] = (),
        elements: Sequence[Element] = (),
    ) -> None:
        self._builder.add(text, kind, f"{self._place} {place}", hidden=hidden, heads=heads, elements=elements)

    def _shapes(self, container: Element, *, hidden: bool) -> None:
        for element in effective_children(container):
            if element.tag in _LEAF_SHAPES:
                self._counts.shapes += 1
                self._builder.standing = element
                place = f"shape {self._counts.shapes}"
                shape_hidden = hidden or _is_hidden(element)
                self._alt_text(element, place, hidden=shape_hidden)
                self._shape(element, place, hidden=shape_hidden)
            elif element.tag == P + "grpSp":
                self._alt_text(element, "group", hidden=hidden)
                self._shapes(element, hidden=hidden or _is_hidden(element))
            elif element.tag == PARAGRAPH:
                text = paragraph_text(element)
                self._add(text, BlockKind.PARAGRAPH, "other text", hidden=hidden, elements=(element,))
            else:
                self._shapes(element, hidden=hidden)

    def _shape(self, shape: Element, place: str, *, hidden: bool) -> None:
        role = _role(shape)
        if shape.tag == P + "graphicFrame":
            self._graphic(shape, place, hidden=hidden)
        elif shape.tag == P + "pic":
            self._builder.meter.unread("pictures", NO_OCR, harmless=True)
        elif role in _TITLES:
            self._add(_title_text(shape), BlockKind.TITLE, "title", hidden=hidden, elements=_paragraphs(shape))
        elif role in _FOOTERS:
            text = "\n".join(paragraph_texts(shape))
            self._add(text, BlockKind.FOOTER, "footer", hidden=hidden, elements=_paragraphs(shape))
        elif role in _BODIES:
            for paragraph in _paragraphs(shape):
                self._counts.bullets += 1
                place, text = f"bullet {self._counts.bullets}", paragraph_text(paragraph)
                self._add(text, BlockKind.BULLET, place, hidden=hidden, elements=(paragraph,))
        else:
            self._paragraphs(shape, place, hidden=hidden)

    def _paragraphs(self, element: Element, place: str, *, hidden: bool) -> None:
        for number, paragraph in enumerate(_paragraphs(element), start=1):
            kind = BlockKind.BULLET if _has_bullet(paragraph) else BlockKind.PARAGRAPH
            suffix = f" paragraph {number}" if number > 1 else ""
            self._add(paragraph_text(paragraph), kind, place + suffix, hidden=hidden, elements=(paragraph,))

    def _graphic(self, frame: Element, place: str, *, hidden: bool) -> None:
        known = descend(frame, A + "tbl", C + "chart", CX + "chart", DGM + "relIds", P + "oleObj")
        content = next(known, None)
        if content is None:
            self._paragraphs(frame, place, hidden=hidden)
        elif content.tag == A + "tbl":
            self._table(content, hidden=hidden)
        elif content.tag == DGM + "relIds":
            self._smartart(content, hidden=hidden)
        elif content.tag == P + "oleObj":
            self._builder.attachment(self._part, content.get(R + "id"))
        else:
            self._chart(content, hidden=hidden)

    def _table(self, table: Element, *, hidden: bool) -> None:
        self._builder.meter.count("tables")
        self._counts.tables += 1
        place = "table" if self._counts.tables == 1 else f"table {self._counts.tables}"
        cells = list(_cells(table))
        heads = Heads(cell for cell, _ in cells)
        for cell, element in cells:
            for number, paragraph in enumerate(_paragraphs(element), start=1):
                suffix = f" paragraph {number}" if number > 1 else ""
                self._add(
                    paragraph_text(paragraph),
                    BlockKind.TABLE_CELL,
                    f"{place} {cell.place}{suffix}",
                    hidden=hidden or cell.covered,
                    heads=heads.of(cell),
                    elements=(paragraph,),
                )

    def _chart(self, chart: Element, *, hidden: bool) -> None:
        self._counts.charts += 1
        place = "chart" if self._counts.charts == 1 else f"chart {self._counts.charts}"
        self._builder.chart(self._part, chart, f"{self._place} {place}", hidden=hidden)

    def _smartart(self, relation_ids: Element, *, hidden: bool) -> None:
        self._counts.smartart += 1
        place = "smartart" if self._counts.smartart == 1 else f"smartart {self._counts.smartart}"
        self._builder.smartart(self._part, relation_ids, f"{self._place} {place}", hidden=hidden)

    def _notes(self, part: str) -> None:
        root = self._builder.parsed(part, "notes")
        if root is None:
            return
        found = False
        for shape in descend(root, *_LEAF_SHAPES):
            is_footer = _role(shape) in _FOOTERS
            for paragraph in _paragraphs(shape):
                found = found or not is_footer
                kind = BlockKind.FOOTER if is_footer else BlockKind.NOTES
                self._add(paragraph_text(paragraph), kind, "notes", hidden=self._hidden, elements=(paragraph,))
        if found:
            self._builder.meter.count("notes")

    def _alt_text(self, shape: Element, place: str, *, hidden: bool) -> None:
        properties = _properties(shape)
        if properties is not None:
            self._builder.alt_text(properties, f"{self._place} {place} alt text", hidden=hidden)


def _paragraphs(element: Element) -> list[Element]:
    """Return the paragraphs in `element` that have any text, in document order."""
    return [paragraph for paragraph in descend(element, PARAGRAPH) if paragraph_text(paragraph)]


def _properties(shape: Element) -> Element | None:
    """Return `p:cNvPr`, where a shape's name, alt text and visibility stand."""
    for part in shape.iterchildren("*"):
        properties = part.find(P + "cNvPr")
        if properties is not None:
            return properties
    return None


def _is_hidden(shape: Element) -> bool:
    properties = _properties(shape)
    return properties is not None and properties.get("hidden") in ("1", "true")


def _role(shape: Element) -> str:
    """Return the placeholder type of a shape, `obj` where a placeholder names none, "" for other shapes."""
    placeholder = shape.find(f"./*/{P}nvPr/{P}ph")
    return "" if placeholder is None else placeholder.get("type", "obj")


def _title_text(shape: Element) -> str:
    """Return a title in one line: its line breaks are there for the looks."""
    return " ".join(" ".join(paragraph_texts(shape)).split("\n"))


def _has_bullet(paragraph: Element) -> bool:
    properties = paragraph.find(A + "pPr")
    return properties is not None and any(
        properties.find(A + tag) is not None for tag in ("buChar", "buAutoNum", "buBlip")
    )


def _cells(table: Element) -> Iterator[tuple[Cell, Element]]:
    for row_number, row in enumerate(descend(table, A + "tr"), start=1):
        for column_number, element in enumerate(descend(row, A + "tc"), start=1):
            span = element.get("gridSpan", "1")
            cell = Cell(
                row=row_number,
                column=column_number,
                columns=int(span) if span.isdecimal() else 1,
                text=" ".join(" ".join(paragraph_texts(element)).split()),
                covered=any(element.get(merge) in ("1", "true") for merge in ("hMerge", "vMerge")),
            )
            yield cell, element
