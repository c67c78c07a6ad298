"""Tables of cues: words and phrases that carry meaning, each under one canonical form.

A table is written as `{lemma: "phrase, phrase, ..."}`. In a phrase a space stands for white space or a hyphen,
`*` for any ending, `(a|b)` for alternatives, `{word} ` for a word that may be absent, and `(?= x)` or `(?! x)`
for what must or must not follow; anything else is an ordinary regular expression without commas. Longer
phrases win over shorter ones that start at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgcheck.records import Cue

_GAP = r"[\s-]+"
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def straightened(text: str) -> str:
    """Return `text` with typographic quotes, dashes and hard spaces made plain; offsets stay the same."""
    return text.translate(_STRAIGHT)


def phrase_pattern(phrase: str) -> str:
    """Return the regular expression of one phrase in the notation of this module."""
    pattern = phrase.strip().replace("*", r"\w*")
    pattern = re.sub(r"\((?!\?)", "(?:", pattern)
    pattern = re.sub(r"\{([^{}]+)\} ", r"(?:\1 )?", pattern)
    return pattern.replace(" ?", r"[\s-]*").replace(" ", _GAP)


class CueTable:
    """Finds the cues of one table.

    Args:
        entries: lemma -> its phrases, separated by commas.
        keep_case: whether capitals matter.
    """

    def __init__(self, entries: Mapping[str, str], *, keep_case: bool = False) -> None:
        phrases = [
            (phrase.strip(), lemma)
            for lemma, written in entries.items()
            for phrase in written.split(",")
            if phrase.strip()
        ]
        phrases.sort(key=lambda pair: -len(pair[0]))
        self._lemmas = [lemma for _, lemma in phrases]
        alternatives = "|".join(f"(?P<p{place}>{phrase_pattern(phrase)})" for place, (phrase, _) in enumerate(phrases))
        self._pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", 0 if keep_case else re.IGNORECASE)

    def find(self, text: str) -> tuple[Cue, ...]:
        """Return the cues in `text`, in order, never overlapping."""
        return tuple(
            Cue(
                start=found.start(),
                end=found.end(),
                text=text[found.start() : found.end()],
                lemma=self._lemmas[int((found.lastgroup or "p0")[1:])],
            )
            for found in self._pattern.finditer(straightened(text))
        )


def without_overlaps(cues: tuple[Cue, ...], taken: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return the cues that share no character with those already taken."""
    return tuple(cue for cue in cues if all(cue.end <= other.start or cue.start >= other.end for other in taken))
