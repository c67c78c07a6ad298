"""MC105: different point."""

from __future__ import annotations

import re

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.records import Reason

_MOST_WORDS = 3
_SHORT = 2
_PARTICLES = frozenset("van von der den del dos zu".split())
"""Small words inside names of people."""
_MASK = re.compile(r"x{3,}", re.IGNORECASE)
"""What analysis sees in the place of a merge field."""


class Reframed:
    """The statement keeps the subject of the approved line and makes another point.

    Catches another benefit, category, audience or reason to buy.

    Approved (ABC): "Acme Flow is the onboarding platform for hospitals."
    Found (XYZ):    "Acme Flow is a document archive for hospitals."

    Lets pass: a paraphrase, a line fitted to a persona, an example beside the point.

    Known misses: a new point said in the words of the approved one.
    """

    code = "MC105"
    label = Label.REFRAMED

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return which words make another point."""
        words = _as_written(comparison)[:_MOST_WORDS]
        if words:
            return Reason(code=self.code, what=f"it makes another point ({', '.join(words)})", score=0.6)
        return Reason(code=self.code, what="it makes another point", score=0.5)


def _as_written(comparison: Comparison) -> list[str]:
    """Return the added words as the statement writes them, each once, without names and merge fields."""
    text, tokens = comparison.match.statement.text, comparison.statement.tokens
    added = set(comparison.added)
    shown: dict[str, None] = {}
    for place, token in enumerate(tokens):
        word = text[token.start : token.end]
        if token.lemma.lower() not in added or not word.isalpha() or len(word) <= _SHORT:
            continue
        beside = tokens[max(0, place - 1) : place + 2]
        part_of_name = token.pos == "PROPN" or (word in _PARTICLES and any(near.pos == "PROPN" for near in beside))
        if not part_of_name and not _MASK.fullmatch(token.lemma):
            shown.setdefault(word)
    return list(shown)
