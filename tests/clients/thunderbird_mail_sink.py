"""A mail server that keeps what it is given, and tells when it was given it."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Empty, Queue
from typing import Any, Self

from aiosmtpd.controller import Controller

_HOST = "127.0.0.1"
_TRIES = 3
"""Another program may take the free port first."""
_ARRIVES_S = 30.0
_STAYS_AWAY_S = 1.0
"""How long a mail that must not come is waited for, after all that could send it has ended."""


class MailSink:
    """An SMTP server on a free port of this machine."""

    def __init__(self) -> None:
        self._arrived: Queue[tuple[float, EmailMessage]] = Queue()
        self._controller = self._started()
        self.port = self._controller.port

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def next_mail(self) -> EmailMessage:
        """Return the mail that arrives next."""
        return self.next_arrival()[1]

    def next_arrival(self) -> tuple[float, EmailMessage]:
        """Return the moment and the mail that arrive next."""
        try:
            return self._arrived.get(timeout=_ARRIVES_S)
        except Empty:
            raise TimeoutError(f"no mail arrived within {_ARRIVES_S:.0f} s") from None

    def forget(self) -> None:
        """Throw away what came so far."""
        with suppress(Empty):
            while True:
                self._arrived.get_nowait()

    def nothing_came(self) -> bool:
        """Return whether no mail arrives now."""
        try:
            self._arrived.get(timeout=_STAYS_AWAY_S)
        except Empty:
            return True
        return False

    def _started(self) -> Controller:
        for left in reversed(range(_TRIES)):
            controller = Controller(self, hostname=_HOST, port=_free_port(), ready_timeout=_ARRIVES_S)
            try:
                controller.start()
            except OSError:
                if not left:
                    raise
            else:
                break
        return controller

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a mail; aiosmtpd calls this by its name."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self._arrived.put((time.monotonic(), mail))
        return "250 kept"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
