"""The outermost layer: a request id for everybody, one line of log, and an answer when something breaks.

A line of the log holds id, client, path, status, milliseconds and bytes: never a text, a subject or an address. Of a
path only those the service has are written down, and of an exception only its kind and its place in the code, because
its message may quote a mail.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
import traceback
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from msgcheck.service.known_refusals import failed
from msgcheck.service.refusals import Refusal
from msgcheck.service.visit import begin_visit, visit_of

ACCESS_LOG = "msgcheck.service.access"
"""Name of the logger that gets one line a request."""
REQUEST_ID = "X-Request-Id"
_access = logging.getLogger(ACCESS_LOG)
_log = logging.getLogger(__name__)
_HARMLESS_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_UNKNOWN_PATH = "(no such path)"
_FOLDERS = ("/compose/", "/outlook/")
"""Their files are logged by their folder."""


class RequestLog:
    """Gives each request an id, logs it, and answers for whatever breaks inside.

    Args:
        app: what answers.
        paths: the paths the service has; others are not written down.
    """

    def __init__(self, app: ASGIApp, *, paths: Collection[str]) -> None:
        self._app = app
        self._paths = frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens."""
        if scope["type"] != "http":
            return
        visit = begin_visit(scope, _request_id(Headers(scope=scope)))
        count = _Counted(send, visit.request_id)
        began = time.monotonic()
        try:
            await self._answer(scope, receive, count)
        finally:
            spent_ms = (time.monotonic() - began) * 1000
            client = "(socket)" if visit.over_socket else visit.client or "-"
            path = self._shown(scope["path"])
            _access.info(
                "%s %s %s %s %d %.0f ms %d bytes",
                visit.request_id,
                client,
                scope["method"] if scope["method"] in _METHODS else "-",
                path,
                count.status,
                spent_ms,
                count.bytes,
            )

    async def _answer(self, scope: Scope, receive: Receive, send: _Counted) -> None:
        try:
            await self._app(scope, receive, send)
        except Refusal as refusal:
            if not send.status:
                await refusal(scope, receive, send)
        except Exception as err:  # noqa: BLE001  a mail must not end up in a log, whatever went wrong with it
            _log.error("request %s failed: %s", visit_of(scope).request_id, _place_of(err))
            if not send.status:
                await failed()(scope, receive, send)

    def _shown(self, path: str) -> str:
        if path in self._paths:
            return path
        return next((folder for folder in _FOLDERS if path.startswith(folder)), _UNKNOWN_PATH)


class _Counted:
    """Sends on, with the request id in the head, and counts."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0
        """Of the answer; 0 where there was none, because the client had gone."""
        self.bytes = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = self._request_id
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
        elif message["type"] == "http.response.body":
            self.bytes += len(message.get("body", b""))
        await self._send(message)


_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of every answer that does not say otherwise: browsers neither keep nor reinterpret it, nor lend it out."""
_METHODS = frozenset({"GET", "POST", "OPTIONS", "HEAD", "PUT", "DELETE", "PATCH"})


def _request_id(headers: Headers) -> str:
    """Return the client's own id where it is harmless, else a new one."""
    given = headers.get(REQUEST_ID, "")
    return given if _HARMLESS_ID.fullmatch(given) else secrets.token_hex(8)


def _place_of(err: BaseException) -> str:
    """Return the kind of an exception and the places it passed, without its message."""
    frames = traceback.extract_tb(err.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return " < ".join([type(err).__name__, *reversed(places)])
