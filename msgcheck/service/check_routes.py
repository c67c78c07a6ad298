"""The HTTP interface of the check, as clients see it."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from msgcheck import __version__
from msgcheck.errors import DocumentError, InputError, UnknownPersona
from msgcheck.report.draft_report import draft_object
from msgcheck.service.answer_models import (
    AcceptAnswer,
    CheckAnswer,
    Health,
    OverrideAnswer,
    Readiness,
    RefusalAnswer,
    SayAnswer,
)
from msgcheck.service.approved_lines import say_object
from msgcheck.service.known_refusals import example_of, own_mistake, starting, unknown_persona, unreadable
from msgcheck.service.refusals import RefusalCode
from msgcheck.service.request_models import AcceptRequest, CheckRequest, OverrideRequest, SayRequest
from msgcheck.service.resident_models import ResidentModels
from msgcheck.service.senders_answers import SendersAnswers

_log = logging.getLogger(__name__)


_Responses = dict[int | str, dict[str, Any]]


def _refused(*codes: RefusalCode) -> _Responses:
    """Return how refusals are described, by status, each with an example."""
    responses: _Responses = {}
    for code in codes:
        response = responses.setdefault(
            int(code.status),
            {"model": RefusalAnswer, "description": code.status.phrase, "content": {_JSON: {"examples": {}}}},
        )
        response["content"][_JSON]["examples"][code.value] = {"value": example_of(code).body()}
    return responses


_JSON = "application/json"
_OF_ANYBODY: _Responses = {
    "default": {"model": RefusalAnswer, "description": "Whatever else is refused"},
    **_refused(RefusalCode.BAD_ORIGIN, RefusalCode.BAD_HOST, RefusalCode.FAILED),
}
_OF_CLIENTS = _OF_ANYBODY | _refused(
    RefusalCode.BAD_JSON,
    RefusalCode.BAD_REQUEST,
    RefusalCode.BAD_TOKEN,
    RefusalCode.TOO_SLOW,
    RefusalCode.TOO_LARGE,
    RefusalCode.TOO_MANY,
)
_OF_MODELS = _OF_CLIENTS | _refused(RefusalCode.STARTING, RefusalCode.BUSY)
_OF_STORE = _OF_CLIENTS | _refused(RefusalCode.NOT_KEPT)


def check_routes(models: ResidentModels, bearer: Any) -> APIRouter:
    """Return the routes that the models answer, and those that say whether they can.

    Args:
        models: what answers.
        bearer: how a client shows its token, for the description.
    """
    router = APIRouter(prefix="/v1")

    @router.post(
        "/check",
        summary="Check a draft before it is sent",
        dependencies=[bearer],
        responses=_OF_MODELS
        | _refused(RefusalCode.UNREADABLE, RefusalCode.UNKNOWN_PERSONA)
        | {200: {"model": CheckAnswer}},
    )
    async def check(asked: CheckRequest, request: Request) -> JSONResponse:
        draft = await run_in_threadpool(asked.draft)
        try:
            verdict = await models.check(draft, persona=asked.persona, receive=request.receive)
        except DocumentError as err:
            raise unreadable() from err
        except UnknownPersona as err:
            raise unknown_persona(err) from err
        except InputError as err:
            # Of the messaging, the silences, the accounts: files of ours, that somebody changed meanwhile.
            _log.warning("nothing can be checked: %s", err)
            raise own_mistake() from err
        return JSONResponse(draft_object(verdict))

    @router.post(
        "/say",
        summary="Find approved lines to use",
        dependencies=[bearer],
        responses=_OF_MODELS | _refused(RefusalCode.UNKNOWN_PERSONA) | {200: {"model": SayAnswer}},
    )
    async def say(asked: SayRequest, request: Request) -> JSONResponse:
        try:
            said = await models.say(asked.question, persona=asked.persona, most=asked.most, receive=request.receive)
        except UnknownPersona as err:
            raise unknown_persona(err) from err
        return JSONResponse(say_object(said))

    @router.get("/health", summary="Whether the service answers", responses=_OF_ANYBODY)
    async def health() -> Health:
        return Health(status="ok", version=__version__)

    @router.get(
        "/ready",
        summary="Whether the models are loaded",
        responses=_OF_ANYBODY | _refused(RefusalCode.STARTING),
    )
    async def ready() -> Readiness:
        if not models.is_ready:
            raise starting()
        return Readiness(status="ready")

    return router


def answer_routes(answers: SendersAnswers, bearer: Any) -> APIRouter:
    """Return the routes that keep what a sender answers.

    Args:
        answers: what keeps them.
        bearer: how a client shows its token, for the description.
    """
    router = APIRouter(prefix="/v1")

    @router.post("/override", summary="Count that a finding is sent past", dependencies=[bearer], responses=_OF_STORE)
    def override(answer: OverrideRequest) -> OverrideAnswer:
        return OverrideAnswer(kept=answers.override(answer))

    @router.post(
        "/accept", summary="Propose a sentence that is fine as it stands", dependencies=[bearer], responses=_OF_STORE
    )
    def accept(answer: AcceptRequest) -> AcceptAnswer:
        return AcceptAnswer(proposed=answers.accept(answer))

    return router
