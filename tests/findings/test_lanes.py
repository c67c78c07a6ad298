import pytest

from msgcheck.codes import Label, Lane, Severity
from msgcheck.config import Thresholds
from msgcheck.findings.lanes import is_own_terms, lane_of, within_limits
from msgcheck.records import Readings
from tests.builders_findings import MESSAGING, PRICE, make_figure, make_judgement

THRESHOLDS = Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True)


@pytest.mark.parametrize(
    ("probability", "severity", "expected"),
    [
        (0.90, Severity.HIGH, Lane.ASK),
        (0.89, Severity.HIGH, Lane.SUGGEST),
        (0.99, Severity.MEDIUM, Lane.SUGGEST),
        (0.60, Severity.LOW, Lane.SUGGEST),
        (0.59, Severity.HIGH, Lane.NOTE),
        (0.40, Severity.LOW, Lane.NOTE),
        (0.39, Severity.HIGH, Lane.SILENT),
        (0.99, Severity.NONE, Lane.SILENT),
    ],
)
def test_lane_goes_by_probability_and_severity(probability, severity, expected):
    assert lane_of(probability=probability, severity=severity, thresholds=THRESHOLDS) is expected


def test_lane_without_calibration_is_a_note():
    thresholds = Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=False)
    assert lane_of(probability=0.99, severity=Severity.HIGH, thresholds=thresholds) is Lane.NOTE


def offer(written, value, *, kind="money", unit="eur", offered=True, message=PRICE):
    text = f"For you: {written} per user per month if you sign by Friday."
    return make_judgement(
        text,
        Label.FIGURE_CHANGED,
        message_id=message.id,
        readings=Readings(figures=(make_figure(written, text, value, kind=kind, unit=unit),), offer=offered),
        approved_readings=Readings(figures=(make_figure("€89", PRICE.text, 89.0, kind="money", unit="eur"),)),
    )


def test_own_terms_are_an_offer_that_differs_in_price():
    assert is_own_terms(offer("€80", 80.0), MESSAGING)


def test_own_terms_need_an_offer():
    assert not is_own_terms(offer("€80", 80.0, offered=False), MESSAGING)


def test_own_terms_need_a_message_that_may_be_negotiated():
    judgement = make_judgement("For you within 2 hours", Label.FIGURE_CHANGED, readings=Readings(offer=True))
    assert not is_own_terms(judgement, MESSAGING)


@pytest.mark.parametrize(("value", "expected"), [(80.0, True), (75.65, True), (75.0, False)])
def test_within_limits_goes_by_the_discount_from_the_list(value, expected):
    assert within_limits(offer(f"€{value:g}", value), MESSAGING) is expected
