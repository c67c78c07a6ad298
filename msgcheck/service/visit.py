"""What is known of a request before it is answered; carried in its ASGI scope."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

_KEY = "msgcheck.visit"
_OVER_SOCKET = "msgcheck.over_socket"


@dataclass(slots=True, kw_only=True)
class Visit:
    """One request on its way in; each gatekeeper notes what it finds out."""

    request_id: str
    over_socket: bool
    """Whether it came over the Unix socket, which only this user can open."""
    client: str = ""
    """Name of the paired client; empty before it has shown its token."""


def visit_of(scope: Scope) -> Visit:
    """Return what is known of the request of this scope."""
    visit: Visit = scope[_KEY]
    return visit


def begin_visit(scope: Scope, request_id: str) -> Visit:
    """Return a new visit, noted in the scope."""
    visit = Visit(request_id=request_id, over_socket=scope.get(_OVER_SOCKET) is True)
    scope[_KEY] = visit
    return visit


class OverSocket:
    """The app as the Unix socket serves it. The listening socket says so, nothing that a request holds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that came over the Unix socket."""
        await self._app({**scope, _OVER_SOCKET: True}, receive, send)
