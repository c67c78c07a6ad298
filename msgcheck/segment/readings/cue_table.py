"""Tables of cues: words and phrases that carry meaning, each under one canonical form.

A table is written as `{lemma: "phrase, phrase, ..."}`. In a phrase a space stands for white space or a hyphen,
`*` for any ending, `(a|b)` for alternatives, `{word} ` for a word that may be absent, and `(?= x)` or `(?! x)`
for what must or must not follow; anything else is an ordinary regular expression. Longer
phrases win over shorter ones that start at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgcheck.records import Cue

_GAP = r"[\s-]+"
_LOOKING = re.compile(r"\(\?[=!].*")
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def straightened(text: str) -> str:
    """Return `text` with typographic quotes, dashes and hard spaces made plain; offsets stay the same."""
    return text if text.isascii() else text.translate(_STRAIGHT)


def phrases_of(written: str) -> tuple[str, ...]:
    """Return the phrases of a list: a comma with white space behind it separates them, a line may end after `|`."""
    lines = re.sub(r"\s+", " ", re.sub(r"\|\n\s*", "|", written.strip()))
    return tuple(phrase.strip() for phrase in re.split(r",\s+", lines.removesuffix(",")) if phrase.strip())


def phrase_pattern(phrase: str) -> str:
    """Return the regular expression of one phrase in the notation of this module."""
    pattern = re.sub(r"(?<=[a-zA-Z])\*", r"\\w*", phrase.strip())
    pattern = re.sub(r"\((?!\?)", "(?:", pattern)
    pattern = re.sub(r"\{([^{}]+)\} ", r"(?:\1 )?", pattern)
    return pattern.replace(" ?", r"[\s-]*").replace(" ", _GAP)


def lowered(text: str) -> str:
    """Return `text` straightened and in small letters; offsets stay the same."""
    plain = straightened(text)
    small = plain.lower()
    if len(small) == len(plain):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)


class CueTable:
    """Finds the cues of one table.

    Matching small letters without groups lets the regular-expression engine skip an alternative by its
    first letter; the lemma is looked up only for what was found.

    Args:
        entries: lemma -> its phrases; in small letters, unless capitals matter.
        keep_case: whether capitals matter.
    """

    def __init__(self, entries: Mapping[str, str], *, keep_case: bool = False) -> None:
        phrases = [(phrase, lemma) for lemma, written in entries.items() for phrase in phrases_of(written)]
        phrases.sort(key=lambda pair: -len(_LOOKING.sub("", pair[0])))
        patterns = [phrase_pattern(phrase if keep_case else phrase.lower()) for phrase, _ in phrases]
        self._prepared = straightened if keep_case else lowered
        self._any = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
        self._each = [
            (re.compile(rf"(?:{pattern})(?!\w)"), lemma) for pattern, (_, lemma) in zip(patterns, phrases, strict=True)
        ]

    def find(self, text: str) -> tuple[Cue, ...]:
        """Return the cues in `text`, in order, never overlapping."""
        prepared = self._prepared(text)
        return tuple(
            Cue(
                start=found.start(),
                end=found.end(),
                text=text[found.start() : found.end()],
                lemma=self._lemma(prepared, found.start()),
            )
            for found in self._any.finditer(prepared)
        )

    def found_in(self, text: str) -> bool:
        """Return whether `text` holds any cue."""
        return self._any.search(self._prepared(text)) is not None

    def _lemma(self, prepared: str, start: int) -> str:
        """Return the lemma of the cue that begins at `start`: the first phrase that fits, as in `_any`."""
        return next(lemma for pattern, lemma in self._each if pattern.match(prepared, start))


def without_overlaps(cues: tuple[Cue, ...], taken: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return the cues that share no character with those already taken."""
    return tuple(cue for cue in cues if all(cue.end <= other.start or cue.start >= other.end for other in taken))
