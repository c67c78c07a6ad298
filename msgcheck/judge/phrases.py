"""Puts what was noticed into words for the sentence under a finding."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.judge.comparison import Comparison
from msgcheck.records import Cue, Reason

BESIDE_CHARS = 25
"""How far from a cue a word stands beside it."""


def quoted(cues: Sequence[Cue]) -> str:
    """Return the first one or two cues in quotes, as they were written."""
    texts = list(dict.fromkeys(" ".join(cue.text.split()) for cue in cues))
    return " and ".join(f'"{text}"' for text in texts[:2])


def is_missing(cues: Sequence[Cue]) -> str:
    """Return `"up to" is missing`, or with two cues `... are missing`."""
    texts = {cue.text for cue in cues}
    return f"{quoted(cues)} {'is' if len(texts) == 1 else 'are'} missing"


def was_added(cues: Sequence[Cue]) -> str:
    """Return `"never" was added`, or with two cues `... were added`."""
    texts = {cue.text for cue in cues}
    return f"{quoted(cues)} {'was' if len(texts) == 1 else 'were'} added"


def left_out(cues: Sequence[Cue], comparison: Comparison) -> tuple[Cue, ...]:
    """Return the cues of the wording that are missing from what the statement does say.

    A statement that says only part of a line has not dropped the words of the other part: a cue counts where words
    beside it stand in the statement.
    """
    shared = set(comparison.shared)
    tokens = comparison.wording.tokens
    return tuple(
        cue
        for cue in cues
        if any(
            token.lemma.lower() in shared
            for token in tokens
            if cue.start - BESIDE_CHARS <= token.start and token.end <= cue.end + BESIDE_CHARS
        )
    )


def dropped_reason(code: str, cues: Sequence[Cue], *, score: float) -> Reason:
    """Return the reason that cues of the approved line are missing."""
    return Reason(code=code, what=is_missing(cues), score=score, approved=(cues[0].start, cues[0].end))


def added_reason(code: str, cues: Sequence[Cue], *, score: float) -> Reason:
    """Return the reason that cues were added to the statement."""
    return Reason(code=code, what=was_added(cues), score=score, found=(cues[0].start, cues[0].end))
