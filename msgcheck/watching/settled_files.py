"""Which of the watched files are new or changed, and no longer being written.

Every look goes over all that lies there, however one learnt that something changed: so a file that was written beside
and renamed, a folder that went and came back, and an event that got lost all come to the same. A file counts once it
looks the same at two looks some time apart, because programs write in pieces.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgcheck.reading.files import FoundFile, find_files
from msgcheck.watching.stamps import Stamp, stamp_of

SETTLE_S = 0.5
"""How long a file must look the same; editors and Office write a file within much less, or to another name first."""

_FLAGS = ":2,"
"""What parts the name of a mail in a Maildir from its flags."""
_TRASHED = "T"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a file looked, since when."""

    stamp: Stamp
    since_s: float


class SettledFiles:
    """Tells which files changed since they were last told.

    Args:
        paths: files, and folders with all that is under them.
        formats: suffixes of files that are looked at; mail in a Maildir needs none.
        left_out: files that are none of the watched ones though they lie among them, as real paths.
        settle_s: how long a file must look the same.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        formats: Iterable[str],
        left_out: Iterable[Path] = (),
        settle_s: float = SETTLE_S,
    ) -> None:
        self.missing: tuple[str, ...] = ()
        """Paths that were not there at the last look."""
        self._paths = tuple(paths)
        self._formats = frozenset(formats)
        self._left_out = frozenset(left_out)
        self._settle_s = settle_s
        self._told: dict[Path, Stamp] = {}
        self._unsettled: dict[Path, _Look] = {}

    @property
    def unsettled(self) -> tuple[Path, ...]:
        """Return the files that may still be being written, in the order of their names."""
        return tuple(sorted(self._unsettled))

    def forget(self) -> None:
        """Tell all files again at the next look; those that were told have settled."""
        at_rest = {path: _Look(stamp=stamp, since_s=-math.inf) for path, stamp in self._told.items()}
        self._unsettled = {**at_rest, **self._unsettled}
        self._told = {}

    def look(self, *, now_s: float, wall_s: float | None = None) -> tuple[FoundFile, ...]:
        """Return the files that changed and have settled, in the order of their names.

        Args:
            now_s: a clock that never goes back.
            wall_s: the clock that files are dated by, where a file that was not touched for a while counts at once.
        """
        found = find_files(self._paths)
        self.missing = found.missing
        settled: list[FoundFile] = []
        there: dict[Path, Stamp] = {}
        unsettled: dict[Path, _Look] = {}
        for file in filter(self._is_wanted, found.files):
            stamp = stamp_of(file.path)
            if stamp is None or not stamp[1]:
                continue  # gone again, or not begun to be written
            if self._told.get(file.path) == stamp:
                there[file.path] = stamp
                continue
            look = self._unsettled.get(file.path)
            if look is None or look.stamp != stamp:
                look = _Look(stamp=stamp, since_s=now_s)
            at_rest_s = max(now_s - look.since_s, 0.0 if wall_s is None else wall_s - stamp[0] / 1e9)
            if at_rest_s >= self._settle_s:
                there[file.path] = stamp
                settled.append(file)
            else:
                unsettled[file.path] = look
        self._told, self._unsettled = there, unsettled
        return tuple(settled)

    def _is_wanted(self, file: FoundFile) -> bool:
        """Return whether a file is a document that is in use."""
        if file.mail:
            return _TRASHED not in file.path.name.partition(_FLAGS)[2]
        known = file.path.suffix.lower().removeprefix(".") in self._formats
        return known and not (self._left_out and file.path.resolve() in self._left_out)


def same_file_key(file: FoundFile) -> str:
    """Return what stays of a file's name: a mail in a Maildir is renamed whenever it is read, answered or flagged."""
    if not file.mail:
        return str(file.path)
    return str(file.path.parent.parent / file.path.name.partition(_FLAGS)[0])
