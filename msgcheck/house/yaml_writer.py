"""Sections -> a messaging file in block style, as a person would write it.

Wording is always quoted, so that a comma, colon or # put into it later does no harm.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgcheck.house.sections import Entry, Plain, Sections

_PLAIN = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*|\d{4}-\d{2}-\d{2}", re.ASCII)
_TYPED = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_ALWAYS_QUOTED = frozenset({"text", "same", "drift"})
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that nobody sees in a file, or that YAML takes for a line break."""


def yaml_text(sections: Sections, *, comment: str = "") -> str:
    """Return one messaging file with these sections.

    Args:
        sections: section -> entries; `company` holds one.
        comment: lines put at the top, without #.
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines.append("version: 1")
    for name, entries in sections.items():
        lines.append("")
        lines.append(f"{name}:")
        if name == "company":
            lines.extend(_map(entries[0], 2))
            continue
        for place, entry in enumerate(entries):
            if place and name == "messages":
                lines.append("")
            lines.extend(_item(entry, 2))
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return a text in double quotes that YAML reads back letter by letter."""
    letters = (
        f"\\U{ord(letter):08x}"
        if unicodedata.category(letter) in _ESCAPED
        else json.dumps(letter, ensure_ascii=False)[1:-1]
        for letter in text
    )
    return '"' + "".join(letters) + '"'


def _scalar(text: str, key: str) -> str:
    plain = key not in _ALWAYS_QUOTED and _PLAIN.fullmatch(text) and text.lower() not in _TYPED
    return text if plain else quoted(text)


def _map(entry: Entry, indent: int) -> Iterator[str]:
    space = " " * indent
    for key, given in entry.items():
        value = given
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            value = value[0]  # one text needs no list
        if isinstance(value, str):
            yield f"{space}{_key(key)}: {_scalar(value, key)}"
        else:
            yield f"{space}{_key(key)}:"
            yield from _several(value, key, indent + 2)


def _several(value: Plain, key: str, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _map(value, indent)
        return
    for item in _list(value):
        if isinstance(item, dict):
            yield from _item(item, indent)
        else:
            yield f"{' ' * indent}- {_scalar(str(item), key)}"


def _list(value: Plain) -> Iterable[Plain]:
    return value if isinstance(value, list) else [value]


def _item(entry: Entry, indent: int) -> Iterator[str]:
    """Yield a map as an item of a list: its first line after a dash."""
    for place, line in enumerate(_map(entry, indent + 2)):
        yield " " * indent + "- " + line[indent + 2 :] if place == 0 else line


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else quoted(name)
