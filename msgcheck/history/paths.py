"""Paths as the store compares them: by the names they are made of, whichever slash stands between them."""

from __future__ import annotations

from collections.abc import Sequence

Steps = tuple[str, ...]
"""Names from the outermost folder inwards; the root of an absolute path is an empty name."""


def path_steps(path: str) -> Steps:
    """Return the names a path is made of."""
    written = path.strip().replace("\\", "/")
    names = tuple(name for name in written.split("/") if name not in {"", "."})
    return ("", *names) if written.startswith("/") else names


def lies_at_or_below(path: Sequence[str], folder: Sequence[str]) -> bool:
    """Return whether a path is a folder, mailbox or mail, or lies in it; nothing absolute lies in a relative one."""
    if not folder:
        return path[:1] != ("",)
    return tuple(path[: len(folder)]) == tuple(folder)
