"""A tree of written settings -> a frozen dataclass, by its field types, with a place in every mistake."""

from __future__ import annotations

import dataclasses
import difflib
import os
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgcheck.errors import SettingsError
from msgcheck.settings_file import Setting

Bound = TypeVar("Bound")

_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})


def bind(cls: type[Bound], setting: Setting, *, called: str = "") -> Bound:
    """Return an instance of the dataclass `cls` with the values of `setting`, defaults for the rest.

    A field's metadata may hold `key` (its name in the file) and `choices` (what it may be).

    Raises:
        SettingsError: a key is unknown or a value does not fit; `where` is the place.
    """
    if not isinstance(setting.value, Mapping):
        name = f"'{called}'" if called else "a settings file"
        raise SettingsError(f"{name} must be a map with keys", where=setting.where)
    fields = {field.metadata.get("key", field.name): field for field in keyed_fields(cls)}
    hints = typing.get_type_hints(cls)
    values: dict[str, Any] = {}
    for key, inner in setting.value.items():
        name = f"{called}.{key}" if called else key
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1, cutoff=0.6)
            hint = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(fields)}"
            raise SettingsError(f"unknown setting '{name}'", where=inner.where, hint=hint)
        field = fields[key]
        if inner.value != "":
            values[field.name] = _value(hints[field.name], inner, name, field.metadata.get("choices", ()))
    return cls(**values)


def keyed_fields(cls: type) -> tuple[dataclasses.Field[Any], ...]:
    """Return the fields of a dataclass that can be set from outside."""
    return tuple(field for field in dataclasses.fields(cls) if not field.metadata.get("derived"))


def _value(hint: Any, setting: Setting, name: str, choices: tuple[str, ...]) -> Any:
    """Return one value in the type of its field."""
    if isinstance(hint, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        items = setting.value if isinstance(setting.value, tuple) else (setting,)
        return tuple(_value(inner, item, name, choices) for item in items)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return bind(hint, setting, called=name)
    if not isinstance(setting.value, str):
        raise SettingsError(f"'{name}' must be one value", where=setting.where)
    return _scalar(hint, setting, name, choices)


def _scalar(hint: Any, setting: Setting, name: str, choices: tuple[str, ...]) -> Any:
    written = str(setting.value)
    if hint is bool:
        if written.lower() not in _YES | _NO:
            raise SettingsError(f"'{name}' must be true or false, not '{written}'", where=setting.where)
        return written.lower() in _YES
    if hint is int or hint is float:
        try:
            number = hint(written.replace("_", ""))
        except ValueError as err:
            kind = "a whole number" if hint is int else "a number"
            raise SettingsError(f"'{name}' must be {kind}, not '{written}'", where=setting.where) from err
        if not 0 <= number < float("inf"):
            raise SettingsError(f"'{name}' must not be negative or endless", where=setting.where)
        return number
    if hint is Path:
        return resolved(written, setting.folder)
    if choices and written not in choices:
        near = difflib.get_close_matches(written, choices, n=1, cutoff=0.6)
        hint_text = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(choices)}"
        raise SettingsError(f"'{name}' cannot be '{written}'", where=setting.where, hint=hint_text)
    return written


def resolved(written: str, folder: Path) -> Path:
    """Return a path that works from the working directory; short where the folder lies in it."""
    path = Path(written).expanduser()
    if path.is_absolute():
        return path
    here, there = Path.cwd(), folder.absolute()
    if there == here:
        return path
    joined = Path(os.path.normpath(there / path))
    return joined.relative_to(here) if joined.is_relative_to(here) else joined
