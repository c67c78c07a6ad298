"""Puts what was noticed into words for the sentence under a finding."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.records import Cue, Reason


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


def dropped_reason(code: str, cues: Sequence[Cue], *, score: float) -> Reason:
    """Return the reason that cues of the approved line are missing."""
    return Reason(code=code, what=is_missing(cues), score=score, approved=(cues[0].start, cues[0].end))


def added_reason(code: str, cues: Sequence[Cue], *, score: float) -> Reason:
    """Return the reason that cues were added to the statement."""
    return Reason(code=code, what=was_added(cues), score=score, found=(cues[0].start, cues[0].end))
