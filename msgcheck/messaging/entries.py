"""Tree of nodes -> entries: the walk along the table of keys.

An `Entry` is one map of the file (a message, a variant, a customer) whose keys are known, whose values have
the right shape, and which remembers where each of them stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import yaml

from msgcheck.errors import Mistake
from msgcheck.messaging.fields import FieldReader, did_you_mean
from msgcheck.messaging.nodes import Composed
from msgcheck.messaging.schema import FILE_KEYS, KNOWN_LIMITS, ORDERED_DATES, VERSION, Key, Kind
from msgcheck.records import Origin

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One map of a messaging file, checked."""

    where: Origin
    places: Mapping[str, Origin] = field(default_factory=dict)
    """Where the value of each key begins."""
    single: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    inner: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    figures: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def place(self, name: str) -> Origin:
        """Return where the value of a key stands, or the entry itself."""
        return self.places.get(name, self.where)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts under a key, none where it is not there."""
        return self.several.get(name, ())

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Return the entries under a key, none where it is not there."""
        return self.inner.get(name, ())


@dataclass(slots=True, kw_only=True)
class _Values:
    """The values of an entry while it is being read."""

    places: dict[str, Origin] = field(default_factory=dict)
    single: dict[str, str] = field(default_factory=dict)
    several: dict[str, tuple[str, ...]] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    inner: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    figures: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def read_file(composed: Composed) -> tuple[Entry | None, tuple[Mistake, ...]]:
    """Return the whole of one file as an entry, and all that is wrong in it.

    The entry is None where the file holds nothing, or nothing that can be walked.
    """
    mistakes = list(composed.mistakes)
    fields = FieldReader(composed.source, mistakes)
    root = composed.root
    if root is None or fields.is_empty(root):
        return None, tuple(mistakes)
    if not isinstance(root, yaml.MappingNode):
        what = "a messaging file begins with keys such as `company:` and `messages:`"
        return None, (*mistakes, composed.source.mistake(root, what))
    entry = _Walk(fields, complete=composed.complete).entry(root, FILE_KEYS, "the file")
    return entry, tuple(mistakes)


