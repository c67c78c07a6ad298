import pytest

from msgcheck.codes import Label, Severity
from msgcheck.findings.severity_of_unsupported import is_merely_uncovered, unsupported_severity
from msgcheck.records import Readings
from tests.builders_findings import make_cue, make_judgement


def claim(text, **readings):
    return make_judgement(text, Label.UNSUPPORTED, message_id=None, readings=Readings(**readings))


@pytest.mark.parametrize(
    "text",
    [
        "We are the leading provider in Europe.",
        "Nobody in our trade has a newer fleet.",
        "Guests rate us above all others.",
        "We are certified to ISO 9001.",
        "Installation costs £90.",
        "Seats are €4 per month.",
        "The portal has 99.9% uptime.",
        "We guarantee a reply.",
    ],
)
def test_claim_the_table_names_is_high(text):
    assert unsupported_severity(claim(text)) is Severity.HIGH


@pytest.mark.parametrize(
    "text",
    [
        "The app is coming in spring.",
        "The SAP integration is due next quarter.",
        "From next season, the archive can be searched.",
        "Flow will read invoices by the autumn.",
        "A smaller size ships from January.",
    ],
)
def test_date_of_things_to_come_is_high(text):
    assert unsupported_severity(claim(text)) is Severity.HIGH


def test_named_customer_is_high():
    text = "Brunel Foods runs on it."
    judgement = claim(text, names=(make_cue("Brunel Foods", text, "customer:Brunel Foods"),))
    assert unsupported_severity(judgement) is Severity.HIGH


@pytest.mark.parametrize("text", ["It halves your paperwork.", "Errors fall by 12%.", "Teams work 3x faster."])
def test_other_result_is_medium(text):
    assert unsupported_severity(claim(text)) is Severity.MEDIUM


@pytest.mark.parametrize("text", ["It has a dark mode.", "We collect old pallets too.", "There is an app for drivers."])
def test_offer_is_medium(text):
    assert unsupported_severity(claim(text)) is Severity.MEDIUM


@pytest.mark.parametrize(
    "text",
    [
        "Silver medal at the bakery fair.",
        "Come and see us at our booth in Leeds.",
        "Our founder rowed for Norway.",
        "We donate five cents of every ticket.",
        "The next inspection is due in March.",
        "I am out this month.",
    ],
)
def test_colour_and_diary_are_low(text):
    assert unsupported_severity(claim(text)) is Severity.LOW


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has a dark mode.", True),
        ("Our founder rowed for Norway.", True),
        ("Errors fall by 12%.", False),
        ("Seats are €4 per month.", False),
    ],
)
def test_merely_uncovered_is_what_has_nothing_else_against_it(text, expected):
    assert is_merely_uncovered(claim(text)) is expected
