"""Changes to a YAML text that leave every other line as its author wrote it.

A round trip through a YAML library keeps comments and order, but it breaks long lines anew, closes up columns and
knows one kind of line end. Here ruamel.yaml says where each value stands and writes what is new; the text between
stays as it is to the byte. Whoever changes a text this way loads the outcome and compares: see `messaging_change`.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from msgcheck.errors import InputError

_NO_BREAKS = 1_000_000
"""Columns after which a line is broken: never."""
_MIN_FOLDED_COLUMNS = 40
"""A folded text is not folded narrower, however short its lines were."""
_PLAIN_WORD = re.compile(r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,4}")
"""A few words that need no quotes."""
_PLAIN_SENTENCE = re.compile(r"[A-Za-z][\w.%€$£+'’()/-]*(?: [\w.%€$£+'’()/-]+)+")
"""Words without a comma, a colon or # between them, which mean the same without quotes wherever they stand."""
_YAML_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_HEADER = re.compile(r"[|>][+-]?[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
"""First line of a block scalar without an indentation indicator."""

Value = str | Mapping[str, "Value"] | Sequence["Value"] | Any
"""What can be written: texts, days, lists and maps of them."""


@dataclass(slots=True, kw_only=True)
class Node:
    """A value in the text, with its place."""

    start: int
    end: int
    """Half-open offsets in the text; the end of a block reaches to what follows it."""
    column: int
    line: int
    """From 1."""
    kind: str
    """scalar, map, list or alias."""
    flow: bool = False
    """Whether it is written with brackets or braces."""
    style: str | None = None
    """Of a scalar: None for plain, else one of ' " | >."""
    text: str = ""
    """Of a scalar."""
    items: list[Node] = field(default_factory=list)
    """Of a list its items, of a map key and value in turn."""

    def pairs(self) -> Iterator[tuple[str, Node, Node]]:
        """Yield (name, key, value) of a map."""
        for key, value in zip(self.items[::2], self.items[1::2], strict=True):
            yield key.text, key, value

    def get(self, name: str) -> Node | None:
        """Return the value under a key of a map, None where it is not there."""
        return next((value for key, _, value in self.pairs() if key == name), None) if self.kind == "map" else None

    @property
    def empty(self) -> bool:
        """Return whether nothing, or YAML's null, stands there."""
        return self.kind == "scalar" and self.style is None and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One stretch of the text that becomes another."""

    start: int
    end: int
    new: str


class YamlText:
    """A YAML text that can be changed at single places.

    Every method that changes something returns an `Edit`; `changed` puts them all in at once.

    Raises:
        InputError: the text is no YAML; `where` holds line and column.
    """

    def __init__(self, text: str, *, where: str) -> None:
        self.where = where
        self._bom = "\ufeff" if text.startswith("\ufeff") else ""
        self.text = text.removeprefix("\ufeff")
        self._newline = "\r\n" if "\r\n" in self.text else "\n"
        self.root = self._parsed()

    def changed(self, edits: Iterable[Edit]) -> str:
        """Return the whole text with all edits made; what is added at one place stands in the order given."""
        text = self.text
        for _, edit in sorted(enumerate(edits), key=lambda one: (one[1].start, one[1].end, one[0]), reverse=True):
            text = text[: edit.start] + edit.new + text[edit.end :]
        return self._bom + text

    def with_text(self, node: Node, value: str | date) -> Edit:
        """Return the edit that puts another text or day in the place of a value, quoted or folded as it was.

        Raises:
            InputError: a list or map of several lines stands there.
        """
        if node.items and not node.flow:
            raise InputError("A single text has to stand here.", where=f"{self.where}:{node.line}")
        if isinstance(value, date):
            return Edit(start=node.start, end=self._content_end(node), new=value.isoformat())
        text = value
        if node.style in {"|", ">"}:
            block = self._in_block(node, text)
            if block is not None:
                return block
            return Edit(start=node.start, end=self._content_end(node), new=_scalar(text, '"'))
        return Edit(start=node.start, end=node.end, new=_scalar(text, node.style))

    def with_keys(self, node: Node, added: Mapping[str, Value], *, after: Sequence[str] = ()) -> Edit:
        """Return the edit that adds keys to a map.

        Args:
            node: the map; it has at least one key.
            added: what is added, in order.
            after: names of keys behind which to add, the first that is there counts; else they are added last.
        """
        present = {name: (key, value) for name, key, value in node.pairs()}
        last = next((name for name in after if name in present), None) or list(present)[-1]
        _, value = present[last]
        if node.flow:
            return self._insert(self._content_end(value), ", " + _flow(added)[1:-1])
        lines = _block(added, offset=self._offset())
        indent = " " * node.items[0].column
        return self._insert_lines(self._content_end(value), [indent + line for line in lines])

    def without_key(self, node: Node, name: str) -> Edit:
        """Return the edit that takes a key and its value out of a map with other keys."""
        places = [(key.start, self._content_end(value)) for _, key, value in node.pairs()]
        return self._without(node, places, [key for key, _, _ in node.pairs()].index(name))

    def without_item(self, node: Node, index: int) -> Edit:
        """Return the edit that takes one item out of a list with other items."""
        places = [(self._item_start(node, item), self._content_end(item)) for item in node.items]
        return self._without(node, places, index)

    def with_item(self, parent: Node, name: str, item: Mapping[str, Value]) -> Edit:
        """Return the edit that adds an item to the list under a key, which is made where it is not there.

        Raises:
            InputError: something else than a list stands there.
        """
        node = parent.get(name)
        if node is None:
            return self._with_new_list(parent, name, item)
        if node.kind == "list" and node.items and not node.flow:
            return self._with_block_item(node, item)
        if node.kind == "list" and node.flow and node.items:
            return self._insert(self._content_end(node.items[-1]), ", " + _flow(item))
        if parent.flow and node.kind == "list":
            return self._insert(node.start + 1, _flow(item))
        if node.kind == "list" or node.empty:
            return self._in_place_of_nothing(parent, node, name, item)
        raise InputError(
            f'"{name}" cannot be added to as it is written here.',
            where=f"{self.where}:{node.line}",
            hint="write it as a list of its own, each entry begun with `- `, then try again",
        )

    def _parsed(self) -> Node | None:
        """Return the tree of the first document, None where there is nothing."""
        spaced = self.text.replace("\t", " ")  # a tab before a comment stops ruamel.yaml; offsets stay as they are
        try:
            events = iter(list(YAML(typ="safe", pure=True).parse(spaced)))
        except MarkedYAMLError as err:
            mark = err.problem_mark or err.context_mark
            where = f"{self.where}:{mark.line + 1}:{mark.column + 1}" if mark is not None else self.where
            raise InputError(f"This is not YAML: {err.problem}.", where=where, hint="mend the line") from err
        except YAMLError as err:
            raise InputError("This is not YAML.", where=self.where, hint="mend it in an editor") from err
        begins = (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)
        first = next((event for event in events if isinstance(event, begins)), None)
        try:
            return _tree(first, events) if first is not None else None
        except RecursionError as err:
            raise InputError("This YAML is nested too deeply.", where=self.where, hint="write it flatter") from err

    def _content_end(self, node: Node) -> int:
        """Return where the last letter of a value stands, without the empty lines and comments behind a block."""
        if node.kind == "scalar" and node.style in {"|", ">"}:
            return node.start + len(self.text[node.start : node.end].rstrip())
        if node.items and not node.flow:
            return self._content_end(node.items[-1])
        if node.start == node.end:  # nothing stands there: the mark may be as far as the next key
            return len(self.text[: node.end].rstrip())
        return node.end

    def _line_end(self, at: int) -> int:
        """Return the offset of the line break at or after `at`, or of the end of the text."""
        found = re.compile(r"\r\n|\r|\n").search(self.text, at)
        return found.start() if found is not None else len(self.text)

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _insert(self, at: int, new: str) -> Edit:
        return Edit(start=at, end=at, new=new)

    def _insert_lines(self, behind: int, lines: Iterable[str]) -> Edit:
        """Return the edit that adds lines below the line of an offset; a missing last line break stays missing."""
        return self._insert(self._line_end(behind), "".join(self._newline + line for line in lines))

    def _without(self, node: Node, places: Sequence[tuple[int, int]], index: int) -> Edit:
        """Return the edit that takes out one of several neighbours."""
        start, end = places[index]
        if node.flow and index:
            return Edit(start=places[index - 1][1], end=end, new="")
        starts_its_line = not self.text[self._line_start(start) : start].strip()
        if not node.flow and starts_its_line:
            line_end = self._line_end(end)
            first = self._line_start(start)
            if line_end == len(self.text) and first:  # the last line: take the break before it
                first -= 2 if self.text[first - 2 : first] == "\r\n" else 1
                return Edit(start=first, end=line_end, new="")
            width = 2 if self.text[line_end : line_end + 2] == "\r\n" else 1
            return Edit(start=first, end=line_end + width, new="")
        return Edit(start=start, end=places[index + 1][0], new="")

    def _item_start(self, node: Node, item: Node) -> int:
        """Return where an item begins; in a block, that is its dash."""
        return item.start if node.flow else self.text.rfind("-", 0, item.start)

    def _with_block_item(self, node: Node, item: Mapping[str, Value]) -> Edit:
        """Return the edit that adds an item to a block list, set off from the others as these are."""
        last = node.items[-1]
        dash = self._dash_column(last)
        inner = max(1, last.items[0].column - dash - 1) if last.kind == "map" and not last.flow else 1
        lines = self._item_lines(item, indent=dash, inner=inner)
        if len(node.items) > 1 and self._apart(node.items[-2], last):
            lines = ["", *lines]
        return self._insert_lines(self._content_end(last), lines)

    def _item_lines(self, item: Mapping[str, Value], *, indent: int, inner: int = 1) -> list[str]:
        """Return the lines of a list item: a dash, `inner` spaces and its keys."""
        first, *rest = _block(item, offset=self._offset())
        return [
            f"{' ' * indent}-{' ' * inner}{first}",
            *(f"{' ' * (indent + 1 + inner)}{line}" for line in rest),
        ]

    def _apart(self, one: Node, other: Node) -> bool:
        """Return whether an empty line stands between two items."""
        between = self.text[self._content_end(one) : other.start]
        return re.search(r"(?:\r\n|\n)[^\S\r\n]*(?:\r\n|\n)", between) is not None

    def _with_new_list(self, parent: Node, name: str, item: Mapping[str, Value]) -> Edit:
        if parent.flow:
            return self._insert(self._content_end(parent.items[-1]), f", {name}: [{_flow(item)}]")
        indent = parent.items[0].column
        lines = [f"{' ' * indent}{name}:", *self._item_lines(item, indent=indent + self._offset())]
        if parent is self.root:
            lines = ["", *lines]
        return self._insert_lines(self._content_end(parent), lines)

    def _in_place_of_nothing(self, parent: Node, node: Node, name: str, item: Mapping[str, Value]) -> Edit:
        """Return the edit that begins a list under a key that holds nothing, or []."""
        key = next(key for key_name, key, _ in parent.pairs() if key_name == name)
        colon = self.text.index(":", key.end)
        if parent.flow:
            return Edit(start=colon + 1, end=max(node.end, colon + 1), new=f" [{_flow(item)}]")
        behind = max(node.end, colon + 1) if node.text or node.kind == "list" else colon + 1
        rest = self.text[behind : self._line_end(behind)].rstrip()
        indent = parent.items[0].column + self._offset()
        lines = "".join(self._newline + line for line in self._item_lines(item, indent=indent))
        return Edit(start=colon + 1, end=self._line_end(behind), new=rest + lines)

    def _offset(self) -> int:
        """Return by how many columns this text sets in the dashes of a list below its key; two where it has none."""
        if self.root is None or self.root.kind != "map" or self.root.flow:
            return 2
        lists = (value for _, _, value in self.root.pairs() if value.kind == "list" and value.items and not value.flow)
        first = next(lists, None)
        return self._dash_column(first.items[0]) - self.root.items[0].column if first is not None else 2

    def _dash_column(self, item: Node) -> int:
        """Return in which column the dash of a block list's item stands; an anchor may stand before list and item."""
        dash = self.text.rfind("-", 0, item.start)
        return dash - self._line_start(dash)

    def _in_block(self, node: Node, text: str) -> Edit | None:
        """Return the edit that puts another text into a folded or literal one, None where its first line is unusual."""
        header = _HEADER.match(self.text, node.start)
        if header is None:
            return None
        start, end = header.end(), self._content_end(node)
        lines = self.text[start:end].splitlines()
        filled = [line for line in lines if line.strip()]
        if not filled:
            return None
        indent = " " * (len(filled[0]) - len(filled[0].lstrip(" ")))
        columns = max(_MIN_FOLDED_COLUMNS, *(len(line) - len(indent) for line in filled))
        folded = [text] if node.style == "|" else _folded(text, columns)
        return Edit(start=start, end=end, new=self._newline.join(indent + line for line in folded))


def _tree(event: Event, events: Iterator[Event]) -> Node:
    """Return the node that begins with this event."""
    mark = event.start_mark
    node = Node(
        start=mark.index, end=event.end_mark.index, column=mark.column, line=mark.line + 1, kind="scalar", flow=True
    )
    match event:
        case ScalarEvent():
            node.style, node.text = event.style, event.value
        case AliasEvent():
            node.kind = "alias"
        case MappingStartEvent() | SequenceStartEvent():
            node.kind = "map" if isinstance(event, MappingStartEvent) else "list"
            node.flow = bool(event.flow_style)
            for inner in events:
                if isinstance(inner, MappingEndEvent | SequenceEndEvent):
                    node.end = inner.end_mark.index
                    break
                node.items.append(_tree(inner, events))
    return node


def _scalar(text: str, style: str | None) -> str:
    """Return a text as one line of YAML in this style, in quotes where it cannot do without."""
    value: str = text
    if style == "'":
        value = SingleQuotedScalarString(text)
    elif style is not None or not _PLAIN_SENTENCE.fullmatch(text):
        value = DoubleQuotedScalarString(text)
    return _dumped(CommentedMap(k=value), offset=2).removeprefix("k: ").rstrip("\n")


def _folded(text: str, columns: int) -> list[str]:
    return textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False)


