"""Pauses Python's search for unreachable cycles while many lasting objects are made.

The search looks through every object that lives, again and again as their number grows. Where hundreds of thousands
are read at once and all of them stay, that is half of the time, and it finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cycle_search_paused() -> Iterator[None]:
    """Pause the search, of the whole process, until the end of the block; what has no cycle is freed as ever."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
