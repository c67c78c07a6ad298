"""When and for whom an approved wording holds: a variant inherits the days of its message that it does not say itself.

Judging, suggesting and searching ask the same question, so it is answered here once.
"""

from __future__ import annotations

from datetime import date

from msgcheck.records import Approved, Audience, Message


def not_before(message: Message | None, approved: Approved | None) -> date | None:
    """Return the first day a wording may be used, None where it has always held.

    Args:
        message: the message it belongs to.
        approved: the message itself or one of its variants.
    """
    days = [_inherited(message, approved, key) for key in ("embargo_until", "valid_from")]
    return max((day for day in days if day is not None), default=None)


def embargoed_until(message: Message | None, approved: Approved | None) -> date | None:
    """Return the day an embargo on a wording ends, None where there is none."""
    return _inherited(message, approved, "embargo_until")


def last_day(message: Message | None, approved: Approved | None) -> date | None:
    """Return the last day a wording may be used, None where it has no end."""
    return _inherited(message, approved, "valid_until")


def in_force(message: Message | None, approved: Approved | None, day: date | None) -> bool:
    """Return whether a wording may be used on a day; on an unknown day nothing speaks against it."""
    if day is None:
        return True
    first, last = not_before(message, approved), last_day(message, approved)
    return (first is None or first <= day) and (last is None or day <= last)


def meant_for(approved: Approved, audience: Audience) -> bool:
    """Return whether nothing known of the readers speaks against a wording."""
    known = (
        (approved.region, audience.region),
        (approved.segment, audience.segment),
        (approved.persona, audience.persona),
    )
    return all(not wanted or not have or have in wanted for wanted, have in known)


def _inherited(message: Message | None, approved: Approved | None, key: str) -> date | None:
    """Return the day a wording names for itself, else the one its message names."""
    own: date | None = getattr(approved, key, None)
    above: date | None = getattr(message, key, None)
    return own if own is not None else above
