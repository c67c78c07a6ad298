"""How the page /compose is opened: a link that holds once, for a cookie that holds a working day.

Both are random, and only their hashes are kept, in memory; a restart forgets them.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable

TICKET_S = 10 * 60
"""How long a link holds."""
SESSION_S = 12 * 60 * 60
"""How long the cookie holds."""
_BYTES = 32


class _Passes:
    """Random words that hold for a while."""

    def __init__(self, life_s: float, clock: Callable[[], float]) -> None:
        self._life_s = life_s
        self._clock = clock
        self._until: dict[bytes, float] = {}

    def new(self) -> str:
        """Return a new one; those that no longer hold are forgotten."""
        now = self._clock()
        self._until = {key: until for key, until in self._until.items() if until > now}
        word = secrets.token_urlsafe(_BYTES)
        self._until[_hash(word)] = now + self._life_s
        return word

    def holds(self, word: str) -> bool:
        """Return whether this one was given out, and still holds."""
        return self._until.get(_hash(word), 0.0) > self._clock()

    def take(self, word: str) -> bool:
        """Return whether this one holds; it never does again."""
        return self._until.pop(_hash(word), 0.0) > self._clock()


class Tickets:
    """The links and the sessions of a running service.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._tickets = _Passes(TICKET_S, clock)
        self._sessions = _Passes(SESSION_S, clock)

    def new_ticket(self) -> str:
        """Return a ticket that opens one session."""
        return self._tickets.new()

    def new_session(self, ticket: str) -> str:
        """Return a session for a ticket, "" where the ticket holds no longer; it was used then, or is too old."""
        return self._sessions.new() if self._tickets.take(ticket) else ""

    def knows(self, session: str) -> bool:
        """Return whether a session holds."""
        return self._sessions.holds(session)


def _hash(word: str) -> bytes:
    # Looked up by hash: how long that takes says nothing about the word itself.
    return hashlib.sha256(word.encode("utf-8", errors="replace")).digest()
