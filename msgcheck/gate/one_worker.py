"""One thread that works off what it is given, one after another.

It is a daemon: work that never ends cannot keep the process from ending, as the threads of `concurrent.futures` would.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

_T = TypeVar("_T")


class _Work(Generic[_T]):
    """A call with its promised result."""

    def __init__(self, call: Callable[[], _T]) -> None:
        self._call = call
        self.result: Future[_T] = Future()

    def run(self) -> None:
        if not self.result.set_running_or_notify_cancel():
            return  # nobody waits for it any more
        try:
            value = self._call()
        except Exception as err:  # noqa: BLE001  it belongs to whoever waits for the result
            self.result.set_exception(err)
        except BaseException as err:  # noqa: BLE001  a panic of foreign code must not end the thread
            self.result.set_exception(RuntimeError(type(err).__name__))
        else:
            self.result.set_result(value)


class OneWorker:
    """The thread, which is begun at once.

    Args:
        name: of the thread.
    """

    def __init__(self, name: str) -> None:
        self._waiting: queue.SimpleQueue[_Work[object]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._unfinished = 0
        self._since: float | None = None
        """When the work that is being done was begun."""
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def submit(self, call: Callable[[], _T]) -> Future[_T]:
        """Return the promise of what a call gives; cancelled before its turn, it is never made."""
        work = _Work(call)
        with self._lock:
            self._unfinished += 1
        work.result.add_done_callback(self._finished)
        self._waiting.put(work)  # type: ignore[arg-type]  # a queue of works of any kind
        return work.result

    @property
    def waiting(self) -> int:
        """Return how many calls are being made or are still to be made."""
        return self._unfinished

    def busy_for_s(self) -> float:
        """Return for how long one call has been going on; 0 where there is none."""
        since = self._since
        return 0.0 if since is None else time.monotonic() - since

    def _finished(self, _: Future[_T]) -> None:
        with self._lock:
            self._unfinished -= 1

    def _work(self) -> None:
        while True:
            work = self._waiting.get()
            self._since = time.monotonic()
            work.run()
            self._since = None
