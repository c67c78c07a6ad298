"""What a verdict means for a mail: in the first mode it only counts, and everything passes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from msgcheck.gate.outcome import Happened, Outcome, Raised
from msgcheck.report.verdict import Verdict

UNFILLED = "unfilled"
"""Counted like a code: a field of a template that nobody filled in."""


class Mode(StrEnum):
    """What the gate does with mail that should not go out as it stands."""

    COUNT = "count"
    QUARANTINE = "quarantine"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """When a mail is held up."""

    mode: Mode = Mode.COUNT
    codes: frozenset[str] = frozenset()
    """Only findings of these codes hold a mail up, and only where they ask."""

    def outcome(self, verdict: Verdict, *, may_quarantine: bool) -> Outcome:
        """Return what becomes of a mail.

        Args:
            verdict: on the mail.
            may_quarantine: whether the mail server can; where it cannot, the mail passes.
        """
        found = {Raised(code=finding.code, message_id=finding.message_id or "") for finding in verdict.ask}
        because = tuple(sorted(raised for raised in found if raised.code in self.codes))
        if verdict.unfilled:
            found.add(Raised(code=UNFILLED))
        raised = tuple(sorted(found))
        if because and self.mode is Mode.REJECT:
            return Outcome(happened=Happened.REFUSED, raised=raised, because=because)
        if because and self.mode is Mode.QUARANTINE and may_quarantine:
            return Outcome(happened=Happened.QUARANTINED, raised=raised, because=because)
        if raised:
            return Outcome(happened=Happened.FOUND, raised=raised)
        whole = not verdict.not_judged and not verdict.unread and verdict.calibrated
        return Outcome(happened=Happened.CLEAN if whole else Happened.NOT_JUDGED)
