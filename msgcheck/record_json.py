"""Records as JSON and back, field by field, led by their type annotations.

One codec for every record: a report that is printed, kept as the last scan, or given as a baseline loads
back equal. Keys are sorted, so equal records give equal text.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from msgcheck.errors import InputError
from msgcheck.records import DivergenceReport, DriftReport, Export, HandOff, Report

SCHEMA_NAME = "msgcheck.report/1"
DIVERGENCES_SCHEMA_NAME = "msgcheck.divergences/1"
DRIFT_SCHEMA_NAME = "msgcheck.drift/1"
HAND_OFF_SCHEMA_NAME = "msgcheck.hand-off/1"
EXPORT_SCHEMA_NAME = "msgcheck.export/1"
_SURROGATE = re.compile("[\ud800-\udfff]")
_HINT = "give a report written with --output FILE.json"


def report_to_json(report: Report) -> str:
    """Return a report as JSON with sorted keys, all of it, ending with a line break."""
    return _to_json(report, SCHEMA_NAME)


def report_from_json(text: str, *, where: str = "") -> Report:
    """Return the report that `text` holds, equal to the one that was printed.

    Args:
        text: a JSON report.
        where: the file it came from, for error messages.

    Raises:
        InputError: it is not a report of this version; the message says what is wrong.
    """
    report: Report = _from_json(Report, SCHEMA_NAME, text, where, again="scan again to make a new one")
    return report


def divergences_to_json(report: DivergenceReport) -> str:
    """Return the report on divergences as JSON with sorted keys, all of it, ending with a line break."""
    return _to_json(report, DIVERGENCES_SCHEMA_NAME)


def divergences_from_json(text: str, *, where: str = "") -> DivergenceReport:
    """Return the report on divergences that `text` holds, equal to the one that was printed.

    Args:
        text: a report written by `msgcheck report --output FILE.json`.
        where: the file it came from, for error messages.

    Raises:
        InputError: it is not a report of this version; the message says what is wrong.
    """
    again = "make a new one with msgcheck report --output FILE.json"
    report: DivergenceReport = _from_json(DivergenceReport, DIVERGENCES_SCHEMA_NAME, text, where, again=again)
    return report


def drift_to_json(report: DriftReport) -> str:
    """Return the drift report as JSON with sorted keys, all of it, ending with a line break."""
    return _to_json(report, DRIFT_SCHEMA_NAME)


def drift_from_json(text: str, *, where: str = "") -> DriftReport:
    """Return the drift report that `text` holds, equal to the one that was printed.

    Args:
        text: a report written by `msgcheck report --month MONTH --output FILE.json`.
        where: the file it came from, for error messages.

    Raises:
        InputError: it is not a report of this version; the message says what is wrong.
    """
    again = "make a new one with msgcheck report --month MONTH --output FILE.json"
    report: DriftReport = _from_json(DriftReport, DRIFT_SCHEMA_NAME, text, where, again=again)
    return report


def hand_off_to_json(sheet: HandOff) -> str:
    """Return the hand-off sheet as JSON with sorted keys, all of it, ending with a line break."""
    return _to_json(sheet, HAND_OFF_SCHEMA_NAME)


def hand_off_from_json(text: str, *, where: str = "") -> HandOff:
    """Return the hand-off sheet that `text` holds, equal to the one that was printed.

    Args:
        text: a sheet written by `msgcheck report --ahead 6w --output FILE.json`.
        where: the file it came from, for error messages.

    Raises:
        InputError: it is not a sheet of this version; the message says what is wrong.
    """
    again = "make a new one with msgcheck report --ahead 6w --output FILE.json"
    sheet: HandOff = _from_json(HandOff, HAND_OFF_SCHEMA_NAME, text, where, again=again)
    return sheet


def export_to_json(export: Export) -> str:
    """Return what is kept of one author or mailbox as JSON with sorted keys, all of it, ending with a line break."""
    return _to_json(export, EXPORT_SCHEMA_NAME)


def _to_json(record: Any, schema: str) -> str:
    value = {"schema": schema, **to_json_value(record)}
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    # A lone surrogate from a broken document cannot be written as UTF-8; escaped it can, and loads back equal.
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _from_json(kind: type, schema: str, text: str, where: str, *, again: str) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as err:
        raise InputError("This is not JSON.", where=where, hint=_HINT) from err
    if not isinstance(value, dict) or value.get("schema") != schema:
        raise InputError(f'This is no msgcheck report: "schema" is not "{schema}".', where=where, hint=_HINT)
    try:
        return from_json_value(kind, {key: entry for key, entry in value.items() if key != "schema"})
    except (TypeError, ValueError) as err:
        raise InputError(f"The report is damaged: {err}.", where=where, hint=again) from err


def to_json_value(value: Any) -> Any:
    """Return a record, and all it holds, as what JSON has: objects, lists, text, numbers."""
    if dataclasses.is_dataclass(value):
        return {field.name: to_json_value(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_json_value(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_json_value(kind: Any, value: Any) -> Any:
    """Return `value` as the annotated type `kind`, which holds only what records are made of.

    Raises:
        TypeError: a value is of another type.
        ValueError: a key is unknown, or a value is none of those it may be.
    """
    kind = getattr(kind, "__supertype__", kind)  # NewType
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        inner = next(entry for entry in arguments if entry is not type(None))
        return None if value is None else from_json_value(inner, value)
    if origin is tuple:
        return _tuple(arguments, value)
    if dataclasses.is_dataclass(kind):
        return _record(kind, value)
    if kind is datetime or kind is date:
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{kind.__name__} is expected instead of {value!r}")
    return value


def _tuple(arguments: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"a list is expected instead of {value!r}")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(from_json_value(arguments[0], entry) for entry in value)
    return tuple(from_json_value(kind, entry) for kind, entry in zip(arguments, value, strict=True))


def _record(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError(f"an object is expected instead of {value!r}")
    hints = _hints(kind)
    unknown = sorted(set(value) - set(hints))
    if unknown:
        raise ValueError(f'unknown key "{unknown[0]}"')
    return kind(**{name: from_json_value(hints[name], entry) for name, entry in value.items()})


@cache
def _hints(record: type) -> dict[str, Any]:
    return typing.get_type_hints(record)
