"""The text of one block laid over the elements it was read from, so that a part of it can be written anew.

Readers trim, join and turn line breaks into spaces, but they never change a letter: the characters that are no white
space stand in the block and in the elements in the same order. That lays the one over the other, and where it should
not hold the block cannot be written.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.reading.docx import text_of
from msgcheck.reading.drawingml import PARAGRAPH, paragraph_pieces
from msgcheck.reading.ooxml import MC, A, Element, W

_WRITABLE = frozenset({A + "t", W + "t"})
_FIELDS = (A + "fld", W + "fldSimple")
_KEEP_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class BlockText:
    """One block that can be written.

    Args:
        text: of the block, as it was read.
        elements: what it was read from, as `BlockSource` has it.
    """

    def __init__(self, text: str, elements: Sequence[Element]) -> None:
        self._pieces = [piece for element in elements for piece in _pieces(element)]
        letters = [
            (piece, offset, character)
            for piece, (_, written) in enumerate(self._pieces)
            for offset, character in enumerate(written)
            if not character.isspace()
        ]
        places = [(place, character) for place, character in enumerate(text) if not character.isspace()]
        agree = [character for *_, character in letters] == [character for _, character in places]
        self._at: dict[int, tuple[int, int]] = (
            {place: (piece, offset) for (place, _), (piece, offset, _) in zip(places, letters, strict=True)}
            if agree
            else {}
        )

    @property
    def is_laid(self) -> bool:
        """Return whether the block and the elements hold the same letters, and any."""
        return bool(self._at)

    def can_swap(self, start: int, end: int) -> bool:
        """Return whether the text between two offsets of the block, letters at both ends, can be written anew."""
        if start not in self._at or end - 1 not in self._at:
            return False
        first, last = self._at[start][0], self._at[end - 1][0]
        return all(
            _is_writable(element) if written.strip() else True for element, written in self._pieces[first : last + 1]
        )

    def swap(self, start: int, end: int, new: str) -> None:
        """Put `new` in the place of a text: in its first element, so that it looks as that does.

        Several swaps of one block are made from its end to its beginning.
        """
        (first, first_offset), (last, last_offset) = self._at[start], self._at[end - 1]
        opening, closing = self._pieces[first][0], self._pieces[last][0]
        rest = (closing.text or "")[last_offset + 1 :]
        if opening is closing:
            _write(opening, (opening.text or "")[:first_offset] + new + rest)
            return
        _write(opening, (opening.text or "")[:first_offset] + new)
        _write(closing, rest)
        for element, _ in self._pieces[first + 1 : last]:
            if element.tag in _WRITABLE:
                _write(element, "")
            else:
                _drop(element)  # a line break inside what was swapped


def twins_of(text: str, elements: Sequence[Element]) -> list[BlockText]:
    """Return the same paragraph as the file keeps it once more for older programs; none where it does not.

    Args:
        text: of the block, as it was read.
        elements: what it was read from.
    """
    alternatives = next(elements[0].iterancestors(MC + "AlternateContent"), None) if elements else None
    if alternatives is None:
        return []
    others = [other for other in alternatives.iterchildren(MC + "Fallback") if not _holds(other, elements[0])]
    paragraphs = [paragraph for other in others for paragraph in other.iter(PARAGRAPH, W + "p")]
    twins = (
        BlockText(text, [paragraph] if paragraph.tag == PARAGRAPH else _texts(paragraph)) for paragraph in paragraphs
    )
    return [twin for twin in twins if twin.is_laid]


def _holds(container: Element, element: Element) -> bool:
    return any(above is container for above in element.iterancestors(MC + "Fallback"))


def _texts(paragraph: Element) -> list[Element]:
    """Return the text elements of a Word paragraph, without those of text boxes in it."""
    written = (element for element in paragraph.iter("*") if text_of(element) is not None)
    return [element for element in written if next(element.iterancestors(W + "p")) is paragraph]


def _pieces(element: Element) -> list[tuple[Element, str]]:
    return list(paragraph_pieces(element)) if element.tag == PARAGRAPH else [(element, text_of(element) or "")]


def _is_writable(element: Element) -> bool:
    """Return whether an element keeps what is written to it: fields and what is bound to data are filled anew."""
    if element.tag not in _WRITABLE or next(element.iterancestors(*_FIELDS), None) is not None:
        return False
    return all(control.find(f"{W}sdtPr/{W}dataBinding") is None for control in element.iterancestors(W + "sdt"))


def _write(element: Element, text: str) -> None:
    element.text = text
    if element.tag == W + "t" and text != text.strip():
        element.set(_KEEP_SPACE, "preserve")


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
