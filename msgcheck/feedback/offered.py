"""What senders answered before sending: how often warnings were sent past and why, and what they gave to marketing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from msgcheck.errors import InputError
from msgcheck.history.interface import Store
from msgcheck.identity import normalised
from msgcheck.records import Message, Messaging, Offered

MONTHS_SHOWN = 3
"""Months of warnings sent past that are counted together, with the present one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPast:
    """How often one warning was sent past."""

    code: str
    message_id: str | None
    by_reason: tuple[tuple[str, int], ...]
    """(reason, count), most first."""

    @property
    def count(self) -> int:
        """Return how often, for whatever reason."""
        return sum(count for _, count in self.by_reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedOffered:
    """A sentence with the number by which it is named."""

    number: int
    offered: Offered

    @property
    def is_proposal(self) -> bool:
        """Return whether it is proposed as saying the same as its message."""
        return self.offered.reason is None


def sent_past(store: Store, *, day: date, message: str = "") -> tuple[SentPast, ...]:
    """Return what was sent past in the last months, most often first.

    Args:
        store: where it is counted.
        day: today.
        message: id of the one message; "" for all.
    """
    since = _months_before(day, MONTHS_SHOWN - 1)
    wanted = message.strip().casefold()
    counts: dict[tuple[str, str | None], Counter[str]] = {}
    for code, message_id, month, reason, count in store.overrides():
        if since <= month <= day and (not wanted or (message_id or "").casefold() == wanted):
            counts.setdefault((code, message_id), Counter())[reason] += count
    found = [
        SentPast(
            code=code,
            message_id=message_id,
            by_reason=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        )
        for (code, message_id), reasons in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.message_id or "", one.code)))


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before that of a day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def offered_sentences(store: Store, *, message: str = "") -> tuple[NumberedOffered, ...]:
    """Return what senders gave to marketing, oldest first; each number stays its own.

    Args:
        store: where it is kept.
        message: id of the one message; "" for all.
    """
    # With what was adopted: no number may ever stand for another sentence.
    numbered = (NumberedOffered(number=number, offered=one) for number, one in enumerate(store.offered(), start=1))
    wanted = message.strip().casefold()
    return tuple(one for one in numbered if not wanted or (one.offered.message_id or "").casefold() == wanted)


def still_open(sentences: Iterable[NumberedOffered], messaging: Messaging) -> tuple[NumberedOffered, ...]:
    """Return the sentences that do not stand in the messaging by now, as wording or example of whichever message."""
    approved = _approved(messaging.messages)
    return tuple(one for one in sentences if normalised(one.offered.sentence) not in approved)


def is_adopted(offered: Offered, message: Message) -> bool:
    """Return whether a sentence is an example or a wording of a message by now."""
    return normalised(offered.sentence) in _approved([message])


def _approved(messages: Iterable[Message]) -> frozenset[str]:
    """Return all that messages say or take for the same, normalised."""
    wordings = [wording for message in messages for wording in (message, *message.variants)]
    return frozenset(normalised(text) for wording in wordings for text in (wording.text, *wording.same))


def proposal(store: Store, number: int) -> Offered:
    """Return the proposal with this number.

    Raises:
        InputError: nothing has this number, or it is no proposal; the hint says what to do.
    """
    found = next((one for one in offered_sentences(store) if one.number == number), None)
    if found is None:
        raise InputError(f"no sentence has the number {number}", hint="msgcheck tell --list numbers them")
    if not found.is_proposal:
        raise InputError(
            f"number {number} was sent past a warning, and not proposed as saying the same",
            hint="where it should be, add it to examples.same of its message by hand",
        )
    return found.offered
