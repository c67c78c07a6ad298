"""What is swapped and what is remarked."""

import pytest

from msgcheck.codes import Lane, Severity
from msgcheck.feedback.fixing.plan import plan_of
from msgcheck.naming import wrong_names
from msgcheck.records import (
    Company,
    DocumentId,
    Finding,
    Fingerprint,
    MessageId,
    Messaging,
    Product,
    Reason,
    Span,
    Statement,
    Term,
)
from tests.builders_judge import NOWHERE, retired

OLD = "Harbourlight cuts waiting times by up to 20%."
TWO_LINES = ("Harbourlight cuts waiting", "times by up to 20%.")
NEW = "Harbourlight cuts waiting times by up to 30%."
NAMES = wrong_names(
    Messaging(
        company=Company(name="Harbourlight"),
        products=(Product(name="Harbourlight Flow", wrong=("HarbourFlow",)),),
        terms=(Term(use="account", not_=("client",), where=NOWHERE),),
    )
)
RETIRED = (retired("old", OLD, replaced_by=MessageId("new")),)


def statement(text, *, block=0, start=0, ordinal=0, **values):
    values.setdefault("spans", (Span(block=block, start=start, end=start + len(text)),))
    return Statement(text=text, document=DocumentId("a.pptx"), location=f"slide {block + 1}", ordinal=ordinal, **values)


def finding(found, *, code="MC201", block=0, place=None, **values):
    given = {
        "message_id": MessageId("old") if code == "MC201" else None,
        "approved": NEW if code == "MC201" else "",
        "suggestion": NEW if code == "MC201" else "",
        "sentence": "It was replaced.",
        "reasons": (Reason(code=code, what="it", score=1.0, found=place),),
        **values,
    }
    return Finding(
        fingerprint=Fingerprint("mc1:1"),
        code=code,
        severity=Severity.MEDIUM,
        lane=Lane.SUGGEST,
        probability=0.9,
        document=DocumentId("a.pptx"),
        location=f"slide {block + 1}",
        found=found,
        **given,
    )


def plan(findings, statements, *, can_swap=lambda *_: True):
    return plan_of(findings, statements, names=NAMES, retired=RETIRED, can_swap=can_swap)


def swapped(found, statements, **options):
    return [(swap.block, swap.start, swap.end, swap.new) for swap in plan(found, statements, **options).swaps]


def test_plan_swaps_a_retired_line_whole():
    assert swapped([finding(OLD)], [statement(OLD)]) == [(0, 0, len(OLD), NEW)]


def test_plan_ends_a_bullet_without_the_full_stop_its_writer_left_out():
    bullet = OLD.rstrip(".")
    assert swapped([finding(bullet)], [statement(bullet)]) == [(0, 0, len(bullet), NEW.rstrip("."))]


@pytest.mark.parametrize(
    "values", [{"approved": "", "suggestion": ""}, {"suggestion": ""}, {"message_id": MessageId("other")}]
)
def test_plan_remarks_on_a_retired_line_without_a_line_to_use(values):
    made = plan([finding(OLD, **values)], [statement(OLD)])
    assert made.swaps == ()
    assert [remark.block for remark in made.remarks] == [0]


def test_plan_remarks_on_a_retired_line_in_other_words():
    said = "Waiting times go down by up to 20%."
    assert plan([finding(said)], [statement(said)]).swaps == ()


def test_plan_swaps_each_of_two_equal_sentences_at_one_place_once():
    statements = [statement(OLD), statement(OLD, start=100, ordinal=1)]
    found = [finding(OLD), finding(OLD)]
    assert [start for _, start, _, _ in swapped(found, statements)] == [0, 100]


def test_plan_swaps_a_name_in_every_statement():
    statements = [statement("Buy HarbourFlow."), statement("HarbourFlow is here.", block=1, ordinal=1)]
    wrong = finding("Buy HarbourFlow.", code="MC401", place=(4, 15))
    assert swapped([wrong], statements) == [(0, 4, 15, "Harbourlight Flow"), (1, 0, 11, "Harbourlight Flow")]


def test_plan_leaves_a_name_that_is_not_judged():
    statements = [statement("Buy HarbourFlow."), statement("HarbourFlow ist da.", block=1, judged=False)]
    wrong = finding("Buy HarbourFlow.", code="MC401", place=(4, 15))
    assert [block for block, *_ in swapped([wrong], statements)] == [0]


def test_plan_keeps_number_and_case_of_a_term():
    text = "Clients ask for it."
    assert swapped([finding(text, code="MC401", place=(0, 7))], [statement(text)]) == [(0, 0, 7, "Accounts")]


def test_plan_remarks_where_an_article_would_have_to_change():
    text = "Ask a client."
    made = plan([finding(text, code="MC401", place=(6, 12))], [statement(text)])
    assert made.swaps == ()
    assert len(made.remarks) == 1


def test_plan_remarks_where_the_file_cannot_be_written():
    made = plan([finding(OLD)], [statement(OLD)], can_swap=lambda *_: False)
    assert made.swaps == ()
    assert len(made.remarks) == 1


def test_plan_swaps_over_two_lines_of_one_block():
    first, second = TWO_LINES
    spans = (Span(block=0, start=0, end=len(first)), Span(block=0, start=len(first) + 3, end=len(OLD) + 2))
    assert swapped([finding(OLD)], [statement(f"{first} {second}", spans=spans)]) == [(0, 0, len(OLD) + 2, NEW)]


def test_plan_remarks_on_a_sentence_over_two_blocks():
    first, second = TWO_LINES
    spans = (Span(block=0, start=0, end=len(first)), Span(block=1, start=0, end=len(second)))
    assert plan([finding(OLD)], [statement(f"{first} {second}", spans=spans)]).swaps == ()


def test_plan_lets_a_whole_line_win_over_a_name_inside_it():
    text = "HarbourFlow cuts waiting times by up to 20%."
    entries = (retired("old", text, replaced_by=MessageId("new")),)
    found = [finding(text), finding(text, code="MC401", place=(0, 11))]
    made = plan_of(found, [statement(text)], names=NAMES, retired=entries, can_swap=lambda *_: True)
    assert [swap.new for swap in made.swaps] == [NEW]


def test_plan_remarks_once_on_what_is_about_the_whole_document():
    missing = finding("", code="MC402", block=7)
    (remark,) = plan([missing], [statement(OLD)]).remarks
    assert remark.block is None


def test_remark_gives_the_sentence_and_the_line_to_use():
    (remark,) = plan([finding("Other.", approved=NEW, suggestion="Mended.")], [statement("Other.")]).remarks
    assert remark.text == f"It was replaced.\nApproved: {NEW}\nSuggested: Mended."
