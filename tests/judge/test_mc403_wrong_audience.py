"""MC403: wording approved for other readers."""

import pytest

from msgcheck.judge.rules.mc403_wrong_audience import WrongAudience
from msgcheck.records import Variant
from tests.builders_judge import case_of, message, messaging, slides

EURO = "A logger costs €19 per month on a 24-month agreement."
POUND = "A logger costs £17 per month on a 24-month agreement."
PRICES = messaging(message("price", EURO, region=("eu",), variants=(Variant(text=POUND, region=("uk",)),)))
ANY = messaging(message("price", EURO, variants=(Variant(text=POUND, region=("uk",)),)))


def found(text, house=PRICES, **audience):
    return WrongAudience().check(case_of(slides(["Prices", text]), house, near=0.4, **audience))


def test_price_of_another_region_is_found():
    (judgement,) = found(EURO, region="uk")
    assert judgement.message_id == "price"
    assert judgement.reasons[0].what == "it is approved for EU"


def test_price_of_this_region_is_let_pass():
    assert found(POUND, region="uk") == ()
    assert found(EURO, region="eu") == ()


@pytest.mark.parametrize("audience", [{}, {"stage": "offer"}, {"team": "north"}])
def test_document_whose_audience_nobody_knows_is_let_pass(audience):
    assert found(EURO, **audience) == ()


def test_general_price_where_the_region_has_its_own_is_found():
    (judgement,) = found(EURO, ANY, region="uk")
    assert judgement.reasons[0].what == "for UK another figure is approved"


def test_general_price_where_the_region_has_none_is_let_pass():
    assert found(EURO, ANY, region="us") == ()


def test_line_for_another_segment_is_found():
    house = messaging(
        message("ice", "With the sleeve, a logger measures down to minus ninety degrees.", segment=("pharma",))
    )
    assert found("With the sleeve, a logger measures down to minus ninety degrees.", house, segment="food")
    assert found("With the sleeve, a logger measures down to minus ninety degrees.", house, segment="pharma") == ()


def test_line_that_an_approved_one_says_as_well_is_let_pass():
    house = messaging(
        message(
            "record",
            "Every shipment has one complete temperature record.",
            persona=("quality",),
            variants=(
                Variant(text="Every shipment has one complete record of its temperature.", persona=("logistics",)),
            ),
        )
    )
    assert found("Every shipment has one complete temperature record.", house, persona="logistics") == ()


@pytest.mark.parametrize("written", ["UK", "Uk", "uk"])
def test_region_is_known_however_it_is_written(written):
    assert found(POUND, region=written) == ()
    assert len(found(EURO, region=written)) == 1
