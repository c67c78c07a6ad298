"""Weighs mails for all sessions: one at a time, within a budget, and whatever goes wrong lets the mail pass.

The checker works in a thread of its own, so that the conversation with the mail server never waits for it. A mail whose
time is over passes at once; if its check had not begun it never does, and if it had, nobody hears what came of it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass

from msgcheck.errors import DocumentError, EnvironmentFailure, InputError, MessagingError, SettingsError
from msgcheck.gate.gathered_mail import OutgoingMail
from msgcheck.gate.one_worker import OneWorker
from msgcheck.gate.outcome import Happened, Outcome
from msgcheck.gate.own_mail import OwnDomains
from msgcheck.gate.policy import Policy
from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.resident import Resident
from msgcheck.records import DocumentId
from msgcheck.report.verdict import Verdict

_log = logging.getLogger(__name__)

_NAME = "mail.eml"
"""What findings call a mail; nothing of it is shown anywhere."""
_STUCK_BUDGETS = 10
"""A check that takes so many times its budget will hardly end: until it does, no mail waits for its turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long mails may wait."""

    budget_s: float = 2.0
    """From the end of a mail to the answer."""
    most_waiting: int = 4
    """Mails that are being checked or wait for it."""


class Gatekeeper:
    """Decides on mails.

    Args:
        resident: the checker, not warm yet.
        policy: what a verdict means.
        pace: how long mails may wait.
    """

    def __init__(self, resident: Resident, policy: Policy, pace: Pace) -> None:
        self._resident = resident
        self._policy = policy
        self._pace = pace
        self._worker = OneWorker("msgcheck-gate-checker")
        self._own_domains = OwnDomains(frozenset())
        self._ready = False

    def own_domains(self) -> OwnDomains:
        """Return the domains that are ours, as they were known when the messaging was last looked at."""
        return self._own_domains

    def begin(self) -> None:
        """Read the messaging, and so learn which domains are ours.

        Raises:
            MessagingError: it holds mistakes.
            InputError: it does not say which domains are ours.
        """
        self._look_at_messaging()
        if not self._own_domains.names:
            raise InputError(
                "the messaging does not say which domains are ours, so no mail would be checked",
                hint="add company.domains to it, such as domains: [acme.example]",
            )

    async def warm(self) -> None:
        """Load the models; until that is done, mail passes unchecked.

        Raises:
            MsgcheckError: a model cannot be loaded.
        """
        await asyncio.wrap_future(self._worker.submit(self._resident.warm))
        self._ready = True

    async def refresh(self) -> None:
        """Look at the messaging again, where nothing else is being done."""
        if self._ready and not self._worker.waiting:
            await asyncio.wrap_future(self._worker.submit(self._look_at_messaging))

    async def outcome(self, mail: OutgoingMail, *, may_quarantine: bool) -> Outcome:
        """Return what becomes of a mail, within the budget and without ever failing.

        Args:
            mail: complete, from us, with a recipient outside.
            may_quarantine: whether the mail server can keep it back.
        """
        unchecked = self._why_not_now()
        if unchecked is not None:
            return Outcome(happened=unchecked)
        work = self._worker.submit(lambda: self._check(mail))
        try:
            # Over the budget it is cancelled, which only counts where it has not begun.
            verdict = await asyncio.wait_for(asyncio.wrap_future(work), self._pace.budget_s)
        except TimeoutError:
            return Outcome(happened=Happened.OVER_BUDGET)
        except DocumentError:
            return Outcome(happened=Happened.UNREADABLE)
        except (SettingsError, MessagingError, EnvironmentFailure) as err:
            # Of the installation, not of the mail: whoever looks after it has to read what is wrong.
            _log.warning("%s: the check failed: %s", mail.queue_id or "a mail", err)
            return Outcome(happened=Happened.FAILED)
        except Exception as err:  # noqa: BLE001  whatever the checker stumbles over, the mail passes
            # Neither the message nor the trace: both may hold words of the mail.
            _log.warning("%s: the check failed: %s", mail.queue_id or "a mail", type(err).__name__)
            return Outcome(happened=Happened.FAILED)
        return self._policy.outcome(verdict, may_quarantine=may_quarantine)

    def _why_not_now(self) -> Happened | None:
        if not self._ready:
            return Happened.STARTING
        stuck = self._worker.busy_for_s() > _STUCK_BUDGETS * self._pace.budget_s
        return Happened.BUSY if stuck or self._worker.waiting >= self._pace.most_waiting else None

    def _check(self, mail: OutgoingMail) -> Verdict:
        begun = time.monotonic()
        draft = Draft(data=mail.data, name=_NAME, id=DocumentId(_NAME), recipients=mail.recipients)
        verdict = self._resident.check(draft)
        _log.info("%s: checked in %.0f ms", mail.queue_id or "a mail", 1000 * (time.monotonic() - begun))
        self._look_at_messaging()
        return verdict

    def _look_at_messaging(self) -> None:
        before, self._own_domains = self._own_domains, OwnDomains.of(self._resident.messaging().company.domains)
        if before.names and not self._own_domains.names:
            _log.warning("the messaging no longer says which domains are ours: no mail is checked until it does")
