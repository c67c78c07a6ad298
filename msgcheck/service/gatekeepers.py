"""Who may ask: known names and pages first, then a token or the cookie, then not too often.

What comes over the Unix socket passes: only this user can open that.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from msgcheck.errors import StoreError
from msgcheck.service.addresses import Addresses
from msgcheck.service.known_refusals import bad_host, bad_origin, bad_token, other_page, too_many
from msgcheck.service.pairing import Clients
from msgcheck.service.refusals import Refusal
from msgcheck.service.tickets import Tickets
from msgcheck.service.token_buckets import TokenBuckets
from msgcheck.service.visit import visit_of

_log = logging.getLogger(__name__)
_OPEN = frozenset({"/v1/health", "/v1/ready", "/openapi.json", "/compose"})
"""What is answered without a token: none of it says anything of a mail or of the messaging."""
_OPEN_FOLDERS = ("/compose/", "/outlook/")
_SESSION = "(compose)"
"""What the log calls the page /compose; no client can have this name."""


def cookie_name(addresses: Addresses) -> str:
    """Return the name of the cookie; it holds the port, because browsers give all ports of a machine one jar."""
    return f"msgcheck-{addresses.port}"


class KnownPlaces:
    """Lets through what names this service and comes from no page that was not allowed.

    Args:
        app: what is behind it.
        addresses: what the service is called, and which pages may ask.
    """

    def __init__(self, app: ASGIApp, *, addresses: Addresses) -> None:
        self._app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request, or refuse it."""
        refusal = None if visit_of(scope).over_socket else self._refusal(Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, headers: Headers) -> Refusal | None:
        host = headers.get("host", "")
        if not self._addresses.knows_host(host):
            return bad_host(self._addresses.main)
        origins = headers.getlist("origin")
        if not all(self._addresses.may_ask(origin, host) for origin in origins):
            return bad_origin()
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What is known of those who may ask."""

    clients: Clients
    tickets: Tickets
    addresses: Addresses

    def client_of(self, headers: Headers) -> str:
        """Return the name of whoever sends a request.

        Raises:
            Refusal: it shows no token or cookie that holds, or the cookie on behalf of another page.
        """
        written = headers.get("authorization", "")
        kind, _, token = written.partition(" ")
        if kind.casefold() == "bearer":
            name = self._paired(token.strip())
            if name:
                return name
        elif not written and self._has_session(headers):
            if not self._is_own_page(headers):
                raise other_page()
            return _SESSION
        raise bad_token()

    def _paired(self, token: str) -> str:
        try:
            return self.clients.name_of(token)
        except StoreError as err:
            _log.warning("%s", err)
            return ""

    def _has_session(self, headers: Headers) -> bool:
        name = cookie_name(self.addresses)
        cookies = [cookie_parser(line).get(name, "") for line in headers.getlist("cookie")]
        return any(self.tickets.knows(cookie) for cookie in cookies)

    def _is_own_page(self, headers: Headers) -> bool:
        """Return whether the browser says that a page of this very service sends it."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        said = [site == "same-origin"] if site is not None else []
        if origin is not None:
            said.append(self.addresses.is_own(origin, headers.get("host", "")))
        return bool(said) and all(said)


class Doorkeeper:
    """Lets through who is paired and does not ask too often.

    Args:
        app: what is behind it.
        credentials: who may ask.
        buckets: how often.
    """

    def __init__(self, app: ASGIApp, *, credentials: Credentials, buckets: TokenBuckets) -> None:
        self._app = app
        self._credentials = credentials
        self._buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request, or refuse it."""
        visit, path = visit_of(scope), scope["path"]
        if not (visit.over_socket or path in _OPEN or path.startswith(_OPEN_FOLDERS)):
            try:
                visit.client = self._credentials.client_of(Headers(scope=scope))
            except Refusal as refusal:
                await refusal(scope, receive, send)
                return
            if not self._buckets.take(visit.client):
                await too_many()(scope, receive, send)
                return
        await self._app(scope, receive, send)
