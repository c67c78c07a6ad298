import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.segment.readings.strength import read_strength
from tests.builders_segment import lemmas, readings_of


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("It can cut costs.", "softeners", ["can"]),
        ("It may help you.", "softeners", ["may", "help"]),
        ("We meet in May.", "softeners", []),
        ("It cannot fail.", "softeners", []),
        ("It typically takes an hour.", "softeners", ["typically"]),
        ("As a rule it takes an hour on average.", "softeners", ["typically", "average"]),
        ("It is designed to save time.", "softeners", ["designed to"]),
        ("All plans include it.", "absolutes", ["all"]),
        ("Whatever the weather, always on.", "absolutes", ["regardless", "always"]),
        ("No ifs, no buts.", "absolutes", ["without exception", "without exception"]),
        ("Some users see it.", "limits", ["some"]),
        ("Most customers see it.", "limits", ["most"]),
        ("Most in-stock orders go out today.", "limits", ["most"]),
        ("The most of it.", "limits", []),
        ("Only on request.", "limits", ["only", "only"]),
        ("We guarantee it.", "guarantees", ["guarantee"]),
        ("Money-back if unhappy.", "guarantees", ["guarantee"]),
        ("That is for certain.", "guarantees", ["certain"]),
        ("The leading platform.", "superlatives", ["leading"]),
        ("The fastest way.", "superlatives", ["fastest"]),
        ("Second to none.", "superlatives", ["best"]),
        ("Please send your request to the guest desk, best regards.", "superlatives", []),
        ("It is faster than before.", "comparatives", ["faster", "than"]),
        ("Unlike other vendors.", "comparatives", ["unlike", "unlike"]),
    ],
)
def test_strength_reads_its_cues(text, field, expected):
    assert lemmas(getattr(readings_of(text), field)) == expected


def test_most_before_an_adjective_is_a_superlative_not_a_limit():
    readings = readings_of("The most accurate forecast.")
    assert lemmas(readings.superlatives) == ["most"]
    assert readings.limits == ()


@given(st.text(alphabet="abcd est more all can May, never best-’n 7%", max_size=60))
def test_strength_offsets_give_back_the_words(text):
    strength = read_strength(text)
    for cue in (*strength.softeners, *strength.absolutes, *strength.superlatives, *strength.comparatives):
        assert text[cue.start : cue.end] == cue.text
