"""What a denial says of an opposite: "does not leave" and "stays" agree, "does not leave" and "does not stay" do not.

Two opposites contradict each other only where both are affirmed or both denied. Where exactly one of them is denied
the two sides agree, and the denial is no difference either.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.records import Cue

Opposites = tuple[tuple[str, str], ...]
"""(word of the wording, its opposite in the statement)."""

_ONE_OF_SEVERAL = frozenset("buy sell lease rent own day night month year daily weekly monthly annual yearly".split())
"""Words that leave a third way: who does not sell need not buy, so that to deny one does not affirm the other."""


def agreeing(opposites: Opposites, *, approved: Sequence[Cue], found: Sequence[Cue]) -> Opposites:
    """Return the opposites of which exactly one is denied on its own side: they say the same.

    Args:
        opposites: words that were replaced by their opposites.
        approved: negations of the wording.
        found: negations of the statement.
    """
    ours, theirs = _denied(approved), _denied(found)
    return tuple(
        (word, other)
        for word, other in opposites
        if (word in ours) is not (other in theirs) and not {word, other} & _ONE_OF_SEVERAL
    )


def still_open(cues: Sequence[Cue], replaced: frozenset[str]) -> tuple[Cue, ...]:
    """Return the negations without those that deny one of the replaced words."""
    return tuple(cue for cue in cues if not replaced & _denied([cue]))


def _denied(cues: Sequence[Cue]) -> frozenset[str]:
    """Return the words these negations deny; one that stands alone denies none."""
    return frozenset(word for cue in cues for word in cue.lemma.split()[1:])
