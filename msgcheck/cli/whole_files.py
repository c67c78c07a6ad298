"""Writes files that commands are asked for as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from msgcheck.errors import InputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, texts as UTF-8, with the folders it lies in; what stood there before stays until all is written.

    Raises:
        InputError: it cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        partial.replace(path)
    except OSError as err:
        partial.unlink(missing_ok=True)
        raise InputError(f"cannot be written: {err.strerror}", where=str(path), hint="name another file") from err
