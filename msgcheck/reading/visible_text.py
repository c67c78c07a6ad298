"""What a person sees of an HTML page or mail, line by line.

The tree is walked once, without recursion, so that deep nesting does no harm. Block elements and `br`
end a line. Scripts, heads and what a style hides are left out. Of a mail, the containers in which mail
programs wrap what they quote or sign are noted, because whose words a line is cannot be told from its
text alone. A table counts as one only where it holds data; most tables in mail are layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from msgcheck.reading.html_tables import CellPlace, data_cells
from msgcheck.records import BlockKind

_Node = Any
"""A `selectolax.lexbor.LexborNode`; the package carries no usable types for it."""

_UNSEEN_TAGS = frozenset(
    "head title script style template noscript iframe object embed applet canvas audio video datalist meta link"
    " select textarea rp frameset".split()
)
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody"
    " td tfoot th thead tr ul".split()
)
_SPACED_TAGS = frozenset("p blockquote h1 h2 h3 h4 h5 h6 ul ol dl pre table hr figure".split())
"""Elements that a page sets off by an empty line."""

_HEADING = re.compile(r"h([1-6])\Z")
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?<![\w-])(?:max-height|font-size|opacity)\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|\Z)",
    re.IGNORECASE,
)
_SHOWING_STYLE = re.compile(r"display\s*:\s*(?!none)\w", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_BORDERLESS_STYLE = re.compile(r"border(?:-left)?\s*:\s*(?:none|0)", re.IGNORECASE)
_STYLE_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_SIMPLE_SELECTOR = re.compile(r"\w*[.#][\w-]+\Z")
_NESTING_TAG = re.compile(
    r"<(/?)(?:div|span|b|i|u|a|font|table|blockquote|em|strong|center|section|ul|ol)\b", re.IGNORECASE
)
_MAX_NESTING = 10_000
_MAX_STYLE_CHARS = 200_000
_MAX_HIDING_SELECTORS = 100

_QUOTE_NAMES = frozenset(
    "gmail_attr moz-cite-prefix yahoo_quoted protonmail_quote tutanota_quote zmail_extra olk_src_body_section"
    " mail-editor-reference-message-container ms-outlook-mobile-reference-message yqt gmx_quote"
    " ymail_android_cite replyheader mailquote".split()
)
"""Classes and ids of containers that mail programs put around what they quote, lower case."""
_QUOTE_FROM_HERE_NAMES = frozenset({"divrplyfwdmsg", "appendonsend", "stopspelling"})
"""Ids after which the rest of the mail is quoted: Outlook marks only where the old mail begins."""
_SIGNATURE_NAMES = frozenset(
    "gmail_signature moz-signature signature ms-outlook-mobile-signature applemailsignature"
    " protonmail_signature_block zmail_signature_below".split()
)
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2007\u202f]+")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u034f\u00ad]")
_JOINERS_ONLY = re.compile(r"[\s\u200c\u200d\u200e\u200f\u2800]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibleLine:
    """One line of text as a person sees it."""

    text: str
    kind: BlockKind
    """heading, bullet, table_cell, alt_text, else paragraph."""
    level: int = 0
    """1 to 6 for a heading, else 0."""
    new_paragraph: bool = False
    """Whether an empty line sets it off from the line before."""
    quote_depth: int = 0
    """In how many quotations of a mail it stands."""
    signature: bool = False
    """Whether it stands in what a mail program marked as signature."""
    table: int = 0
    """Number of its table, from 1; 0 outside a table of data."""
    row: int = 0
    column: int = 0
    """From 1, the header row counted; spanned columns counted."""
    heads: tuple[str, ...] = ()
    """Row head and column head of a table cell, as far as there are any."""

    @property
    def quoted(self) -> bool:
        """Return whether it stands in a quotation of a mail."""
        return self.quote_depth > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What an element hands down to the text in it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quote_depth: int = 0
    signature: bool = False
    preformatted: bool = False
    table: int = 0
    cell: CellPlace = CellPlace(row=0, column=0)


@dataclass(slots=True)
class _Lines:
    """Lines under construction."""

    done: list[VisibleLine] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    place: _Place | None = None
    """Of the first visible text in the line."""
    gap: bool = False
    alternatives: list[tuple[str, _Place]] = field(default_factory=list)

    def add(self, text: str, place: _Place) -> None:
        """Take text into the line; line ends count only where it is preformatted."""
        if not place.preformatted:
            self._piece(_SPACE.sub(" ", text), place)
            return
        first, *others = text.split("\n")
        self._piece(first, place)
        for line in others:
            self.end_line(empty_is_gap=True)
            self._piece(line, place)

    def _piece(self, text: str, place: _Place) -> None:
        self.pieces.append(text)
        if self.place is None and text.strip():
            self.place = place

    def end_line(self, *, empty_is_gap: bool = False) -> None:
        """Finish the line; an empty one leaves a gap where asked to."""
        place = self.place
        text = _INVISIBLE.sub("", "".join(self.pieces))
        self.pieces.clear()
        self.place = None
        if place is None or _JOINERS_ONLY.match(text):
            self.gap = self.gap or empty_is_gap
        else:
            kept = text.rstrip().expandtabs() if place.preformatted else _SPACE.sub(" ", text).strip()
            self._emit(kept, place, kind=place.kind)
        for alternative, alternative_place in self.alternatives:
            self._emit(alternative, alternative_place, kind=BlockKind.ALT_TEXT)
        self.alternatives.clear()

    def _emit(self, text: str, place: _Place, *, kind: BlockKind) -> None:
        self.done.append(
            VisibleLine(
                text=text,
                kind=kind,
                level=place.level,
                new_paragraph=self.gap and bool(self.done),
                quote_depth=place.quote_depth,
                signature=place.signature,
                table=place.table,
                row=place.cell.row,
                column=place.cell.column,
                heads=place.cell.heads,
            )
        )
        self.gap = False


def visible_lines(html: str) -> tuple[VisibleLine, ...]:
    """Return the lines a person sees of `html`, in order, without empty ones.

    Args:
        html: a page, a fragment or an HTML mail body; broken markup is mended as browsers do.

    Returns:
        Lines with white space folded (kept in preformatted text). Alternative texts of pictures follow
        the line they stand in, with kind `alt_text`.
    """
    tree = _parsed(html)
    if tree is None:
        return tuple(_untagged_lines(html))
    return tuple(_walk(tree.root, _hidden_by_style_sheet(tree))) if tree.root is not None else ()


def picture_count(html: str) -> int:
    """Return how many pictures `html` shows, tracking pixels apart."""
    tree = _parsed(html)
    pictures = tree.css("img") if tree is not None else ()
    return sum(not ({_attribute(node, "width"), _attribute(node, "height")} & {"0", "1", "1px"}) for node in pictures)


def _parsed(html: str) -> _Node | None:
    """Return the tree, or None for nesting no page has: the parser takes quadratic time for it."""
    from selectolax.lexbor import LexborHTMLParser

    depth = 0
    for tag in _NESTING_TAG.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _MAX_NESTING:
            return None
    return LexborHTMLParser(html.replace("\x00", ""))


def _untagged_lines(html: str) -> Iterator[VisibleLine]:
    """Return the text between the tags, for markup that is not worth a tree."""
    text = re.sub(
        r"<(script|style)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", "\n", html, flags=re.DOTALL | re.IGNORECASE
    )
    for line in unescape(text).splitlines():
        if kept := _SPACE.sub(" ", line).strip():
            yield VisibleLine(text=kept, kind=BlockKind.PARAGRAPH)


def _walk(root: _Node, hidden: frozenset[int]) -> list[VisibleLine]:
    """Return the lines under `root`; a stack instead of recursion, for hostile nesting."""
    lines = _Lines()
    cells: dict[int, CellPlace] = {}
    tables = 0
    stack: list[tuple[_Node | None, str, _Place]] = [(root, root.tag, _Place())]
    while stack:
        node, tag, place = stack.pop()
        if node is None:
            _end_block(lines, tag)
        elif node.is_text_node:
            lines.add(node.text_content or "", place)
        elif not node.is_element_node or tag in _UNSEEN_TAGS or _is_hidden(node, hidden):
            continue
        elif tag == "br":
            lines.end_line(empty_is_gap=True)
        elif tag == "img":
            _add_alternative_text(lines, node, place)
        else:
            if tag == "table":
                grid = data_cells(node)
                tables += bool(grid)
                cells.update(grid)
            inner = _place_inside(node, tag, place)
            if cell := cells.get(node.mem_id):
                inner = replace(inner, kind=BlockKind.TABLE_CELL, table=tables, cell=cell)
            if tag in _BLOCK_TAGS:
                _end_block(lines, tag)
                stack.append((None, tag, place))
            stack.extend(reversed(_children(node, inner)))
    lines.end_line()
    return lines.done


def _end_block(lines: _Lines, tag: str) -> None:
    lines.end_line()
    lines.gap = lines.gap or tag in _SPACED_TAGS


def _children(node: _Node, place: _Place) -> list[tuple[_Node | None, str, _Place]]:
    """Return the children with what holds for each; some ids make quoted all that follows them."""
    children: list[tuple[_Node | None, str, _Place]] = []
    child = node.first_child
    while child is not None:
        if child.is_element_node and _names(child) & _QUOTE_FROM_HERE_NAMES and not place.quote_depth:
            place = replace(place, quote_depth=1)
        children.append((child, child.tag or "", place))
        child = child.next
    return children


def _place_inside(node: _Node, tag: str, place: _Place) -> _Place:
    heading = _HEADING.match(tag)
    if heading:
        place = replace(place, kind=BlockKind.HEADING, level=int(heading[1]))
    elif tag == "li":
        place = replace(place, kind=BlockKind.BULLET)
    if tag == "pre" or _PRE_STYLE.search(_attribute(node, "style")):
        place = replace(place, preformatted=True)
    if _is_quotation(node, tag):
        place = replace(place, quote_depth=place.quote_depth + 1)
    if _names(node) & _SIGNATURE_NAMES:
        place = replace(place, signature=True)
    return place


def _is_quotation(node: _Node, tag: str) -> bool:
    names = _names(node)
    if tag == "blockquote":
        # Web mail indents with a blockquote without border; a real quotation is named or has one.
        borderless = bool(_BORDERLESS_STYLE.search(_attribute(node, "style")))
        return not borderless or bool(names) or _attribute(node, "type").lower() == "cite"
    if names & _QUOTE_NAMES:
        return True
    # Gmail puts own answers between the blockquotes of one such container.
    return "gmail_quote" in names and node.css_first("blockquote") is None and "forward" not in _start_of(node)


def _start_of(node: _Node) -> str:
    return str(node.text())[:200].lower()


def _names(node: _Node) -> frozenset[str]:
    """Return classes and id in lower case, without the `x_` that Outlook puts before those of others."""
    words = f"{_attribute(node, 'class')} {_attribute(node, 'id')}".lower().split()
    return frozenset(word.removeprefix("x_").removeprefix("x_") for word in words)


def _attribute(node: _Node, name: str) -> str:
    return str(node.attributes.get(name) or "") if node.is_element_node else ""


def _is_hidden(node: _Node, hidden: frozenset[int]) -> bool:
    attributes = node.attributes
    if not attributes:
        return node.mem_id in hidden
    style = str(attributes.get("style") or "")
    if "hidden" in attributes or (style and _HIDING_STYLE.search(style)):
        return True
    return node.mem_id in hidden and not _SHOWING_STYLE.search(style)


def _hidden_by_style_sheet(tree: _Node) -> frozenset[int]:
    """Return the elements that the page's own style sheet hides by a single class or id."""
    hidden: set[int] = set()
    selectors: list[str] = []
    for sheet in tree.css("style"):
        if _attribute(sheet, "media").lower() in ("", "all", "screen"):
            selectors.extend(_hiding_selectors(str(sheet.text())[:_MAX_STYLE_CHARS]))
    for selector in selectors[:_MAX_HIDING_SELECTORS]:
        hidden.update(node.mem_id for node in tree.css(selector))
    return frozenset(hidden)


