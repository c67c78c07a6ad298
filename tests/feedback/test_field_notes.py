"""Notes to sales: what holds from now on and why, in plain words, of no person."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.feedback.field_notes import field_notes, notes_as_markdown
from msgcheck.records import Answer, Customer
from tests.builders_decisions import ABC, REFRAMED, TODAY, XYZ, make_decision, make_divergence, write_house


@pytest.fixture
def house(tmp_path):
    return write_house(tmp_path / "messaging")


def text_of(decision, house, divergence=None, **more):
    notes = field_notes([decision], [divergence or make_divergence()], house, today=TODAY, **more)
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
    assert field_notes([decision], [make_divergence()], house, today=TODAY, since=date(2026, 11, 23)) == ()


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
    notes = field_notes([early, late], [make_divergence(), REFRAMED], house, today=TODAY)
    assert [note.title for note in notes] == ["our-point", "onboarding-time"]


def embargoed(house, *, until=date(2026, 12, 8), **changes):
    changes = {"embargo_until": until, **changes}
    messages = tuple(replace(one, **changes) if one.id == "onboarding-time" else one for one in house.messages)
    return replace(house, messages=messages)


@pytest.mark.parametrize("code", ["MC102", "MC204"])
@pytest.mark.parametrize("answer", [answer for answer in Answer if answer is not Answer.WATCH])
def test_a_line_under_embargo_is_kept_back_whatever_was_decided(house, answer, code):
    divergence = make_divergence(code=code, said=ABC)
    decision = make_decision(divergence, answer, reason="it is early", review_by=date(2027, 2, 1))
    text = text_of(decision, embargoed(house), divergence)
    assert "Keep it back until 8 December 2026." in text
    assert "You said" not in text
    assert "30%" not in text
    assert "lease use" not in text


def test_a_line_that_is_valid_from_a_later_day_is_kept_back(house):
    house = embargoed(house, until=None, valid_from=date(2027, 1, 1))
    text = text_of(make_decision(answer=Answer.FIX), house)
    assert "Keep it back until 1 January 2027." in text
    assert ABC not in text


def test_a_variant_that_was_used_too_early_is_kept_back(house):
    variant = replace(house.message("onboarding-time").variants[0], embargo_until=date(2026, 12, 8))
    house = embargoed(house, until=None, variants=(variant,))
    divergence = make_divergence(code="MC204", said=variant.text)
    text = text_of(make_decision(divergence, Answer.FIX), house, divergence)
    assert "Keep it back until 8 December 2026." in text
    assert (variant.text in text, ABC in text) == (False, False)


def test_an_adopted_wording_under_embargo_is_not_quoted(house):
    house = embargoed(merged(house))
    text = text_of(make_decision(), house)
    assert "Marketing has taken it up. Keep it back until 8 December 2026." in text
    assert XYZ not in text


def test_a_reason_that_tells_a_line_under_embargo_is_left_out(house):
    decision = make_decision(answer=Answer.REJECT, reason=f"soon we say: {ABC}")
    assert ABC not in text_of(decision, embargoed(house))


def test_an_old_line_is_left_out_until_the_new_one_is_out(house):
    divergence = make_divergence(message_id="old-onboarding", code="MC201", said="Harbourlight was by a fifth faster.")
    text = text_of(make_decision(divergence, Answer.FIX), embargoed(house), divergence)
    assert "Please leave it out; the line to say instead comes on 8 December 2026." in text
    assert ABC not in text


def test_a_line_is_handed_on_from_its_day_on(house):
    divergence = make_divergence(code="MC204", said=ABC)
    decision = make_decision(divergence, Answer.FIX)
    assert f"> {ABC}" in text_of(decision, embargoed(house, until=TODAY), divergence)
