"""What wakes the watcher: events of the file system, or the clock.

A nudge says that something may have changed, never what: the watcher looks for itself. Events come from watchfiles;
network folders send none of what other machines do, so there the clock is the way.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Protocol

from watchfiles import Change, watch

from msgcheck.watching.stamps import stamp_of

_log = logging.getLogger(__name__)

TICK_S = 0.5
"""The longest time without looking whether files have settled, or the messaging changed."""
_GROUP_MS = 400
"""Events are gathered for so long at most."""
FALL_BACK_POLL_S = 5.0
"""How often to look where the system has no events to give."""

_Identity = tuple[int, int]
"""(device, inode): tells a folder from another one made in its place."""


class Nudges(Protocol):
    """Waits until something may have changed."""

    def wait(self) -> bool:
        """Return whether something may have changed, False where a tick went by without a sign of it."""
        ...

    def close(self) -> None:
        """Give back what is held of the system."""
        ...


class Clock:
    """Nudges every so many seconds.

    Args:
        every_s: seconds between two looks.
        stop: ends every waiting.
    """

    def __init__(self, every_s: float, *, stop: threading.Event) -> None:
        self._every_s = every_s
        self._stop = stop

    def wait(self) -> bool:
        """Return True after its time."""
        self._stop.wait(self._every_s)
        return True

    def close(self) -> None:
        """Hold nothing."""


class FileEvents:
    """Nudges when the file system tells of a change under the paths.

    A folder that was removed sends nothing more, even when it is made again: so whether each is still the same one is
    looked at before every waiting. Editors put another file in the place of one that is named, and its folder may hold
    half a disk: so the few files that are named are looked at, too.

    Args:
        paths: files and folders; folders may be missing for now.
        stop: ends every waiting.
    """

    def __init__(self, paths: Sequence[Path], *, stop: threading.Event) -> None:
        self._files = tuple(path for path in paths if path.is_file())
        self._folders = tuple(path for path in paths if path not in self._files)
        self._stamps = tuple(map(stamp_of, self._files))
        self._stop = stop
        self._watched: tuple[_Identity | None, ...] = ()
        self._events: Generator[set[tuple[Change, str]], None, None] | None = None
        self._clock: Clock | None = None

    def wait(self) -> bool:
        """Return whether something may have changed, False where a tick went by without a sign of it.

        Raises:
            KeyboardInterrupt: the person at the terminal has had enough.
        """
        if self._clock is not None:
            return self._clock.wait()
        begins = self._watched != self._identities()
        if begins:
            self._begin()
        if self._events is None:
            self._stop.wait(TICK_S)
            heard = False
        else:
            heard = self._heard(self._events)
        # What changed before the system began to listen was told by nobody: the first waiting is always a nudge.
        return self._has_other_files() or heard or begins

    def close(self) -> None:
        """Stop listening."""
        if self._events is not None:
            self._events.close()
            self._events = None

    def _begin(self) -> None:
        """Listen anew, to every path that is there."""
        self.close()
        self._watched = self._identities()
        there = [path for path, identity in zip(self._folders, self._watched, strict=True) if identity is not None]
        if there:
            self._events = watch(
                *there,
                watch_filter=None,
                debounce=_GROUP_MS,
                rust_timeout=round(TICK_S * 1000),
                yield_on_timeout=True,
                stop_event=self._stop,
                force_polling=False,
                ignore_permission_denied=True,
            )

    def _heard(self, events: Generator[set[tuple[Change, str]], None, None]) -> bool:
        """Return whether an event came within a tick; where the system gives none, go by the clock from now on."""
        try:
            return bool(next(events, None))
        except FileNotFoundError:
            self._watched = ()  # gone this very moment: listened to anew with the next waiting
            self._events = None
        except (OSError, RuntimeError) as err:  # the latter is what watchfiles makes of errors it does not know
            _log.warning("the system tells of no changes (%s): looking every %g seconds", err, FALL_BACK_POLL_S)
            self._events, self._clock = None, Clock(FALL_BACK_POLL_S, stop=self._stop)
        return True

    def _has_other_files(self) -> bool:
        """Return whether a file that is named changed since the last look."""
        before, self._stamps = self._stamps, tuple(map(stamp_of, self._files))
        return before != self._stamps

    def _identities(self) -> tuple[_Identity | None, ...]:
        return tuple(map(_identity, self._folders))


def _identity(path: Path) -> _Identity | None:
    """Return what tells a folder from another one made in its place, None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
