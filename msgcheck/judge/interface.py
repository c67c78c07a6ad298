"""What rules and judges do: Matches -> Judgements.

A `Rule` looks at one statement beside one wording and says why its code holds. A `Judge` weighs the rules'
reasons over all candidates of a statement. A `DocumentRule` looks at a whole document, where a code depends
on more than one pair: on dates, on the audience, on what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from msgcheck.codes import Label
from msgcheck.judge.comparison import Comparison
from msgcheck.pairs.interface import PairModel
from msgcheck.records import Audience, Document, Judgement, Match, Messaging, Reason, Statement

Candidates = tuple[Statement, Sequence[Match]]
"""A statement with its nearest wordings."""


class Rule(Protocol):
    """Explains one code for one pair. Its docstring is the documentation of the code."""

    code: str
    label: Label

    def judge(self, comparison: Comparison) -> Reason | None:
        """Return why this code holds for the pair, or None."""
        ...


class Judge(Protocol):
    """Decides what a statement does with the messaging."""

    @property
    def name(self) -> str:
        """Return name and hash of the judge, `readings@1a2b3c4d`."""
        ...

    @property
    def pair_model(self) -> PairModel | None:
        """Return the pair model it asks; None where it does without."""
        ...

    def judge_all(self, items: Sequence[Candidates]) -> tuple[Judgement, ...]:
        """Return the judgement of each statement given its nearest wordings, best cosine first.

        A statement's judgement does not depend on the others; all at once is only faster.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document with everything that is known of it, as document rules see it."""

    document: Document
    audience: Audience
    messaging: Messaging
    statements: tuple[Statement, ...]
    candidates: tuple[tuple[Match, ...], ...]
    """Nearest wordings of each statement; empty for those that are not judged."""
    judgements: tuple[Judgement, ...]
    """One a judged statement, in order."""


class DocumentRule(Protocol):
    """Finds what only shows in a whole document. Its docstring is the documentation of the code."""

    code: str
    label: Label

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return further judgements beside those of the judge; they never replace its labels."""
        ...
