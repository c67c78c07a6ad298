"""How often each name comes up, in the order of all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return (name, count), most first, equal ones by name."""
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
