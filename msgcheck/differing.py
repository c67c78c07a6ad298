"""Which words differ between the approved line and the one that was found.

Both lines are split into words and aligned with difflib. Words are compared by what a reader would call
the same: case, the kind of quote, punctuation at the edges and the way a plain figure is written
(`30 %` and `30%`, `1,000` and `1000`) make no difference. The marks are for the eye only; no decision
rests on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from msgcheck.identity import normalised

_WORD = re.compile(r"\d[\d.,]*\s?%\S*|\S+")
_GROUPED = re.compile(r"^(\d{1,3})((?:,\d{3})+)(\.\d+)?")
_MIN_ALIKE = 0.3
"""Share of words two lines have in common; below it nearly everything would be marked, which tells nobody anything."""
_EDGES = ".,;:!?\"'()[]{}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a line, with the space that follows it."""

    text: str
    space: str = ""
    changed: bool = False


def differing_words(approved: str, found: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return the words of both lines, each marked where the other line has no counterpart.

    Joining `text + space` of the words gives each line back, its leading space aside. Where either line is
    empty, or they share hardly a word, nothing is marked.
    """
    left, right = _split(approved), _split(found)
    if not left or not right:
        return left, right
    matcher = SequenceMatcher(None, [_key(word.text) for word in left], [_key(word.text) for word in right], False)
    if matcher.ratio() < _MIN_ALIKE:
        return left, right
    left_equal: set[int] = set()
    right_equal: set[int] = set()
    for block in matcher.get_matching_blocks():
        left_equal.update(range(block.a, block.a + block.size))
        right_equal.update(range(block.b, block.b + block.size))
    return _marked(left, left_equal), _marked(right, right_equal)


def _split(text: str) -> tuple[Word, ...]:
    matches = list(_WORD.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)][: len(matches)]
    return tuple(
        Word(text=match.group(), space=text[match.end() : end]) for match, end in zip(matches, ends, strict=True)
    )


def _marked(words: tuple[Word, ...], equal: set[int]) -> tuple[Word, ...]:
    return tuple(
        word if index in equal else Word(text=word.text, space=word.space, changed=True)
        for index, word in enumerate(words)
    )


def _key(text: str) -> str:
    folded = normalised(text)
    bare = folded.strip(_EDGES) or folded
    bare = bare.replace(" ", "")
    return _GROUPED.sub(lambda match: match[1] + match[2].replace(",", "") + (match[3] or ""), bare)
