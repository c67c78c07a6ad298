"""A long statement is judged claim by claim, too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msgcheck.claims import Claim, answered, single_claims, weighed_with_claims
from msgcheck.codes import Label
from msgcheck.records import DocumentId, Judgement, Reason, Role, Statement
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import PlainSegmenter
from msgcheck.segment.spacy_segmenter import SpacySegmenter

WHOLE = "Setup takes ten days and your whole first year with us is free of charge."
FIRST, SECOND = "Setup takes ten days", "your whole first year with us is free of charge."


def statement(text: str) -> Statement:
    return Statement(text=text, document=DocumentId("d"), location="body line 1")


def judgement(text: str, label: Label, score: float, **more) -> Judgement:
    return Judgement(statement=statement(text), label=label, score=score, **more)


def claims() -> list[Claim]:
    return [
        Claim(of=0, statement=statement(FIRST), offset=0),
        Claim(of=0, statement=statement(SECOND), offset=WHOLE.index(SECOND)),
    ]


def test_claim_that_is_surely_raised_raises_the_whole_statement():
    whole = judgement(WHOLE, Label.CONSISTENT, 0.1)
    reason = Reason(code="MC103", what='"free" was added', score=0.9, found=(34, 38))
    parts = [judgement(FIRST, Label.CONSISTENT, 0.1), judgement(SECOND, Label.OVERSTATED, 0.9, reasons=(reason,))]
    (found,) = weighed_with_claims([whole], claims(), parts, sure=0.8)
    assert (found.label, found.statement.text) == (Label.OVERSTATED, WHOLE)
    start, end = found.reasons[0].found
    assert WHOLE[start:end] == SECOND[34:38]


def test_claim_that_may_be_raised_does_not_raise_the_whole_statement():
    whole = judgement(WHOLE, Label.CONSISTENT, 0.1)
    parts = [judgement(FIRST, Label.CONSISTENT, 0.1), judgement(SECOND, Label.OVERSTATED, 0.79)]
    assert weighed_with_claims([whole], claims(), parts, sure=0.8) == (whole,)


def test_statement_whose_claims_are_all_on_message_is_on_message():
    whole = judgement(WHOLE, Label.OVERSTATED, 0.85)
    parts = [judgement(FIRST, Label.CONSISTENT, 0.1), judgement(SECOND, Label.CONSISTENT, 0.2)]
    (found,) = weighed_with_claims([whole], claims(), parts, sure=0.8)
    assert (found.label, found.score, found.statement.text) == (Label.CONSISTENT, 0.2, WHOLE)


def test_statement_with_a_claim_about_nothing_keeps_its_own_judgement():
    whole = judgement(WHOLE, Label.OVERSTATED, 0.85)
    parts = [judgement(FIRST, Label.CONSISTENT, 0.1), judgement(SECOND, Label.NOT_A_CLAIM, 0.2)]
    assert weighed_with_claims([whole], claims(), parts, sure=0.8) == (whole,)


def test_statement_without_several_claims_keeps_its_own_judgement():
    whole = judgement(FIRST, Label.OVERSTATED, 0.85)
    assert weighed_with_claims([whole], [], [], sure=0.8) == (whole,)


@pytest.mark.model
def test_long_statement_is_split_where_a_clause_has_a_subject_of_its_own():
    segmenter = SpacySegmenter()
    found = single_claims([statement("Hello there."), statement(WHOLE)], segmenter, Vocabulary())
    assert [(claim.of, claim.statement.text) for claim in found] == [(1, FIRST), (1, SECOND)]
    assert all(WHOLE[claim.offset :].startswith(claim.statement.text) for claim in found)


@pytest.mark.model
def test_short_statement_is_not_split():
    assert single_claims([statement("It is free and we are quick.")], SpacySegmenter(), Vocabulary()) == ()


# --- a bare yes or no ------------------------------------------------------------------------------

QUESTION = "Can we leave early?"


def answer(text: str, question: str = QUESTION, role: Role = Role.QUOTED) -> Statement:
    (found,) = answered([replace(statement(text), context=question, context_role=role)], PlainSegmenter(), Vocabulary())
    return found


def judged_answer(text: str, *labels: Label) -> Judgement:
    said = answer(text)
    parts = single_claims([said], PlainSegmenter(), Vocabulary())
    whole = Judgement(statement=said, label=Label.NOT_A_CLAIM, score=0.0)
    reason = Reason(code="MC101", what="it differs", score=0.9, found=(0, 20))
    judged = [
        Judgement(statement=claim.statement, label=label, score=0.9, reasons=(reason,))
        for claim, label in zip(parts, labels, strict=True)
    ]
    (found,) = weighed_with_claims([whole], parts, judged, sure=0.99)
    return found


def test_bare_answer_is_said_in_full():
    assert answer("Yes.").full == "You can leave early."
    assert (answer("No.").full, answer("No.").denied) == ("You cannot leave early.", "You can leave early.")


def test_bare_answer_without_a_telling_question_is_not_judged():
    found = answer("Yes.", "When can we leave?")
    assert (found.judged, found.not_judged_because) == (False, "a bare yes or no")


def test_bare_answer_is_judged_by_what_it_says_in_full():
    found = judged_answer("Yes.", Label.CONTRADICTS)
    assert (found.label, found.statement.text, found.reasons[0].found) == (Label.CONTRADICTS, "Yes.", None)


def test_bare_no_to_what_is_approved_is_raised():
    assert judged_answer("No.", Label.CONTRADICTS, Label.CONSISTENT).label is Label.CONTRADICTS


def test_bare_no_to_what_is_not_approved_is_not_raised():
    assert judged_answer("No.", Label.FIGURE_CHANGED, Label.FIGURE_CHANGED).label is Label.NOT_A_CLAIM
