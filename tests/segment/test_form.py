import pytest

from msgcheck.records import Form
from msgcheck.segment.readings.form import read_form


@pytest.mark.parametrize(
    "text",
    [
        "How many people work in your team?",
        "Does Thursday at ten suit you?",
        "Questions so far?",
        "If you had a third less waste, what would you do with it?",
        "So, who signs in the end?",
        "Any news from legal? :)",
    ],
)
def test_form_question(text):
    assert read_form(text) is Form.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "Waiting for terms? With Advance, you have them today.",
        "Did you know that all plans include single sign-on?",
        "Why not try Flow for 30 days with up to 50 people?",
        "We are twice as fast as last year, not bad, huh?",
        "Acme Flow cuts onboarding time by up to 30 %.",
        "Please note that recovery times depend on data volume.",
        "Thanks for the call, our Pro plan costs €89.",
        "Hi again! We make software for growers.",
        "",
    ],
)
def test_form_statement(text):
    assert read_form(text) is Form.STATEMENT


@pytest.mark.parametrize(
    "text",
    [
        "Hi Anna,",
        "Good morning everyone!",
        "Thanks for your time on Tuesday.",
        "Best regards",
        "Great meeting you and the team!",
        "Looking forward to it.",
        "Bill, Denise,",
        "With kind regards",
        "What a fun hour!",
    ],
)
def test_form_greeting(text):
    assert read_form(text) is Form.GREETING


@pytest.mark.parametrize(
    "text", ["Please send the signed form back.", "Could you bring the plans along.", "Let me know what you think."]
)
def test_form_request(text):
    assert read_form(text) is Form.REQUEST
