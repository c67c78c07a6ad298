"""Which formats are watched: all that are read, but for mailboxes, which hold mail of everybody."""

from __future__ import annotations

from typing import cast

from msgcheck.plugins import READERS, load_plugins
from msgcheck.reading.interface import Reader
from msgcheck.reading.registry import known_formats

_MAILBOXES = frozenset({"mbox", "mbx"})


def watched_formats() -> frozenset[str]:
    """Return the suffixes of files that are checked when they change.

    Raises:
        EnvironmentFailure: an installed plugin cannot be loaded.
    """
    readers = cast("tuple[Reader, ...]", load_plugins(READERS))
    return (known_formats() | {suffix for reader in readers for suffix in reader.formats}) - _MAILBOXES
