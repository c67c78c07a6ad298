"""Gathers the blocks of one Office document while a reader walks it.

What decks and texts have in common stands here: charts, SmartArt, comments, alt text, embedded files, the
unread meter, and the leftovers: what hangs on the document where no reader looked for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from msgcheck.errors import DocumentError
from msgcheck.reading.drawingml import chart_texts, paragraph_texts, smartart_texts
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.reading.meter import Meter
from msgcheck.reading.ooxml import CX, C, Element, P, Package, R
from msgcheck.records import Block, BlockKind, Document, DocumentId, ReadResult, Skipped

_PACKAGES = frozenset("pptx pptm potx ppsx docx docm dotx xlsx xlsm pdf html htm txt rtf".split())
"""Suffixes of embedded files that their own reader reads."""
_TEXT_MARKS = (b":t>", b":t ", b"<t>", b":v>")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockSource:
    """Where in the file a block stands, for those who write something back there."""

    elements: tuple[Element, ...] = ()
    """The paragraphs of DrawingML, or the text elements of a Word paragraph, that its text was read from; empty where
    the file keeps its text more than once, as charts and SmartArt do."""
    standing: Element | None
    """The shape, slide or paragraph it stands in; None for what stands nowhere."""


@dataclass(slots=True, kw_only=True)
class Sources:
    """Where each block of a document was read from. Kept only on demand: it keeps every part in memory."""

    blocks: list[BlockSource] = field(default_factory=list)
    """One for each block, in the same order."""
    roots: dict[str, Element] = field(default_factory=dict)
    """Root of every part that was parsed, by the part's name."""

    def part_of(self, element: Element) -> str:
        """Return the name of the part an element belongs to."""
        root = element.getroottree().getroot()
        return next(part for part, known in self.roots.items() if known is root)


