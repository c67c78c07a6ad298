"""What the style of a Word paragraph makes of it: title, heading, list item or plain paragraph.

Style ids are translated by every language of Word; their inner names are not, and a house style inherits
what it is based on.
"""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.errors import DocumentError
from msgcheck.reading.ooxml import Element, Package, W
from msgcheck.records import BlockKind

_MAX_INHERITANCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    based_on: str
    kind: BlockKind | None


class Styles:
    """The paragraph styles of one document.

    Args:
        package: the open container.
        main: name of the document part.
    """

    def __init__(self, package: Package, main: str) -> None:
        self._styles: dict[str, _Style] = {}
        for part in package.related(main, "styles"):
            try:
                root = package.xml(part)
            except DocumentError:
                continue  # styles hold no text; without them headings are plain paragraphs
            for style in root.iterchildren(W + "style"):
                self._styles[style.get(W + "styleId", "")] = _read(style)

    def kind(self, paragraph: Element) -> BlockKind:
        """Return what a `w:p` is, by its own properties first, then by its style."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return BlockKind.PARAGRAPH
        style_id = _value(properties, "pStyle")
        by_style = self._kind_of_style(style_id)
        if by_style in (BlockKind.TITLE, BlockKind.HEADING):
            return by_style
        return _own_kind(properties) or by_style or BlockKind.PARAGRAPH

    def _kind_of_style(self, style_id: str) -> BlockKind | None:
        for _ in range(_MAX_INHERITANCE):
            style = self._styles.get(style_id)
            if style is None or style.kind is not None:
                return style.kind if style else None
            style_id = style.based_on
        return None


def _read(style: Element) -> _Style:
    name = _value(style, "name").lower()
    properties = style.find(W + "pPr")
    kind = _own_kind(properties) if properties is not None else None
    if name == "title":
        kind = BlockKind.TITLE
    elif name.startswith("heading "):
        kind = BlockKind.HEADING
    elif name.startswith(("list bullet", "list number")):
        kind = BlockKind.BULLET
    return _Style(name=name, based_on=_value(style, "basedOn"), kind=kind)


def _own_kind(properties: Element) -> BlockKind | None:
    level = _value(properties, "outlineLvl")
    if level.isdecimal() and int(level) < 9:
        return BlockKind.HEADING
    numbering = properties.find(W + "numPr")
    if numbering is not None and _value(numbering, "numId") not in ("", "0"):
        return BlockKind.BULLET
    return None


def _value(element: Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(W + "val", "")
