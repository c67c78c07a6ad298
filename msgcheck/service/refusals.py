"""Why a request is not answered, as every client is told: a status, a fixed code, one sentence, what to do.

Nothing of a mail ever stands in it.
"""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from typing import assert_never

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send


class RefusalCode(StrEnum):
    """What is wrong, in a word that stays."""

    BAD_JSON = "bad-json"
    BAD_REQUEST = "bad-request"
    BAD_TOKEN = "bad-token"  # noqa: S105  a code, no token
    BAD_ORIGIN = "bad-origin"
    NOT_THERE = "not-there"
    BAD_METHOD = "bad-method"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    BAD_HOST = "bad-host"
    UNREADABLE = "unreadable"
    UNKNOWN_PERSONA = "unknown-persona"
    TOO_MANY = "too-many"
    FAILED = "failed"
    STARTING = "starting"
    BUSY = "busy"
    NOT_KEPT = "not-kept"

    @property
    def status(self) -> HTTPStatus:
        """Return the status that goes with it."""
        match self:
            case RefusalCode.BAD_JSON | RefusalCode.BAD_REQUEST:
                return HTTPStatus.BAD_REQUEST
            case RefusalCode.BAD_TOKEN:
                return HTTPStatus.UNAUTHORIZED
            case RefusalCode.BAD_ORIGIN:
                return HTTPStatus.FORBIDDEN
            case RefusalCode.NOT_THERE:
                return HTTPStatus.NOT_FOUND
            case RefusalCode.BAD_METHOD:
                return HTTPStatus.METHOD_NOT_ALLOWED
            case RefusalCode.TOO_SLOW:
                return HTTPStatus.REQUEST_TIMEOUT
            case RefusalCode.TOO_LARGE:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            case RefusalCode.BAD_HOST:
                return HTTPStatus.MISDIRECTED_REQUEST
            case RefusalCode.UNREADABLE | RefusalCode.UNKNOWN_PERSONA:
                return HTTPStatus.UNPROCESSABLE_ENTITY
            case RefusalCode.TOO_MANY:
                return HTTPStatus.TOO_MANY_REQUESTS
            case RefusalCode.FAILED:
                return HTTPStatus.INTERNAL_SERVER_ERROR
            case RefusalCode.STARTING | RefusalCode.BUSY:
                return HTTPStatus.SERVICE_UNAVAILABLE
            case RefusalCode.NOT_KEPT:
                return HTTPStatus.INSUFFICIENT_STORAGE
            case _:
                assert_never(self)


_UNREAD = frozenset({RefusalCode.TOO_LARGE, RefusalCode.TOO_SLOW})
"""Refusals before the whole request was taken in."""


class Refusal(Exception):
    """A request that is not answered.

    Args:
        code: what is wrong.
        message: one sentence that says so.
        hint: what to do about it.
        retry_after_s: seconds after which it may be asked again; 0 where waiting does not help.
    """

    def __init__(self, code: RefusalCode, message: str, *, hint: str = "", retry_after_s: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.retry_after_s = retry_after_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with this refusal."""
        await self.answer()(scope, receive, send)

    def answer(self) -> JSONResponse:
        """Return what the client gets."""
        headers: dict[str, str] = {}
        if self.code is RefusalCode.BAD_TOKEN:
            headers["WWW-Authenticate"] = "Bearer"
        if self.code in _UNREAD:
            # What is still coming belongs to this request; nobody shall take it for the next one.
            headers["Connection"] = "close"
        if self.retry_after_s:
            headers["Retry-After"] = str(self.retry_after_s)
        return JSONResponse(self.body(), status_code=self.code.status, headers=headers)

    def body(self) -> dict[str, dict[str, str]]:
        """Return what stands in the answer."""
        return {"error": {"code": self.code.value, "message": self.message, "hint": self.hint}}
