"""The table of keys as sheets: which sheet and column holds what, and texts in cells and back.

A section is a sheet, an entry a row, a key a column. Entries inside entries (variants, former names) have a
sheet of their own, whose first column says to which row they belong. Several texts in one cell stand on a
line each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from msgcheck.house.sections import Entry, Plain, Sections
from msgcheck.messaging.schema import FILE_KEYS, Key, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet."""

    head: str
    """`text`, or `examples.same` for a key inside a key."""
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a section, or the entries inside the entries of one."""

    name: str
    section: str
    columns: tuple[Column, ...]
    inner: str = ""
    """Key of the entries this sheet holds, `variants`; empty for the section itself."""
    parent: str = ""
    """Head of the column that names the entry a row belongs to, `message`."""
    parent_key: str = ""
    """What it names it by, `id`."""


def sheets() -> Iterator[Sheet]:
    """Yield all sheets in the order of the table."""
    for section in FILE_KEYS:
        if section.kind is Kind.VERSION:
            continue
        yield Sheet(name=section.name, section=section.name, columns=tuple(_columns(section.keys)))
        for key in section.keys:
            if key.kind is Kind.ENTRIES:
                yield Sheet(
                    name=key.name,
                    section=section.name,
                    columns=tuple(_columns(key.keys)),
                    inner=key.name,
                    parent=section.entry.split()[-1],
                    parent_key=section.keys[0].name,
                )


def rows_of(sections: Sections, sheet: Sheet) -> Iterator[list[str]]:
    """Yield the rows of one sheet, without its heads."""
    for entry in sections.get(sheet.section, []):
        if not sheet.inner:
            yield [cell_text(value_at(entry, column.head)) for column in sheet.columns]
            continue
        inside = entry.get(sheet.inner)
        for inner in inside if isinstance(inside, list) else []:
            if isinstance(inner, dict):
                cells = [cell_text(value_at(inner, column.head)) for column in sheet.columns]
                yield [str(entry[sheet.parent_key]), *cells]


def value_at(entry: Entry, head: str) -> Plain | None:
    """Return the value under a column's head, which may lead into a map."""
    value: Plain | None = entry
    for name in head.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def cell_text(value: Plain | None) -> str:
    """Return a value as the text of one cell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case dict():
            lines = [f"{name}: {text}" for name, text in value.items()]
            plain = all("\n" not in line for line in lines) and not any(": " in name for name in value)
            return "\n".join(lines) if plain else json.dumps(value, ensure_ascii=False)
        case list():
            texts = [str(item) for item in value]
            plain = all("\n" not in text for text in texts) and not (texts and texts[0].startswith("["))
            return "\n".join(texts) if plain else json.dumps(texts, ensure_ascii=False)


def cell_value(text: str, key: Key) -> Plain:
    """Return the value a cell's text stands for under a key."""
    match key.kind:
        case Kind.TEXTS | Kind.CHOICES:
            listed = _from_json(text) if text.startswith("[") else None
            if isinstance(listed, list):
                return [str(item) for item in listed]
            return [line.strip() for line in text.split("\n") if line.strip()]
        case Kind.FIGURES:
            named = _from_json(text) if text.startswith("{") else None
            if isinstance(named, dict):
                return {str(name): str(value) for name, value in named.items()}
            pairs = (line.partition(": ") for line in text.split("\n") if line.strip())
            return {name.strip(): value.strip() for name, _, value in pairs}
        case _:
            return text


def _columns(keys: tuple[Key, ...], prefix: str = "") -> Iterator[Column]:
    for key in keys:
        if key.kind is Kind.ENTRY:
            yield from _columns(key.keys, f"{key.name}.")
        elif key.kind is not Kind.ENTRIES and not key.same_as:
            yield Column(head=prefix + key.name, key=key)


def _from_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
