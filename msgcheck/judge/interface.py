"""What a rule and a judge do: Matches -> Judgement.

A rule looks at one statement beside one wording and says whether it sees its code, and why. The judge
weighs the rules' reasons over all candidates of a statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgcheck.codes import Label
from msgcheck.records import Judgement, Match, Reason, Statement


class Rule(Protocol):
    """Produces one code."""

    code: str
    label: Label

    def judge(self, match: Match) -> Reason | None:
        """Return why this code holds for the pair, or None."""
        ...


class Judge(Protocol):
    """Decides what a statement does with the messaging."""

    @property
    def name(self) -> str:
        """Return name and hash of the judge, `readings@1a2b3c4d`."""
        ...

    @property
    def calibrated(self) -> bool:
        """Return whether scores are calibrated for the embedder in use."""
        ...

    def judge(self, statement: Statement, candidates: Sequence[Match]) -> Judgement:
        """Return the judgement of one statement given its best candidates, best cosine first."""
        ...
