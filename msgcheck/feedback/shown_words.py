"""Which words others may read: figures, and those that stand in the messaging, without the customers' names.

A list of what to hide would be one reader's quirk away from a leak; a list of what may be shown is not. Words and
figures that stand only in lines that are not out yet are no words of the messaging until their day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from msgcheck.feedback.public_lines import NOT_OUT_YET, PublicLines, text_key
from msgcheck.records import Approved, MessageId, Messaging

TOO_EARLY = "MC204"
"""Said before its day: the sentence itself is what is not out yet."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIGURE = re.compile(r"[$€£~<>±]{0,2}\d{1,3}(?:[.,]?\d{3})*(?:[.,]\d{1,2})?(?:%|k|m|bn|x)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.,]*")
_EDGES = "\"'“”„‘’«»()[]:;,.!?…"
_LINKING = frozenset(
    "a an and approved are as at became by dropped for from in instead is it its less like missing more new no not "
    "of on or our over per replaced said says than the there to under was where with added > % percent at least up "
    "after before absolute always best condition figure guarantee limit may opposite word wording".split()
)
"""Words that the tool itself says around what changed."""
_UNITS = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months quarter quarters year years euro euros "
    "dollar dollars pound pounds usd eur gbp user users times january february march april may june july august "
    "september october november december".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million half twice".split()
)
"""Figures as people write them: "two weeks" tells no more than "2 weeks"."""
_ABOUT_A_CUSTOMER = f"{NOT_OUT_YET}; about a customer"
"""Said apart, for the id of such a line may hold the customer's name."""
_MOST_WORDS = 14
"""More words than that are a sentence, whoever wrote them first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWords:
    """What may be shown: the words and the whole wordings of the messaging."""

    known: frozenset[str]
    wordings: frozenset[str]
    """Keys of the whole wordings and names, see `text_key`."""
    customers: tuple[str, ...]
    held_back: frozenset[str]
    """Keys of the lines that are not out yet."""
    held_back_ids: frozenset[MessageId]
    held_back_words: frozenset[str]
    """Figures and names that stand in these lines only."""

    @classmethod
    def of(cls, messaging: Messaging, day: date | None = None, *, announces: bool = False) -> Self:
        """Return what may be shown of a messaging.

        Args:
            messaging: as it is now.
            day: on which others read it; None for marketing itself, from which no line is held back.
            announces: whether lines that start later and are under no embargo may be told before their day.
        """
        lines = PublicLines.of(messaging, day, announces=announces)
        customers = [name for entry in messaging.customers for name in (entry.name, *entry.aliases) if name.strip()]
        hidden = {text_key(text) for text in lines.held_back}
        approved: list[Approved] = [one for message in messaging.messages for one in (message, *message.variants)]
        names = [name for one in messaging.products for name in (*one.aliases, *one.wrong)]
        readers = [
            reader
            for one in approved
            if text_key(one.text) not in hidden
            for reader in (*one.persona, *one.segment, *one.region)
        ]
        terms = [word for term in messaging.terms for word in term.not_]
        pillars = [pillar.title for pillar in messaging.pillars]
        written = [*lines.public, *names, *readers, *terms, *pillars]
        known = frozenset(_words_of(written)) - frozenset(_words_of(customers))
        bare = cls(
            known=known,
            wordings=frozenset(),
            customers=tuple(sorted(customers, key=lambda name: (-len(name), name))),
            held_back=frozenset(),
            held_back_ids=lines.ids,
            held_back_words=_telling_words(lines.held_back)
            - _telling_words([*written, messaging.company.name])
            - known,
        )
        return replace(bare, wordings=bare._keys(lines.public), held_back=bare._keys(lines.held_back))

    def _keys(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the keys of texts as written, and as they stand in a report: without customers."""
        return frozenset(text_key(one) for text in texts for one in (text, self.without_customers(text)))

    def is_held_back(self, message_id: MessageId | None, text: str = "") -> bool:
        """Return whether a line is not out yet, or repeats one that is not.

        Args:
            message_id: its message; None for none.
            text: as written; "" where it is the message's own.
        """
        if self._repeats(text) or text.startswith(NOT_OUT_YET):
            return True
        return message_id in self.held_back_ids and text_key(text) not in self.wordings

    def line(self, text: str, message_id: MessageId | None = None) -> str:
        """Return an approved line without customers: "not out yet" for one that is not, "" for one of elsewhere."""
        if not text or text.startswith(NOT_OUT_YET):
            return text
        shown = self.without_customers(text)
        if self.is_held_back(message_id, text):
            return _ABOUT_A_CUSTOMER if "a customer" in shown.casefold() else NOT_OUT_YET
        return shown if text_key(text) in self.wordings else ""

    def prose(self, text: str, message_id: MessageId | None = None) -> str:
        """Return a reason or an answer of marketing's without customers, "" for one that may tell of a line ahead."""
        words = [word for one in text.split() for word in _keys_of_word(one)]
        if message_id in self.held_back_ids or self._repeats(text) or self.held_back_words.intersection(words):
            return ""
        return self.without_customers(text)

    def only(self, text: str) -> str:
        """Return a text of which each word is a figure or in the messaging, "" for any other."""
        words = [stripped for word in text.split() if (stripped := word.strip(_EDGES))]
        may_be_shown = len(words) <= _MOST_WORDS and all(map(self._may_be_shown, words))
        return text if may_be_shown and not self._repeats(text) and not self._is_part_ahead(text) else ""

    def _repeats(self, text: str) -> bool:
        """Return whether a line that is not out yet stands in a text."""
        key = text_key(text)
        return any(line in key for line in self.held_back if line)

    def _is_part_ahead(self, text: str) -> bool:
        """Return whether several words stand so in a line that is not out yet, and in none that is."""
        key = text_key(text).strip(_EDGES)
        if " " not in key:
            return False
        return any(key in line for line in self.held_back) and not any(key in line for line in self.wordings)

    def without_customers(self, text: str) -> str:
        """Return what marketing wrote without names of customers: not every reader knows who may be named."""
        for name in self.customers:
            named = re.compile(rf"(?<!\w)(?:the\s+)?{re.escape(name)}(?!\w)", re.IGNORECASE)
            text = named.sub(_a_customer, text)
        return text

    def _may_be_shown(self, word: str) -> bool:
        low = word.casefold()
        if self.held_back_words.intersection(_keys_of_word(word)):
            return False
        if low in self.known or low in _LINKING or low in _UNITS or low in _NUMBERS or _FIGURE.fullmatch(word):
            return True
        return all(part in self.known or part in _UNITS for part in _words_of([word])) and not re.search(
            r"[\d_@/\\]", low
        )


def _a_customer(found: re.Match[str]) -> str:
    before = found.string[: found.start()].rstrip()
    return "A customer" if not before or before[-1] in ".!?:" else "a customer"


def _words_of(texts: Iterable[str]) -> list[str]:
    return [word.casefold() for text in texts for word in _WORD.findall(text)]


def _telling_words(texts: Iterable[str]) -> frozenset[str]:
    """Return figures and names of texts: what would tell of a line though the line itself is not told."""
    words = [stripped for text in texts for word in text.split() if (stripped := word.strip(_EDGES))]
    telling = [word for word in words if word != word.lower() or _DIGITS.search(word) or word in _NUMBERS]
    return frozenset(key for word in telling for key in _keys_of_word(word)) - _LINKING - _UNITS


def _keys_of_word(word: str) -> list[str]:
    """Return the figures of a word without sign and unit, so that "40%" and "40 percent" are one, and its words."""
    return [figure.strip(".,") for figure in _DIGITS.findall(word)] + _words_of([word])
