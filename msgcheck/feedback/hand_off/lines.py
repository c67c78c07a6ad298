"""The approved wordings one by one, each with the days it may be used and the readers it is meant for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from msgcheck.records import Approved, Message, Messaging
from msgcheck.validity import embargoed_until, in_force, last_day, not_before

_READERS = ("persona", "segment", "region", "channel", "stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One approved wording of a message; a variant has the days of its message where it says none itself."""

    place: int
    """In the order of the messaging, from 0."""
    message: Message
    approved: Approved
    first: date | None
    """First day it may be used; None where it has always held."""
    last: date | None
    """Last day it may be used; None where it has no end."""
    embargo: date | None

    @property
    def is_whole(self) -> bool:
        """Return whether it is the message's own wording and no variant."""
        return self.approved is self.message

    def holds_on(self, day: date) -> bool:
        """Return whether it may be used on a day."""
        return in_force(self.message, self.approved, day)


def lines_of(messaging: Messaging) -> tuple[Line, ...]:
    """Return every wording that may be used on some day, in the order of the messaging."""
    found: list[Line] = []
    for message in messaging.messages:
        for approved in (message, *message.variants):
            first, last = not_before(message, approved), last_day(message, approved)
            if first is None or last is None or first <= last:
                embargo = embargoed_until(message, approved)
                line = Line(
                    place=len(found), message=message, approved=approved, first=first, last=last, embargo=embargo
                )
                found.append(line)
    return tuple(found)


def readers_of(approved: Approved) -> str:
    """Return for whom and where a wording is meant, "cfo, retail, slide"; "" for everybody."""
    return ", ".join(reader for key in _READERS for reader in getattr(approved, key))


def same_readers(one: Approved, other: Approved) -> bool:
    """Return whether two wordings are meant for the same readers and places."""
    return all(set(getattr(one, key)) == set(getattr(other, key)) for key in _READERS)


def shared_readers(one: Approved, other: Approved) -> bool:
    """Return whether somebody may read either wording; an unset key is everybody."""
    pairs = ((getattr(one, key), getattr(other, key)) for key in _READERS)
    return all(not left or not right or set(left) & set(right) for left, right in pairs)


def nearest_readers(line: Line, others: Iterable[Line]) -> Line | None:
    """Return the wording whose readers are most like those of `line`, None where nobody may read both."""
    fitting = [other for other in others if shared_readers(line.approved, other.approved)]
    return min(fitting, key=lambda other: (not same_readers(line.approved, other.approved), other.place), default=None)


def day_before(day: date) -> date:
    """Return the day before; the first day of the calendar has none but itself."""
    return day - timedelta(days=1) if day > date.min else day


def day_after(day: date) -> date:
    """Return the day after; the last day of the calendar, which people write for "never", has none but itself."""
    return day + timedelta(days=1) if day < date.max else day
