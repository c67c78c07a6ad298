"""Words that say the opposite of each other."""

import pytest

from msgcheck.judge.opposites import OPPOSITES, opposed


def test_opposites_hold_both_ways():
    assert [
        (word, other) for word, others in OPPOSITES.items() for other in others if word not in OPPOSITES[other]
    ] == []


def test_no_word_is_its_own_opposite():
    assert [word for word, others in OPPOSITES.items() if word in others] == []


@pytest.mark.parametrize(("lost", "added"), [("increase", "reduce"), ("reduce", "increase"), ("with", "without")])
def test_opposed_finds_a_word_replaced_by_its_opposite(lost, added):
    assert opposed([lost, "plan"], ["boat", added]) == ((lost, added),)


def test_opposed_wants_one_word_on_either_side():
    assert opposed(["increase"], ["plan"]) == ()
    assert opposed([], ["increase", "reduce"]) == ()
