"""Closes the network for a process, to prove that nothing leaves the machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from msgcheck.errors import EnvironmentFailure


class Leak(EnvironmentFailure):
    """Something tried to reach the network while it was closed."""

    code = "leak"


@contextmanager
def closed_network() -> Iterator[list[str]]:
    """Close every way to the network for the rest of the process and give the list of what was tried.

    Python's audit events are used, which no library can go around in Python code; they cannot be taken back, so
    this is for a process of its own.
    """
    tried: list[str] = []
    closed = True

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if closed and event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
            tried.append(f"{event} {arguments[1:] if event == 'socket.connect' else arguments[:1]}")
            raise Leak("the network is closed, and something tried to reach it", hint=event)

    sys.addaudithook(refuse)
    try:
        yield tried
    finally:
        closed = False
