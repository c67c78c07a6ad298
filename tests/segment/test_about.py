import pytest

from msgcheck.records import About
from tests.builders_segment import readings_of


@pytest.mark.parametrize(
    "text",
    [
        "Acme Flow cuts onboarding time by up to 30 %.",
        "We answer within two hours, day or night.",
        "Your people can work offline for a week.",
        "Your data stays in the UK.",
        "They can move the date until two weeks before.",
        "No set-up fee, no minimum term",
        "Tell them all plans include single sign-on.",
        "You told us it was slow, so we made Acme Flow twice as fast.",
        "Unlike your current supplier, we answer at night.",
        "Prices start at €20 a month.",
        "Open Monday to Friday, 8 am to 6 pm",
        "Easy to cancel",
        "March 2026: 40 new depots",
    ],
)
def test_about_us(text):
    assert readings_of(text).about is About.US


@pytest.mark.parametrize(
    "text",
    [
        "You told us that your team spends nine hours a week on rotas.",
        "According to your list, 40 machines stand idle.",
        "Your fleet: 60 vans, three depots, one mechanic",
        "Last quarter your drivers lost two days each.",
        "You mentioned that churn went up by a fifth.",
        "She said the board wants three offers.",
        "Your depots today: nine clerks, no scanner",
    ],
)
def test_about_the_customer(text):
    assert readings_of(text).about is About.CUSTOMER


@pytest.mark.parametrize(
    "text",
    [
        "Their current supplier takes three weeks for a part.",
        "Globex has no export at all.",
        "The quote you forwarded from the other bidder is $900 a seat.",
        "Your present provider bills by the hour.",
        "Incumbent: three-year lock-in",
        "NorthDesk charges for every login.",
    ],
)
def test_about_a_competitor(text):
    assert readings_of(text).about is About.COMPETITOR


@pytest.mark.parametrize(
    "text",
    [
        "Nationally, one job in ten stays open.",
        "According to the trade press, prices will rise.",
        "Two-thirds of employers can't find drivers.",
        "UK retail sales fell again in spring.",
        "The regulator wants every alarm logged.",
        "The industry average is 40 days.",
    ],
)
def test_about_the_market(text):
    assert readings_of(text).about is About.MARKET


@pytest.mark.parametrize(
    "text",
    [
        "Agenda: introductions, demo, prices",
        "Next steps",
        "What we heard in June",
        "Let's meet on Thursday at ten.",
        "See you on Tuesday!",
        "I'll send the slides over tonight.",
        "Ask who signs the contract.",
        "Start on time",
        "Hi Anna,",
        "9:30 Demo",
        "Page 3 of 12",
        "12 March 2026",
        "© 2026 Acme Inc. All rights reserved.",
        "Click to add title",
        "It's that easy!",
        "Simply great",
        "A few items while they are fresh:",
        "www.acme.example/flow",
    ],
)
def test_about_nobody(text):
    assert readings_of(text).about is About.NOBODY


def test_about_uses_the_sentence_before():
    text = "Charges for every login and keeps nothing."
    assert readings_of(text).about is About.US
    assert readings_of(text, context="Know the competition:").about is About.COMPETITOR


def test_about_prefers_our_name_over_any_sign():
    assert readings_of("You said Acme Flow is twice as fast.").about is About.US
