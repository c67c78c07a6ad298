"""One statement beside one wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.judge.comparison import CUE_GROUPS, compare
from tests.builders_judge import matched

APPROVED = "Setup is free for annual plans and takes up to ten days."
SENTENCES = st.sampled_from(
    [
        APPROVED,
        "Setup is always free.",
        "We never guarantee more than 30 % savings for most customers.",
        "Can we talk on Friday?",
        "Support answers within one hour, day and night.",
        "",
        "€89 a month",
        "The best platform, bar none",
    ]
)


@given(SENTENCES)
def test_text_beside_itself_shows_no_change(text):
    pair = compare(matched(text, text))
    assert (pair.lost, pair.added, pair.opposites) == ((), (), ())
    assert all(not changes.dropped and not changes.added for changes in pair.cues.values())
    assert not pair.figures.value_changes
    assert not pair.figures.added


@given(SENTENCES, SENTENCES)
def test_words_are_kept_dropped_or_added_and_nothing_else(statement, wording):
    pair = compare(matched(statement, wording))
    assert not set(pair.lost) & set(pair.added)
    assert 0.0 <= pair.likeness <= 1.0
    assert tuple(pair.cues) == CUE_GROUPS


@given(SENTENCES, SENTENCES)
def test_what_one_side_drops_the_other_adds(statement, wording):
    there, back = compare(matched(statement, wording)), compare(matched(wording, statement))
    assert sorted(there.lost) == sorted(back.added)
    for group in CUE_GROUPS:
        dropped = sorted(cue.lemma for cue in there.cues[group].dropped)
        assert dropped == sorted(cue.lemma for cue in back.cues[group].added), group


@pytest.mark.parametrize(
    ("statement", "group", "change", "text"),
    [
        ("Setup is free and takes up to ten days.", "conditions", "dropped", "annual plans"),
        ("Setup is always free for annual plans and takes up to ten days.", "absolutes", "added", "always"),
        ("Setup is not free for annual plans and takes up to ten days.", "negations", "added", "not"),
        ("Setup is usually free for annual plans and takes up to ten days.", "softeners", "added", "usually"),
        ("We guarantee setup is free for annual plans and takes up to ten days.", "guarantees", "added", "guarantee"),
    ],
)
def test_cue_that_changed_is_named(statement, group, change, text):
    cues = getattr(compare(matched(statement, APPROVED)).cues[group], change)
    assert any(text in cue.text for cue in cues)


def test_changed_figure_is_found():
    pair = compare(matched("Setup is free for annual plans and takes up to 30 days.", APPROVED))
    assert len(pair.figures.value_changes) == 1


def test_opposite_word_is_found():
    pair = compare(matched("The service reduces cost.", "The service increases cost."))
    assert pair.opposites == (("increase", "reduce"),)
