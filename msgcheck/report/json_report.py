"""The report as JSON, whole, and back again.

Keys are sorted and every field of `Report` is there, so that loading gives an equal report. The schema is
published beside this file and made from the same records.
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
from importlib.resources import files
from typing import Any

from msgcheck.errors import InputError
from msgcheck.records import Report
from msgcheck.report.interface import ReportOptions

SCHEMA_NAME = "msgcheck.report/1"
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonReport:
    """Prints every field of the report."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def render(self, report: Report, options: ReportOptions) -> str:  # noqa: ARG002 - machines get everything
        """Return the report as JSON with sorted keys, whatever the options."""
        value = {"schema": SCHEMA_NAME, **_plain(report)}
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        # A lone surrogate from a broken document cannot be written as UTF-8; escaped it can, and loads back equal.
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def load_report(text: str, *, where: str = "") -> Report:
    """Return the report that `text` holds, equal to the one that was rendered.

    Args:
        text: a JSON report.
        where: the file it came from, for error messages.

    Raises:
        InputError: it is not a report of this version; the message says what is wrong.
    """
    try:
        value = json.loads(text)
    except ValueError as err:
        raise InputError(
            "This is not JSON.", where=where, hint="give a report written with --output FILE.json"
        ) from err
    if not isinstance(value, dict) or value.get("schema") != SCHEMA_NAME:
        raise InputError(
            f'This is not a msgcheck report: "schema" has to be "{SCHEMA_NAME}".',
            where=where,
            hint="give a report written with --output FILE.json",
        )
    try:
        report: Report = _typed(Report, {key: entry for key, entry in value.items() if key != "schema"})
    except (KeyError, TypeError, ValueError) as err:
        raise InputError(f"The report is damaged: {err}.", where=where, hint="scan again to make a new one") from err
    return report


def published_schema() -> dict[str, Any]:
    """Return the JSON Schema that is published with the package."""
    text = files("msgcheck.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _plain(value: Any) -> Any:
    """Return dataclasses, tuples, enums and dates as what JSON has."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _hints(record: type) -> dict[str, Any]:
    return typing.get_type_hints(record)


def _typed(kind: Any, value: Any) -> Any:
    """Return `value` as the annotated type `kind`, which holds only what `Report` is made of."""
    kind = getattr(kind, "__supertype__", kind)  # NewType
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return None if value is None else _typed(next(entry for entry in arguments if entry is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"a list is expected instead of {value!r}")
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_typed(arguments[0], entry) for entry in value)
        return tuple(_typed(entry_kind, entry) for entry_kind, entry in zip(arguments, value, strict=True))
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


def _record(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError(f"an object is expected instead of {value!r}")
    hints = _hints(kind)
    unknown = sorted(set(value) - set(hints))
    if unknown:
        raise ValueError(f"unknown key {unknown[0]}")
    return kind(**{name: _typed(hints[name], entry) for name, entry in value.items()})