class _Walk:
    """Walks the nodes of one file along the table."""

    def __init__(self, fields: FieldReader, *, complete: bool) -> None:
        self._fields = fields
        self._complete = complete

    def entry(self, node: yaml.MappingNode, keys: tuple[Key, ...], called: str) -> Entry:
        """Return the map at `node`, read along `keys`; `called` names it in mistakes."""
        by_name = {key.name: key for key in keys}
        values = _Values()
        for key, name, value in self._known_pairs(node, by_name, called):
            if self._fields.is_empty(value) and not key.required:
                continue
            target = key.same_as or name
            if target in values.places:
                self._fields.note(value, f"'{name}' and '{target}' say the same: keep one")
                continue
            values.places[target] = self._fields.source.origin(value)
            self._read(key, target, value, values)
        if self._complete:
            for key in keys:
                if key.required and key.name not in values.places:
                    self._fields.note(node, f"{called} needs '{key.name}': {key.about[0].lower()}{key.about[1:]}")
        self._check_days(values)
        return Entry(
            where=self._fields.source.origin(node),
            places=values.places,
            single=values.single,
            several=values.several,
            days=values.days,
            inner=values.inner,
            figures=values.figures,
        )

    def _known_pairs(
        self, node: yaml.MappingNode, by_name: Mapping[str, Key], called: str
    ) -> Iterator[tuple[Key, str, yaml.Node]]:
        """Yield the pairs whose key is in the table; note unknown and repeated keys."""
        seen: dict[str, yaml.Node] = {}
        before = ""
        stray = False
        for name_node, value in node.value:
            name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else ""
            if not name:
                self._fields.note(name_node, f"a key of {called} must be a plain word")
            elif name in by_name and name in seen:
                first = seen[name].start_mark.line + 1
                self._fields.note(name_node, f"'{name}' stands twice in {called}, first in line {first}: keep one")
            elif name in by_name:
                seen[name] = name_node
                before, stray = name, False
                yield by_name[name], name, value
            elif node.flow_style and before and not stray:
                stray = True  # one wording with three commas is one mistake
                self._note_comma(name_node, name, before, by_name)
            elif not stray:
                known = did_you_mean(name, by_name) or f"; {called} may hold {', '.join(by_name)}"
                self._fields.note(name_node, f"unknown key '{name}' in {called}{known}")

    def _note_comma(self, node: yaml.Node, name: str, before: str, by_name: Mapping[str, Key]) -> None:
        """Note a key that is most likely the rest of a wording cut at its comma."""
        hint = did_you_mean(name, by_name) if " " not in name else ""
        end = node.end_mark
        line = self._fields.source.text.split("\n")[end.line][end.column :].lstrip()
        if line.startswith(":") and hint:
            self._fields.note(node, f"unknown key '{name}'{hint}")
        else:
            self._fields.note(
                node, f"unknown key '{name}'; if it belongs to '{before}', quote the text: it has a comma"
            )

    def _read(self, key: Key, name: str, node: yaml.Node, values: _Values) -> None:
        """Read the value of one key into `values`."""
        match key.kind:
            case Kind.TEXT:
                _keep(values.single, name, self._fields.text(node, name))
            case Kind.ID:
                _keep(values.single, name, self._fields.identifier(node, name))
            case Kind.CHOICE:
                _keep(values.single, name, self._fields.choice(node, name, key.choices))
            case Kind.TEXTS:
                values.several[name] = self._fields.texts(node, name)
            case Kind.CHOICES:
                values.several[name] = self._fields.choices(node, name, key.choices)
            case Kind.DATE:
                _keep(values.days, name, self._fields.date(node, name))
            case Kind.VERSION:
                self._check_version(node)
            case Kind.FIGURES:
                values.figures[name] = self._limits(node, name)
            case Kind.ENTRY:
                values.inner[name] = self._one(node, key)
            case Kind.ENTRIES:
                values.inner[name] = self._all(node, key)

    def _one(self, node: yaml.Node, key: Key) -> tuple[Entry, ...]:
        if isinstance(node, yaml.MappingNode):
            return (self.entry(node, key.keys, key.entry),)
        example = key.keys[0].name
        self._fields.note(node, f"'{key.name}' must be a map with keys, as `{example}: ...`")
        return ()

    def _all(self, node: yaml.Node, key: Key) -> tuple[Entry, ...]:
        if self._fields.is_empty(node):
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self._fields.note(node, f"'{key.name}' must be a list: begin each entry with `- `")
            return ()
        entries = []
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                entries.append(self.entry(item, key.keys, key.entry))
            else:
                main = next((inner.name for inner in key.keys if inner.required and inner.name != "id"), "text")
                self._fields.note(item, f"{key.entry} must be a map with keys: write `{main}: ...`")
        return tuple(entries)

    def _limits(self, node: yaml.Node, name: str) -> tuple[tuple[str, str], ...]:
        """Return what a seller may negotiate, each limit with the figure as written."""
        if not isinstance(node, yaml.MappingNode):
            self._fields.note(node, f"'{name}' must be a map, as `{name}: {{max_discount: 15%}}`")
            return ()
        limits: dict[str, str] = {}
        for name_node, value in node.value:
            limit = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else ""
            slip = did_you_mean(limit, KNOWN_LIMITS) if limit not in KNOWN_LIMITS else ""
            text = self._fields.text(value, limit or name)
            if limit in limits:
                self._fields.note(name_node, f"'{limit}' stands twice in {name}: keep one")
            elif slip:
                self._fields.note(name_node, f"unknown limit '{limit}'{slip}")
            elif text is not None and not re.search(r"\d", text):
                self._fields.note(value, f"the limit '{limit}' needs a figure, as 15% or 60 days")
            elif text is not None and limit:
                limits[limit] = text
        return tuple(limits.items())

    def _check_version(self, node: yaml.Node) -> None:
        if not isinstance(node, yaml.ScalarNode) or node.value != str(VERSION):
            self._fields.note(
                node, f"this msgcheck knows version {VERSION} of the format only: write `version: {VERSION}`"
            )

    def _check_days(self, values: _Values) -> None:
        for first, last in ORDERED_DATES:
            start, end = values.days.get(first), values.days.get(last)
            if start is not None and end is not None and start > end:
                where = values.places[last]
                what = f"'{last}' ({end}) lies before '{first}' ({start}): mend one of the two dates"
                self._fields.note_at(where, what)


def _keep(into: dict[str, _Value], name: str, value: _Value | None) -> None:
    if value is not None:
        into[name] = value
