"""Which words of the field may be quoted."""

import pytest

from msgcheck.report.drift.quoting import Quoting, is_place, lone_percentage
from tests.builders_drift import make_drift_report

QUOTING = Quoting.of(make_drift_report())


@pytest.mark.parametrize(
    "text",
    [
        "live in two weeks",
        "up to 30%",
        "€79/month",
        "24/7",
        "Shops go live",
        "Marlowick Flow",
        "by March",
        "EUR 79",
        "an e-mail a day",
        "v7.2",
        "e.g. two weeks",
    ],
)
def test_quoting_allows_words_that_are_no_names(text):
    assert QUOTING.quotable(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "live at Pellworm",
        "PELLWORM",
        "McIntyre",
        "ines@pellworm.example",
        "decks/pellworm",
        "pellworm_final",
        "pitch.pptx",
        "pellworm.example",
        "+49 170 1234567",
        "客户",
    ],
)
def test_quoting_refuses_what_could_be_a_name_or_a_place(text):
    assert QUOTING.quotable(text) == ""


def test_quoting_takes_control_characters_away():
    assert QUOTING.quotable("two\u202e\n weeks ") == "two weeks"


@pytest.mark.parametrize(
    ("text", "figure"), [("by up to 20 % a year", "20 %"), ("10% or 20%", ""), ("twice", ""), ("20% and 20%", "20%")]
)
def test_lone_percentage_is_the_only_one_as_written(text, figure):
    assert lone_percentage(text) == figure


@pytest.mark.parametrize(
    "text", ["pitch template v7", "Pitch Template 2026", "Marlowick Flow one pager", "deck of November", ""]
)
def test_title_tells_words_of_documents_of_products_and_of_the_messaging(text):
    assert QUOTING.title(text) == text


@pytest.mark.parametrize(
    "text", ["Pitch Kim Okonkwo", "pitch kim okonkwo", "pitch-pellworm v7", "pitch.pptx", "客户 deck"]
)
def test_title_refuses_a_word_that_could_be_a_name_in_small_letters_as_well(text):
    assert QUOTING.title(text) == ""


@pytest.mark.parametrize("text", ["a/b.pptx", "..\\x", "x@y", "deck_v2", "01701234567"])
def test_is_place_knows_paths_addresses_and_numbers(text):
    assert is_place(text)


@pytest.mark.parametrize("text", ["pitch template v7", "Pitch template 7.1", "30 days"])
def test_is_place_lets_titles_pass(text):
    assert not is_place(text)
