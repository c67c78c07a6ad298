from dataclasses import replace

import pytest

from msgcheck.findings.topics import Topic, topics_of_message, topics_of_text
from msgcheck.records import MessageType
from tests.builders_findings import SUPPORT


def message(text, type_=MessageType.CLAIM, **more):
    return replace(SUPPORT, text=text, type=type_, **more)


@pytest.mark.parametrize(
    "text",
    [
        "Plans start at £40 a month.",
        "A repair costs 90 euros.",
        "We charge no booking fee.",
        "Storage is billed at $0.05 per gigabyte.",
        "Returned goods are refunded in full.",
    ],
)
def test_price_is_what_somebody_is_asked_for(text):
    assert Topic.PRICE in topics_of_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Orders above £500 ship on the same day.",
        "We manage $40 million of orders.",
        "Our fee earners work from anywhere.",
    ],
)
def test_price_is_no_threshold_turnover_or_job(text):
    assert Topic.PRICE not in topics_of_text(text)


@pytest.mark.parametrize("type_", [MessageType.PROOF_POINT, MessageType.BOILERPLATE])
def test_money_in_what_tells_of_results_is_no_price(type_):
    assert not topics_of_message(message("In 2025 the median cost of a visit was $1.90.", type_))


def test_price_of_kind_price_stays_one_in_any_type():
    line = message("Members paid £3 a visit.", MessageType.PROOF_POINT, kind="price")
    assert topics_of_message(line) == {Topic.PRICE}


def test_owner_for_money_makes_a_claim_a_price():
    assert Topic.PRICE in topics_of_message(message("A third holds the date.", owner="finance"))


def test_guarantee_is_a_contract():
    assert topics_of_text("We guarantee spare parts for ten years.") == {Topic.CONTRACT}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We never share your contact details.", {Topic.SECURITY}),
        ("We never sell a pump without a visit.", set()),
        ("The plant keeps a week of safety stock.", set()),
        ("The plant stops safely.", {Topic.SAFETY}),
    ],
)
def test_words_of_two_meanings_go_by_their_company(text, expected):
    assert topics_of_text(text) == expected
