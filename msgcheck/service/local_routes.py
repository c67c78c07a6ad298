"""What only this user may ask, over the Unix socket: whether the service would judge alike, and a link to /compose."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from msgcheck.service.addresses import Addresses
from msgcheck.service.known_refusals import not_there
from msgcheck.service.resident_models import ResidentModels
from msgcheck.service.same_settings import agreement_of
from msgcheck.service.tickets import Tickets
from msgcheck.service.visit import visit_of


def local_routes(models: ResidentModels, tickets: Tickets, addresses: Addresses) -> APIRouter:
    """Return the routes that are not there for anybody else."""
    router = APIRouter(prefix="/v1/local", include_in_schema=False, dependencies=[Depends(_over_socket)])

    @router.get("/agreement")
    def agreement() -> JSONResponse:
        return JSONResponse({"agreement": agreement_of(models.resident.settings, models.resident.stamp())})

    @router.post("/link")
    async def link() -> JSONResponse:
        return JSONResponse({"link": compose_link(tickets, addresses)})

    return router


def compose_link(tickets: Tickets, addresses: Addresses) -> str:
    """Return a link that opens /compose once."""
    return f"{addresses.main}/compose?ticket={tickets.new_ticket()}"


def _over_socket(request: Request) -> None:
    """Let through what came over the Unix socket.

    Raises:
        Refusal: it did not; it is told what anybody is told of a path that is not there.
    """
    if not visit_of(request.scope).over_socket:
        raise not_there()