def _block(value: Mapping[str, Value], *, offset: int) -> list[str]:
    """Return the lines of a map in block style."""
    return _dumped(_prepared(value), offset=offset).rstrip("\n").split("\n")


def _flow(value: Mapping[str, Value]) -> str:
    """Return a map on one line, with braces."""
    prepared = _prepared(value, flow=True)
    return _dumped(CommentedSeq([prepared]), offset=0).removeprefix("- ").rstrip("\n")


def _prepared(value: Value, *, flow: bool = False) -> Any:
    """Return what ruamel.yaml writes: texts in double quotes unless they are plain words."""
    made: CommentedMap | CommentedSeq
    if isinstance(value, str):
        plain = _PLAIN_WORD.fullmatch(value) and value.casefold() not in _YAML_WORDS
        return value if plain else DoubleQuotedScalarString(value)
    if isinstance(value, Mapping):
        made = CommentedMap((key, _prepared(inner, flow=flow)) for key, inner in value.items())
    elif isinstance(value, Sequence):
        made = CommentedSeq([_prepared(inner, flow=flow) for inner in value])
        flow = flow or all(isinstance(inner, str) for inner in value)
    else:
        return value
    if flow:
        made.fa.set_flow_style()
    return made


def _dumped(value: CommentedMap | CommentedSeq, *, offset: int) -> str:
    yaml = YAML(typ="rt")
    yaml.width = _NO_BREAKS
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue()
