from dataclasses import replace

from msgcheck.codes import Label
from msgcheck.judge.tiers import by_tier
from msgcheck.records import Judgement, Message, MessageId, MessageType, Origin, Tier
from tests.builders_judge import matched

LINE = "Results vary with product, packaging and lane."


def judged(found, *, label=Label.CONSISTENT, score=0.2, tier=None):
    message = Message(
        id=MessageId("line"),
        type=MessageType.DISCLAIMER,
        text=LINE,
        tier=tier,
        where=Origin(path="a.yaml", line=1, column=1),
    )
    match = matched(found, LINE)
    match = replace(match, wording=replace(match.wording, approved=message))
    return by_tier(Judgement(statement=match.statement, label=label, score=score, match=match), message)


def test_exact_line_in_other_words_is_raised():
    judgement = judged("Results may vary with product, packaging and lane.", tier=Tier.EXACT)
    assert judgement.label is Label.REFRAMED
    assert judgement.reasons[0].what == "this line has to stand word for word"


def test_exact_line_repeated_to_the_letter_is_on_message():
    assert judged(LINE, score=0.0, tier=Tier.EXACT).label is Label.CONSISTENT


def test_exact_line_that_is_only_touched_is_left_alone():
    assert judged("The packaging is blue.", tier=Tier.EXACT).label is Label.CONSISTENT


def test_loose_line_may_promise_less():
    assert judged("Results mostly vary with lane.", label=Label.UNDERSTATED, tier=Tier.LOOSE).label is Label.CONSISTENT


def test_loose_line_may_not_promise_more():
    assert judged("Results never vary.", label=Label.OVERSTATED, tier=Tier.LOOSE).label is Label.OVERSTATED


def test_line_without_a_tier_is_judged_as_it_was():
    assert judged("Results may vary with product, packaging and lane.").label is Label.CONSISTENT
