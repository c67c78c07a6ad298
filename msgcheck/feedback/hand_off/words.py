"""What the sheet says of a change in words: why it comes, and what the field does about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgcheck.feedback.hand_off.events import Cause, Event
from msgcheck.feedback.hand_off.lines import day_after
from msgcheck.in_words import and_list, day_in_words

MOST_WORDS = 30
"""Of the sentence that says what to do."""
_ASK = "marketing"
_OWNER_WORDS = 3
"""A longer owner is a sentence; the sheet names it elsewhere."""


def because(event: Event) -> str:
    """Return why something changes, as one clause: "valid until 31 December 2026"."""
    day = day_in_words(event.day)
    match event.cause:
        case Cause.REPLACES:
            embargo = "its embargo ends and " if event.ends_embargo else ""
            return f"{embargo}it takes the place of the old line on {day}"
        case Cause.EMBARGO:
            return f"its embargo ends on {day}"
        case Cause.VALID_FROM:
            return f"valid from {day}"
        case Cause.VALID_UNTIL:
            return f"valid until {day}"
        case Cause.RETIRED:
            return f"retired from {day_in_words(day_after(event.day))} on"
        case Cause.RETIRED_GRACE | Cause.FORMER_GRACE:
            return f"its days of grace end on {day}"
        case Cause.FORMER:
            return f"the former name holds until {day}"
        case Cause.PERMISSION:
            return f"the permission to name the customer ends on {day}"
        case Cause.TEST:
            return f"its test ends on {day}"
        case Cause.REVIEW:
            return f"its proof is to be looked at again by {day}"
        case _:
            assert_never(event.cause)


def to_do(event: Event, families: Sequence[tuple[str, int]]) -> str:
    """Return what the field does, in one sentence of at most 30 words.

    Args:
        event: what happens.
        families: (family, documents) that will be wrong.
    """
    match event.cause:
        case Cause.REPLACES | Cause.EMBARGO | Cause.VALID_FROM:
            return _starting(event, _documents(families))
        case Cause.VALID_UNTIL | Cause.RETIRED | Cause.RETIRED_GRACE:
            return _ending(event, _documents(families))
        case Cause.FORMER | Cause.FORMER_GRACE:
            return _renaming(event, _documents(families))
        case Cause.PERMISSION | Cause.TEST | Cause.REVIEW:
            return _proving(event)
        case _:
            assert_never(event.cause)


def _starting(event: Event, documents: str) -> str:
    day = day_in_words(event.day)
    if event.cause is Cause.REPLACES:
        if event.new_is_held_back:
            change = f" and change {documents}" if documents else ""
            return f"On {day} take the new line from marketing{change}; until then the old one holds."
        change = f"change {documents} by then" if documents else "the old one is out of date then"
        return f"From {day} use the new line; {change}."
    if event.new_is_held_back:
        return f"A new line comes on {day}; marketing hands it out that day."
    if event.cause is Cause.EMBARGO:
        return f"Keep it inside until {day}; from that day on it may be used."
    return f"Use it from {day} on, not before."


def _ending(event: Event, documents: str) -> str:
    first = day_in_words(day_after(event.day))
    change = f"change it in {documents}" if documents else ""
    if event.cause is Cause.RETIRED_GRACE and event.new:
        return _joined(f"Use the new line; the old one may stand until {day_in_words(event.day)} at most", change)
    if event.new_is_held_back:
        return _joined(f"From {first} do not use it any more", change, "marketing hands out the new line")
    if event.new_from is not None and event.new:
        start = f"the new line may be used from {day_in_words(event.new_from)}"
        return _joined(f"From {first} do not use it any more", change, start)
    if event.new:
        return _joined(f"From {first} use the new line instead", change)
    taken_out = f"take it out of {documents}" if documents else ""
    return _joined(f"From {first} do not use it any more", taken_out)


def _renaming(event: Event, documents: str) -> str:
    change = f"change it in {documents}" if documents else "look through your documents for the old one"
    if event.cause is Cause.FORMER_GRACE:
        start, end = "Write", f"; the old name may stand until {day_in_words(event.day)} at most"
    else:
        start, end = f"From {day_in_words(day_after(event.day))} write", ""
    named = _joined(f"{start} “{event.new}” instead of “{event.old}”{end}", change)
    return named if len(named.split()) <= MOST_WORDS else _joined(f"{start} the new name{end}", change)


def _proving(event: Event) -> str:
    day = day_in_words(event.day)
    match event.cause:
        case Cause.PERMISSION:
            return _joined(f"After {day} name the customer only if the permission was renewed: ask {_ASK}")
        case Cause.TEST:
            after = "then use the approved line" if event.new else "then wait for marketing's answer"
            return _joined(f"Use the wording under test until {day}", after)
        case _:
            owner = event.owner if 0 < len(event.owner.split()) <= _OWNER_WORDS else _ASK
            return _joined(f"Before you use it after {day}, ask {owner} whether its proof still holds")


def _documents(families: Sequence[tuple[str, int]]) -> str:
    """Return "14 decks and 1 document"; "" for none."""
    return and_list([f"{count:,} {family}{'' if count == 1 else 's'}" for family, count in families])


def _joined(*clauses: str) -> str:
    return "; ".join(clause for clause in clauses if clause) + "."
