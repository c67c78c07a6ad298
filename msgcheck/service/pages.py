"""The page /compose, its one-time link, and the files of the Outlook add-in."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import PurePosixPath

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from msgcheck.clients.unpacking import client_file
from msgcheck.errors import InputError
from msgcheck.service.addresses import Addresses
from msgcheck.service.gatekeepers import cookie_name
from msgcheck.service.known_refusals import not_there
from msgcheck.service.tickets import SESSION_S, Tickets

_QUIET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
_OWN = _QUIET | {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'self'; form-action 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Nobody frames the page, or loads a file of it into one of his own."""
_OFFICE = (
    "https://*.office.com https://*.office365.com https://*.officeapps.live.com https://outlook.live.com "
    "https://*.cloud.microsoft"
)
_OFFICE_LIBRARY = "https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js"
"""Where every Office add-in has to load Office.js from, for Microsoft accepts no copy; and what that loads in turn."""
_FRAMED = _QUIET | {
    "Content-Security-Policy": (
        f"default-src 'self'; script-src 'self' {_OFFICE_LIBRARY}; style-src 'self' 'unsafe-inline'; base-uri 'self'; "
        f"form-action 'none'; object-src 'none'; frame-ancestors 'self' {_OFFICE}"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Office frames the add-in, loads its icons, and talks to its dialogs; Office.js sets styles of its own. It may send
nothing anywhere but here."""
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".xml": "text/xml; charset=utf-8",
}
_INDEX = "compose.html"


def compose_routes(tickets: Tickets, addresses: Addresses) -> APIRouter:
    """Return the routes of the page where a draft is written or pasted."""
    router = APIRouter(include_in_schema=False)
    cookie = cookie_name(addresses)

    @router.get("/compose")
    async def compose(request: Request, ticket: str = "") -> Response:
        if tickets.knows(request.cookies.get(cookie, "")) and not ticket:
            return _file(f"compose/{_INDEX}", _OWN, addresses)
        session = tickets.new_session(ticket) if ticket else ""
        if not session:
            return _without_session(was_used=bool(ticket))
        answer = RedirectResponse("/compose", status_code=303, headers=_QUIET)
        answer.set_cookie(
            cookie,
            session,
            max_age=SESSION_S,
            path="/",
            httponly=True,
            samesite="strict",
            secure=addresses.scheme == "https",
        )
        return answer

    @router.get("/compose/{name:path}")
    async def compose_file(name: str) -> Response:
        return _file(f"compose/{name}", _OWN, addresses)

    return router


def outlook_routes(addresses: Addresses) -> APIRouter:
    """Return the route of the files that Outlook loads; there is no secret in them, and Office frames them."""
    router = APIRouter(include_in_schema=False)

    @router.get("/outlook/{name:path}")
    async def outlook_file(name: str) -> Response:
        return _file(f"outlook/{name}", _FRAMED, addresses)

    return router


def _file(name: str, headers: Mapping[str, str], addresses: Addresses) -> Response:
    """Return a file of a client.

    Raises:
        Refusal: there is none of this name.
    """
    media_type = _TYPES.get(PurePosixPath(name).suffix)
    try:
        content = client_file(name, address=addresses.main)
    except InputError:
        content = b""
    if media_type is None or not content:
        raise not_there()
    if media_type == "image/png":
        # Office shows a picture of its own instead of one that it may not keep.
        headers = {**headers, "Cache-Control": "max-age=86400"}
    return Response(content, headers=headers, media_type=media_type)


def _without_session(*, was_used: bool) -> Response:
    """Return the small page for who has no link that holds."""
    why = "This link was used, or is too old." if was_used else "This page opens by a link that holds once."
    page = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>msgcheck</title>
<h1>msgcheck</h1>
<p>{escape(why)} For a new one, run this on the machine where msgcheck runs:</p>
<pre>msgcheck serve --link</pre>
"""
    return HTMLResponse(page, status_code=403, headers=_OWN)
