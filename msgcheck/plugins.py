"""What other packages add: readers, rules and reports, found by entry point.

A package offers one by an entry point in the group `msgcheck.readers`, `msgcheck.rules` or
`msgcheck.reports` that names a class without arguments. A plugin that cannot be loaded stops the run with
its name, because a check that silently lacks a rule is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from msgcheck.errors import EnvironmentFailure

READERS = "msgcheck.readers"
RULES = "msgcheck.rules"
REPORTS = "msgcheck.reports"


@lru_cache(maxsize=8)
def load_plugins(group: str) -> tuple[object, ...]:
    """Return an instance of every plugin in `group`, in the order of their names.

    Args:
        group: READERS, RULES or REPORTS.

    Raises:
        EnvironmentFailure: a plugin cannot be loaded; the message names it and the package it comes from.
    """
    found = sorted(entry_points(group=group), key=lambda point: (point.name, point.value))
    return tuple(_loaded(point) for point in found)


def _loaded(point: EntryPoint) -> object:
    try:
        factory = cast("Callable[[], object]", point.load())
        return factory()
    except Exception as err:  # whatever a foreign package does wrong while it is loaded, its name helps
        package = point.dist.name if point.dist else point.module
        raise EnvironmentFailure(
            f"the plugin {point.name!r} of {package} cannot be loaded: {err}",
            where=point.value,
            hint=f"update or uninstall {package}",
        ) from err
