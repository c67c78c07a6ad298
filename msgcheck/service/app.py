"""The service as one ASGI app: who comes in, what is answered, how it is logged."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from msgcheck import __version__
from msgcheck.service.addresses import Addresses
from msgcheck.service.body_limit import BodyLimit
from msgcheck.service.check_routes import answer_routes, check_routes
from msgcheck.service.gatekeepers import Credentials, Doorkeeper, KnownPlaces
from msgcheck.service.known_refusals import bad_fields, bad_json, bad_method, failed, not_there
from msgcheck.service.local_routes import local_routes
from msgcheck.service.pages import compose_routes, outlook_routes
from msgcheck.service.pairing import Clients
from msgcheck.service.refusals import Refusal
from msgcheck.service.request_log import REQUEST_ID, RequestLog
from msgcheck.service.resident_models import ClientGone, ResidentModels
from msgcheck.service.senders_answers import SendersAnswers
from msgcheck.service.tickets import Tickets
from msgcheck.service.token_buckets import TokenBuckets

_OPENAPI = "/openapi.json"
_CLIENT_GONE = 499
"""Status in the log of a request whose client hung up; nobody gets it."""
_MOST_MISTAKES = 5
"""Mistakes of one request that are told."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an app is put together from."""

    models: ResidentModels
    answers: SendersAnswers
    clients: Clients
    tickets: Tickets
    addresses: Addresses
    max_body_bytes: int


def build_app(parts: Parts) -> ASGIApp:
    """Return the service: the log outside, then who may come in, then what is answered."""
    bearer = Security(HTTPBearer(auto_error=False, description="The door in front of the app looks at it."))
    routers = (
        check_routes(parts.models, bearer),
        answer_routes(parts.answers, bearer),
        local_routes(parts.models, parts.tickets, parts.addresses),
        compose_routes(parts.tickets, parts.addresses),
        outlook_routes(parts.addresses),
    )
    api = _api(routers)
    paths = [route.path for router in routers for route in router.routes if isinstance(route, APIRoute)]
    credentials = Credentials(clients=parts.clients, tickets=parts.tickets, addresses=parts.addresses)
    app: ASGIApp = BodyLimit(api, max_bytes=parts.max_body_bytes)
    app = Doorkeeper(app, credentials=credentials, buckets=TokenBuckets())
    if parts.addresses.allowed_origins:
        app = CORSMiddleware(
            app,
            allow_origins=parts.addresses.allowed_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type", REQUEST_ID),
            expose_headers=(REQUEST_ID, "Retry-After"),
            allow_private_network=True,
        )
    app = KnownPlaces(app, addresses=parts.addresses)
    return RequestLog(app, paths=[_OPENAPI, *paths])


def _api(routers: Iterable[APIRouter]) -> FastAPI:
    """Return what is behind the doors."""
    api = FastAPI(
        title="msgcheck",
        version=__version__,
        description="Check a draft against the approved messaging before it is sent. Pair a client with "
        "`msgcheck serve --pair NAME`; it sends the token as `Authorization: Bearer TOKEN`. If there is no answer "
        "within 1.5 s, or none at all, the client lets the mail go.",
        # Their pages load from other servers.
        docs_url=None,
        redoc_url=None,
        openapi_url=_OPENAPI,
        redirect_slashes=False,
    )
    for router in routers:
        api.include_router(router)
    api.exception_handler(Refusal)(_refused)
    api.exception_handler(RequestValidationError)(_not_understood)
    api.exception_handler(HTTPException)(_http_error)
    api.exception_handler(ClientGone)(_client_gone)
    api.exception_handler(Exception)(_failed)
    return api


def _refused(_: Request, err: Refusal) -> Response:
    return err.answer()


def _client_gone(_: Request, __: ClientGone) -> Response:
    return Response(status_code=_CLIENT_GONE)


def _failed(_: Request, __: Exception) -> Response:
    """Return the refusal of what went wrong; the log, further out, says where."""
    return failed().answer()


def _http_error(_: Request, err: HTTPException) -> Response:
    """Return the refusal of what FastAPI itself refuses."""
    match err.status_code:
        case HTTPStatus.NOT_FOUND:
            return not_there().answer()
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return bad_method().answer()
        case HTTPStatus.BAD_REQUEST:
            return bad_json().answer()
        case _:
            _log.warning("an unforeseen status %d", err.status_code)
            return failed().answer()


def _not_understood(_: Request, err: RequestValidationError) -> Response:
    """Return what is wrong with a request, by the names of fields and never by what they hold."""
    mistakes: Sequence[Any] = err.errors()
    if any(mistake["type"] == "json_invalid" for mistake in mistakes):
        return bad_json().answer()
    told = [f"{_field(mistake['loc'])}: {_lower_first(mistake['msg'])}" for mistake in mistakes[:_MOST_MISTAKES]]
    return bad_fields(told).answer()


def _field(place: Sequence[Any]) -> str:
    """Return the name of a field, mail.to.0, as our own models call it."""
    return ".".join(str(part) for part in place if part != "body") or "the request"


def _lower_first(message: str) -> str:
    text = message.removeprefix("Value error, ")
    return text[:1].lower() + text[1:]
