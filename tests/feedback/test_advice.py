"""What both sides are told about a divergence."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import CODES
from msgcheck.feedback.advice import MAX_WORDS, changed_sentence, to_field, to_marketing
from msgcheck.feedback.what_changed import what_changed
from msgcheck.records import Mover
from tests.builders_divergences import make_divergence, make_spread

MANY_WORDS = " ".join(["word"] * 60)
NEVER_SHOWN = re.compile(r"\b(hedg|judg|hypothes|violat|offend|compliance|softener|quantifier|negat)", re.IGNORECASE)
CASES = [
    pytest.param(code, mover, id=f"{code}-{mover}")
    for code, mover in product([*(entry.code for entry in CODES), "XY900"], Mover)
]


def sentences(code, mover, **values):
    divergence = make_divergence(code=code, mover=mover, **values)
    return [
        changed_sentence(divergence),
        to_marketing(divergence, proposal=True),
        to_marketing(divergence, proposal=False),
        to_field(divergence),
    ]


@pytest.mark.parametrize(("code", "mover"), CASES)
def test_advice_is_one_short_sentence(code, mover):
    for sentence in sentences(code, mover):
        assert 3 <= len(sentence.split()) <= MAX_WORDS
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert ". " not in sentence


@pytest.mark.parametrize(("code", "mover"), CASES)
def test_advice_uses_no_word_that_is_never_shown(code, mover):
    for sentence in sentences(code, mover):
        assert not NEVER_SHOWN.search(sentence)
        assert code not in sentence


@pytest.mark.parametrize(("code", "mover"), CASES)
def test_advice_tells_both_sides_something_else(code, mover):
    _, marketing, _, field = sentences(code, mover)
    assert marketing != field


@pytest.mark.parametrize(("code", "mover"), CASES)
def test_advice_names_who_moved(code, mover):
    expected = {
        Mover.FIELD: "The field",
        Mover.MARKETING: "Documents older than our change",
        Mover.BOTH: "Our message changed, and the field",
        Mover.OWN_MATERIAL: "Our own material",
    }
    assert sentences(code, mover)[0].startswith(expected[mover])


@pytest.mark.parametrize("code", [entry.code for entry in CODES])
def test_advice_differs_with_the_code(code):
    others = [entry.code for entry in CODES if entry.code != code]
    own = sentences(code, Mover.FIELD, what="")
    for other in others:
        there = sentences(other, Mover.FIELD, what="")
        assert own[0] != there[0]
        assert own[1] != there[1]
        assert own[3] != there[3]


@given(st.sampled_from(CODES), st.sampled_from(Mover), st.text(max_size=300))
def test_changed_sentence_stays_short_whatever_changed(code, mover, what):
    assert len(changed_sentence(make_divergence(code=code.code, mover=mover, what=what)).split()) <= MAX_WORDS


def test_changed_sentence_says_what_changed():
    assert changed_sentence(make_divergence(what="30% became 50%")).endswith(": 30% became 50%.")


@pytest.mark.parametrize("code", ["MC103", "MC201", "MC202", "MC301", "MC403"])
def test_changed_sentence_does_not_say_the_same_twice(code):
    divergence = make_divergence(code=code, what=what_changed(code, ""))
    assert changed_sentence(divergence) == changed_sentence(replace(divergence, what=""))


def test_changed_sentence_shows_that_it_was_cut():
    assert changed_sentence(make_divergence(what=MANY_WORDS)).endswith("…")


@pytest.mark.parametrize("code", ["MC203", "MC302"])
def test_changed_sentence_never_repeats_notes_and_customers(code):
    assert "Skagen" not in changed_sentence(make_divergence(code=code, what="names Skagen"))


def test_to_marketing_waits_while_there_are_few_sources():
    assert to_marketing(make_divergence(), proposal=False).startswith("Watch it")


def test_to_marketing_does_not_wait_where_nothing_could_be_adopted():
    divergence = make_divergence(code="MC202")
    assert to_marketing(divergence, proposal=False) == to_marketing(divergence, proposal=True)


@pytest.mark.parametrize(
    ("documents", "says"),
    [(1, "before anybody copies it"), (2, "1 other document repeats"), (18, "17 other documents repeat")],
)
def test_to_marketing_counts_the_copies_of_our_own_material(documents, says):
    divergence = make_divergence(mover=Mover.OWN_MATERIAL, spread=make_spread(documents))
    assert says in to_marketing(divergence, proposal=True)
