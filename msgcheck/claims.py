"""A long statement may make several claims: each is judged for itself, too.

"Setup takes ten days, and your first year is free" is about two messages, and only one of them was bent. Beside
either, the other half looks like something added; judged alone, each half shows what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgcheck.codes import CLEAN, Label
from msgcheck.records import Judgement, Statement
from msgcheck.segment.interface import Segmenter, Vocabulary

SHORTEST_WORDS = 12
"""Words from which a statement is looked at for several claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of a longer statement, as a statement of its own."""

    of: int
    """Place of the statement it stands in."""
    statement: Statement
    offset: int
    """Where it begins in that statement's text."""


def single_claims(statements: Sequence[Statement], segmenter: Segmenter, vocabulary: Vocabulary) -> tuple[Claim, ...]:
    """Return the claims of those statements that make several, in order."""
    found: list[tuple[int, str, int]] = []
    for place, statement in enumerate(statements):
        if len(statement.text.split()) < SHORTEST_WORDS:
            continue
        texts = segmenter.split(statement.text)
        offset = 0
        for text in texts if len(texts) > 1 else ():
            offset = statement.text.find(text, offset)
            if offset < 0:
                break
            found.append((place, text, offset))
            offset += len(text)
    readings = segmenter.read_texts([text for _, text, _ in found], vocabulary)
    return tuple(
        Claim(of=place, statement=replace(statements[place], text=text, readings=read), offset=offset)
        for (place, text, offset), read in zip(found, readings, strict=True)
    )


def weighed_with_claims(
    whole: Sequence[Judgement], claims: Sequence[Claim], judged: Sequence[Judgement], *, sure: float
) -> tuple[Judgement, ...]:
    """Return the judgements of statements, each with what its single claims came to.

    A statement that passes as a whole is raised for a claim that is raised surely; one that is raised as a whole passes
    if each of its claims is on message.

    Args:
        whole: one judgement a statement.
        claims: of these statements.
        judged: one judgement a claim.
        sure: probability from which a single claim counts against the whole.
    """
    by_place: dict[int, list[tuple[Claim, Judgement]]] = {}
    for claim, judgement in zip(claims, judged, strict=True):
        by_place.setdefault(claim.of, []).append((claim, judgement))
    return tuple(
        _with_claims(judgement, by_place[place], sure=sure) if place in by_place else judgement
        for place, judgement in enumerate(whole)
    )


def _with_claims(whole: Judgement, parts: Sequence[tuple[Claim, Judgement]], *, sure: float) -> Judgement:
    """Return the judgement of a statement given those of its claims."""
    claim, worst = max(parts, key=lambda pair: pair[1].score)
    if whole.label in CLEAN and worst.label not in CLEAN and worst.score >= sure:
        return _in_place(worst, claim, whole)
    if whole.label not in CLEAN and all(judgement.label is Label.CONSISTENT for _, judgement in parts):
        return replace(_in_place(worst, claim, whole), reasons=())
    return whole


def _in_place(part: Judgement, claim: Claim, whole: Judgement) -> Judgement:
    """Return the judgement of a claim as one of the statement it stands in."""
    statement = whole.statement
    reasons = tuple(
        replace(reason, found=(reason.found[0] + claim.offset, reason.found[1] + claim.offset))
        if reason.found is not None
        else reason
        for reason in part.reasons
    )
    match = replace(part.match, statement=statement) if part.match is not None else None
    return replace(part, statement=statement, reasons=reasons, match=match)
