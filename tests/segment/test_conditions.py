from itertools import pairwise

import pytest

from tests.builders_segment import lemmas, readings_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Free for annual plans.", ["for annual plan"]),
        ("Free on annual plans.", ["for annual plan"]),
        ("Free if you pay yearly, and fast.", ["if pay yearly"]),
        ("Free provided that you renew.", ["if renew"]),
        ("Free unless you cancel.", ["unless cancel"]),
        ("Open daily except Sundays.", ["except sunday"]),
        ("Included with Premium.", ["for premium"]),
        ("Included with Flow Pro.", ["product flow pro"]),
        ("Answered during business hours.", ["during business hour"]),
        ("Delivered within two days in Germany.", ["in germany"]),
        ("Answered by people in Utrecht.", ["in utrecht"]),
        ("Free within 60 miles of Hull.", ["in 60 mile hull"]),
        ("Prices are subject to change.", ["subject to change"]),
        ("For orders over 500 units it is free.", ["size 500 unit"]),
        ("Should you leave, we delete it.", ["if leave"]),
    ],
)
def test_condition_is_read_with_its_content(text, expected):
    assert lemmas(readings_of(text).conditions) == expected


def test_condition_spans_the_whole_clause():
    text = "It is free as long as you stay with us, we promise."
    (cue,) = readings_of(text).conditions
    assert cue.text == "as long as you stay with us"


def test_conditions_never_overlap():
    cues = readings_of("Free only on annual plans in Germany if you pay for Premium during business hours.").conditions
    assert all(before.end <= after.start for before, after in pairwise(cues))


def test_plain_promise_has_no_condition():
    assert readings_of("Acme Flow cuts onboarding time by up to 30 %.").conditions == ()
