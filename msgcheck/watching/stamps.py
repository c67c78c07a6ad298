"""What tells, without reading it, whether a file was written or replaced."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int, int]
"""(time of change in ns, bytes, inode)."""


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file, None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
