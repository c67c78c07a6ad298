"""What senders answered before sending: how often warnings were sent past and why, and what they gave to marketing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgcheck.errors import InputError
from msgcheck.history.interface import Store
from msgcheck.identity import normalised
from msgcheck.records import Messaging, Offered

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


def open_sentences(store: Store, messaging: Messaging, *, message: str = "") -> tuple[NumberedOffered, ...]:
    """Return what senders gave to marketing and is not adopted, oldest first; each number stays its own.

    Args:
        store: where it is kept.
        messaging: what is approved by now.
        message: id of the one message; "" for all.
    """
    wanted = message.strip().casefold()
    return tuple(
        one
        for one in _numbered(store)
        if not is_adopted(one.offered, messaging)
        and (not wanted or (one.offered.message_id or "").casefold() == wanted)
    )


def is_adopted(offered: Offered, messaging: Messaging) -> bool:
    """Return whether a sentence stands in the messaging by now: as an example of its message, or as its wording."""
    message = messaging.message(offered.message_id)
    if message is None:
        return False
    wordings = (message, *message.variants)
    approved = {normalised(text) for wording in wordings for text in (wording.text, *wording.same)}
    return normalised(offered.sentence) in approved


def _numbered(store: Store) -> Iterator[NumberedOffered]:
    """Yield all that was given, with what was adopted: no number may ever stand for another sentence."""
    for number, one in enumerate(store.offered(), start=1):
        yield NumberedOffered(number=number, offered=one)


def proposal(store: Store, number: int) -> Offered:
    """Return the proposal with this number.

    Raises:
        InputError: nothing has this number, or it is no proposal; the hint says what to do.
    """
    found = next((one for one in _numbered(store) if one.number == number), None)
    if found is None:
        raise InputError(f"no sentence has the number {number}", hint="msgcheck tell --list numbers them")
    if not found.is_proposal:
        raise InputError(
            f"number {number} was sent past a warning, and not proposed as saying the same",
            hint="where it should be, add it to examples.same of its message by hand",
        )
    return found.offered