class DocumentBuilder:
    """Collects blocks, counts what was read, and makes the `Document`.

    Args:
        package: the open container.
        info: what is known of the file; its prefix is put before every location.
        kinds: kinds of content that the unread meter lists even where none was found.
        sources: takes down where every block was read from; None where nobody asks.
    """

    def __init__(self, package: Package, info: FileInfo, *kinds: str, sources: Sources | None = None) -> None:
        self.package = package
        self.meter = Meter(*kinds)
        self.heading = ""
        """Title of the slide or section that blocks are being added under."""
        self.standing: Element | None = None
        """Shape, slide or paragraph that blocks are being added from."""
        self.sources = sources
        self._info = info
        self._blocks: list[Block] = []
        self._visited: set[str] = set()
        self._attached: list[str] = []

    def add(
        self,
        text: str,
        kind: BlockKind,
        place: str,
        *,
        hidden: bool = False,
        heads: tuple[str, ...] = (),
        elements: Sequence[Element] = (),
    ) -> None:
        """Add a block, unless it holds nothing but white space.

        Args:
            text: what it says.
            kind: what it is.
            place: its location within this document.
            hidden: whether it is not shown.
            heads: row and column head of a cell.
            elements: what the text was read from, see `BlockSource`.
        """
        text = text.strip()
        if not text:
            return
        heading = "" if kind in (BlockKind.TITLE, BlockKind.HEADING) else self.heading
        location = self._info.prefix + place
        self._blocks.append(Block(text=text, kind=kind, location=location, hidden=hidden, heading=heading, heads=heads))
        if self.sources is not None:
            self.sources.blocks.append(BlockSource(elements=tuple(elements), standing=self.standing))

    def parsed(self, part: str | None, kind: str) -> Element | None:
        """Return the root of a part, or None where it was read before or cannot be read.

        The latter is counted under `kind`. Reading a part once keeps a small file from being read a million times.
        """
        if part is None:
            self.meter.unread(kind, "a link inside the file leads nowhere")
            return None
        if part in self._visited:
            return None
        self._visited.add(part)
        try:
            root = self.package.xml(part)
        except DocumentError as err:
            self.meter.unread(kind, err.message)
            return None
        if self.sources is not None:
            self.sources.roots[part] = root
        return root

    def chart(self, part: str, chart: Element, place: str, *, hidden: bool = False) -> None:
        """Add the texts of a chart that `part` refers to by a `chart` element with a relationship id."""
        target = self.package.target(part, chart.get(R + "id"))
        root = self.parsed(target, "charts")
        if root is None or target is None:
            return
        self.meter.count("charts")
        for found in chart_texts(root):
            self.add(found.text, BlockKind.CHART, place, hidden=hidden, heads=found.heads)
        for drawing in self.package.related(target, "chartUserShapes"):
            drawn = self.parsed(drawing, "charts")
            for text in paragraph_texts(drawn) if drawn is not None else ():
                self.add(text, BlockKind.CHART, place, hidden=hidden)

    def smartart(self, part: str, relation_ids: Element, place: str, *, hidden: bool = False) -> None:
        """Add the texts of a SmartArt that `part` refers to by a `dgm:relIds` element."""
        root = self.parsed(self.package.target(part, relation_ids.get(R + "dm")), "smartart")
        if root is None:
            return
        self.meter.count("smartart")
        for text in smartart_texts(root):
            self.add(text, BlockKind.SMARTART, place, hidden=hidden)

    def comments(self, part: str, place: str, *, hidden: bool = False) -> None:
        """Add every comment of a part, classic or threaded, with its replies."""
        root = self.parsed(part, "comments")
        if root is None:
            return
        for number, text in enumerate(_comment_texts(root), start=1):
            self.meter.count("comments")
            self.add(text, BlockKind.COMMENT, place if number == 1 else f"{place} {number}", hidden=hidden)

    def alt_text(self, properties: Element, place: str, *, hidden: bool = False) -> None:
        """Add title and description of a shape's or picture's non-visual properties."""
        for written in dict.fromkeys((properties.get("title", ""), properties.get("descr", ""))):
            self.add(written, BlockKind.ALT_TEXT, place, hidden=hidden)

    def attachment(self, part: str, relationship_id: str | None) -> None:
        """Note a file embedded in the document, to be read by its own reader in `embedded`.

        What no reader knows is counted, but leaves the document `read`: it is a file of its own.
        """
        target = self.package.target(part, relationship_id)
        if target is not None and target.rpartition(".")[2].lower() in _PACKAGES:
            self._attached.append(target)
            self.meter.count("attachments")
        else:
            self.meter.unread("attachments", "embedded objects of older programs are not read", harmless=True)

    def add_drawn(self, root: Element, place: str, *, hidden: bool = True) -> None:
        """Add every paragraph and cached value of a drawing or chart on which no shape was found to stand."""
        is_chart = root.tag in (C + "chartSpace", CX + "chartSpace")
        if is_chart:
            self.meter.count("charts")
        for found in chart_texts(root):
            kind = BlockKind.CHART if is_chart else BlockKind.PARAGRAPH
            self.add(found.text, kind, place, hidden=hidden, heads=found.heads)

    def leftovers(self, start: str) -> Iterator[tuple[str, str, Element]]:
        """Yield (part, place, root) of every part that can be reached from `start` and was not read so far.

        Parts that cannot be parsed are counted, and make the document `partial` where they hold text.
        """
        self._visited.add(start)
        self.heading = ""
        self.standing = None
        for part in self.package.reachable(start):
            if part in self._visited:
                continue
            self._visited.add(part)
            try:
                root = self.package.xml(part)
            except DocumentError as err:
                self.meter.unread("other parts", err.message, harmless=not self._bears_text(part))
                continue
            yield part, f"part {part.rpartition('/')[2].removesuffix('.xml')}", root
        for part in self.package.broken_links:
            self.meter.unread("links", f"the links of {part or 'the file'} are not well-formed XML")

    def document(self) -> Document:
        """Return what was gathered."""
        properties = self.package.properties()
        status, reason = self.meter.status()
        return Document(
            id=self._info.id,
            parent=self._info.parent,
            format=self._info.suffix,
            status=status,
            reason=reason,
            blocks=tuple(self._blocks),
            unread=self.meter.lines(self._blocks),
            title=properties.title,
            author=properties.author,
            created=properties.created,
            modified=properties.modified,
        )

    def embedded(self, nested: ReadNested) -> Iterator[ReadResult]:
        """Yield the embedded files, each read by its own reader."""
        for part in self._attached:
            name = part.rpartition("/")[2]
            inner = replace(
                self._info,
                id=DocumentId(f"{self._info.id}/{name}"),
                name=name,
                parent=self._info.id,
                depth=self._info.depth + 1,
                prefix=f"{self._info.prefix}{name}: ",
            )
            try:
                data = self.package.data(part)
            except DocumentError as err:
                yield Skipped(id=inner.id, parent=inner.parent, format=inner.suffix, reason=err.message)
            else:
                yield from nested(data, inner)

    def _bears_text(self, part: str) -> bool:
        try:
            data = self.package.data(part)
        except DocumentError:
            return False
        return any(mark in data for mark in _TEXT_MARKS)


def _comment_texts(root: Element) -> Iterator[str]:
    """Yield comments of a deck: `p:text` in classic ones, a text body in threaded ones and each reply."""
    for element in root.iter("*"):
        if element.tag == P + "text":
            yield element.text or ""
        elif element.tag.endswith("}txBody"):
            yield "\n".join(paragraph_texts(element))
