"""MC303: a statement about a competitor."""

import pytest

from msgcheck.judge.rules.mc303_about_competitor import AboutCompetitor
from msgcheck.records import Competitor
from tests.builders_judge import case_of, message, messaging, slides

COMPARISON = "Unlike Kelvandra, Harbourlight reports readings on the way."
HOUSE = messaging(
    message("on-the-way", COMPARISON),
    competitors=(Competitor(name="Kelvandra", aliases=("Kelvandra Cloud",)),),
)


def found(text):
    return AboutCompetitor().check(case_of(slides(["Market", text]), HOUSE, near=0.9))


@pytest.mark.parametrize(
    "text",
    [
        "Kelvandra is about to run out of money.",
        "Kelvandra Cloud was down for two days in spring.",
        "Harbourlight is much cheaper than Kelvandra is.",
    ],
)
def test_statement_about_a_competitor_is_found(text):
    (judgement,) = found(text)
    assert "Kelvandra" in judgement.reasons[0].what


def test_statement_on_message_with_a_line_about_nobody_else_is_found():
    house = messaging(message("network", "Harbourlight works without a network."), competitors=HOUSE.competitors)
    text = "Harbourlight works without a network, Kelvandra is always down."
    assert AboutCompetitor().check(case_of(slides(["Market", text]), house, near=0.1))


@pytest.mark.parametrize(
    "text",
    [
        COMPARISON,
        "Do you use Kelvandra today?",
        "Harbourlight reports readings on the way.",
        "You told us that Kelvandra was down for two days.",
        "Kelvandra",
    ],
)
def test_question_name_hearsay_and_approved_comparison_are_let_pass(text):
    assert found(text) == ()
