"""Keeps models and messaging loaded between drafts.

The messaging is read anew when one of its files changed; a mistake in it leaves the one that was read before in force,
and is said. A command reads it with its next draft. A service does so in the background, and the earlier one stays in
force until all of the new one is read and embedded: no mail waits for that. Another day or another persona needs a
checker of its own, which shares all that takes long.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from msgcheck.assembly import Stages, build_stages
from msgcheck.candidates import CandidateFinder
from msgcheck.config import Settings, for_all_documents
from msgcheck.errors import MsgcheckError
from msgcheck.messaging.load import load_messaging
from msgcheck.presend.draft_checker import Draft, DraftChecker
from msgcheck.presend.first_mail import FIRST_MAIL, first_mail
from msgcheck.presend.stamps import Stamp, stamp_of
from msgcheck.presend.turns import PiecewiseEmbedder, PiecewiseSegmenter, Turns, TurnsEnded
from msgcheck.records import DocumentId, Messaging
from msgcheck.report.verdict import Verdict
from msgcheck.wordings import persona_as_known

_log = logging.getLogger(__name__)

_MOST_PERSONAS = 8
"""Checkers kept, one a persona."""
_THREADS = 2
"""Processor threads where the settings say none: somebody waits, and more leave nothing to the mail program."""
_END_S = 5.0
"""How long to wait for what is being prepared to end; one piece takes much less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """A messaging as it was read, with what is known of it."""

    messaging: Messaging
    stamp: Stamp
    finder: CandidateFinder
    checkers: dict[tuple[str, date], DraftChecker] = field(default_factory=dict)


class Resident:
    """Checks drafts one at a time with models that stay loaded; may be called from several threads.

    Args:
        settings: which models and messaging, whose accounts and silences.
        clock: the present time with its zone.
        use_cache: whether vectors of the messaging are remembered between runs.
        as_of: judge by the messaging of this day; None for today's.
        ahead: whether a messaging that changed is prepared in the background, once this is warm; else the next draft
            waits for it. Close it then.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        use_cache: bool = True,
        as_of: date | None = None,
        ahead: bool = False,
    ) -> None:
        self.settings = settings
        threads = settings.threads or min(_THREADS, os.cpu_count() or 1)
        self.stages: Stages = build_stages(replace(settings, threads=threads), use_cache=use_cache)
        self.turns = Turns()
        """Whoever uses the stages themselves while this is in use takes a turn."""
        self._clock = clock
        self._as_of = as_of
        self._ahead = ahead
        self._is_warm = False
        self._lock = threading.Lock()
        """Of the fields below; never held while a model works."""
        self._loaded: _Loaded | None = None
        self._refused: Stamp | None = None
        """Of files that hold a mistake."""
        self._preparing: threading.Thread | None = None

    def warm(self) -> None:
        """Load and use every model by checking a mail, and put the messaging together.

        Raises:
            MessagingError: the messaging holds mistakes.
            ModelUnavailable: a model cannot be loaded.
        """
        with self.turns.at_once():
            loaded = self._in_force()
            loaded.finder.prepare()
        self.check(Draft(data=first_mail(loaded.messaging), name=FIRST_MAIL, id=DocumentId(FIRST_MAIL)))
        self._is_warm = True

    def check(self, draft: Draft, *, persona: str = "") -> Verdict:
        """Return what to tell the writer of a draft.

        Args:
            draft: a mail, a text, or any document.
            persona: whom it speaks to, where the writer says so.

        Raises:
            InputError: nothing of the draft can be read.
            UnknownPersona: the messaging names other personas.
            MessagingError: the messaging holds mistakes, and none was read before.
        """
        with self.turns.at_once():
            return self._checker(self._in_force(), persona).check(draft, created=self._clock())

    def messaging(self) -> Messaging:
        """Return the messaging in force, which its files may already be ahead of.

        Raises:
            MessagingError: it holds mistakes, and none was read before.
        """
        return self._in_force().messaging

    def stamp(self) -> Stamp:
        """Return the stamp of the files as they were when the messaging in force was read.

        Raises:
            MessagingError: it holds mistakes, and none was read before.
        """
        return self._in_force().stamp

    def today(self) -> date:
        """Return the day whose messaging holds."""
        return self._as_of or self._clock().date()

    def close(self) -> None:
        """Prepare nothing more."""
        self.turns.end()
        preparing = self._preparing
        if preparing is not None:
            preparing.join(_END_S)

    def _in_force(self) -> _Loaded:
        """Return what drafts are checked by, read anew, or begun to be, where its files changed."""
        with self._lock:
            stamp = stamp_of(self.settings)
            loaded = self._loaded
            if loaded is None:
                loaded = self._loaded = self._read(stamp)
            elif stamp in {loaded.stamp, self._refused}:
                pass
            elif not (self._ahead and self._is_warm):
                loaded = self._loaded = self._read_or_keep(stamp, loaded)
            elif self._preparing is None:
                self._preparing = threading.Thread(
                    target=self._prepare, args=(stamp,), name="msgcheck-messaging", daemon=True
                )
                self._preparing.start()
            return loaded

    def _read_or_keep(self, stamp: Stamp, before: _Loaded) -> _Loaded:
        """Return the messaging as its files have it now, the earlier one where they hold a mistake."""
        try:
            return self._read(stamp)
        except MsgcheckError as err:
            self._refuse(stamp, err)
            return before

    def _prepare(self, stamp: Stamp) -> None:
        """Read the messaging as its files have it now, and put it in force once a mail need not wait for it."""
        loaded = None
        try:
            loaded = self._read(stamp)
            loaded.finder.prepare()
            self._checker(loaded, "")
        except TurnsEnded:
            loaded = None
        except MsgcheckError as err:
            self._refuse(stamp, err)
            loaded = None
        except Exception as err:  # noqa: BLE001  whatever is wrong with it, mail goes on being checked
            self._refuse(stamp, type(err).__name__)
            loaded = None
        finally:
            with self._lock:
                self._loaded = loaded or self._loaded
                self._preparing = None

    def _refuse(self, stamp: Stamp, why: object) -> None:
        self._refused = stamp
        _log.warning("the messaging holds mistakes now; the earlier one stays in force: %s", why)

    def _read(self, stamp: Stamp) -> _Loaded:
        """Return the messaging as its files have it now.

        Raises:
            MessagingError: it holds mistakes.
        """
        messaging = load_messaging(self.settings.messaging)
        finder = CandidateFinder(
            messaging,
            segmenter=PiecewiseSegmenter(self.stages.segmenter, self.turns),
            embedder=PiecewiseEmbedder(self.stages.embedder, self.turns),
            cache=self.stages.cache,
        )
        return _Loaded(messaging=messaging, stamp=stamp, finder=finder)

    def _checker(self, loaded: _Loaded, written: str) -> DraftChecker:
        persona = persona_as_known(written, loaded.messaging)
        key = (persona, self.today())
        checker = loaded.checkers.get(key)
        if checker is None:
            if len(loaded.checkers) >= _MOST_PERSONAS or any(day != key[1] for _, day in loaded.checkers):
                loaded.checkers.clear()
            settings = for_all_documents(self.settings, {"persona": persona})
            checker = DraftChecker(loaded.messaging, settings, self.stages, today=key[1], finder=loaded.finder)
            loaded.checkers[key] = checker
        return checker
