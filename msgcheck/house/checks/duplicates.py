"""Messages that nearly say the same, and messages that say the same with different figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from msgcheck.house.checks.figures import figure_key, result_figures
from msgcheck.house.interface import House, Level, LintItem, item
from msgcheck.identity import normalised
from msgcheck.records import Message

MIN_COSINE = 0.87
"""With the packaged model no two of the 2,588 messages of corpora/statements, all of them meant to differ, come
above 0.82 within one house (November 2026)."""
MIN_LETTERS_ALIKE = 85.0
"""Of 100, words sorted, for houses checked without a model; in the same corpora no pair comes above 67."""
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_AUDIENCE = ("persona", "segment", "region", "channel")


def check_duplicates(house: House) -> Iterator[LintItem]:
    """Yield each message that nearly repeats an earlier one, for the same readers and days."""
    alike = _Alikeness(house)
    for first, second in combinations(house.messaging.messages, 2):
        if _for_different_readers(first, second) or _on_different_days(first, second):
            continue
        place = f"'{first.id}' ({first.where.path}:{first.where.line})"
        if _same_but_for_figures(first.text, second.text):
            what = f"says the same as {place} with another figure: correct one, or name the region, segment or dates"
            yield item(Level.WARNING, "conflicting-figures", second.where, what, second.id)
        elif alike.nearly_the_same(first, second):
            what = f"nearly says what {place} says: merge the two, or make one a variant of the other"
            yield item(Level.WARNING, "near-duplicate", second.where, what, second.id)


class _Alikeness:
    """Compares texts by meaning where there is a model, by letters where there is none."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._rows = None
        messages = house.messaging.messages
        if house.embedder is not None and messages:
            rows = house.embedder.embed([message.text for message in messages])
            self._rows = {message.id: row for message, row in zip(messages, rows, strict=True)}

    def nearly_the_same(self, first: Message, second: Message) -> bool:
        """Return whether two messages say nearly the same of the same things with the same figures."""
        if normalised(first.text) == normalised(second.text):
            return True
        if self._rows is not None:
            near = float(self._rows[first.id] @ self._rows[second.id]) >= MIN_COSINE
        else:
            from rapidfuzz import fuzz

            near = fuzz.token_sort_ratio(normalised(first.text), normalised(second.text)) >= MIN_LETTERS_ALIKE
        return near and self._figures(first) == self._figures(second) and self._names(first) == self._names(second)

    def _figures(self, message: Message) -> set[object]:
        return {figure_key(figure) for figure in result_figures(self._house.readings[message.text])}

    def _names(self, message: Message) -> set[str]:
        return {cue.lemma for cue in self._house.readings[message.text].names if not cue.lemma.startswith("company:")}


def _same_but_for_figures(first: str, second: str) -> bool:
    figures = (_FIGURE.findall(first), _FIGURE.findall(second))
    if not figures[0] or figures[0] == figures[1]:
        return False
    return _FIGURE.sub("#", normalised(first)) == _FIGURE.sub("#", normalised(second))


def _for_different_readers(first: Message, second: Message) -> bool:
    """Return whether both name their readers and none is named by both."""
    for key in _AUDIENCE:
        ours, theirs = set(getattr(first, key)), set(getattr(second, key))
        if ours and theirs and not ours & theirs:
            return True
    return False


def _on_different_days(first: Message, second: Message) -> bool:
    return any(
        one.valid_until is not None and other.valid_from is not None and one.valid_until < other.valid_from
        for one, other in ((first, second), (second, first))
    )
