"""A mended sentence is judged again, for the readers and the day of its document, before it is offered."""

from dataclasses import dataclass
from datetime import date

from msgcheck.codes import Label
from msgcheck.judge.rules.mc204_embargoed import Embargoed
from msgcheck.judge.rules.mc205_expired import Expired
from msgcheck.records import CURRENT, Audience, Judgement, Reason, Variant
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_judge import make_checker, message, messaging, slides

LAUNCH = date(2027, 2, 2)
FOUND = "Foresight shows up to 96 hours ahead which lanes run warm."
AHEAD = "Foresight shows up to 72 hours ahead which lanes run warm."


@dataclass
class FigureJudge:
    """Says that a statement with one of these figures changed it, of others that they are on message."""

    wrong: str
    unsure: float = 0.02
    name: str = "figures@00000000"
    pair_model: None = None

    def judge_all(self, items):
        return tuple(self.judge(statement, candidates) for statement, candidates in items)

    def judge(self, statement, candidates):
        match = next(match for match in candidates if match.wording.source in CURRENT)
        changed = self.wrong in statement.text
        label, score = (Label.FIGURE_CHANGED, 0.97) if changed else (Label.CONSISTENT, self.unsure)
        reasons = (Reason(code="MC102", what="figure changed", score=0.9),) if changed else ()
        id_ = match.wording.id
        return Judgement(statement=statement, label=label, score=score, message_id=id_, match=match, reasons=reasons)


def findings_of(text, house, wrong, *, unsure=0.02, **audience):
    checker = make_checker(
        house,
        segmenter=PlainSegmenter(),
        judge=FigureJudge(wrong, unsure),
        document_rules=(Embargoed(), Expired()),
        audience_of=lambda _: Audience(**audience),
    )
    return checker.check_document(slides(["Price", text])).findings


def finding_of(code, *arguments, **more):
    return next(finding for finding in findings_of(*arguments, **more) if finding.code == code)


def test_mended_sentence_is_offered():
    finding = finding_of("MC102", FOUND, messaging(message("foresight", AHEAD)), "96")
    assert finding.suggestion == AHEAD
    assert finding.mended


def test_nothing_is_offered_before_its_day():
    house = messaging(message("foresight", AHEAD, embargo_until=LAUNCH))
    findings = findings_of(FOUND, house, "96")
    assert "MC204" in {finding.code for finding in findings}
    assert {finding.suggestion for finding in findings if finding.location == "slide 1 bullet 1"} == {""}


def test_nothing_is_offered_before_the_day_a_variant_inherits():
    variant = Variant(text="Up to 72 hours ahead Foresight shows which lanes run warm.")
    house = messaging(message("foresight", AHEAD, embargo_until=LAUNCH, variants=(variant,)))
    findings = findings_of("Up to 96 hours ahead Foresight shows which lanes run warm.", house, "96")
    assert {finding.suggestion for finding in findings if finding.location == "slide 1 bullet 1"} == {""}


def test_sentence_of_a_line_under_embargo_does_not_ask_to_write_it():
    house = messaging(message("foresight", AHEAD, embargo_until=LAUNCH))
    sentence = finding_of("MC102", FOUND, house, "96").sentence
    assert "instead" not in sentence
    assert "may not be used" in sentence


def test_price_of_another_region_is_not_offered():
    british = Variant(text="The list price is £17 per Pod and month.", region=("uk",))
    house = messaging(
        message("price", "The list price is €19 per Pod and month.", region=("eu",), kind="price", variants=(british,))
    )
    finding = finding_of("MC102", "The list price is £19 per Pod and month.", house, "£19", region="eu")
    assert "£17" not in f"{finding.suggestion} {finding.sentence} {finding.approved}"


def test_mended_sentence_the_judge_is_not_sure_of_is_not_offered():
    finding = finding_of("MC102", FOUND, messaging(message("foresight", AHEAD)), "96", unsure=0.39)
    assert not finding.mended
