"""Checks what changes in watched folders.

What was checked is known by its content, in memory only: a file that was saved without a change, and a mail that was
only flagged, are not checked again. When the messaging or the silences change, or the day, everything is checked anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG

from msgcheck.assembly import own_files
from msgcheck.errors import InputError, MsgcheckError
from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.resident import Resident
from msgcheck.reading.files import FoundFile, document_id
from msgcheck.records import Messaging
from msgcheck.watching.nudges import Nudges
from msgcheck.watching.outcome import Checked, NotChecked, Outcome
from msgcheck.watching.senders import is_from_others
from msgcheck.watching.settled_files import SETTLE_S, SettledFiles, same_file_key
from msgcheck.watching.stamps import Stamp, stamp_of
from msgcheck.watching.watched_formats import watched_formats

_log = logging.getLogger(__name__)

_WHOLE_LOOK_S = 30.0
"""Every so often all is looked at without a nudge, should an event have been lost."""
_SETTLING_S = 10.0
"""How long a single look waits for files that are still being written."""
_MOST_REMEMBERED = 100_000
"""Names whose content is remembered; the longest unchanged are forgotten first, and checked again if they come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _InForce:
    """What every answer depends on besides the file."""

    messaging: Messaging
    day: date
    silences: Stamp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was checked under one name."""

    digest: bytes
    """Of the content; empty where it has to be checked anew."""
    asked: bool = False
    """Whether there was something to ask about it."""


class Watcher:
    """Checks files of some paths when they changed.

    Args:
        paths: files, and folders with all that is under them.
        resident: checks, with models that stay loaded.
        settle_s: how long a file must look the same before it is read.
        clock_s: a clock that never goes back.

    Raises:
        MessagingError: the messaging holds mistakes.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        resident: Resident,
        *,
        settle_s: float = SETTLE_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._resident = resident
        self._settle_s = settle_s
        self._clock_s = clock_s
        self._known: dict[str, _Known] = {}
        self._in_force = self._now_in_force()
        self._files = SettledFiles(
            paths,
            formats=watched_formats(),
            left_out=own_files(resident.settings, self._in_force.messaging),
            settle_s=settle_s,
        )

    def all_there(self) -> Iterator[Outcome]:
        """Yield what comes of all that is there; what does not stop being written counts as not checked."""
        until_s = self._clock_s() + _SETTLING_S
        yield from self._look(awaited=False, wall_s=time.time())
        while self._files.unsettled and self._clock_s() < until_s:
            time.sleep(self._settle_s)
            yield from self._look(awaited=False)
        for path in self._files.unsettled:
            yield NotChecked(document=document_id(path), reason="it is still being written")

    def take_as_known(self) -> None:
        """Take all that is there for checked: only what changes from now on counts."""
        for file in self._files.look(now_s=self._clock_s(), wall_s=time.time()):
            data = self._content(file)
            if isinstance(data, bytes):
                self._known[same_file_key(file)] = _Known(digest=_digest(data))

    def changes(self, nudges: Nudges, *, stop: threading.Event) -> Iterator[Outcome]:
        """Yield what comes of every file that changes, until it is told to stop."""
        looked_s = self._clock_s()
        while not stop.is_set():
            nudged = nudges.wait()
            if stop.is_set():
                return
            if self._renewed():
                yield from self._look(awaited=False)
            elif nudged or self._files.unsettled or self._clock_s() - looked_s >= _WHOLE_LOOK_S:
                yield from self._look(awaited=True)
            else:
                continue
            looked_s = self._clock_s()

    def _look(self, *, awaited: bool, wall_s: float | None = None) -> Iterator[Outcome]:
        """Yield what comes of the files that have settled.

        Args:
            awaited: whether somebody changed them, rather than they are met for the first time or checked anew.
            wall_s: see `SettledFiles.look`.
        """
        missing = self._files.missing
        settled = self._files.look(now_s=self._clock_s(), wall_s=wall_s)
        for path in self._files.missing:
            if path not in missing:
                _log.warning("%s is not there any more; waiting for it", path)
        for file in settled:
            outcome = self._outcome(file, awaited=awaited)
            if outcome is not None:
                yield outcome

    def _outcome(self, file: FoundFile, *, awaited: bool) -> Outcome | None:
        """Return what comes of one file, None where its content is known, or none of ours."""
        data = self._content(file)
        if not isinstance(data, bytes):
            return data
        key, digest = same_file_key(file), _digest(data)
        before = self._known.pop(key, _Known(digest=b""))
        if before.digest == digest:
            self._known[key] = before
            return None
        outcome = self._checked(file, data, awaited=awaited or before.asked)
        asked = isinstance(outcome, Checked) and outcome.verdict.interrupts
        self._known[key] = _Known(digest=digest, asked=asked)
        while len(self._known) > _MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        return outcome

    def _checked(self, file: FoundFile, data: bytes, *, awaited: bool) -> Outcome | None:
        """Return what comes of a file with this content, None for mail that others wrote.

        A mail in a Maildir is about to be sent; what lies in a plain folder is a template, whose fields are filled in
        later.

        Raises:
            EnvironmentFailure: a model cannot be loaded.
        """
        name = f"{file.path.name}.eml" if file.mail else file.path.name
        if name.lower().endswith(".eml") and is_from_others(data, self._in_force.messaging.company.domains):
            return None
        try:
            verdict = self._resident.check(Draft(data=data, name=name, id=file.id, template=not file.mail))
        except InputError as err:
            return NotChecked(document=file.id, reason=err.message)
        except MsgcheckError:
            raise  # the machine, not this file, stands in the way
        except Exception as err:  # noqa: BLE001  one odd file must not end a watch that runs for weeks
            _log.debug("%s: the check failed", file.id, exc_info=True)
            reason = f"something went wrong that should not have ({type(err).__name__})"
            return NotChecked(document=file.id, reason=reason)
        return Checked(document=file.id, verdict=verdict, awaited=awaited)

    def _content(self, file: FoundFile) -> bytes | NotChecked | None:
        """Return the content of a file, why it cannot be had, or None where there is none to have."""
        try:
            status = file.path.stat()
            if not S_ISREG(status.st_mode):
                return None
            if status.st_size > self._resident.settings.reading.max_bytes:
                return NotChecked(document=file.id, reason=f"it is too large: {status.st_size / 1e6:,.0f} MB")
            return file.path.read_bytes()
        except FileNotFoundError:
            return None
        except PermissionError:
            return NotChecked(document=file.id, reason="there is no permission to read it")
        except OSError as err:
            return NotChecked(document=file.id, reason=f"it cannot be opened: {err.strerror or type(err).__name__}")

    def _renewed(self) -> bool:
        """Return whether every answer has to be asked for anew, and forget the old ones if so."""
        in_force = self._now_in_force()
        if in_force == self._in_force:
            return False
        self._in_force = in_force
        self._known = {key: _Known(digest=b"", asked=known.asked) for key, known in self._known.items()}
        self._files.forget()
        return True

    def _now_in_force(self) -> _InForce:
        return _InForce(
            messaging=self._resident.messaging(),
            day=self._resident.today(),
            silences=stamp_of(self._resident.settings.silences),
        )


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
