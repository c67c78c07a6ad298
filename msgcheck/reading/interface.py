"""What a reader of one file format does.

A reader turns bytes into a `Document`, or into several where the file holds others: the messages of a
mailbox, the attachments of a mail. It never opens a path, follows a link or runs a macro. What it cannot
read it raises as `DocumentError` with a reason a person understands, or names in `Document.unread`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from msgcheck.config import ReadingLimits
from msgcheck.records import DocumentId, ReadResult


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInfo:
    """What is known of a file before it is read."""

    id: DocumentId
    """Path as given, or `outer/inner` inside a mail or mailbox."""
    name: str
    """File name alone, with its suffix."""
    parent: DocumentId | None = None
    depth: int = 0
    """0 for a file on disk, 1 for its attachments, and so on."""
    prefix: str = ""
    """Put before every location: the attachment's name and ": " where nested, else ""."""
    as_mail: bool = False
    """Read a text without headers as the body of a mail."""
    own_domains: tuple[str, ...] = ()
    limits: ReadingLimits = ReadingLimits()

    @property
    def suffix(self) -> str:
        """Return the lower-case suffix without its dot, "" where there is none."""
        _, dot, suffix = self.name.rpartition(".")
        return suffix.lower() if dot else ""


ReadNested = Callable[[bytes, FileInfo], Iterable[ReadResult]]
"""Reads what lies inside a file by its own reader; it never raises."""


class Reader(Protocol):
    """Reads one family of formats."""

    formats: tuple[str, ...]
    """Suffixes it reads, as they are named in `Document.format`."""

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        """Return whether this reader is the one for a file with this name and these first 4,096 bytes."""
        ...

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        """Return the document first, then what lies inside it, each with its `parent`.

        Raises:
            DocumentError: the file cannot be read; the message is the reason shown in reports.
        """
        ...
