"""Finding and reading the settings file: `msgcheck.yaml`, or `[tool.msgcheck]` in `pyproject.toml`.

Both become the same tree of texts with places, so that `settings_binding.py` checks them alike.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from msgcheck.errors import SettingsError

FILE_NAME = "msgcheck.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value as written, with its place."""

    value: str | tuple[Setting, ...] | Mapping[str, Setting]
    where: str
    """`path:line`, the name of an environment variable, or of a command-line option."""
    folder: Path
    """What a relative path in it is relative to."""


def find_settings_file(folder: Path) -> Path | None:
    """Return the nearest settings file in `folder` or above it; `msgcheck.yaml` goes before `pyproject.toml`."""
    for place in (folder, *folder.parents):
        named = place / FILE_NAME
        if named.is_file():
            return named
        project = place / "pyproject.toml"
        if project.is_file() and re.search(r"^\s*\[tool\.msgcheck[.\]]", _text(project), re.MULTILINE):
            return project
    return None


def read_settings_file(path: Path) -> Setting:
    """Return the settings of one file as a tree.

    Raises:
        SettingsError: the file is missing, or is not readable as YAML or TOML; `where` is `path:line`.
    """
    text = _text(path)
    if path.suffix == ".toml":
        return _from_toml(path, text)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as err:
        line = err.problem_mark.line + 1 if err.problem_mark else 1
        raise SettingsError(
            f"cannot be read as YAML: {err.problem}", where=f"{path}:{line}", hint="quote texts that hold : or #"
        ) from err
    except (yaml.YAMLError, RecursionError) as err:
        raise SettingsError("cannot be read as YAML", where=str(path)) from err
    if root is None:
        return Setting(value={}, where=f"{path}:1", folder=path.parent)
    return _from_node(path, root, depth=0)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as err:
        raise SettingsError("not UTF-8", where=str(path), hint="save the file as UTF-8 in your editor") from err
    except OSError as err:
        raise SettingsError(f"cannot be read: {err.strerror}", where=str(path)) from err


def _from_node(path: Path, node: yaml.Node, depth: int) -> Setting:
    where, folder = f"{path}:{node.start_mark.line + 1}", path.parent
    if depth > 8:
        raise SettingsError("nested too deep", where=where)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_from_node(path, item, depth + 1) for item in node.value)
        return Setting(value=items, where=where, folder=folder)
    if isinstance(node, yaml.MappingNode):
        settings: dict[str, Setting] = {}
        for key, value in node.value:
            name, place = str(key.value), f"{path}:{key.start_mark.line + 1}"
            if name in settings:
                raise SettingsError(f"'{name}' stands twice", where=place, hint="keep one")
            read = _from_node(path, value, depth + 1)
            settings[name] = Setting(value=read.value, where=place, folder=folder)
        return Setting(value=settings, where=where, folder=folder)
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    value = "" if plain and node.value in {"", "~", "null"} else str(node.value)
    return Setting(value=value, where=where, folder=folder)


def _from_toml(path: Path, text: str) -> Setting:
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        line = re.search(r"line (\d+)", str(err))
        where = f"{path}:{line[1]}" if line else str(path)
        raise SettingsError(f"cannot be read as TOML: {err}", where=where) from err
    section = whole.get("tool", {}).get("msgcheck", {})
    found = re.search(r"^\s*\[tool\.msgcheck", text, re.MULTILINE)
    first_line = text[: found.start() if found else 0].count("\n") + 1
    return _from_value(path, section, text.split("\n"), first_line)


def _from_value(path: Path, value: object, lines: list[str], line: int) -> Setting:
    """Return a TOML value; its line is the next one on which its key is written."""
    where, folder = f"{path}:{line}", path.parent
    if isinstance(value, dict):
        return Setting(
            value={name: _from_value(path, inner, lines, _line_of(name, lines, line)) for name, inner in value.items()},
            where=where,
            folder=folder,
        )
    if isinstance(value, list):
        items = tuple(_from_value(path, item, lines, line) for item in value)
        return Setting(value=items, where=where, folder=folder)
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return Setting(value=written, where=where, folder=folder)


def _line_of(name: str, lines: list[str], after: int) -> int:
    written = re.compile(rf"""(^|[{{,.\[\s"'])\s*{re.escape(name)}["']?\s*(=|\]|\.)""")
    return next((place for place, line in enumerate(lines[after - 1 :], after) if written.search(line)), after)
