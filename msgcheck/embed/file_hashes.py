"""Hashes of large files, remembered until the file is written anew.

Hashing 90 MB takes a third of a second, which every draft would wait for. As with an index of a version control
system, a file counts as the one that was hashed while its size, its place on the disk and its times are the same.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

from msgcheck.embed.model_files import sha256_of

_log = logging.getLogger(__name__)


class FileHashes:
    """Remembers the sha256 of files in one small file; without it, or where it cannot be written, they are computed.

    Args:
        path: where they are remembered.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def sha256(self, path: Path) -> str:
        """Return the sha256 of a file's bytes."""
        place, state = str(path.resolve()), _state(path)
        known = self._known()
        if known.get(place, ["", ""])[0] == state:
            return known[place][1]
        digest = sha256_of(path)
        self._keep({**known, place: [state, digest]})
        return digest

    def _known(self) -> dict[str, list[str]]:
        """Return what is remembered; a damaged file is an empty one."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            str(place): [str(part) for part in entry]
            for place, entry in found.items()
            if isinstance(entry, list) and len(entry) == 2
        }

    def _keep(self, hashes: dict[str, list[str]]) -> None:
        """Write what is remembered, files that are gone left out."""
        kept = {place: entry for place, entry in hashes.items() if Path(place).exists()}
        partial = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(kept, sort_keys=True, indent=1), encoding="utf-8")
            partial.replace(self._path)
        except OSError as err:
            _log.debug("hashes of model files are not remembered: %s", err)


def _state(path: Path) -> str:
    """Return what changes when a file is written."""
    status = path.stat()
    return f"{status.st_size} {status.st_ino} {status.st_mtime_ns} {status.st_ctime_ns}"
