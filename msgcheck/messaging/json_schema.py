"""The table of keys as a JSON Schema, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from msgcheck.messaging.schema import FILE_KEYS, VERSION, Key, Kind

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_DATE: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_ID: dict[str, Any] = {"type": "string", "pattern": r"^\w[\w.:/+-]*$"}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one messaging file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:msgcheck:messaging:{VERSION}",
        "title": "msgcheck messaging",
        "description": "What a company has approved, retired and ruled out. All files of a folder are merged.",
        **_map(FILE_KEYS),
    }


def _map(keys: tuple[Key, ...]) -> dict[str, Any]:
    required = [key.name for key in keys if key.required]
    shape: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: {"description": key.about, **_value(key)} for key in keys},
    }
    return {**shape, "required": required} if required else shape


def _value(key: Key) -> dict[str, Any]:
    match key.kind:
        case Kind.TEXT:
            return _TEXT
        case Kind.TEXTS:
            return _one_or_several(_TEXT)
        case Kind.ID:
            return _ID
        case Kind.DATE:
            return _DATE
        case Kind.CHOICE:
            return {"enum": list(key.choices)}
        case Kind.CHOICES:
            return _one_or_several({"enum": list(key.choices)})
        case Kind.FIGURES:
            return {"type": "object", "additionalProperties": {"type": ["string", "number"], "pattern": r"\d"}}
        case Kind.VERSION:
            return {"enum": [VERSION, str(VERSION)]}
        case Kind.ENTRY:
            return _map(key.keys)
        case Kind.ENTRIES:
            return {"type": "array", "items": _map(key.keys)}


def _one_or_several(one: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": [one, {"type": "array", "items": one}]}
