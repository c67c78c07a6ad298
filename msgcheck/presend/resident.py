"""Keeps models and messaging loaded between drafts.

The messaging is read anew when one of its files changed, and counts from the next draft on; a mistake in it leaves the
one that was read before in force, and is said. On the next day the checker is made anew, because another day's
messaging holds.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from msgcheck.assembly import Stages, build_stages
from msgcheck.config import Settings, for_all_documents
from msgcheck.errors import MsgcheckError
from msgcheck.messaging.load import load_messaging
from msgcheck.presend.draft_checker import Draft, DraftChecker
from msgcheck.records import DocumentId, Messaging
from msgcheck.report.verdict import Verdict

_log = logging.getLogger(__name__)

_MOST_PERSONAS = 8
"""Checkers kept, one a persona; each holds its wordings' vectors."""

_Stamp = tuple[tuple[str, int, int], ...]
"""(path, time of change, bytes) of every messaging file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """A messaging as it was read, with the files it was read from."""

    messaging: Messaging
    stamp: _Stamp


class Resident:
    """Checks drafts one at a time with models that stay loaded; may be called from several threads.

    Args:
        settings: which models and messaging, whose accounts and silences.
        clock: the present time with its zone.
        use_cache: whether vectors of the messaging are remembered between runs.
        as_of: judge by the messaging of this day; None for today's.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        use_cache: bool = True,
        as_of: date | None = None,
    ) -> None:
        self.settings = settings
        self.stages: Stages = build_stages(settings, use_cache=use_cache)
        self._clock = clock
        self._as_of = as_of
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None
        self._checkers: dict[tuple[str, date], DraftChecker] = {}

    def warm(self) -> None:
        """Load every model by checking one sentence, and put the messaging together.

        Raises:
            MessagingError: the messaging holds mistakes.
            ModelUnavailable: a model cannot be loaded.
        """
        messaging = self.messaging()
        line = messaging.messages[0].text if messaging.messages else messaging.company.name
        # Spoilt by a word: a line repeated to the letter is settled without the pair model, which would stay cold.
        self.check(Draft(data=f"We often say: {line}".encode(), name="draft.txt", id=DocumentId("draft.txt")))
        with self._lock:
            self._checker("").warm()

    def check(self, draft: Draft, *, persona: str = "") -> Verdict:
        """Return what to tell the writer of a draft.

        Args:
            draft: a mail, a text, or any document.
            persona: whom it speaks to, where the writer says so.

        Raises:
            InputError: nothing of the draft can be read.
            MessagingError: the messaging holds mistakes, and none was read before.
        """
        with self._lock:
            return self._checker(persona).check(draft, created=self._clock())

    def messaging(self) -> Messaging:
        """Return the messaging in force, read anew where its files changed.

        Raises:
            MessagingError: it holds mistakes, and none was read before.
        """
        with self._lock:
            return self._fresh().messaging

    def today(self) -> date:
        """Return the day whose messaging holds."""
        return self._as_of or self._clock().date()

    def _checker(self, persona: str) -> DraftChecker:
        loaded = self._fresh()
        key = (persona, self.today())
        checker = self._checkers.get(key)
        if checker is None:
            if len(self._checkers) >= _MOST_PERSONAS or any(day != key[1] for _, day in self._checkers):
                self._checkers.clear()
            settings = for_all_documents(self.settings, {"persona": persona})
            checker = DraftChecker(loaded.messaging, settings, self.stages, today=key[1])
            self._checkers[key] = checker
        return checker

    def _fresh(self) -> _Loaded:
        """Return the messaging, read anew where its files changed; the earlier one where that fails."""
        stamp = _stamp(self.settings.messaging)
        if self._loaded is not None and self._loaded.stamp == stamp:
            return self._loaded
        try:
            messaging = load_messaging(self.settings.messaging)
        except MsgcheckError as err:
            if self._loaded is None:
                raise
            _log.warning("the messaging holds mistakes now; the earlier one stays in force: %s", err)
            messaging = self._loaded.messaging
        else:
            self._checkers.clear()
        self._loaded = _Loaded(messaging=messaging, stamp=stamp)
        return self._loaded


def _stamp(path: Path) -> _Stamp:
    """Return what tells whether a messaging changed."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    stamps: list[tuple[str, int, int]] = []
    for file in files:
        if file.suffix.lower() not in {".yaml", ".yml"}:
            continue
        try:
            status = file.stat()
        except OSError:
            continue  # removed meanwhile
        stamps.append((str(file), status.st_mtime_ns, status.st_size))
    return tuple(stamps)
