from dataclasses import replace

import pytest

from msgcheck.findings.promise import Direction, better_of, direction_of_change
from tests.builders_findings import ONBOARDING, PRICE, SUPPORT, make_figure

THIRTY = make_figure("30%", "30%", 30.0)
FORTY = make_figure("40%", "40%", 40.0)


@pytest.mark.parametrize(("better", "expected"), [("higher", Direction.MORE), ("lower", Direction.LESS), (None, None)])
def test_direction_follows_what_the_messaging_says(better, expected):
    assert direction_of_change(approved=THIRTY, found=FORTY, better=better) is expected


def test_direction_turns_with_the_change():
    assert direction_of_change(approved=FORTY, found=THIRTY, better="higher") is Direction.LESS


def test_direction_of_a_range_goes_by_its_upper_end():
    range_ = replace(THIRTY, value=10.0, value_max=50.0)
    assert direction_of_change(approved=FORTY, found=range_, better="higher") is Direction.MORE


@pytest.mark.parametrize("other", [{"unit": "eur"}, {"per": "month"}])
def test_direction_is_unknown_between_units(other):
    assert direction_of_change(approved=THIRTY, found=replace(FORTY, **other), better="higher") is None


def test_direction_of_an_equal_figure_is_unknown():
    assert direction_of_change(approved=THIRTY, found=THIRTY, better="higher") is None


def test_better_of_takes_the_wording_before_the_message():
    assert better_of(replace(ONBOARDING, better="lower"), ONBOARDING) == "lower"


def test_better_of_a_price_is_lower():
    assert better_of(None, replace(PRICE, better=None)) == "lower"


def test_better_of_what_nobody_said_is_unknown():
    assert better_of(None, SUPPORT) is None
