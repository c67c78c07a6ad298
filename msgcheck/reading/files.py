"""Which files the paths of a command mean.

A file means itself. A folder means all files under it, in the order of their names, without what people
do not take for documents: hidden files, the lock files that Office leaves beside an open document, what
macOS and Windows put beside files. The files of a Maildir are mail, whatever they are called.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgcheck.records import DocumentId

_MAILDIR_FOLDERS = frozenset({"cur", "new"})
_LEFT_OUT = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file to be read."""

    path: Path
    id: DocumentId
    """The path as given, or as the given folder leads to it; always valid Unicode."""
    named: bool
    """Whether the user named the file itself rather than a folder it is in."""
    mail: bool = False
    """Whether it lies in a Maildir, whose files are mail without a suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """What the paths of a command lead to."""

    files: tuple[FoundFile, ...]
    missing: tuple[str, ...] = ()
    """Paths that do not exist, as given."""
    empty: tuple[str, ...] = ()
    """Folders without a single file, as given."""


def find_files(paths: Sequence[Path | str]) -> FoundFiles:
    """Return the files that `paths` mean: each path's own in sorted order, none twice."""
    files: dict[str, FoundFile] = {}
    missing: list[str] = []
    empty: list[str] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = tuple(_inside(path))
            if not inside:
                empty.append(document_id(path))
            found: Iterable[FoundFile] = inside
        elif path.exists() or path.is_symlink():
            found = (FoundFile(path=path, id=document_id(path), named=True, mail=_is_mail_file(path)),)
        else:
            missing.append(document_id(path))
            continue
        for file in found:
            files.setdefault(file.id, file)
    return FoundFiles(files=tuple(files.values()), missing=tuple(missing), empty=tuple(empty))


def document_id(path: Path) -> DocumentId:
    """Return a path as a document's id; bytes of its name that are no Unicode become U+FFFD."""
    return DocumentId(os.fsencode(path).decode("utf-8", errors="replace"))


def _inside(top: Path) -> Iterator[FoundFile]:
    """Yield the files under a folder; a stack instead of recursion, for hostile nesting."""
    stack: list[tuple[Path, frozenset[tuple[int, int]]]] = [(top, frozenset())]
    while stack:
        path, above = stack.pop()
        if not path.is_dir():
            yield FoundFile(path=path, id=document_id(path), named=False, mail=_is_mail_file(path))
            continue
        itself = _identity(path)
        if itself is None or itself in above:
            continue  # a link that leads back up would never end
        maildir = _is_maildir(path)
        children = [child for child in _children(path) if not _is_left_out(child, in_maildir=maildir)]
        stack.extend((child, above | {itself}) for child in reversed(children))


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError:
        return []


def _is_left_out(path: Path, *, in_maildir: bool) -> bool:
    name = path.name
    if in_maildir:
        # `tmp` holds half-delivered mail; the subfolders of a Maildir begin with a dot.
        return not (name in _MAILDIR_FOLDERS or _is_maildir(path))
    return name.startswith((".", "~$")) or name in _LEFT_OUT


def _is_maildir(path: Path) -> bool:
    return all((path / name).is_dir() for name in _MAILDIR_FOLDERS)


def _is_mail_file(path: Path) -> bool:
    return path.parent.name in _MAILDIR_FOLDERS and _is_maildir(path.parent.parent)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
