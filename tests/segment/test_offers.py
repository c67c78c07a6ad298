import pytest

from tests.builders_segment import readings_of


@pytest.mark.parametrize(
    "text",
    [
        "We can do €79 a seat for you.",
        "It is 10 % less if you sign by Friday.",
        "I can knock 15 % off the first year.",
        "A special price for your team: €60.",
        "Happy to waive the set-up fee.",
        "As a gesture, the training is on us.",
        "Payment in 90 days, as a favour to you.",
        "As an exception you may pay in 60 days.",
        "This price holds until the end of the month, valid until Friday.",
    ],
)
def test_offer_is_seen(text):
    assert readings_of(text).offer


@pytest.mark.parametrize(
    "text",
    [
        "Acme Flow costs €89 per user per month.",
        "We do the paperwork for you.",
        "Sign up in two minutes.",
        "Would a special price help?",
        "We can do it in a day.",
    ],
)
def test_list_terms_are_no_offer(text):
    assert not readings_of(text).offer
