"""How far a divergence has come, by its decision and by what the messaging holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from msgcheck.feedback.sensitive import Matter, touched
from msgcheck.feedback.standing import decision_on, proof_in, standing_of
from msgcheck.records import Answer, Competitor, Customer, DivergenceId, Retired, Standing, Variant
from tests.builders_decisions import ABC, REFRAMED, TODAY, XYZ, make_decision, make_divergence, write_house
from tests.builders_findings import NOWHERE


@pytest.fixture
def house(tmp_path):
    return write_house(tmp_path / "messaging")


def with_message(house, message_id, **changes):
    return replace(
        house,
        messages=tuple(replace(one, **changes) if one.id == message_id else one for one in house.messages),
    )


def standing(divergence, decision, house, today=TODAY):
    return standing_of(divergence, [decision] if decision else [], house, today=today)


def test_undecided_is_open(house):
    assert standing(make_divergence(), None, house) == (Standing.OPEN, None)


def test_adopted_waits_for_its_patch_approval_and_evidence(house):
    found, decision = standing(make_divergence(), make_decision(), house)
    assert found is Standing.PENDING
    assert decision.waiting_for == ("the patch to be merged", "approved_by", "evidence")


def test_adopted_without_a_figure_waits_for_its_patch_only(house):
    _, decision = standing(REFRAMED, make_decision(REFRAMED), house)
    assert decision.waiting_for == ("the patch to be merged",)


def test_adopted_and_merged_is_settled(house):
    merged = with_message(house, "our-point", text=f" {REFRAMED.said.upper()} ")
    found, decision = standing(REFRAMED, make_decision(REFRAMED), merged)
    assert (found, decision.waiting_for) == (Standing.SETTLED, ())


@pytest.mark.parametrize(
    ("approved_by", "evidence", "waiting"),
    [
        ("Ines Duarte", "Study of 2026; field: 14 decks from 6 sources, 2026-06-01 to 2026-10-30", ()),
        ("Ines Duarte", "field: 14 decks from 6 sources, 2026-06-01 to 2026-10-30", ("evidence",)),
        (None, "Study of 2026", ("approved_by",)),
        (None, None, ("approved_by", "evidence")),
    ],
)
def test_merged_figure_waits_until_it_is_approved_and_proved(house, approved_by, evidence, waiting):
    merged = with_message(house, "onboarding-time", text=XYZ, approved_by=approved_by, evidence=evidence)
    found, decision = standing(make_divergence(), make_decision(), merged)
    assert decision.waiting_for == waiting
    assert found is (Standing.PENDING if waiting else Standing.SETTLED)


def test_merged_figure_still_waits_where_the_divergence_shows_the_new_line_as_approved(house):
    merged = with_message(house, "onboarding-time", text=XYZ, approved_by=None, evidence=None)
    divergence = make_divergence(approved=XYZ, code="MC103", change="wording 00")
    decision = make_decision(divergence)
    assert standing(divergence, decision, merged)[1].waiting_for == ("approved_by", "evidence")


def test_adopted_for_some_is_not_merged_by_a_variant_for_others(house):
    message = house.message("our-point")
    variant = Variant(text=REFRAMED.said, segment=("food",))
    merged = with_message(house, "our-point", variants=(*message.variants, variant))
    decision = make_decision(REFRAMED, Answer.ADOPT_FOR, segment="retail")
    assert standing(REFRAMED, decision, merged)[0] is Standing.PENDING


def test_adopted_for_some_is_merged_by_their_variant(house):
    variant = Variant(text=REFRAMED.said, segment=("Retail", "food"))
    merged = with_message(house, "our-point", variants=(variant,))
    decision = make_decision(REFRAMED, Answer.ADOPT_FOR, segment="retail")
    assert standing(REFRAMED, decision, merged)[0] is Standing.SETTLED


def test_adopted_and_retired_again_is_open(house):
    entry = Retired(id="x", text=XYZ, where=NOWHERE)
    assert standing(make_divergence(), make_decision(), replace(house, retired=(entry,)))[0] is Standing.OPEN


def test_rejected_is_settled(house):
    decision = make_decision(answer=Answer.REJECT, reason="no study")
    assert standing(make_divergence(), decision, house) == (Standing.SETTLED, decision)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (6, 11, Standing.SETTLED),
        (6, 12, Standing.OPEN),
        (1, 3, Standing.SETTLED),
        (1, 4, Standing.OPEN),
        (2, 4, Standing.SETTLED),
        (3, 6, Standing.OPEN),
    ],
)
def test_rejected_comes_back_when_sources_have_doubled_and_are_three_more(house, then, now, expected):
    decision = make_decision(answer=Answer.REJECT, sources=then)
    assert standing(make_divergence(spread={"sources": now}), decision, house)[0] is expected


def test_rejected_does_not_hold_for_another_change(house):
    decision = make_decision(answer=Answer.REJECT, change="figure 30 percent > 40 percent")
    assert standing(make_divergence(), decision, house) == (Standing.OPEN, None)


def test_decision_on_a_merged_divergence_counts():
    decision = replace(
        make_decision(answer=Answer.REJECT), divergence=DivergenceId("div:ffff00001111"), change="wording 11"
    )
    assert decision_on(make_divergence(aliases=(DivergenceId("div:ffff00001111"),)), [decision]) is decision


def test_later_of_two_decisions_counts():
    early = make_decision(answer=Answer.WATCH, decided_on=TODAY - timedelta(days=9))
    late = make_decision(answer=Answer.REJECT)
    assert decision_on(make_divergence(), [late, early]) is late


@pytest.mark.parametrize(("day", "expected"), [(20, Standing.TESTING), (21, Standing.OPEN)])
def test_test_is_open_again_after_its_review_date(house, day, expected):
    decision = make_decision(answer=Answer.TEST, review_by=date(2026, 12, 20))
    assert standing(make_divergence(), decision, house, date(2026, 12, day)) == (expected, decision)


@pytest.mark.parametrize(("answer", "expected"), [(Answer.WATCH, Standing.WATCHED), (Answer.FIX, Standing.FIXING)])
def test_other_answers_have_their_standing(house, answer, expected):
    assert standing(make_divergence(), make_decision(answer=answer), house)[0] is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We deliver fast.", "We deliver quickly.", ()),
        (ABC, XYZ, (Matter.FIGURE,)),
        ("Up to 30% less.", "30% less.", (Matter.FIGURE,)),
        ("Cuts it by a lot.", "Halves it.", (Matter.FIGURE,)),
        ("We answer soon.", "We answer soon, guaranteed.", (Matter.GUARANTEE,)),
        ("Our software is quick.", "The fastest software.", (Matter.COMPARISON,)),
        ("Our software is quick.", "Quicker than Slowline.", (Matter.COMPARISON,)),
        ("Our software is quick.", "Our software beats Slowline.", (Matter.COMPARISON,)),
        ("We keep data safe.", "Our data handling is certified.", (Matter.CERTIFICATION,)),
        ("Bakers use it.", "Corner Bakery uses it.", (Matter.CUSTOMER,)),
        ("It starts small.", "It has a small fee.", (Matter.PRICE,)),
    ],
)
def test_touched_names_what_needs_proof(house, before, after, expected):
    house = replace(
        house, competitors=(Competitor(name="Slowline"),), customers=(Customer(name="Corner Bakery", naming="name"),)
    )
    message = house.message("our-point")
    found = touched(before=before, after=after, message=message, messaging=house)
    assert found == expected


@pytest.mark.parametrize(
    ("key", "value", "matter"), [("owner", "Legal", Matter.LEGAL), ("kind", "price", Matter.PRICE)]
)
def test_touched_counts_any_change_of_lines_others_answer_for(house, key, value, matter):
    message = replace(house.message("our-point"), **{key: value})
    assert touched(before="We are quick.", after="We are fast.", message=message, messaging=house) == (matter,)


def test_touched_takes_all_for_new_where_the_old_line_is_unknown(house):
    assert Matter.FIGURE in touched(before="", after=XYZ, message=None, messaging=house)


@pytest.mark.parametrize(
    ("evidence", "proof"),
    [
        ("", ""),
        ("field: 3 decks from 2 sources, 2026-01-01 to 2026-02-01", ""),
        ("Study; field: 3 decks and 1 mail from 2 sources, 2026-01-01 to 2026-02-01", "Study"),
        ("A field: study", "A field: study"),
    ],
)
def test_proof_is_what_is_no_count(evidence, proof):
    assert proof_in(evidence) == proof
