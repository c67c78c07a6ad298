"""The five audit numbers."""

from datetime import date

import pytest

from msgcheck.feedback.audit import audit_numbers, band
from msgcheck.records import Audience, Band, Messaging, Share
from tests.builders_stored import MESSAGING, make_stored

FIRST_SCAN = date(2026, 6, 1)
LATER = date(2026, 11, 20)
NAMES = ["category noun", "audience", "unique value", "free of retired wording", "complete"]


def numbers(documents, codes=None, *, messaging=MESSAGING, first_scan=FIRST_SCAN, as_of=LATER):
    found = audit_numbers(documents, codes or {}, messaging, first_scan=first_scan, as_of=as_of)
    return {number.name: number for number in found}


def shares(documents, codes=None, **more):
    return {name: (number.field.part, number.field.whole) for name, number in numbers(documents, codes, **more).items()}


def test_audit_has_the_five_numbers_in_order():
    assert list(numbers(())) == NAMES


def test_category_noun_asks_documents_that_name_a_product():
    documents = [
        make_stored(1, names_product=True, uses_term=True),
        make_stored(2, names_product=True, uses_term=True),
        make_stored(3, names_product=True),
        make_stored(4, uses_term=True),
    ]
    assert shares(documents, {2: frozenset({"MC401"})})["category noun"] == (1, 3)


def test_category_noun_asks_nobody_without_terms():
    documents = [make_stored(1, names_product=True)]
    assert shares(documents, messaging=Messaging(company=MESSAGING.company))["category noun"] == (0, 0)


def test_audience_asks_documents_with_a_known_persona():
    documents = [make_stored(key, audience=Audience(persona="cfo")) for key in (1, 2)] + [make_stored(3)]
    assert shares(documents, {2: frozenset({"MC403"})})["audience"] == (1, 2)


def test_unique_value_asks_for_a_differentiator_or_value_proposition_on_message():
    documents = [
        make_stored(1, used=(("quay", 1),)),
        make_stored(2, used=(("setup", 3),)),
        make_stored(3, used=(("quay", 0),)),
        make_stored(4, claims=0),
    ]
    assert shares(documents)["unique value"] == (1, 3)


def test_retired_wording_is_asked_of_every_judged_document():
    documents = [make_stored(1), make_stored(2, family="email"), make_stored(3, judged=0)]
    assert shares(documents, {1: frozenset({"MC201"})})["free of retired wording"] == (1, 2)


def test_complete_asks_documents_in_which_a_line_is_required():
    documents = [make_stored(1), make_stored(2), make_stored(3, family="email")]
    assert shares(documents, {1: frozenset({"MC402"})})["complete"] == (1, 2)


def test_complete_asks_a_document_that_lacks_a_footnote():
    documents = [make_stored(1, family="email")]
    assert shares(documents, {1: frozenset({"MC402"})})["complete"] == (0, 1)


def test_own_material_stands_beside_the_fields():
    own = make_stored(1, audience=Audience(owner="marketing"))
    number = numbers([own, make_stored(2), make_stored(3)], {1: frozenset({"MC201"})})["free of retired wording"]
    assert (number.field.part, number.field.whole) == (2, 2)
    assert (number.own.part, number.own.whole) == (0, 1)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (8, 10, Band.ON_TRACK),
        (79, 100, Band.SLIPPING),
        (55, 100, Band.SLIPPING),
        (54, 100, Band.DECIDE),
        (0, 10, Band.DECIDE),
        (9, 9, Band.INSUFFICIENT),
        (0, 0, Band.INSUFFICIENT),
        (796, 1000, Band.ON_TRACK),
    ],
)
def test_band_goes_by_the_share_as_printed(part, whole, expected):
    assert band(Share(part=part, whole=whole), early=False) is expected


def test_band_has_no_colour_in_the_first_two_months():
    documents = [make_stored(key) for key in range(1, 12)]
    early = numbers(documents, as_of=date(2026, 7, 31))["free of retired wording"]
    late = numbers(documents, as_of=date(2026, 8, 1))["free of retired wording"]
    assert (early.field_band, late.field_band) == (Band.TOO_EARLY, Band.ON_TRACK)


def test_band_of_few_documents_is_insufficient_also_early():
    assert band(Share(part=1, whole=2), early=True) is Band.INSUFFICIENT


def test_band_without_any_scan_has_no_colour():
    documents = [make_stored(key) for key in range(1, 12)]
    assert numbers(documents, first_scan=None)["free of retired wording"].field_band is Band.TOO_EARLY
