"""The content of a messaging without its places: what is hashed, exported and compared."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from msgcheck.identity import canonical_json, tagged_hash
from msgcheck.records import Messaging

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_PLACES = frozenset({"where", "hash", "paths", "unread_paths"})


def content(messaging: Messaging) -> dict[str, object]:
    """Return all that is approved, retired and ruled out, as plain lists and maps.

    Two messagings with equal content mean the same, in whichever files and lines they stand.
    """
    return _fields(messaging)


def content_hash(messaging: Messaging) -> str:
    """Return the tagged hash of the content."""
    return tagged_hash("messaging", canonical_json(content(messaging)))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _fields(value: DataclassInstance) -> dict[str, object]:
    return {
        field.name: _plain(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if field.name not in _PLACES
    }
