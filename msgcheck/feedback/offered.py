"""What senders gave to marketing before sending: sentences sent past a warning, and proposals of other wordings."""

from __future__ import annotations

from dataclasses import dataclass

from msgcheck.errors import InputError
from msgcheck.history.interface import Store
from msgcheck.records import Offered


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedOffered:
    """A sentence with the number by which it is named."""

    number: int
    offered: Offered

    @property
    def is_proposal(self) -> bool:
        """Return whether it is proposed as saying the same as its message."""
        return self.offered.reason is None


def offered_sentences(store: Store, *, message: str = "") -> tuple[NumberedOffered, ...]:
    """Return what senders gave to marketing, oldest first; each number stays its own.

    Args:
        store: where it is kept.
        message: id of the one message; "" for all.
    """
    numbered = (NumberedOffered(number=number, offered=one) for number, one in enumerate(store.offered(), start=1))
    wanted = message.strip().casefold()
    return tuple(one for one in numbered if not wanted or (one.offered.message_id or "").casefold() == wanted)


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
