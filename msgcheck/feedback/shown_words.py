"""Which words others may read: figures, and those that stand in the messaging, without the customers' names.

A list of what to hide would be one reader's quirk away from a leak; a list of what may be shown is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from msgcheck.identity import normalised
from msgcheck.records import Approved, Messaging

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIGURE = re.compile(r"[$€£~<>±]{0,2}\d{1,3}(?:[.,]?\d{3})*(?:[.,]\d{1,2})?(?:%|k|m|bn|x)?", re.IGNORECASE)
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
_MOST_WORDS = 14
"""More words than that are a sentence, whoever wrote them first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWords:
    """What may be shown: the words and the whole wordings of the messaging."""

    known: frozenset[str]
    wordings: frozenset[str]
    customers: tuple[str, ...]

    @classmethod
    def of(cls, messaging: Messaging) -> Self:
        """Return what may be shown of a messaging."""
        customers = [name for entry in messaging.customers for name in (entry.name, *entry.aliases) if name.strip()]
        approved: list[Approved] = [one for message in messaging.messages for one in (message, *message.variants)]
        wordings = [text for one in approved for text in (one.text, *one.same)]
        names = [name for one in messaging.products for name in (one.name, *one.aliases, *one.wrong)]
        names += [former.name for product in messaging.products for former in product.former]
        readers = [reader for one in approved for reader in (*one.persona, *one.segment, *one.region)]
        terms = [word for term in messaging.terms for word in (term.use, *term.not_)]
        retired = [entry.text for entry in messaging.retired]
        pillars = [pillar.title for pillar in messaging.pillars]
        known = frozenset(_words_of([*wordings, *names, *readers, *terms, *retired, *pillars]))
        return cls(
            known=known - frozenset(_words_of(customers)),
            wordings=frozenset(map(normalised, wordings)),
            customers=tuple(sorted(customers, key=lambda name: (-len(name), name))),
        )

    def only(self, text: str) -> str:
        """Return a text of which each word is a figure or in the messaging, "" for any other."""
        words = [stripped for word in text.split() if (stripped := word.strip(_EDGES))]
        return text if len(words) <= _MOST_WORDS and all(map(self._may_be_shown, words)) else ""

    def without_customers(self, text: str) -> str:
        """Return what marketing wrote without names of customers: not every reader knows who may be named."""
        for name in self.customers:
            named = re.compile(rf"(?<!\w)(?:the\s+)?{re.escape(name)}(?!\w)", re.IGNORECASE)
            text = named.sub(_a_customer, text)
        return text

    def _may_be_shown(self, word: str) -> bool:
        low = word.casefold()
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
