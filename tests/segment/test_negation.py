import pytest

from tests.builders_segment import lemmas, readings_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We don't support SAML.", ["not support"]),
        ("SAML is not supported.", ["not support"]),
        ("We can't export it.", ["not export"]),
        ("We cannot export it.", ["not export"]),
        ("We cannot export it, ever, without training.", ["not export", "not train"]),
        ("No training needed.", ["not train"]),
        ("We never sell data.", ["not sell"]),
        ("We no longer sell data.", ["not sell"]),
        ("It fails to sync.", ["not sync"]),
        ("You don’t need a card.", ["not need"]),
        ("The offer is non-binding.", ["not binding"]),
        ("It is unavailable at night.", ["not available"]),
        ("The price excludes delivery.", ["not include"]),
    ],
)
def test_negation_says_what_is_denied(text, expected):
    assert lemmas(readings_of(text).negations) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Not only fast but cheap.",
        "It takes no more than two days.",
        "Plan No. 3 is the best.",
        "There is no doubt about it.",
        "It is free of charge.",
        "No matter how large you are.",
    ],
)
def test_negation_is_silent_where_nothing_is_denied(text):
    assert readings_of(text).negations == ()


def test_negation_offsets_give_back_its_words():
    text = "Support doesn’t sleep."
    (cue,) = readings_of(text).negations
    assert text[cue.start : cue.end] == cue.text == "doesn’t"
