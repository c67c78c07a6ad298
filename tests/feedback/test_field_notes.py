"""Notes to sales: what holds from now on and why, in plain words, of no person."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.feedback.field_notes import field_notes, notes_as_markdown
from msgcheck.records import Answer, Customer
from tests.builders_decisions import ABC, REFRAMED, XYZ, make_decision, make_divergence, write_house


@pytest.fixture
def house(tmp_path):
    return write_house(tmp_path / "messaging")


def text_of(decision, house, divergence=None, **more):
    notes = field_notes([decision], [divergence or make_divergence()], house, **more)
    return notes_as_markdown(notes, team=more.get("team", ""))


def merged(house):
    messages = tuple(replace(one, text=XYZ) if one.id == "onboarding-time" else one for one in house.messages)
    return replace(house, messages=messages)


def test_rejected_gives_the_line_to_use_and_the_reason(house):
    text = text_of(make_decision(answer=Answer.REJECT, reason="no study backs it"), house)
    assert f"You said: “{XYZ}”" in text
    assert "No study backs it. Please use this line:" in text
    assert f"> {ABC}" in text
    assert "Ask product-marketing. Decided on 22 November 2026." in text


def test_adopted_and_merged_is_approved_from_now_on(house):
    text = text_of(make_decision(), merged(house))
    assert "From now on that is the approved line for everybody." in text


def test_adopted_for_some_says_for_whom_and_what_else_to_use(house):
    decision = make_decision(answer=Answer.ADOPT_FOR, segment="retail")
    text = text_of(decision, merged(house))
    assert "From now on that is approved for retail." in text
    assert f"> {ABC}" in text


def test_adopted_but_not_merged_asks_to_wait(house):
    assert "please wait until it is approved" in text_of(make_decision(), house)


def test_tested_names_the_day(house):
    decision = make_decision(answer=Answer.TEST, review_by=date(2027, 2, 1))
    assert "You may try it until 1 February 2027" in text_of(decision, house)


def test_to_be_fixed_gives_the_line_to_use(house):
    assert f"> {ABC}" in text_of(make_decision(answer=Answer.FIX), house)


def test_watched_is_not_told(house):
    assert "nothing new was decided" in text_of(make_decision(answer=Answer.WATCH), house)


def test_sentence_that_is_not_kept_is_not_made_up(house):
    divergence = make_divergence(said=None)
    text = text_of(make_decision(divergence, Answer.REJECT, reason="no"), house, divergence)
    assert "You said" not in text


def test_internal_lines_are_never_quoted(house):
    divergence = make_divergence(code="MC203", said="A SECRET", approved="A SECRET")
    decision = make_decision(divergence, Answer.REJECT, reason="it is internal")
    assert "SECRET" not in text_of(decision, house, divergence)


def test_what_one_person_says_is_not_quoted(house):
    divergence = make_divergence(spread={"sources": 1})
    assert "You said" not in text_of(make_decision(divergence, Answer.REJECT, reason="no"), house, divergence)


def test_a_sentence_that_names_a_customer_is_not_quoted(house):
    house = replace(house, customers=(Customer(name="Corner Bakery", aliases=("Corner",)),))
    divergence = make_divergence(said="At Corner, onboarding takes no time.")
    assert "You said" not in text_of(make_decision(divergence, Answer.REJECT, reason="no"), house, divergence)


def test_since_leaves_out_earlier_decisions(house):
    decision = make_decision(answer=Answer.REJECT, reason="no")
    assert field_notes([decision], [make_divergence()], house, since=date(2026, 11, 23)) == ()


@pytest.mark.parametrize(
    ("by_team", "told"),
    [((("retail", 9),), True), ((("north", 9),), False), ((("north", 9), ("other", 5)), True), ((), True)],
)
def test_team_is_told_what_may_be_said_in_it(house, by_team, told):
    divergence = make_divergence(spread={"by_team": by_team})
    decision = make_decision(divergence, Answer.REJECT, reason="no")
    text = text_of(decision, house, divergence, team="Retail")
    assert text.startswith("Hello Retail team,")
    assert ("You said" in text) is told


def test_approver_is_not_named(house):
    assert "Duarte" not in text_of(make_decision(approved_by="Ines Duarte"), merged(house))


def test_latest_decision_comes_first(house):
    early = make_decision(answer=Answer.REJECT, reason="no", decided_on=date(2026, 10, 1))
    late = make_decision(REFRAMED, Answer.REJECT, reason="no")
    notes = field_notes([early, late], [make_divergence(), REFRAMED], house)
    assert [note.title for note in notes] == ["our-point", "onboarding-time"]
