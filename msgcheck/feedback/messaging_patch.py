"""A change of the messaging as a patch file that `git apply` and `patch -p1` take."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgcheck.errors import InputError
from msgcheck.feedback.opened_house import FileChange

_NO_NEWLINE = b"\\ No newline at end of file\n"


def patch_of(files: Sequence[FileChange], root: Path) -> bytes:
    """Return a unified diff of the files.

    Args:
        files: each before and after.
        root: the folder the patch is to be applied in; the paths in it are relative to this one.

    Raises:
        InputError: a file lies outside of `root`.
    """
    return b"".join(_diff(change, _relative(change.path, root)) for change in files)


def _relative(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError as err:
        raise InputError("This messaging file lies outside of the folder the patch is for.", where=str(path)) from err


def _diff(change: FileChange, name: str) -> bytes:
    stamp = b"\t" if any(letter.isspace() for letter in name) else b""  # ends a name that holds spaces
    path = name.encode("utf-8")
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(change.before), _lines(change.after), b"a/" + path, b"b/" + path
    )
    return b"".join(_whole(line, stamp) for line in lines)


def _whole(line: bytes, stamp: bytes) -> bytes:
    """Return one line of the diff, with the note that git and patch expect where the file ends without a line break."""
    if line.startswith((b"--- ", b"+++ ")) and line.endswith(b"\n"):
        return line.rstrip(b"\n") + stamp + b"\n"
    return line if line.endswith(b"\n") else line + b"\n" + _NO_NEWLINE


def _lines(data: bytes) -> list[bytes]:
    """Return the lines as git counts them: a line ends with a line feed and nowhere else."""
    return list(_split(data))


def _split(data: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end + 1
        yield data[start:end]
        start = end
