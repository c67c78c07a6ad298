"""When and for whom a wording holds."""

from datetime import date

import pytest

from msgcheck.judge.dated import in_force, last_day, meant_for
from msgcheck.records import Audience, Source, Variant, Wording
from tests.builders_judge import message, messaging

EARLY, LATE = date(2026, 1, 15), date(2026, 12, 31)


def wording(house, *, variant=None):
    entry = house.messages[0]
    approved = entry.variants[variant] if variant is not None else entry
    return Wording(text=approved.text, id=entry.id, source=Source.MESSAGE, approved=approved)


DATED = messaging(
    message(
        "m",
        "A line.",
        valid_from=EARLY,
        valid_until=LATE,
        variants=(Variant(text="B line."), Variant(text="C line.", valid_until=EARLY)),
    )
)


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2026, 1, 14), False), (EARLY, True), (LATE, True), (date(2027, 1, 1), False)],
)
def test_wording_is_in_force_from_its_first_to_its_last_day(day, held):
    assert in_force(wording(DATED), DATED, day) is held


def test_variant_inherits_what_it_does_not_say():
    assert last_day(wording(DATED, variant=0), DATED) == LATE
    assert not in_force(wording(DATED, variant=0), DATED, date(2026, 1, 14))
    assert last_day(wording(DATED, variant=1), DATED) == EARLY


def test_wording_without_dates_always_holds():
    house = messaging(message("m", "A line."))
    assert in_force(wording(house), house, date(1990, 1, 1))


@pytest.mark.parametrize(
    ("audience", "fits"),
    [
        ({}, True),
        ({"region": "eu"}, True),
        ({"region": "us"}, False),
        ({"segment": "food"}, True),
        ({"region": "eu", "persona": "cfo"}, False),
        ({"region": "eu", "persona": "cto"}, True),
    ],
)
def test_wording_is_meant_for_readers_nothing_speaks_against(audience, fits):
    house = messaging(message("m", "A line.", region=("eu", "uk"), persona=("cto",)))
    assert meant_for(wording(house), Audience(**audience)) is fits


def test_retired_wording_is_meant_for_anybody():
    retired = Wording(text="Old.", id="old", source=Source.RETIRED)
    assert meant_for(retired, Audience(region="us"))
