"""The few words in which what is said differs from the approved line: "live in two weeks" for "live in 30 days".

They stand on a first page that many read, so they hold nobody's name: what the key of an edit names is figures and
words of the messaging; of the field's own words only plain ones in small letters are taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgcheck.differing import Word, differing_words
from msgcheck.feedback.drift.carrying import RETIRED
from msgcheck.feedback.sensitive import names_in
from msgcheck.feedback.shown_words import ShownWords
from msgcheck.feedback.what_changed import parts_changed
from msgcheck.records import Divergence, Messaging
from msgcheck.segment.readings.figures import read_figures

_NEVER_TOLD = frozenset({"MC203", "MC302", "MC303"})
"""Internal lines, and what is said of customers and competitors."""
_MOST_WORDS = 5
"""More words are a sentence and no few words."""
_MOST_LEAD = 2
"""Words before a figure that both lines share and that make it readable: "live in" before "30 days"."""
_PLAIN = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_EDGES = ".,;:!?\"'“”‘’()[]…"

Parts = tuple[str, str]


class FewWords:
    """Finds the few words of an edit that may be told on a first page.

    Args:
        messaging: with the retired lines, and the names that must not be told.
    """

    def __init__(self, messaging: Messaging) -> None:
        self._words = ShownWords.of(messaging)
        self._retired = {entry.id: entry.text for entry in messaging.retired}
        customers = [name for one in messaging.customers for name in (one.name, *one.aliases)]
        competitors = [name for one in messaging.competitors for name in (one.name, *one.aliases)]
        self._names = [name for name in (*customers, *competitors) if name.strip()]

    def of(self, divergence: Divergence) -> Parts:
        """Return (words of the approved line, what stands in their place); both "" where there are none to tell."""
        if divergence.code in _NEVER_TOLD:
            return "", ""
        approved, said = divergence.approved, self.said(divergence)
        parts = parts_changed(divergence.change, approved=approved, said=said)
        if any(parts):
            parts = _with_lead(parts, approved, said)
        elif approved and said:
            parts = _figures_apart(approved, said) or _words_apart(approved, said)
        return parts if self._may_be_told(parts) else ("", "")

    def said(self, divergence: Divergence) -> str:
        """Return a sentence with the edit, of an old line its own words; "" where none is kept."""
        if divergence.code == RETIRED and divergence.message_id in self._retired:
            return self._retired[divergence.message_id]
        return divergence.said or ""

    def _may_be_told(self, parts: Parts) -> bool:
        if names_in(" ".join(parts), self._names):
            return False
        words = [word.strip(_EDGES) for part in parts for word in part.split()]
        return all(self._words.only(word) or _PLAIN.fullmatch(word) for word in words if word)


def _with_lead(parts: Parts, approved: str, said: str) -> Parts:
    """Return both parts with the words before them that both lines share, where both stand in their lines."""
    ours, theirs = parts
    if not ours or not theirs:
        return parts
    before_ours, before_theirs = _words_before(ours, approved), _words_before(theirs, said)
    lead: list[str] = []
    for one, other in zip(reversed(before_ours), reversed(before_theirs), strict=False):
        if one.casefold() != other.casefold() or one.strip(_EDGES) != one or len(lead) == _MOST_LEAD:
            break
        lead.insert(0, other)
    return " ".join((*lead, ours)), " ".join((*lead, theirs))


def _words_before(part: str, text: str) -> Sequence[str]:
    """Return the words before the first place where a part stands in a text."""
    place = text.casefold().find(part.casefold())
    return text[:place].split() if place > 0 and text[place - 1].isspace() else ()


def _figures_apart(approved: str, said: str) -> Parts | None:
    """Return the one figure of a kind in which two lines differ, None where they differ in none, or in several."""
    ours, theirs = _figures(approved), _figures(said)
    apart = [(ours[kind] - theirs[kind], theirs[kind] - ours[kind]) for kind in ours.keys() & theirs.keys()]
    pairs = [(min(mine), min(other)) for mine, other in apart if len(mine) == len(other) == 1]
    return pairs[0] if len(pairs) == 1 else None


def _figures(text: str) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return the figures of a text as written, by what they count: a price is no other figure than a number of days."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in read_figures(text):
        found[figure.kind, figure.unit or ""].add(figure.text)
    return {kind: frozenset(figures) for kind, figures in found.items()}


def _words_apart(approved: str, said: str) -> Parts:
    """Return the words in which two lines differ where they stand together and are few."""
    ours, theirs = (_changed(words) for words in differing_words(approved, said))
    return (ours, theirs) if ours is not None and theirs is not None else ("", "")


def _changed(words: Sequence[Word]) -> str | None:
    """Return the changed words of a line, None where they are many or stand apart."""
    places = [place for place, word in enumerate(words) if word.changed]
    if not places:
        return ""
    together = places[-1] - places[0] + 1 == len(places)
    if not together or len(places) > _MOST_WORDS:
        return None
    return " ".join(words[place].text for place in places).strip(_EDGES)
