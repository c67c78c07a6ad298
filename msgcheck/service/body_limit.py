"""How much one request may hold: its body is taken in before anything looks at it, up to a size and for a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from msgcheck.service.known_refusals import too_large, too_slow

MAX_BODY_BYTES = 25_000_000
BODY_TIMEOUT_S = 20.0
"""For a whole body; over loopback it takes a moment, and a client has long given up."""
_LINGER_S = 2.0
"""How long what is too large is still taken in and thrown away, so that the answer is read."""


@dataclass(slots=True)
class _Body:
    """What was taken in of a body."""

    parts: list[bytes]
    size: int = 0
    ended: bool = False
    """Whether all of it came."""
    gone: bool = False
    """Whether the client hung up."""


class BodyLimit:
    """Takes in the body before anything looks at it, up to a size and for a time, whatever its length was said to be.

    Args:
        app: what gets the whole body.
        max_bytes: the most a body may have.
    """

    def __init__(self, app: ASGIApp, *, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the body, or refuse it."""
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        body = _Body([])
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared) <= self._max_bytes:
            try:
                await asyncio.wait_for(self._take_in(body, receive), BODY_TIMEOUT_S)
            except TimeoutError:
                await too_slow()(scope, receive, send)
                return
        if body.gone:
            return
        if not body.ended or body.size > self._max_bytes:
            await too_large(self._max_bytes)(scope, receive, send if body.ended else _Lingering(receive, send))
            return
        await self._app(scope, _Replayed(b"".join(body.parts), receive), send)

    async def _take_in(self, body: _Body, receive: Receive) -> None:
        """Take in a body until it ends, the client goes, or it is too large."""
        while body.size <= self._max_bytes:
            message = await receive()
            if message["type"] == "http.disconnect":
                body.gone = True
                return
            part = message.get("body", b"")
            body.size += len(part)
            body.parts.append(part)
            if not message.get("more_body", False):
                body.ended = True
                return


class _Replayed:
    """Gives a body that was taken in, then what comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


class _Lingering:
    """Ends an answer only when the client has sent on for a while: most read an answer only after that."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        await self._send({**message, "more_body": True})
        with suppress(TimeoutError):
            await asyncio.wait_for(self._throw_away(), _LINGER_S)
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _throw_away(self) -> None:
        more = True
        while more:
            message = await self._receive()
            more = message["type"] == "http.request" and message.get("more_body", False)
