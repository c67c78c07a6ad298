"""What sellers tell marketing of a message: it works, it does not land, customers ask something else instead.

A verdict alone is enough, a name is given only by who wants to. Marketing's answer is kept beside it, so that
nobody tells into the void.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from msgcheck.errors import InputError
from msgcheck.history.interface import Store
from msgcheck.identity import normalised
from msgcheck.records import MessageId, Messaging, Told, Verdict

MAX_TEXT = 1000
"""Characters of a word to marketing, and of the answer to it."""
MAX_NAME = 100
_NEAR = 65.0
"""Likeness in per cent from which a message is offered in the place of an unknown one."""
_OFFERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedTold:
    """A seller's word with the number by which it can be answered."""

    number: int
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfMessage:
    """Everything sellers told of one message."""

    message_id: MessageId
    text: str
    """The approved line; "" where the message is gone."""
    counts: tuple[tuple[Verdict, int], ...]
    """Every verdict with how often it was told, 0 too."""
    items: tuple[NumberedTold, ...]
    """Oldest first."""

    @property
    def unanswered(self) -> int:
        """Return how many have no answer yet."""
        return sum(not item.told.answer for item in self.items)


def tell(
    store: Store, messaging: Messaging, *, message: str, verdict: Verdict, text: str = "", name: str = "", day: date
) -> Told:
    """Return what was told, once it is kept.

    Args:
        store: where it is kept.
        messaging: the messages that can be told of.
        message: id of a message.
        verdict: how it does.
        text: what customers say to it; may be empty.
        name: who tells it, where they want to say so.
        day: today.

    Raises:
        InputError: there is no such message, or a text is too long; the hint says what to do.
        StoreError: it cannot be kept.
    """
    told = Told(
        message_id=_known(message, messaging),
        verdict=verdict,
        text=_within(text, MAX_TEXT, "the text"),
        day=day,
        name=_within(name, MAX_NAME, "the name"),
    )
    store.keep_told(told)
    return told


def answer(store: Store, number: int, text: str, *, day: date) -> Told:
    """Return what was told with marketing's answer, once that is kept.

    Args:
        store: where both are kept.
        number: as `told_by_message` numbers it.
        text: the answer.
        day: today.

    Raises:
        InputError: nothing has this number, it has this answer already, or the answer is empty or too long.
        StoreError: it cannot be kept.
    """
    told = store.told()
    if not 1 <= number <= len(told):
        numbers = f"the numbers go from 1 to {len(told)}" if told else "nobody has told anything yet"
        raise InputError(f"there is no number {number}", hint=f"{numbers}: msgcheck tell --list")
    words = _within(text, MAX_TEXT, "the answer")
    if not words:
        raise InputError("the answer is empty", hint="say what was done about it, or why nothing was")
    answered = replace(told[number - 1], answer=words, answered_on=day)
    store.keep_told(answered)
    return answered


def told_by_message(store: Store, messaging: Messaging, *, message: str = "") -> tuple[ToldOfMessage, ...]:
    """Return what sellers told by message, what was told most often first.

    Args:
        store: where it is kept.
        messaging: the messages with their texts.
        message: id of the one message to show; "" for all.

    Raises:
        InputError: `message` is neither in the messaging nor was anything told of it.
    """
    numbered = [NumberedTold(number=number, told=told) for number, told in enumerate(store.told(), start=1)]
    ids = {item.told.message_id for item in numbered}
    if message and message not in ids:
        ids = {_known(message, messaging)}
    elif message:
        ids = {MessageId(message)}
    of_messages = [_of_message(id_, numbered, messaging) for id_ in ids]
    return tuple(sorted(of_messages, key=lambda one: (-len(one.items), one.message_id)))


def _of_message(id_: MessageId, numbered: Sequence[NumberedTold], messaging: Messaging) -> ToldOfMessage:
    items = tuple(item for item in numbered if item.told.message_id == id_)
    counts = Counter(item.told.verdict for item in items)
    message = messaging.message(id_)
    return ToldOfMessage(
        message_id=id_,
        text=message.text if message is not None else "",
        counts=tuple((verdict, counts[verdict]) for verdict in Verdict),
        items=items,
    )


def _known(written: str, messaging: Messaging) -> MessageId:
    """Return the id of a message as the messaging writes it.

    Raises:
        InputError: there is no such message; the hint names the nearest.
    """
    folded = {message.id.casefold(): message.id for message in messaging.messages}
    found = folded.get(written.strip().casefold())
    if found is not None:
        return found
    near = list(_nearest(written, messaging))
    hint = f"the nearest are {', '.join(near)}" if near else "list them with: msgcheck messaging show"
    raise InputError(f'there is no message "{written}"', hint=hint)


def _nearest(written: str, messaging: Messaging) -> Iterator[str]:
    """Yield the ids of the messages that are called, or that say, something like `written`, nearest first."""
    asked = normalised(written)
    scores = [
        (
            max(fuzz.WRatio(asked, normalised(message.id)), fuzz.partial_ratio(asked, normalised(message.text))),
            message.id,
        )
        for message in messaging.messages
    ]
    ordered = sorted(scores, key=lambda item: (-item[0], item[1]))
    yield from (id_ for score, id_ in ordered[:_OFFERED] if score >= _NEAR)


def _within(text: str, most: int, what: str) -> str:
    """Return a text on one line.

    Raises:
        InputError: it is longer than may be kept.
    """
    line = " ".join(text.split())
    if len(line) > most:
        raise InputError(f"{what} has {len(line):,} characters, {most:,} is the most", hint="say it shorter")
    return line
