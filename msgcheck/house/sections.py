"""Messaging -> the sections of its files again, as plain maps and lists with the keys of the table.

Export, import and the YAML writer all work on this shape; a test says that loading it gives the messaging back.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgcheck.messaging.schema import FILE_KEYS, Key, Kind
from msgcheck.records import Limits, Messaging, NeverSay, Required

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A text, a list or a map, as it stands in a file; days are YYYY-MM-DD."""
Entry = dict[str, Plain]
Sections = dict[str, list[Entry]]
"""Section -> entries; `company` is a list of one."""

_FIELDS = {"with": "with_", "not": "not_", "in": "in_"}
"""Keys whose field in records/approved.py is called otherwise, because Python keeps the word for itself."""


def sections_of(messaging: Messaging) -> Sections:
    """Return all sections of a messaging, in the order of the table; empty ones are left out."""
    sections: Sections = {}
    for key in FILE_KEYS:
        if key.kind is Kind.VERSION:
            continue
        value = getattr(messaging, key.name)
        records = value if isinstance(value, tuple) else (value,)
        if records:
            sections[key.name] = [_entry(record, key.keys) for record in records]
    return sections


def _entry(record: object, keys: tuple[Key, ...]) -> Entry:
    entry: Entry = {}
    for key in keys:
        value = _value(record, key)
        if value:
            entry[key.name] = value
    return entry


def _value(record: Any, key: Key) -> Plain | None:
    """Return the value of one key of a record, None or empty where it has none."""
    match key.name:
        case "since":
            return None  # another spelling of retired_on
        case "origin":
            return "field" if record.origin_field else None
        case "examples":
            return {name: list(texts) for name, texts in (("same", record.same), ("drift", record.drift)) if texts}
        case "id" if isinstance(record, NeverSay) and not record.named:
            return None
        case "when" if isinstance(record, Required):
            return {name: list(values) for name, values in record.when}
    value = getattr(record, _FIELDS.get(key.name, key.name))
    if isinstance(value, Limits):
        return dict(value.values)
    if key.kind is Kind.ENTRIES:
        return [_entry(inner, key.keys) for inner in value]
    if isinstance(value, tuple):
        return [str(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)
