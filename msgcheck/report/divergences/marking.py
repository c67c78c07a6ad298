"""Two lines with the words that differ marked, cut to the room there is.

Words are marked before lines are cut: cut first, two lines would differ where one of them ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgcheck.differing import Word, differing_words
from msgcheck.report.plain_text import shortened

_MAX_COMPARED = 2_000
"""Characters of a line that are compared; no sentence is longer, and comparing takes the square of it."""


def marked_pair(approved: str, said: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return the words of both lines, marked where the other line has no counterpart."""
    return differing_words(shortened(approved, _MAX_COMPARED), shortened(said, _MAX_COMPARED))


def cut_words(words: Sequence[Word], max_characters: int) -> tuple[Word, ...]:
    """Return the first words that stand on `max_characters` with "…" after them, or all where they fit."""
    ends: list[int] = []
    for word in words:
        ends.append((ends[-1] + 1 if ends else 0) + len(word.text))
    if not ends or ends[-1] <= max_characters:
        return tuple(words)
    kept = [word for word, end in zip(words, ends, strict=True) if end < max_characters]
    if not kept:
        return (replace(words[0], text=shortened(words[0].text, max_characters)),)
    return (*kept[:-1], replace(kept[-1], text=f"{kept[-1].text}…"))
