"""The unread meter: how much of each kind of content was found and how much of it was read.

A reader counts as it goes. What could not be read is kept with its reason, and makes a document `partial`
where it may hold text; pictures never do, since they hold none without OCR.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgcheck.records import Block, Status, Unread

NO_OCR = "pictures hold no text without OCR"
_WORD = re.compile(r"\w+")


class Meter:
    """Counts what was found and read, kind by kind.

    Args:
        kinds: kinds that are listed even where none was found.
    """

    def __init__(self, *kinds: str) -> None:
        self._found = dict.fromkeys(kinds, 0)
        self._read = dict.fromkeys(kinds, 0)
        self._reasons: dict[str, str] = {}
        self._harmless: set[str] = set()

    def count(self, kind: str, number: int = 1) -> None:
        """Count what was found and read."""
        self._found[kind] = self._found.get(kind, 0) + number
        self._read[kind] = self._read.get(kind, 0) + number

    def unread(self, kind: str, reason: str, *, harmless: bool = False) -> None:
        """Count one thing that was found but not read.

        Args:
            kind: what it is, in the plural.
            reason: why it was not read; the first one is kept.
            harmless: True where the document still counts as read, as for pictures.
        """
        self._found[kind] = self._found.get(kind, 0) + 1
        self._read.setdefault(kind, 0)
        self._reasons.setdefault(kind, reason)
        if harmless:
            self._harmless.add(kind)

    def lines(self, blocks: Iterable[Block]) -> tuple[Unread, ...]:
        """Return the meter, headed by the words of all blocks that were read."""
        words = sum(len(_WORD.findall(block.text)) for block in blocks)
        return (
            Unread(kind="words", found=words, read=words),
            *(
                Unread(kind=kind, found=found, read=self._read[kind], reason=self._reasons.get(kind))
                for kind, found in self._found.items()
            ),
        )

    def status(self) -> tuple[Status, str | None]:
        """Return whether all text was read, and if not, what was not and why."""
        lost = [
            f"{self._found[kind] - self._read[kind]} of {self._found[kind]} {kind} not read: {reason}"
            for kind, reason in self._reasons.items()
            if kind not in self._harmless
        ]
        return (Status.PARTIAL, "; ".join(lost)) if lost else (Status.READ, None)
