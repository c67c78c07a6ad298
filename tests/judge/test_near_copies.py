import pytest

from msgcheck.codes import Label
from msgcheck.judge.comparison import compare
from msgcheck.judge.near_copies import near_copy_sign, says_the_same
from tests.builders_judge import matched

LINE = "Harbourlight cuts waiting times in small harbours by up to 30% for every member port."


def sign(found, *wordings):
    return near_copy_sign([compare(matched(found, wording)) for wording in wordings or (LINE,)])


@pytest.mark.parametrize(
    ("found", "label"),
    [
        ("Harbourlight cuts waiting times in small harbours by up to 50% for every member port.", Label.FIGURE_CHANGED),
        ("Harbourlight cuts waiting times in small harbours by 30% for every member port.", Label.OVERSTATED),
        (
            "Harbourlight cuts waiting times in small harbours by up to 30% for every member port, guaranteed.",
            Label.OVERSTATED,
        ),
        ("Harbourlight does not cut waiting times in small harbours for every member port.", Label.CONTRADICTS),
        ("Harbourlight cuts waiting times in large harbours by up to 30% for every member port.", Label.CONTRADICTS),
    ],
)
def test_near_copy_with_one_change_has_a_sign(found, label):
    found_sign = sign(found)
    assert found_sign is not None
    assert found_sign.label is label


@pytest.mark.parametrize(
    "found",
    [
        LINE,
        "Up to 30% shorter waiting times in small harbours for every member port: Harbourlight cuts them.",
        "Waiting in the harbour was 50% longer last summer, you said.",
    ],
)
def test_what_is_no_changed_near_copy_has_no_sign(found):
    assert sign(found) is None


def test_near_copy_of_another_wording_of_the_message_is_on_message():
    berth = "A berth costs {} per month for every member port of the region."
    assert sign(berth.format("€19"), berth.format("€17")) is not None
    assert sign(berth.format("€19"), berth.format("€17"), berth.format("€19")) is None


@pytest.mark.parametrize(
    ("found", "same"),
    [
        ("Your data stays in the EU.", True),
        ("Your data does not stay in the EU.", False),
        ("Your data leaves the EU.", False),
        ("Your data and your invoices stay in the EU.", False),
        ("Your data stays in the EU, not in the cloud.", False),
        ("Your data does not leave the EU.", False),
    ],
)
def test_line_says_the_same_where_only_an_opposite_that_agrees_differs(found, same):
    assert says_the_same([compare(matched(found, "Your data does not leave the EU."))]) is same
