"""A file opened for writing: its blocks with the elements behind them, and the copy that a plan makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from msgcheck.errors import DocumentError, UnsupportedDocument
from msgcheck.feedback.fixing.block_text import BlockText, twins_of
from msgcheck.feedback.fixing.copy_parts import CopyParts
from msgcheck.feedback.fixing.deck_comments import SlideComment, add_slide_comments
from msgcheck.feedback.fixing.plan import Plan, Remark, Swap
from msgcheck.feedback.fixing.text_comments import ParagraphComment, add_paragraph_comments
from msgcheck.reading.docx import DocxReader
from msgcheck.reading.interface import FileInfo
from msgcheck.reading.office_document import Sources
from msgcheck.reading.ooxml import Element, P
from msgcheck.reading.pptx import PptxReader
from msgcheck.records import Document

FORMATS = (*PptxReader.formats, *DocxReader.formats)
_STRICT = b"http://purl.oclc.org/ooxml/"


class OpenedFile:
    """A deck or a Word text of which a changed copy can be made, once.

    Args:
        data: the whole file.
        info: its name and place.
        document: the same file as it was checked.

    Raises:
        UnsupportedDocument: it is neither a deck nor a Word text.
        DocumentError: it cannot be read, or is in a form that cannot be written back.
    """

    def __init__(self, data: bytes, info: FileInfo, document: Document) -> None:
        refuse_other_formats(info)
        self._is_deck = info.suffix in PptxReader.formats
        reader = PptxReader() if self._is_deck else DocxReader()
        self._sources = Sources()
        self._builder = reader.walked(data, info, sources=self._sources)
        self._package = self._builder.package
        if _STRICT in self._package.data(self._package.main_part()):
            kind = "PowerPoint presentation (.pptx)" if self._is_deck else "Word document (.docx)"
            raise DocumentError(
                "the file is in the strict form of Office Open XML, which can be read but not written",
                where=info.id,
                hint=f"save it as an ordinary {kind} first",
            )
        read = [block.text for block in self._builder.document().blocks[: len(document.blocks)]]
        if read != [block.text for block in document.blocks]:
            raise DocumentError("the file was checked by another reader than the one that can write it", where=info.id)
        self._blocks = document.blocks
        self._texts = [
            BlockText(block.text, source.elements)
            for block, source in zip(document.blocks, self._sources.blocks, strict=False)
        ]

    def can_swap(self, block: int, start: int, end: int) -> bool:
        """Return whether the text of a block between two offsets can be written back."""
        return self._texts[block].can_swap(start, end)

    def copy(self, plan: Plan, *, created: datetime) -> bytes:
        """Return the copy in which a plan is carried out; the file can be copied once.

        Args:
            plan: what to swap and to remark.
            created: the time the comments carry.
        """
        parts = CopyParts(self._package, self._sources.roots)
        for block, swaps in groupby(plan.swaps, key=lambda swap: swap.block):
            self._swap(block, tuple(swaps))
            parts.mark(self._sources.part_of(self._sources.blocks[block].elements[0]))
        if self._is_deck:
            comments = [comment for remark in plan.remarks if (comment := self._on_slide(remark)) is not None]
            add_slide_comments(parts, comments, created=created)
        else:
            add_paragraph_comments(parts, [self._at_paragraph(remark) for remark in plan.remarks], created=created)
        return parts.data()

    def _swap(self, block: int, swaps: Sequence[Swap]) -> None:
        """Make the swaps of one block, from its end to its beginning, in every form the file keeps it in."""
        twins = twins_of(self._blocks[block].text, self._sources.blocks[block].elements)
        for swap in reversed(swaps):
            for text in (self._texts[block], *twins):
                if text.can_swap(swap.start, swap.end):
                    text.swap(swap.start, swap.end, swap.new)

    def _on_slide(self, remark: Remark) -> SlideComment | None:
        """Return the comment for the slide a remark is about, the first slide where it is about no single one."""
        standing = self._standing(remark)
        if standing is not None and standing.getroottree().getroot().tag == P + "sld":
            text = f"{remark.location}: {remark.text}" if remark.location.endswith(" notes") else remark.text
            return SlideComment(slide=self._sources.part_of(standing), shape=standing, text=text)
        first = next((part for part, root in self._sources.roots.items() if root.tag == P + "sld"), None)
        if first is None:
            return None  # what stands outside all slides has no place for comments
        return SlideComment(slide=first, shape=None, text=f"{remark.location}: {remark.text}")

    def _at_paragraph(self, remark: Remark) -> ParagraphComment:
        return ParagraphComment(paragraph=self._standing(remark), location=remark.location, text=remark.text)

    def _standing(self, remark: Remark) -> Element | None:
        return None if remark.block is None else self._sources.blocks[remark.block].standing


def refuse_other_formats(info: FileInfo) -> None:
    """Do nothing for decks and Word texts.

    Raises:
        UnsupportedDocument: it is something else; the message says which formats can be written.
    """
    if info.suffix not in FORMATS:
        raise UnsupportedDocument(
            "only PowerPoint decks and Word texts can be fixed",
            where=info.id,
            hint="save it as .pptx or .docx first, or have it listed by msgcheck scan",
        )


def expected_texts(document: Document, swaps: Sequence[Swap]) -> list[str]:
    """Return the text of every block once the swaps are made."""
    texts = [block.text for block in document.blocks]
    for swap in reversed(swaps):
        text = texts[swap.block]
        texts[swap.block] = text[: swap.start] + swap.new + text[swap.end :]
    return texts
