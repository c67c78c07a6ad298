"""What can become of a mail at the gate, and what of that marketing and the mail server's people are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Happened(StrEnum):
    """What became of a mail; the values stand in the file of counts."""

    CLEAN = "clean"
    FOUND = "found"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    NOT_JUDGED = "not-judged"
    NOT_OURS = "not-ours"
    INWARD = "inward"
    AUTOMATIC = "automatic"
    OVER_BUDGET = "over-budget"
    BUSY = "busy"
    STARTING = "starting"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    FAILED = "failed"

    @property
    def shown_as(self) -> str:
        """Return what people are told of it."""
        return _SHOWN_AS[self]

    @property
    def passed(self) -> bool:
        """Return whether the mail went on its way."""
        return self not in {Happened.QUARANTINED, Happened.REFUSED}


_SHOWN_AS = {
    Happened.CLEAN: "checked, nothing to ask about",
    Happened.FOUND: "checked, something to ask about; passed",
    Happened.QUARANTINED: "checked; kept in the hold queue",
    Happened.REFUSED: "checked; sent back to its sender",
    Happened.NOT_JUDGED: "checked as far as possible: not all of it could be judged; passed",
    Happened.NOT_OURS: "passed: the sender is not ours",
    Happened.INWARD: "passed: it stays in the company",
    Happened.AUTOMATIC: "passed: sent by a mailing list or a program",
    Happened.OVER_BUDGET: "passed unchecked: checking took too long",
    Happened.BUSY: "passed unchecked: too many mails were waiting",
    Happened.STARTING: "passed unchecked: msgcheck was starting",
    Happened.TOO_LARGE: "passed unchecked: too large",
    Happened.UNREADABLE: "passed unchecked: it could not be read",
    Happened.FAILED: "passed unchecked: the check failed",
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Raised:
    """What was found, without any words of the mail."""

    code: str
    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of one mail."""

    happened: Happened
    raised: tuple[Raised, ...] = ()
    """What there was to ask about, once each, sorted."""
    because: tuple[Raised, ...] = ()
    """Of these, what it is kept back or sent back for."""
