"""The one thread that the models work in, and the short queue before it.

One check at a time is as fast as the machine gets, and clients wait a second and a half at most before they let a mail
go; so only a few wait, whoever comes later is told at once, and who has hung up is not checked any more.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from starlette.types import Receive

from msgcheck.house.say import Said
from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.resident import Resident
from msgcheck.report.verdict import Verdict
from msgcheck.service.approved_lines import ApprovedLines
from msgcheck.service.known_refusals import busy, starting

MOST_WAITING = 4
"""Requests that may wait for the one being answered: what can still be done in time."""
_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


class ResidentModels:
    """Checks drafts and finds lines, one after another, in a thread of its own.

    Args:
        resident: whose models stay loaded.
        most_waiting: how many requests may wait for the one being answered.
    """

    def __init__(self, resident: Resident, *, most_waiting: int = MOST_WAITING) -> None:
        self.resident = resident
        self._lines = ApprovedLines(resident)
        self._most_at_once = most_waiting + 1
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="msgcheck-models")
        self._lock = threading.Lock()
        self._taken = 0
        self._is_ready = threading.Event()
        self.failure: BaseException | None = None
        """Why the models could not be loaded; None where they were, or still are being loaded."""

    @property
    def is_ready(self) -> bool:
        """Return whether every model is loaded."""
        return self._is_ready.is_set()

    def start(self, on_failure: Callable[[], None]) -> None:
        """Load the models in the background.

        Args:
            on_failure: called in that thread where they cannot be loaded; `failure` says why.
        """
        self._thread.submit(self._warm, on_failure)

    def close(self) -> None:
        """Drop what waits, and end the thread after what it does now."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self.resident.close()

    async def check(self, draft: Draft, *, persona: str, receive: Receive) -> Verdict:
        """Return what to tell the writer of a draft.

        Args:
            draft: what is about to be sent.
            persona: whom it speaks to, where the writer says so.
            receive: tells when the client has hung up.

        Raises:
            Refusal: the models are not loaded yet, or too many wait.
            ClientGone: the client hung up before its turn, or while it was.
            InputError: nothing of the draft can be read.
        """
        return await self._in_turn(lambda: self.resident.check(draft, persona=persona), receive)

    async def say(self, question: str, *, persona: str, most: int, receive: Receive) -> Said:
        """Return the approved lines that answer a question, else the nearest.

        Args:
            question: what the writer wants to say, to whom.
            persona: whom it is for, where the question does not say.
            most: how many lines.
            receive: tells when the client has hung up.

        Raises:
            Refusal: the models are not loaded yet, or too many wait.
            ClientGone: the client hung up before its turn, or while it was.
        """
        return await self._in_turn(lambda: self._lines.fitting(question, persona=persona, most=most), receive)

    def _warm(self, on_failure: Callable[[], None]) -> None:
        try:
            self.resident.warm()
            self._lines.warm()
        except BaseException as err:  # noqa: BLE001  a panic of foreign code, too; told by whoever started the service, as any error is
            self.failure = err
            on_failure()
        else:
            self._is_ready.set()
            _log.info("the models are loaded")

    async def _in_turn(self, job: Callable[[], _T], receive: Receive) -> _T:
        """Return what a job gives, once it is its turn; it is dropped where the client hangs up."""
        future = self._queued(job)
        answer = asyncio.wrap_future(future)
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                raise ClientGone
            return await answer
        finally:
            gone.cancel()
            future.cancel()
            answer.cancel()

    def _queued(self, job: Callable[[], _T]) -> Future[_T]:
        """Return the future of a job that was put in the queue.

        Raises:
            Refusal: the models are not loaded yet, or too many wait.
        """
        if not self.is_ready:
            raise starting()
        with self._lock:
            if self._taken >= self._most_at_once:
                raise busy()
            future = self._thread.submit(_contained, job)
            self._taken += 1
        future.add_done_callback(self._one_less)
        return future

    def _one_less(self, _: Future[_T]) -> None:
        with self._lock:
            self._taken -= 1


def _contained(job: Callable[[], _T]) -> _T:
    """Return what a job gives; what foreign code panics with becomes an error that is handled, and logged, like any."""
    try:
        return job()
    except Exception:
        raise
    except BaseException as err:  # noqa: BLE001  as below
        # Not chained to it: its message may quote a mail, and nobody but us would take care not to log that.
        raise RuntimeError(type(err).__name__) from None


async def _until_gone(receive: Receive) -> None:
    """Return when the client has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass
