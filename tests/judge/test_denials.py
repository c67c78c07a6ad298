"""What a denial says of an opposite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.judge.comparison import compare
from msgcheck.judge.denials import agreeing, still_open
from msgcheck.judge.features import picture, row
from msgcheck.records import Cue
from tests.builders_judge import matched

STAY, LEAVE = "Your data stays in the EU.", "Your data leaves the EU."
NOT_STAY, NOT_LEAVE = "Your data does not stay in the EU.", "Your data does not leave the EU."


def denying(word):
    return Cue(start=0, end=3, text="not", lemma=f"not {word}".strip())


@given(st.booleans(), st.booleans())
def test_opposites_agree_where_exactly_one_is_denied(ours, theirs):
    found = agreeing((("leave", "stay"),), approved=[denying("leave")] * ours, found=[denying("stay")] * theirs)
    assert bool(found) is (ours is not theirs)


def test_denial_of_another_word_makes_no_opposites_agree():
    assert agreeing((("leave", "stay"),), approved=[denying("share")], found=[denying("")]) == ()


def test_negation_stays_open_unless_it_denies_the_replaced_word():
    cues = (denying("leave"), denying("share"), denying(""))
    assert still_open(cues, frozenset({"leave"})) == cues[1:]


@pytest.mark.parametrize(
    ("found", "approved"), [(STAY, NOT_LEAVE), (NOT_LEAVE, STAY), (LEAVE, NOT_STAY), (NOT_STAY, LEAVE)]
)
def test_opposite_of_what_is_denied_is_no_change(found, approved):
    pair = compare(matched(found, approved))
    negations = pair.cues["negations"]
    assert pair.agreeing
    assert (pair.opposites, negations.added, negations.dropped) == ((), (), ())


@pytest.mark.parametrize(("found", "approved"), [(LEAVE, STAY), (NOT_LEAVE, NOT_STAY), (NOT_STAY, NOT_LEAVE)])
def test_opposites_both_affirmed_or_both_denied_stand_against_each_other(found, approved):
    pair = compare(matched(found, approved))
    assert pair.opposites
    assert not pair.agreeing


def test_opposite_that_agrees_leaves_the_negations_even():
    match = matched(STAY, NOT_LEAVE)
    assert row(picture(match.statement, [match]))["current.negation.parity"] == 0


def test_opposites_that_leave_a_third_way_do_not_agree():
    pair = compare(matched("We buy your data.", "We do not sell your data."))
    assert pair.opposites == (("sell", "buy"),)
