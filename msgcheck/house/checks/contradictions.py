"""Approved wordings that say what the same house rules out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgcheck.house.interface import House, Level, LintItem, item
from msgcheck.identity import normalised


def check_never_say(house: House) -> Iterator[LintItem]:
    """Yield each approved wording that holds a never_say, retired or internal_only text to the letter."""
    messaging = house.messaging
    ruled_out = (
        *((entry.id, entry.text, "never_say rules out", "never-say-approved") for entry in messaging.never_say),
        *((entry.id, entry.text, "is retired as", "retired-approved") for entry in messaging.retired),
        *((entry.id, entry.text, "must stay inside as", "internal-approved") for entry in messaging.internal_only),
    )
    for line in house.lines():
        words = _words(line.approved.text)
        for entry_id, text, called, check in ruled_out:
            other = _words(text)
            # A retired line may well be a part of the longer one that replaced it.
            holds = words == other if check == "retired-approved" else f" {other} " in f" {words} "
            if other and holds:
                what = f"approves what {called} '{entry_id}': change one of the two"
                yield item(Level.ERROR, check, line.where, what, line.message.id)


def check_terms(house: House) -> Iterator[LintItem]:
    """Yield each approved wording with a name or term that the house itself calls wrong."""
    wrong = [(word, term.use) for term in house.messaging.terms for word in term.not_]
    wrong += [(word, product.name) for product in house.messaging.products for word in product.wrong]
    for line in house.lines():
        for word, right in wrong:
            found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line.approved.text)
            if found and right not in line.approved.text:
                what = f"uses '{word}', which this messaging calls wrong: write '{right}'"
                yield item(Level.WARNING, "wrong-term", line.where, what, line.message.id)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[\w%€$£+-]+", normalised(text)))
