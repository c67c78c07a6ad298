"""The JSON Schemas of the JSON reports, made from the records they print.

    python -m msgcheck.report.report_schema > msgcheck/report/report.schema.json
    python -m msgcheck.report.report_schema divergences > msgcheck/report/divergences/divergences.schema.json
    python -m msgcheck.report.report_schema drift > msgcheck/report/drift/drift.schema.json
    python -m msgcheck.report.report_schema hand-off > msgcheck/report/hand_off/hand_off.schema.json

The files are published with the package; tests hold them equal to what is made here.
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

from msgcheck.record_json import DIVERGENCES_SCHEMA_NAME, DRIFT_SCHEMA_NAME, HAND_OFF_SCHEMA_NAME, SCHEMA_NAME
from msgcheck.records import DivergenceReport, DriftReport, HandOff, Report


def report_schema() -> dict[str, Any]:
    """Return the schema of a scan's report as a JSON value."""
    return _schema(Report, SCHEMA_NAME)


def divergences_schema() -> dict[str, Any]:
    """Return the schema of the report on divergences as a JSON value."""
    return _schema(DivergenceReport, DIVERGENCES_SCHEMA_NAME)


def drift_schema() -> dict[str, Any]:
    """Return the schema of the drift report as a JSON value."""
    return _schema(DriftReport, DRIFT_SCHEMA_NAME)


def hand_off_schema() -> dict[str, Any]:
    """Return the schema of the hand-off sheet as a JSON value."""
    return _schema(HandOff, HAND_OFF_SCHEMA_NAME)


def _schema(record: Any, name: str) -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    root = _record(record, definitions)
    root["properties"] = {"schema": {"const": name}, **root["properties"]}
    root["required"] = ["schema", *root["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A msgcheck report, {name}",
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
    schemas = {"divergences": divergences_schema, "drift": drift_schema, "hand-off": hand_off_schema}
    schema_of = next((schemas[name] for name in sys.argv[1:] if name in schemas), report_schema)
    sys.stdout.write(json.dumps(schema_of(), indent=2, ensure_ascii=False) + "\n")
