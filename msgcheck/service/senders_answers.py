"""What a sender answers to a finding, kept through the store that the settings name."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from msgcheck.errors import InputError, StoreError
from msgcheck.history.interface import Store
from msgcheck.presend.answers import accept, override
from msgcheck.presend.resident import Resident
from msgcheck.service.known_refusals import bad_answer, not_kept
from msgcheck.service.request_models import AcceptRequest, OverrideRequest

_log = logging.getLogger(__name__)
OpenStore = Callable[[], AbstractContextManager[Store]]


class SendersAnswers:
    """Keeps answers, one at a time.

    Args:
        resident: whose messaging and settings the answers are about.
        open_store: opens the store for one answer.
    """

    def __init__(self, resident: Resident, open_store: OpenStore) -> None:
        self._resident = resident
        self._open_store = open_store
        self._lock = threading.Lock()

    def override(self, answer: OverrideRequest) -> str:
        """Return what is kept of a mail that is sent past a finding.

        Raises:
            Refusal: it names something that is not there, or nothing can be kept.
        """
        return self._kept(
            lambda store: override(
                store,
                self._resident.messaging(),
                code=answer.code,
                message_id=answer.message_id,
                reason=answer.why,
                day=self._resident.today(),
                sentence=answer.sentence,
            )
        )

    def accept(self, answer: AcceptRequest) -> str:
        """Return what is proposed of a sentence that is fine as it stands.

        Raises:
            Refusal: this finding cannot be answered so, or nothing can be kept.
        """
        return self._kept(
            lambda store: accept(
                store,
                self._resident.settings,
                self._resident.messaging(),
                code=answer.code,
                message_id=answer.message_id,
                fingerprint=answer.fingerprint,
                sentence=answer.sentence,
                day=self._resident.today(),
            )
        )

    def _kept(self, keep: Callable[[Store], str]) -> str:
        try:
            with self._lock, self._open_store() as store:
                return keep(store)
        except InputError as err:
            raise bad_answer(err) from err
        except (StoreError, OSError) as err:
            _log.warning("an answer could not be kept: %s", type(err).__name__)
            raise not_kept() from err
