"""Decisions in `decisions.yaml` beside the messaging, so that they travel with it.

The file is only ever added to: the last entry of a divergence counts, the earlier ones are its history, and two
colleagues who decide on two branches lose nothing when these are merged. People may comment and reorder it. The store
keeps the same decisions; where both differ the file is right, because a colleague's answer arrives by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from msgcheck.errors import InputError, StoreError
from msgcheck.feedback.yaml_text import Node, Value, YamlText
from msgcheck.findings.whole_file import replace_file
from msgcheck.history.interface import Store
from msgcheck.records import Answer, Decision, Divergence, DivergenceId, MessageId
from msgcheck.state_folder import state_folder

DECISIONS_FILE = "decisions.yaml"
_HEAD = (
    "# What was decided on the wordings of the field. `msgcheck divergences decide` adds to this file, and the last\n"
    "# entry of a divergence counts. Keep it under version control with the messaging; no entry needs to be deleted.\n"
)
_LIST = "decisions"
_LOCK_TIMEOUT_S = 10.0
_TEXTS = ("reason", "wording", "persona", "segment", "approved_by", "evidence")
_DAYS = ("decided_on", "review_by")
_COUNTS = ("sources", "documents")
_NEEDED = ("divergence", "code", "change", "answer", "decided_on")
_KEYS = ("divergence", "message", "code", "change", "answer", "decided_on", "review_by", *_TEXTS, *_COUNTS)


def decisions_path(messaging: Path) -> Path:
    """Return where the decisions on a messaging stand: in its folder, or beside its one file."""
    return (messaging if messaging.is_dir() else messaging.parent) / DECISIONS_FILE


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return all decisions of a file in its order, earlier ones too; none where there is no file.

    Raises:
        InputError: the file holds a mistake; the message names the line.
    """
    return _decisions(_read(path), path)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decision that counts on each divergence, oldest first: the latest, the last of one day."""
    latest: dict[DivergenceId, Decision] = {}
    for decision in decisions:
        earlier = latest.get(decision.divergence)
        if earlier is None or decision.decided_on >= earlier.decided_on:
            latest[decision.divergence] = decision
    return tuple(sorted(latest.values(), key=lambda one: (one.decided_on, one.divergence)))


def add_decision(path: Path, decision: Decision) -> None:
    """Add a decision to the file, which is made where it is not there; what others added meanwhile stays.

    Raises:
        InputError: the file holds a mistake.
        StoreError: it cannot be written, or somebody else keeps writing it.
    """
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    lock = state_folder() / "locks" / f"decisions-{name}.lock"
    held = FileLock(lock, timeout=_LOCK_TIMEOUT_S)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout as err:
        raise StoreError("Somebody else is writing this file.", where=str(path), hint="try again in a moment") from err
    except OSError as err:
        raise StoreError(
            f"The decision cannot be written: its lock cannot be made: {err.strerror or err}.",
            where=str(lock),
            hint=f"make the folder {lock.parent} writable, or name another one with MSGCHECK_STATE_DIR",
        ) from err
    try:
        _add(path, decision)
    finally:
        held.release()


def kept_in_step(store: Store, path: Path) -> tuple[Decision, ...]:
    """Return the decisions in force from file and store, oldest first, and let the store keep what only the file has.

    Raises:
        InputError: the file holds a mistake.
        StoreError: the store cannot be read or written.
    """
    stored = {decision.divergence: decision for decision in store.decisions()}
    filed = {decision.divergence: decision for decision in in_force(read_decisions(path))}
    for divergence, decision in filed.items():
        if stored.get(divergence) != decision:
            store.keep_decision(decision)
    return in_force((stored | filed).values())


def history_of(divergence: Divergence, path: Path, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return all decisions on a divergence and on those merged into it, oldest first.

    Args:
        divergence: what was decided on.
        path: the file, which holds earlier decisions too.
        decisions: in force; some may be in the store only.

    Raises:
        InputError: the file holds a mistake.
    """
    names = {divergence.id, *divergence.aliases}
    found = [one for one in (*read_decisions(path), *decisions) if one.divergence in names]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.decided_on))