def _hiding_selectors(sheet: str) -> Iterator[str]:
    for rule in _STYLE_RULE.finditer(_without_at_rules(sheet)):
        if re.search(r"display\s*:\s*none|mso-hide\s*:\s*all", rule[2], re.IGNORECASE):
            for selector in rule[1].split(","):
                if _SIMPLE_SELECTOR.match(selector.strip()):
                    yield selector.strip()


def _without_at_rules(sheet: str) -> str:
    """Return a style sheet without comments and without `@media` and the like with their blocks."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)|<!--|-->", " ", sheet, flags=re.DOTALL)
    kept: list[str] = []
    place = 0
    while (start := sheet.find("@", place)) >= 0:
        kept.append(sheet[place:start])
        place = _end_of_at_rule(sheet, start)
    return "".join(kept) + sheet[place:]


def _end_of_at_rule(sheet: str, start: int) -> int:
    depth = 0
    for mark in re.compile(r"[{};]").finditer(sheet, start):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if depth <= 0:
            return mark.end()
    return len(sheet)


def _add_alternative_text(lines: _Lines, node: _Node, place: _Place) -> None:
    text = _SPACE.sub(" ", _attribute(node, "alt")).strip()
    if not text:
        return
    if len(text) <= 8 and not any(character.isalnum() for character in text):
        lines.add(text, place)  # an emoji drawn as a picture
    else:
        lines.alternatives.append((text, place))
