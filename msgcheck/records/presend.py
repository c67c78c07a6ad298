"""What a sender answers to a warning before sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgcheck.records.ids import MessageId

MAX_SENTENCE = 1000
"""Characters of a sentence that is given to marketing."""


class OverrideReason(StrEnum):
    """Why somebody sends past a warning; the words are what is kept and shown."""

    AGREED = "agreed with deal desk"
    DOES_NOT_WORK = "the approved line does not work here"
    CUSTOMERS_WORDS = "the customer's own words"
    WRONG = "msgcheck is wrong"

    @property
    def key(self) -> str:
        """Return the short name that command lines and clients use: `agreed`, `does-not-work`, ..."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def of(cls, written: str) -> OverrideReason | None:
        """Return the reason of this key or with these words, None where there is none."""
        wanted = written.strip().casefold()
        return next((reason for reason in cls if wanted in {reason.key, reason.value.casefold()}), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A sentence that a sender gave to marketing before sending; without the sender and the recipient."""

    code: str
    message_id: MessageId | None
    sentence: str
    reason: OverrideReason | None
    """None where it is proposed as saying the same as its message."""
    day: date
