"""MC203: an internal line in a document."""

import pytest

from msgcheck.judge.rules.mc203_internal import Internal
from tests.builders_judge import case_of, internal, message, messaging, slides

LINE = "In the pilot, Foresight missed about a third of the lanes that ran warm."
HOUSE = messaging(
    message("foresight", "Foresight shows you which lanes are likely to run warm."),
    internal_only=(internal("pilot-quality", LINE, owner="product"),),
)


def found(text, **audience):
    return Internal().check(case_of(slides(["Pilot", text]), HOUSE, **audience))


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        LINE.lower().rstrip("."),
        "In the pilot, Foresight missed about a third of the lanes that ran warm, between us.",
        "Foresight missed about a third of the lanes that ran warm in the pilot.",
    ],
)
def test_internal_line_is_found(text):
    (judgement,) = found(text)
    assert judgement.message_id == "pilot-quality"
    assert judgement.statement.location == "slide 1 bullet 1"


@pytest.mark.parametrize(
    "text",
    [
        "Foresight shows you which lanes are likely to run warm.",
        "The lanes that ran warm.",
        "About a third of the lanes",
        "In the pilot we looked at twelve lanes.",
        "Foresight",
    ],
)
def test_few_words_of_an_internal_line_are_let_pass(text):
    assert found(text) == ()


def test_reason_says_nothing_of_the_line():
    (judgement,) = found(LINE)
    assert "third" not in judgement.reasons[0].what


def test_line_inside_the_company_is_marked_so_that_nothing_else_prints_it():
    (judgement,) = found(LINE, audience="inside")
    assert judgement.message_id == "pilot-quality"
