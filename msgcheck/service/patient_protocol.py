"""HTTP/1.1 as the service speaks it: a head has to come in a few seconds, and nothing is logged by path.

uvicorn's own patience ends only between two requests.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_TIMEOUT_S = 10.0


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that hangs up on who begins a request and does not go on."""

    _head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a head."""
        super().connection_made(transport)
        # The service has its own log; uvicorn's would hold paths as they were sent, tickets and all, and whether it is
        # written depends on who else set up logging.
        self.access_log = False
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Take in a part of a request."""
        if self.conn.their_state is h11.IDLE:
            self._await_head()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._head_due is None:
            self._head_due = self.loop.call_later(HEAD_TIMEOUT_S, self._hang_up)

    def _stop_waiting(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None

    def _hang_up(self) -> None:
        self._head_due = None
        self.transport.close()
