from dataclasses import replace
from datetime import date

from msgcheck.findings.wordings import approved_line
from msgcheck.records import Audience, Variant
from tests.builders_findings import ONBOARDING, SUPPORT

REGIONAL = replace(
    SUPPORT,
    region=("uk",),
    variants=(
        Variant(text="Support answers within a day.", region=("us",)),
        Variant(text="Soon within an hour.", region=("uk",), valid_from=date(2027, 1, 1)),
    ),
)


def test_approved_line_is_the_message_where_nothing_is_known():
    assert approved_line(ONBOARDING, Audience()) == ONBOARDING.text


def test_approved_line_prefers_the_variant_for_the_persona():
    assert approved_line(ONBOARDING, Audience(persona="hr"), "slide") == "New hires are productive up to 30% sooner."


def test_approved_line_prefers_the_variant_for_the_channel():
    assert approved_line(ONBOARDING, Audience(), "slide") == "Onboarding takes up to 30% less time."


def test_approved_line_is_never_for_another_region():
    assert approved_line(REGIONAL, Audience(region="us")) == "Support answers within a day."
    assert approved_line(REGIONAL, Audience(region="fr")) == ""


def test_approved_line_is_in_force_on_the_day():
    assert approved_line(REGIONAL, Audience(region="uk", day=date(2026, 12, 31))) == SUPPORT.text


def test_approved_line_is_never_one_that_expired():
    expired = replace(SUPPORT, valid_until=date(2026, 1, 1))
    assert approved_line(expired, Audience(day=date(2026, 1, 2))) == ""
    assert approved_line(expired, Audience(day=date(2026, 1, 1))) == SUPPORT.text
