"""MC203: internal note."""

from __future__ import annotations

from collections.abc import Sequence

from msgcheck.codes import Label
from msgcheck.judge.comparison import compare
from msgcheck.judge.interface import Case
from msgcheck.records import CURRENT, Judgement, Match, Reason, Source

MIN_COSINE = 0.62
MIN_COVERS = 0.5
"""Share of the internal line's content words that stand in the statement."""
MIN_LENGTH = 0.5
"""Share of the internal line's words below which a statement is too short to repeat it."""
MIN_LIKENESS = 0.9


class Internal:
    """The statement repeats a line that must not leave the company, in its text or its meaning.

    Internal: (kept by its owner; never shown)
    Found:    the writer's sentence, which is not shown either.

    Lets pass: documents that stay inside (nothing is raised there), a line that shares a few words with an internal
    one.

    Known misses: a heavy paraphrase in other words.
    """

    code = "MC203"
    label = Label.INTERNAL

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return the statements that repeat an internal line, of documents that stay inside too.

        There nothing is raised for it, but whatever else is found must not print the words.
        """
        found = []
        for candidates in case.candidates:
            match = next((match for match in candidates if match.wording.source is Source.INTERNAL_ONLY), None)
            if match is None or not _repeats(match) or _said_by_a_current_line(match, candidates):
                continue
            found.append(
                Judgement(
                    statement=match.statement,
                    label=self.label,
                    score=0.99,
                    message_id=match.wording.id,
                    match=match,
                    reasons=(Reason(code=self.code, what="it repeats an internal line", score=0.99),),
                )
            )
        return tuple(found)


def _said_by_a_current_line(match: Match, candidates: Sequence[Match]) -> bool:
    """Return whether an approved line is at least as near, so that the statement says that one."""
    return any(other.wording.source in CURRENT and other.cosine >= match.cosine for other in candidates)


def _repeats(match: Match) -> bool:
    """Return whether a statement says what the internal line says."""
    pair = compare(match)
    if len(match.statement.in_full.split()) < MIN_LENGTH * len(match.wording.text.split()):
        return False
    covers = len(pair.shared) / max(1, len(pair.shared) + len(pair.lost))
    return covers >= MIN_COVERS and (match.cosine >= MIN_COSINE or pair.likeness >= MIN_LIKENESS)
