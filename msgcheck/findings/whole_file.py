"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from msgcheck.errors import StoreError


def replace_file(path: Path, text: str, *, mode: int | None = None) -> None:
    """Write `text` as UTF-8 in place of what `path` holds; interrupted anywhere, the old file is still whole.

    Args:
        path: the file; its folder must exist.
        text: the new content.
        mode: permissions of the file; None keeps those it has, or takes the usual ones.

    Raises:
        StoreError: the file cannot be written; the message says why.
    """
    target = path.resolve()
    try:
        kept = mode if mode is not None else (target.stat().st_mode & 0o777 if target.exists() else 0o644)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            temporary.chmod(kept)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as err:
        raise StoreError(f"This file cannot be written: {err.strerror or err}.", where=str(path)) from err
