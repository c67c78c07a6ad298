"""A long statement may make several claims: each is judged for itself, too.

"Setup takes ten days, and your first year is free" is about two messages, and only one of them was bent. Beside
either, the other half looks like something added; judged alone, each half shows what it is. And a bare yes or no makes
the claim that its question asks about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgcheck.codes import CLEAN, Label
from msgcheck.records import Judgement, Readings, Role, Statement, Token
from msgcheck.segment.bare_answers import is_bare_answer, is_denial, said_in_full, without_quote_marks
from msgcheck.segment.interface import Segmenter, Vocabulary
from msgcheck.segment.statements import BARE_ANSWER

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
    """Return the claims of those statements that make several, in order; of a bare answer what it says in full."""
    found: list[tuple[int, str, int]] = []
    long = [place for place, item in enumerate(statements) if not item.full and _is_long(item)]
    parts = dict(zip(long, segmenter.split_texts([statements[place].text for place in long]), strict=True))
    for place, statement in enumerate(statements):
        found += [(place, text, 0) for text in (statement.full, statement.denied) if text]
        texts, offset = parts.get(place, ()), 0
        for text in texts if len(texts) > 1 else ():
            offset = statement.text.find(text, offset)
            if offset < 0:
                break
            found.append((place, text, offset))
            offset += len(text)
    readings = segmenter.read_texts([text for _, text, _ in found], vocabulary)
    return tuple(
        Claim(of=place, statement=_alone(statements[place], text, read), offset=offset)
        for (place, text, offset), read in zip(found, readings, strict=True)
    )


def _is_long(statement: Statement) -> bool:
    """Return whether a statement is looked at for several claims."""
    return len(statement.text.split()) >= SHORTEST_WORDS


def answered(statements: Sequence[Statement], segmenter: Segmenter, vocabulary: Vocabulary) -> tuple[Statement, ...]:
    """Return the statements, each bare yes or no with what it says in full; not judged where that is not certain."""
    places = [place for place, item in enumerate(statements) if item.judged and is_bare_answer(item.text)]
    if not places:
        return tuple(statements)
    questions = [without_quote_marks(statements[place].context) for place in places]
    asked = segmenter.read_texts(questions, vocabulary)
    answers = [
        _in_full(statements[place], question, readings.tokens)
        for place, question, readings in zip(places, questions, asked, strict=True)
    ]
    said = segmenter.read_texts([answer.full for answer in answers], vocabulary)
    by_place = {
        place: replace(answer, readings=readings) if answer.full else answer
        for place, answer, readings in zip(places, answers, said, strict=True)
    }
    return tuple(by_place.get(place, item) for place, item in enumerate(statements))


def _in_full(answer: Statement, question: str, tokens: Sequence[Token]) -> Statement:
    """Return a bare answer with what it says in full, and for a no with what it denies."""
    by_reader = answer.context_role is Role.QUOTED
    denies = is_denial(answer.text)
    full = said_in_full(question, tokens, denies=denies, by_reader=by_reader)
    if not full:
        return replace(answer, judged=False, not_judged_because=BARE_ANSWER)
    asked = said_in_full(question, tokens, denies=False, by_reader=by_reader) if denies else None
    return replace(answer, full=full, denied=asked or "")


def _alone(statement: Statement, text: str, readings: Readings) -> Statement:
    """Return a claim of a statement as a statement of its own."""
    if statement.full:
        return replace(statement, text=text, context="", full="", denied="", readings=readings)
    return replace(statement, text=text, readings=readings)


def weighed_with_claims(
    whole: Sequence[Judgement], claims: Sequence[Claim], judged: Sequence[Judgement], *, sure: float
) -> tuple[Judgement, ...]:
    """Return the judgements of statements, each with what its single claims came to.

    A statement that passes as a whole is raised for a claim that is raised surely; one that is raised as a whole passes
    if each of its claims is on message. A bare answer is judged by what it says in full.

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
    if whole.statement.full:
        return _of_answer([judgement for _, judgement in parts], whole)
    claim, worst = max(parts, key=lambda pair: pair[1].score)
    if whole.label in CLEAN and worst.label not in CLEAN and worst.score >= sure:
        return _in_place(worst, claim, whole)
    if whole.label not in CLEAN and all(judgement.label is Label.CONSISTENT for _, judgement in parts):
        return replace(_in_place(worst, claim, whole), reasons=())
    return whole


def _of_answer(parts: Sequence[Judgement], whole: Judgement) -> Judgement:
    """Return the judgement of what a bare answer says, as one of the answer; no place in it can be shown.

    Who denies what is not approved anyway, such as another figure, says nothing against the messaging.
    """
    said, *denied = parts
    if any(judgement.label is not Label.CONSISTENT for judgement in denied):
        return replace(whole, label=Label.NOT_A_CLAIM, reasons=())
    statement = whole.statement
    reasons = tuple(replace(reason, found=None) for reason in said.reasons)
    match = replace(said.match, statement=statement) if said.match is not None else None
    return replace(said, statement=statement, reasons=reasons, match=match)


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
