"""Which lines of the messaging others may read on a day: what is not out yet is marketing's secret until then.

One rule for every shared view and for the notes to sales. Shown is only what stands in the messaging and is out; so a
view of what was made before the messaging changed shows too little, never too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from msgcheck.identity import normalised
from msgcheck.records import Approved, Message, MessageId, Messaging
from msgcheck.validity import embargoed_until, not_before

NOT_OUT_YET = "not out yet"
"""Stands in the place of a line that may not be read."""
_ENDS = ".!?"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLines:
    """What of the messaging is out, and what is held back."""

    public: tuple[str, ...]
    """Wordings and names that others may read."""
    held_back: tuple[str, ...]
    """Wordings that they may not read yet."""
    ids: frozenset[MessageId]
    """Messages whose own line is held back."""

    @classmethod
    def of(cls, messaging: Messaging, day: date | None, *, announces: bool = False) -> Self:
        """Return what may be read on a day.

        A text under embargo anywhere is held back everywhere; one that only starts later is not where it holds already.

        Args:
            messaging: as it is now.
            day: to read on; None for marketing itself, from which nothing is held back.
            announces: whether lines that start later and are under no embargo may be told before their day.
        """
        known = [*_lines(messaging)]
        embargoed, ahead = (
            {text_key(text) for message, one, text in known if _is_after(first(message, one), day)}
            for first in (embargoed_until, not_before)
        )
        free = {text_key(text) for message, one, text in known if not _is_after(not_before(message, one), day)}
        hidden = embargoed if announces else embargoed | (ahead - free)
        texts = [text for _, _, text in known]
        return cls(
            public=tuple(text for text in (*texts, *_names(messaging)) if text_key(text) not in hidden),
            held_back=tuple(text for text in texts if text_key(text) in hidden),
            ids=frozenset(one.id for one in messaging.messages if text_key(one.text) in hidden),
        )


def text_key(text: str) -> str:
    """Return what is the same of two texts that differ in space, quotes, case or the stop at their end only."""
    return normalised(text).rstrip(_ENDS)


def _lines(messaging: Messaging) -> Iterator[tuple[Message, Approved, str]]:
    """Yield every approved wording with its message and the entry it stands in."""
    for message in messaging.messages:
        for approved in (message, *message.variants):
            for text in (approved.text, *approved.same):
                yield message, approved, text


def _names(messaging: Messaging) -> Iterator[str]:
    """Yield what may be read on any day: old lines, names and terms."""
    yield from (entry.text for entry in messaging.retired)
    for product in messaging.products:
        yield from (product.name, *(former.name for former in product.former))
    yield from (term.use for term in messaging.terms)


def _is_after(first: date | None, day: date | None) -> bool:
    return first is not None and day is not None and first > day
