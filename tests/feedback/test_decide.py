"""Answers to divergences: what is taken, and what is refused with what would do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from msgcheck.errors import InputError
from msgcheck.feedback.decide import Choice, Rules, decide, find_divergence
from msgcheck.records import Answer, DivergenceId, InternalOnly, MessageId, NeverSay, Variant
from tests.builders_decisions import (
    ABC,
    HOUSE,
    REFRAMED,
    TODAY,
    XYZ,
    make_decision,
    make_divergence,
    write_house,
)
from tests.builders_findings import NOWHERE

RULES = Rules(least_sources=3, least_days=14)
OTHER = make_divergence(id=DivergenceId("div:1a2b99990000"))


@pytest.fixture
def house(tmp_path):
    return write_house(tmp_path / "messaging")


def decided(house, divergence=None, decisions=(), **choice):
    choice.setdefault("answer", Answer.ADOPT)
    return decide(
        divergence or make_divergence(),
        Choice(**choice),
        decisions=decisions,
        messaging=house,
        today=TODAY,
        rules=RULES,
    )


def test_decide_adopts_the_representative_sentence(house):
    decision = decided(house)
    assert (decision.wording, decision.sources, decision.documents, decision.decided_on) == (XYZ, 6, 17, TODAY)


def test_decide_keeps_the_reason_on_one_line(house):
    assert decided(house, answer=Answer.REJECT, reason=" no\n study\u202e ").reason == "no study"


@pytest.mark.parametrize("name", ["div:1a2b3c4d5e6f", "1a2b3", "DIV:1A2B3C", " 1a2b3c "])
def test_find_takes_an_id_or_its_beginning(name):
    assert find_divergence(name, [OTHER, make_divergence()]).id == "div:1a2b3c4d5e6f"


def test_find_takes_the_id_of_a_merged_divergence():
    merged = make_divergence(aliases=(DivergenceId("div:99990000aaaa"),))
    assert find_divergence("9999", [OTHER, merged]) is merged


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("1a2", "is no id of a divergence", "first 4"),
        ("onboarding", "is no id of a divergence", "divergences list"),
        ("1a2b", "may be several: div:1a2b3c4d5e6f, div:1a2b99990000", "more of the id"),
        ("1a2b3c4d5e60", "There is no divergence", "the nearest: div:1a2b3c4d5e6f"),
        ("ffffffffffff", "There is no divergence", "divergences list"),
    ],
)
def test_find_refuses_with_the_nearest(name, message, hint):
    with pytest.raises(InputError, match=message) as caught:
        find_divergence(name, [make_divergence(), OTHER])
    assert hint in caught.value.hint


def test_find_says_how_to_get_any():
    with pytest.raises(InputError, match="no divergence yet"):
        find_divergence("1a2b", [])


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"answer": Answer.REJECT}, "needs a reason"),
        ({"answer": Answer.REJECT, "reason": " \n"}, "needs a reason"),
        ({"answer": Answer.ADOPT_FOR}, "for whom"),
        ({"answer": Answer.ADOPT, "segment": "retail"}, "for everybody"),
        ({"answer": Answer.TEST}, "needs a day"),
        ({"answer": Answer.TEST, "review_by": TODAY - timedelta(days=1)}, "has passed"),
        ({"answer": Answer.WATCH, "wording": "x"}, "--wording means nothing with watch"),
        ({"answer": Answer.FIX, "review_by": TODAY}, "--review-by means nothing with fix"),
        ({"answer": Answer.REJECT, "reason": "no", "approved_by": "me"}, "--approved-by means nothing"),
    ],
)
def test_decide_refuses_options_that_do_not_fit(house, choice, message):
    with pytest.raises(InputError, match=message):
        decided(house, **choice)


def test_decide_refuses_what_is_decided_and_says_what_and_when(house):
    earlier = make_decision(answer=Answer.REJECT, reason="no study backs it", decided_on=date(2026, 10, 3))
    with pytest.raises(InputError, match="rejected on 3 October 2026: no study backs it") as caught:
        decided(house, decisions=[earlier], answer=Answer.WATCH)
    assert "--again" in caught.value.hint


def test_decide_again_replaces_an_answer(house):
    earlier = make_decision(answer=Answer.REJECT, reason="no study")
    assert decided(house, decisions=[earlier], answer=Answer.WATCH, again=True).answer is Answer.WATCH


def test_decide_takes_what_is_open_again_without_being_asked_twice(house):
    over = make_decision(answer=Answer.TEST, review_by=TODAY - timedelta(days=1))
    assert decided(house, decisions=[over]).answer is Answer.ADOPT


@pytest.mark.parametrize("spread", [{"sources": 2}, {"sources": 1}, {"first_seen": date(2026, 10, 20)}])
@pytest.mark.parametrize(
    "choice",
    [
        {"answer": Answer.ADOPT},
        {"answer": Answer.ADOPT_FOR, "segment": "retail"},
        {"answer": Answer.TEST, "review_by": date(2027, 1, 1)},
    ],
)
def test_decide_refuses_what_is_no_proposal(house, spread, choice):
    with pytest.raises(InputError, match="is no proposal yet") as caught:
        decided(house, make_divergence(spread=spread), **choice)
    assert "--even-so" in caught.value.hint


def test_decide_takes_a_single_case_even_so(house):
    assert decided(house, make_divergence(spread={"sources": 1}), even_so=True).wording == XYZ


def test_decide_rejects_a_single_case(house):
    one = make_divergence(spread={"sources": 1})
    assert decided(house, one, answer=Answer.REJECT, reason="no").answer is Answer.REJECT


def test_decide_asks_for_the_wording_where_none_was_kept(house):
    with pytest.raises(InputError, match="No sentence of this divergence was kept") as caught:
        decided(house, make_divergence(said=None))
    assert "--wording" in caught.value.hint


def test_decide_takes_the_wording_given(house):
    assert decided(house, make_divergence(said=None), wording=" A  new line. ").wording == "A new line."


def test_decide_refuses_the_approved_line_itself(house):
    with pytest.raises(InputError, match="approved line already"):
        decided(house, wording=f" {ABC.upper()}")


def test_decide_refuses_what_a_variant_says(house):
    with pytest.raises(InputError, match="says this already"):
        decided(house, wording="Up to 30% less onboarding")


def test_decide_takes_for_some_what_is_approved_for_others(house):
    variant = Variant(text=REFRAMED.said, segment=("food",))
    messages = tuple(
        replace(message, variants=(variant,)) if message.id == "our-point" else message for message in house.messages
    )
    house = replace(house, messages=messages)
    assert decided(house, REFRAMED, answer=Answer.ADOPT_FOR, segment="retail").wording == REFRAMED.said


def test_decide_refuses_a_message_that_was_changed_meanwhile(tmp_path):
    house = write_house(tmp_path / "m", HOUSE.replace("30%", "35%"))
    with pytest.raises(InputError, match="changed meanwhile"):
        decided(house)


def test_decide_refuses_a_message_changed_since_it_was_compared(house):
    with pytest.raises(InputError, match="changed meanwhile") as caught:
        decide(
            make_divergence(),
            Choice(answer=Answer.ADOPT),
            decisions=(),
            messaging=house,
            today=TODAY,
            rules=RULES,
            found_against=["What it said last month."],
        )
    assert "scan again" in caught.value.hint


def test_decide_refuses_a_message_that_is_gone(house):
    with pytest.raises(InputError, match="no message"):
        decided(house, make_divergence(message_id=MessageId("gone")))


@pytest.mark.parametrize("code", ["MC401", "MC402", "MC301", "MC302", "MC205"])
def test_decide_refuses_to_adopt_what_is_no_other_wording(house, code):
    with pytest.raises(InputError, match="not another wording of a message"):
        decided(house, make_divergence(code=code))


def test_decide_names_the_retired_entry_that_is_repeated(house):
    divergence = make_divergence(code="MC201", message_id=MessageId("old-onboarding"))
    with pytest.raises(InputError, match='it repeats "old-onboarding"') as caught:
        decided(house, divergence)
    assert "house.yaml" in caught.value.where


def test_decide_refuses_wording_that_is_ruled_out_and_never_prints_an_internal_line(house):
    ruled_out = NeverSay(id=MessageId("never-1"), named=True, text="Never wait.", where=NOWHERE)
    internal = InternalOnly(id=MessageId("int-1"), text="Our floor is 71.", where=NOWHERE)
    house = replace(house, never_say=(ruled_out,), internal_only=(internal,))
    with pytest.raises(InputError, match='ruled out as "never-1"'):
        decided(house, wording="never wait.")
    with pytest.raises(InputError, match="must not leave") as caught:
        decided(house, wording="our floor is 71.")
    assert "71" not in str(caught.value)


def test_decide_takes_a_slip_of_a_known_segment_for_one(house):
    messages = tuple(replace(message, segment=("retail",)) for message in house.messages)
    with pytest.raises(InputError, match='did you mean "retail"'):
        decided(replace(house, messages=messages), answer=Answer.ADOPT_FOR, segment="retial")


def test_decide_takes_a_new_segment(house):
    assert decided(house, answer=Answer.ADOPT_FOR, segment="wholesale").segment == "wholesale"


def test_decide_ends_the_sentence_of_a_deck_as_the_approved_line_ends(house):
    said = XYZ.removesuffix(".")
    assert decided(house, make_divergence(said=said), answer=Answer.ADOPT).wording == f"{said}."
    assert decided(house, make_divergence(), answer=Answer.ADOPT, wording=said).wording == said


def test_decide_names_one_day_once(house):
    day = date(2026, 10, 20)
    divergence = make_divergence(spread={"sources": 1, "first_seen": day, "last_seen": day})
    with pytest.raises(InputError, match="1 source, on 20 October 2026 only;"):
        decided(house, divergence, answer=Answer.ADOPT)
