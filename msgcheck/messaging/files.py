"""Which files are messaging, and their text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgcheck.errors import InputError, Mistake
from msgcheck.messaging.nodes import SourceFile

SUFFIXES = (".yaml", ".yml")
NEVER_MESSAGING = ("msgcheck.yaml", "msgcheck-silences.yaml", "decisions.yaml")
"""Files that lie beside the messaging but are settings, silences and decisions."""
MAX_BYTES = 20_000_000
"""Of one file; the largest houses have a few hundred kilobytes."""

MessagingPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesRead:
    """The text of all messaging files, and what stood in the way."""

    sources: tuple[SourceFile, ...]
    mistakes: tuple[Mistake, ...]
    unread: tuple[str, ...]
    """Files that only others may read."""


def find_messaging_files(paths: MessagingPath | Sequence[MessagingPath]) -> tuple[Path, ...]:
    """Return the messaging files under one or several files and folders, in a fixed order.

    Folders are searched at any depth; hidden files and folders, settings and decisions are left out.

    Raises:
        InputError: a path does not exist, is no messaging file, or no file was found at all.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found: dict[Path, None] = {}
    for path in map(Path, given):
        if path.is_dir():
            found.update(dict.fromkeys(_inside(path)))
        elif not path.exists():
            raise InputError("there is no such messaging file or folder", where=str(path), hint=_start(path))
        elif path.name.casefold() in NEVER_MESSAGING:
            raise InputError("this file holds settings, silences or decisions, not messaging", where=str(path))
        else:
            found[path] = None
    if not found:
        first = Path(given[0]) if given else Path("messaging")
        raise InputError("this folder holds no messaging file (*.yaml)", where=str(first), hint=_start(first))
    return tuple(found)


def read_files(paths: Iterable[Path]) -> FilesRead:
    """Return the text of each file; what cannot be read as text is a mistake."""
    sources: list[SourceFile] = []
    mistakes: list[Mistake] = []
    unread: list[str] = []
    for path in paths:
        try:
            data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        except PermissionError:
            unread.append(str(path))
            continue
        except OSError as err:
            mistakes.append(Mistake(path=str(path), line=1, column=1, what=f"cannot be read: {err.strerror}"))
            continue
        if data is None:
            what = f"larger than {MAX_BYTES // 1_000_000} MB: this is hardly messaging, move it elsewhere"
            mistakes.append(Mistake(path=str(path), line=1, column=1, what=what))
            continue
        text = _decoded(str(path), data, mistakes)
        if text is not None:
            sources.append(SourceFile(path=str(path), text=text))
    return FilesRead(sources=tuple(sources), mistakes=tuple(mistakes), unread=tuple(unread))


def _inside(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.casefold() in SUFFIXES
        and path.name.casefold() not in NEVER_MESSAGING
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def _decoded(path: str, data: bytes, mistakes: list[Mistake]) -> str | None:
    """Return the text with plain line ends, or None and a mistake at the first byte that is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        before = data[: err.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", errors="replace")) + 1
        what = "not UTF-8: save the file as UTF-8 in your editor"
        mistakes.append(Mistake(path=path, line=before.count(b"\n") + 1, column=column, what=what))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _start(path: Path) -> str:
    folder = path.parent if path.suffix.casefold() in SUFFIXES else path
    return f"start one with: msgcheck init {folder}"
