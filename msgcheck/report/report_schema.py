"""The JSON Schema of the JSON report, made from the records it prints.

    python -m msgcheck.report.report_schema > msgcheck/report/report.schema.json

The file is published with the package; a test holds the two equal.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import types
import typing
from datetime import date, datetime
from enum import Enum
from typing import Any

from msgcheck.record_json import SCHEMA_NAME
from msgcheck.records import Report


def report_schema() -> dict[str, Any]:
    """Return the schema as a JSON value."""
    definitions: dict[str, Any] = {}
    root = _record(Report, definitions)
    root["properties"] = {"schema": {"const": SCHEMA_NAME}, **root["properties"]}
    root["required"] = ["schema", *root["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A msgcheck report, {SCHEMA_NAME}",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _record(record: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    fields = dataclasses.fields(record)
    return {
        "type": "object",
        "description": (record.__doc__ or "").strip().splitlines()[0],
        "additionalProperties": False,
        "required": [field.name for field in fields],
        "properties": {field.name: _schema_of(hints[field.name], definitions) for field in fields},
    }


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    kind = getattr(kind, "__supertype__", kind)  # NewType
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return {"anyOf": [_schema_of(entry, definitions) for entry in arguments]}
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if origin is tuple:
        entries = [_schema_of(entry, definitions) for entry in arguments]
        return {"type": "array", "prefixItems": entries, "minItems": len(entries), "maxItems": len(entries)}
    if dataclasses.is_dataclass(kind):
        name = getattr(kind, "__name__", "")
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _record(kind, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if kind is datetime:
        return {"type": "string", "format": "date-time"}
    if kind is date:
        return {"type": "string", "format": "date"}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [entry.value for entry in kind]}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}[kind]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n")
