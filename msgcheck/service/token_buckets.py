"""How often a client may ask: a bucket of requests for each, filled up little by little."""

from __future__ import annotations

import time
from collections.abc import Callable

BURST = 60
"""Requests a client may make at once."""
PER_S = 5.0
"""Requests a second that come back to it: more than anybody writes, presses and asks."""


class TokenBuckets:
    """A bucket of requests for each client, filled up little by little.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        """Client -> (requests left, when that was counted). One a paired client, so it stays small."""

    def take(self, client: str) -> bool:
        """Return whether a client may make one more request."""
        now = self._clock()
        left, counted = self._left.get(client, (float(BURST), now))
        left = min(float(BURST), left + (now - counted) * PER_S)
        may = left >= 1.0
        self._left[client] = (left - 1.0 if may else left, now)
        return may
