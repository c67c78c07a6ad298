"""When and for whom an approved wording holds, told in one place for all who ask."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.records import Audience, Variant
from msgcheck.validity import in_force, last_day, meant_for, not_before
from tests.builders_findings import SUPPORT

LAUNCH, END = date(2027, 2, 2), date(2027, 12, 31)
PLAIN = Variant(text="Four hours.")
EARLIER = Variant(text="Four hours.", embargo_until=date(2026, 1, 1), valid_until=date(2026, 6, 30))
DATED = replace(SUPPORT, embargo_until=LAUNCH, valid_until=END, variants=(PLAIN, EARLIER))


def test_variant_inherits_the_days_of_its_message():
    assert (not_before(DATED, PLAIN), last_day(DATED, PLAIN)) == (LAUNCH, END)


def test_variant_with_days_of_its_own_goes_by_them():
    assert (not_before(DATED, EARLIER), last_day(DATED, EARLIER)) == (date(2026, 1, 1), date(2026, 6, 30))


def test_the_later_of_embargo_and_first_day_counts():
    assert not_before(None, replace(DATED, valid_from=date(2027, 3, 1))) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2027, 2, 1), False), (LAUNCH, True), (END, True), (date(2028, 1, 1), False), (None, True)],
)
def test_wording_is_in_force_from_its_first_to_its_last_day(day, held):
    assert in_force(DATED, PLAIN, day) is held


@pytest.mark.parametrize(
    ("audience", "fits"),
    [({}, True), ({"region": "uk"}, True), ({"region": "eu"}, False), ({"region": "uk", "persona": "cfo"}, False)],
)
def test_wording_is_meant_for_readers_nothing_speaks_against(audience, fits):
    assert meant_for(Variant(text="Four hours.", region=("uk",), persona=("hr",)), Audience(**audience)) is fits
