"""The worst failures, chosen by score alone: where the judge was surest and wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgcheck.codes import CLEAN, Label, Severity
from msgcheck.evaluate.breakdown import Pairs
from msgcheck.evaluate.scores import Prediction
from msgcheck.evaluate.sets import LabelledStatement

Lines = Mapping[tuple[str, str], str]
"""The wording of a company's message, retired line or ruled-out line, by (company, id)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One statement that was raised in vain or passed over."""

    company: str
    id: str
    approved: str
    """The line it was labelled with, else the one the judge held it against; empty where there is neither."""
    statement: str
    context: str
    gold: Label
    severity: Severity
    """As labelled."""
    said: Label
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """The worst of one kind."""

    shown: tuple[Failure, ...]
    """The surest first."""
    total: int
    """How many there are, shown or not."""


def false_alarms(pairs: Pairs, lines: Lines, *, most: int) -> Failures:
    """Return the clean statements that were raised, the highest score first."""
    wrong = ((gold, said) for gold, said in pairs if gold.label in CLEAN and said.label not in CLEAN)
    return _worst(wrong, lines, most=most, highest_first=True)


def missed(pairs: Pairs, lines: Lines, *, most: int) -> Failures:
    """Return the drifted statements that were not raised, the lowest score first."""
    wrong = ((gold, said) for gold, said in pairs if gold.label not in CLEAN and said.label in CLEAN)
    return _worst(wrong, lines, most=most, highest_first=False)


def _worst(
    wrong: Iterable[tuple[LabelledStatement, Prediction]], lines: Lines, *, most: int, highest_first: bool
) -> Failures:
    """Return the failures at the head of the order by score; equal scores go by company and id."""
    sign = -1 if highest_first else 1
    ordered = sorted(wrong, key=lambda pair: (sign * pair[1].score, pair[0].company, pair[0].id))
    return Failures(shown=tuple(_failure(gold, said, lines) for gold, said in ordered[:most]), total=len(ordered))


def _failure(gold: LabelledStatement, said: Prediction, lines: Lines) -> Failure:
    """Return one failure with the approved line beside it."""
    message_id = gold.message_id or said.message_id
    return Failure(
        company=gold.company,
        id=gold.id,
        approved=lines.get((gold.company, message_id), "") if message_id else "",
        statement=gold.statement,
        context=gold.context,
        gold=gold.label,
        severity=gold.severity,
        said=said.label,
        score=said.score,
    )
