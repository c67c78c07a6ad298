"""Asks a database about many values in several goes, as one statement takes only so many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_MAX_PARAMETERS = 500
"""Values asked for at once; older SQLite takes 999."""


def parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the items in runs short enough for one statement."""
    for start in range(0, len(items), _MAX_PARAMETERS):
        yield items[start : start + _MAX_PARAMETERS]