def _add(path: Path, decision: Decision) -> None:
    data = _read(path)
    _decisions(data, path)  # refuse to add to a file with mistakes
    text = _decoded(data, path) if data is not None else ""
    opened = YamlText(text, where=str(path))
    if opened.root is None:
        head = text if text.strip() else _HEAD
        opened = YamlText(f"{head.rstrip()}\n{_LIST}:\n", where=str(path))
    root = opened.root
    if root is None:  # pragma: no cover - the line above has just made it
        raise InputError("This file cannot be added to.", where=str(path))
    changed = opened.changed([opened.with_item(root, _LIST, _entry(decision))])
    changed = changed if changed.endswith("\n") else changed + "\n"
    if decision not in _decisions(changed.encode("utf-8"), path):
        raise InputError("This file cannot be added to as it is written.", where=str(path), hint=_SHAPE)
    if _read(path) != data:
        raise StoreError("This file was changed just now.", where=str(path), hint="try again")
    replace_file(path, changed)


_SHAPE = f"it has to hold `{_LIST}:` with a list under it, each entry begun with `- divergence:`"


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as err:
        raise InputError(f"This file cannot be read: {err.strerror}.", where=str(path)) from err


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as err:
        line = data[: err.start].count(b"\n") + 1
        raise InputError("This file is not UTF-8 text.", where=f"{path}:{line}", hint="save it as UTF-8") from err


def _decisions(data: bytes | None, path: Path) -> tuple[Decision, ...]:
    if data is None:
        return ()
    root = YamlText(_decoded(data, path), where=str(path)).root
    if root is None or root.empty:
        return ()
    entries = root.get(_LIST)
    names = [name for name, _, _ in root.pairs()] if root.kind == "map" else []
    if names != [_LIST] or entries is None or not (entries.kind == "list" or entries.empty):
        raise InputError("This file holds no list of decisions.", where=f"{path}:{root.line}", hint=_SHAPE)
    return tuple(_decision(node, path) for node in entries.items)


def _decision(node: Node, path: Path) -> Decision:
    """Return one entry as a decision.

    Raises:
        InputError: it holds a mistake, which is named with its line.
    """
    if node.kind != "map":
        raise InputError("A decision has to be a map.", where=f"{path}:{node.line}", hint=_SHAPE)
    values: dict[str, Any] = {}
    for name, key, value in node.pairs():
        where = f"{path}:{key.line}"
        if name not in _KEYS:
            raise InputError(f'There is no key "{name}".', where=where, hint=f"use {', '.join(_KEYS)}")
        if name in values:
            raise InputError(f'"{name}" stands twice.', where=where, hint="keep one")
        if value.kind != "scalar":
            raise InputError(f'"{name}" has to be one text.', where=where, hint="put it in quotes")
        if not value.empty:
            values[name] = _value(name, value.text.strip(), where)
    missing = [name for name in _NEEDED if name not in values]
    if missing:
        raise InputError(f'"{missing[0]}" is missing.', where=f"{path}:{node.line}", hint="add it to this entry")
    message = values.pop("message", None)
    return Decision(
        **{**dict.fromkeys(_COUNTS, 0), **values}, message_id=MessageId(message) if message is not None else None
    )


def _value(name: str, text: str, where: str) -> object:
    """Return the value of one key.

    Raises:
        InputError: it does not fit.
    """
    if name in _DAYS:
        try:
            return date.fromisoformat(text)
        except ValueError as err:
            raise InputError(f'"{text}" is not a day.', where=where, hint=f"write {name} as 2026-11-16") from err
    if name in _COUNTS:
        if not text.isdecimal():
            raise InputError(f'"{name}" has to be a number, not "{text}".', where=where)
        return int(text)
    if name == "answer":
        try:
            return Answer(text)
        except ValueError as err:
            raise InputError(f'There is no answer "{text}".', where=where, hint=f"use {', '.join(Answer)}") from err
    return DivergenceId(text) if name == "divergence" else text


def _entry(decision: Decision) -> Mapping[str, Value]:
    """Return what the file says of a decision; what is empty is left out."""
    values: dict[str, Value] = {
        "divergence": str(decision.divergence),
        "message": decision.message_id and str(decision.message_id),
        "code": decision.code,
        "change": decision.change,
        "answer": decision.answer.value,
        "decided_on": decision.decided_on,
        "review_by": decision.review_by,
        **{name: getattr(decision, name) for name in _TEXTS},
    }
    counts: dict[str, Value] = {name: getattr(decision, name) for name in _COUNTS}
    return {**{name: value for name, value in values.items() if value}, **counts}
