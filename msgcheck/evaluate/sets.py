"""Reads labelled sets: one folder a company with its messaging, statements and documents."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from msgcheck.codes import STATEMENT_LABELS, Label, Severity
from msgcheck.errors import InputError
from msgcheck.records import BlockKind

_T = TypeVar("_T")

CHANNELS = {
    "deck_title": BlockKind.TITLE,
    "deck_bullet": BlockKind.BULLET,
    "deck_notes": BlockKind.NOTES,
    "email": BlockKind.LINE,
}
"""What block kind a channel of a labelled statement stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStatement:
    """One statement with what it does with the messaging, as a person labelled it."""

    id: str
    company: str
    statement: str
    context: str
    channel: str
    message_id: str | None
    label: Label
    severity: Severity
    why: str
    hard: bool
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One divergence that was planted in a document."""

    document: str
    location: str
    text: str
    message_id: str | None
    label: Label
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledFinding:
    """One finding with the divergence a person put it into."""

    id: str
    text: str
    text_kept: bool
    """Whether a store would keep the text; of mail it does not."""
    code: str
    message_id: str | None
    change: str | None
    """Key of what was changed; None where nothing but the words tells."""
    divergence: str
    rewording: str
    """How much the wordings of the divergence differ: none, light or heavy."""


def companies(folder: Path) -> tuple[Path, ...]:
    """Return the folders of a set that hold a messaging.yaml, sorted by name.

    Raises:
        InputError: there is none.
    """
    if not folder.is_dir():
        raise InputError("no such folder", where=str(folder), hint="name a folder of labelled companies")
    found = tuple(sorted(path.parent for path in folder.glob("*/messaging.yaml")))
    if not found:
        raise InputError("holds no labelled company", where=str(folder), hint="expected <company>/messaging.yaml")
    return found


def read_statements(company: Path) -> tuple[LabelledStatement, ...]:
    """Return the labelled statements of one company.

    Raises:
        InputError: a line cannot be read; the message names file and line.
    """
    return _read(company / "statements.jsonl", lambda row: _statement(row, company.name))


def read_findings(company: Path) -> tuple[LabelledFinding, ...]:
    """Return the labelled findings of one company.

    Raises:
        InputError: a line cannot be read; the message names file and line.
    """
    return _read(company / "findings.jsonl", _finding)


def read_rows(path: Path, *, company: str, message_ids: Collection[str]) -> tuple[LabelledStatement, ...]:
    """Return the labelled statements of a file in the format of statements.jsonl, or of all such files of a folder.

    Args:
        path: a .jsonl file, or a folder that holds some.
        company: whose statements they are.
        message_ids: every id of the messaging that a row may name.

    Raises:
        InputError: nothing is there, or a line cannot be read; the message names file and line.
    """
    if not path.exists():
        raise InputError("no such file or folder", where=str(path), hint="name a file of labelled rows, one a line")
    paths = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not paths:
        raise InputError("holds no .jsonl file", where=str(path), hint="name a file of labelled rows, one a line")

    def make(row: dict[str, Any]) -> LabelledStatement:
        statement = _statement(row, company)
        if statement.message_id is not None and statement.message_id not in message_ids:
            near = difflib.get_close_matches(statement.message_id, message_ids, n=1, cutoff=0.6)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"the messaging has no {statement.message_id!r}{hint}")
        return statement

    return tuple(statement for found in paths for statement in _read(found, make))


def read_planted(company: Path) -> tuple[Planted, ...]:
    """Return what was planted in the documents of one company; nothing where it has none."""
    path = company / "docs" / "expected.jsonl"
    if not path.is_file():
        return ()
    return _read(path, _planted)


def _planted(row: dict[str, Any]) -> Planted:
    """Return one planted divergence."""
    return Planted(
        document=row["doc"],
        location=row["location"],
        text=row["text"],
        message_id=row["message_id"],
        label=Label(row["label"]),
        severity=Severity(row["severity"]),
    )


def _statement(row: dict[str, Any], company: str) -> LabelledStatement:
    """Return one labelled statement."""
    channel, label = _text(row, "channel"), _text(row, "label")
    if channel not in CHANNELS:
        raise ValueError(f"{channel!r} is not a channel; use {', '.join(CHANNELS)}")
    if label not in STATEMENT_LABELS:
        raise ValueError(f"{label!r} is not a label; use {', '.join(STATEMENT_LABELS)}")
    return LabelledStatement(
        id=str(row["id"]),
        company=company,
        statement=_text(row, "statement"),
        context=_text(row, "context") if row.get("context") else "",
        channel=channel,
        message_id=_text(row, "message_id") if row["message_id"] is not None else None,
        label=Label(label),
        severity=Severity(row["severity"]),
        why=row.get("why", ""),
        hard=bool(row.get("hard", False)),
        form=row.get("form", ""),
    )


def _finding(row: dict[str, Any]) -> LabelledFinding:
    """Return one labelled finding."""
    return LabelledFinding(
        id=_text(row, "id"),
        text=_text(row, "text"),
        text_kept=bool(row["text_kept"]),
        code=_text(row, "code"),
        message_id=_text(row, "message_id") if row["message_id"] is not None else None,
        change=_text(row, "change") if row["change"] is not None else None,
        divergence=_text(row, "divergence"),
        rewording=_text(row, "rewording"),
    )


def _text(row: dict[str, Any], key: str) -> str:
    """Return a value that has to be a text."""
    value = row[key]
    if not isinstance(value, str):
        raise ValueError(f"{key!r} must be a text, not {value!r}")  # noqa: TRY004  told with file and line
    return value


def _read(path: Path, make: Callable[[dict[str, Any]], _T]) -> tuple[_T, ...]:
    """Return what is made of each object of a JSON-lines file; mistakes are told with file and line."""
    made = []
    for where, row in _rows(path):
        try:
            made.append(make(row))
        except KeyError as err:
            raise InputError(f"has no {err.args[0]!r}", where=where) from err
        except ValueError as err:
            raise InputError(str(err), where=where) from err
    return tuple(made)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a JSON-lines file, each with its place."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise InputError(f"cannot be read: {err}", where=str(path)) from err
    # Lines end with a line feed only: a sentence may hold any other separator.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as err:
            raise InputError(f"is not JSON: {err.msg}", where=f"{path}:{number}:{err.colno}") from err
        if not isinstance(row, dict):
            raise InputError("is not a JSON object", where=f"{path}:{number}")
        yield f"{path}:{number}", row
