"""MC402: a line that is required and absent."""

from dataclasses import replace

import pytest

from msgcheck.judge.rules.mc402_missing import Missing
from msgcheck.records import MessageId, MessageType, Required, Role, Unread, Variant
from tests.builders_judge import NOWHERE, case_of, mail, message, messaging, slides

RESULTS = "Results vary with product, packaging and lane."
PROOF = "One logger replaces about 40 single-use loggers."
FOOTNOTE = "Life-cycle assessment to ISO 14040. The summary is available on request."


def house(*, in_=("deck", "email", "document"), when=(), variants=()):
    return messaging(
        message("results", RESULTS, type=MessageType.DISCLAIMER, variants=variants),
        message("reuse", PROOF, with_=(MessageId("assessment"),)),
        message("assessment", FOOTNOTE, type=MessageType.DISCLAIMER),
        required=(Required(message=MessageId("results"), in_=in_, when=when, where=NOWHERE),),
    )


def deck(*last, slides_=8):
    return slides(*([f"Head of slide {number}", "We plan piers."] for number in range(1, slides_)), ["The end", *last])


def found(document, messaging_=None, **audience):
    case = case_of(document, messaging_ or house(), near=0.6, **audience)
    return [(judgement.message_id, judgement.statement.location) for judgement in Missing().check(case)]


def test_line_absent_from_a_deck_is_missing():
    assert found(deck()) == [("results", "whole deck")]


def test_line_absent_from_a_mail_is_missing():
    assert found(mail("We plan piers for you.")) == [("results", "whole mail")]


@pytest.mark.parametrize(
    "text",
    [
        RESULTS,
        "* results vary with product, packaging and lane",
        "Results vary with lane, packaging and product.",
        "Please note: results vary with product, packaging and lane.",
    ],
)
def test_line_that_is_there_is_not_missing(text):
    assert found(deck(text)) == []


@pytest.mark.parametrize("text", ["Results vary with lane.", "Product, packaging and lane.", "packaging and lane."])
def test_few_words_of_the_line_do_not_stand_for_it(text):
    assert found(deck(text)) == [("results", "whole deck")]


def test_line_in_a_variant_is_not_missing():
    assert found(deck("Your mileage may vary."), house(variants=(Variant(text="Your mileage may vary."),))) == []


def test_line_in_the_signature_of_a_mail_is_not_missing():
    document = mail("We plan piers for you.")
    footer = replace(document.blocks[0], text=RESULTS, location="body line 9", role=Role.SIGNATURE)
    assert found(replace(document, blocks=(*document.blocks, footer))) == []


def test_short_deck_is_exempt():
    assert found(deck(slides_=7)) == []


def test_mail_with_an_attachment_is_let_pass():
    document = replace(mail("We plan piers for you."), unread=(Unread(kind="attachments", found=1, read=1),))
    assert found(document) == []


def test_line_required_elsewhere_is_not_missing():
    assert found(mail("We plan piers for you."), house(in_=("deck",))) == []


def test_document_without_a_judged_statement_is_let_pass():
    assert found(mail("We plan piers.", role=Role.QUOTED)) == []


@pytest.mark.parametrize(
    ("text", "missing"), [("It costs €9 per site and month.", True), ("It costs €9 per site.", False)]
)
def test_line_is_required_where_a_phrase_is_mentioned(text, missing):
    only = house(when=(("mentions", ("per site and month",)),))
    assert bool(found(deck(text), only)) is missing


@pytest.mark.parametrize(("region", "missing"), [("uk", True), ("us", False), ("", False)])
def test_line_is_required_for_a_known_region(region, missing):
    assert bool(found(deck(), house(when=(("region", ("uk",)),)), region=region)) is missing


# --- footnotes -------------------------------------------------------------------------------------


def test_footnote_of_a_message_is_missing_on_its_slide():
    assert found(slides(["Reuse", PROOF], ["Notes", FOOTNOTE])) == [("assessment", "slide 1")]


def test_footnote_on_the_same_slide_is_not_missing():
    assert found(slides(["Reuse", PROOF, FOOTNOTE])) == []


def test_footnote_of_which_one_sentence_stands_there_is_missing():
    assert found(slides(["Reuse", PROOF, "The summary is available on request."])) == [("assessment", "slide 1")]


def test_footnote_anywhere_in_a_mail_is_not_missing():
    assert ("assessment", "whole mail") not in found(mail(PROOF, "Best regards,", FOOTNOTE))


def test_footnote_absent_from_a_mail_is_missing():
    assert ("assessment", "whole mail") in found(mail(PROOF))
