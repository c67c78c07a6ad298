"""MC105: which words make another point, as their writer wrote them."""

from dataclasses import replace

import pytest

from msgcheck.judge.comparison import compare
from msgcheck.judge.rules.mc105_reframed import Reframed
from tests.builders_judge import matched

APPROVED = "Sensors at the quay show which berth is free."


def what(text, *, names=()):
    match = matched(text, APPROVED)
    readings = match.statement.readings
    tokens = tuple(
        replace(token, pos="PROPN") if text[token.start : token.end] in names else token for token in readings.tokens
    )
    return (
        Reframed()
        .judge(compare(replace(match, statement=replace(match.statement, readings=replace(readings, tokens=tokens)))))
        .what
    )


def test_words_are_shown_as_they_were_written():
    assert what("Sensors at the quay guide people to boxes.") == "it makes another point (guide, people, boxes)"


@pytest.mark.parametrize("field", ["{{first_name}}", "{company}", "%FIRSTNAME%"])
def test_merge_fields_are_not_shown(field):
    assert what(f"{field}: sensors at the quay look modern.") == "it makes another point (look, modern)"


def test_names_of_people_are_not_shown():
    text = "As Joost van Dijk knows, sensors at the quay look modern."
    assert what(text, names=("Joost", "Dijk")) == "it makes another point (knows, look, modern)"


def test_nothing_is_listed_where_no_word_is_worth_showing():
    assert what("{{first_name}} at the quay, sensors.") == "it makes another point"
