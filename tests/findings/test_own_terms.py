from dataclasses import replace

import pytest

from msgcheck.codes import Label
from msgcheck.findings.old_figures import told_by_old_figure
from msgcheck.findings.own_terms import own_terms, read_amount
from msgcheck.records import Limits, MessageId, Readings, Reason, Retired, Source
from tests.builders_findings import MESSAGING, NOWHERE, PRICE, make_figure, make_judgement


def offer(written, value, *, kind="money", unit="eur", offered=True, message=PRICE):
    text = f"For you: {written} per user per month if you sign by Friday."
    return make_judgement(
        text,
        Label.FIGURE_CHANGED,
        message_id=message.id,
        approved=message,
        readings=Readings(figures=(make_figure(written, text, value, kind=kind, unit=unit),), offer=offered),
        approved_readings=Readings(figures=(make_figure("€89", PRICE.text, 89.0, kind="money", unit="eur"),)),
    )


def test_own_terms_are_an_offer_that_differs_in_price():
    assert own_terms(offer("€80", 80.0), MESSAGING).listed == ("€89",)


def test_own_terms_need_an_offer():
    assert own_terms(offer("€80", 80.0, offered=False), MESSAGING) is None


def test_own_terms_need_a_message_that_may_be_negotiated():
    judgement = make_judgement("For you within 2 hours", Label.FIGURE_CHANGED, readings=Readings(offer=True))
    assert own_terms(judgement, MESSAGING) is None


@pytest.mark.parametrize(("value", "expected"), [(80.0, True), (75.65, True), (75.0, False)])
def test_within_limits_goes_by_the_discount_from_the_list(value, expected):
    assert (own_terms(offer(f"€{value:g}", value), MESSAGING).broken is None) is expected


@pytest.mark.parametrize(
    ("limit", "value", "broken"),
    [
        (("min", "€75"), 74.0, True),
        (("min", "€75"), 75.0, False),
        (("min", "75,50 €"), 75.4, True),
        (("max", "€1.200"), 900.0, False),
    ],
)
def test_limit_that_is_passed_is_named(limit, value, broken):
    price = replace(PRICE, limits=Limits(values=(limit,)))
    house = replace(MESSAGING, messages=(price,))
    assert own_terms(offer(f"€{value:g}", value, message=price), house).broken == (limit if broken else None)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("€1.200", 1200.0),
        ("€1,200", 1200.0),
        ("1 200 €", 1200.0),
        ("CHF 1'200", 1200.0),
        ("16,50 €", 16.5),
        ("£16.50", 16.5),
        ("€1.200,50", 1200.5),
        ("$1,200.50", 1200.5),
        ("€1.234.567", 1234567.0),
        ("0.125", 0.125),
        ("12.5%", 12.5),
        ("nothing", 0.0),
    ],
)
def test_amount_is_read_however_its_country_writes_it(written, amount):
    assert read_amount(written) == pytest.approx(amount)


OLD_PRICE = Retired(
    id=MessageId("price-2024"),
    text="Harbourlight costs €95 per user per month on a 24-month plan.",
    replaced_by=PRICE.id,
    where=NOWHERE,
)
LIST = replace(PRICE, text="Harbourlight costs €89 per user per month on a 24-month plan.")
HOUSE = replace(MESSAGING, messages=(LIST,), retired=(OLD_PRICE,))


def old_offer(written, value):
    text = f"For you {written} per user per month on a 24-month plan if you sign by Friday."
    months = make_figure(
        "24-month", text, 24 * 30.4375 * 86400, kind="duration", unit="second", as_written=(24, "month")
    )
    return make_judgement(
        text,
        Label.OUTDATED,
        message_id=OLD_PRICE.id,
        wording=OLD_PRICE.text,
        source=Source.RETIRED,
        readings=Readings(
            figures=(make_figure(written, text, value, kind="money", unit="eur", per="user month"), months), offer=True
        ),
    )


def test_offer_near_an_old_price_line_is_own_terms_beside_its_successor():
    terms = own_terms(old_offer("€80", 80.0), HOUSE)
    assert (terms.listed, terms.broken) == (("€89",), None)


def test_offer_near_an_old_price_line_keeps_to_the_limits_of_its_successor():
    assert own_terms(old_offer("€60", 60.0), HOUSE).broken == ("max_discount", "15%")


def test_offer_of_what_the_list_says_is_no_own_terms():
    assert own_terms(old_offer("€89", 89.0), HOUSE) is None


def test_old_line_is_told_by_a_figure_its_successor_lacks():
    judgement = old_offer("€95", 95.0)
    months, price = judgement.statement.readings.figures[1], judgement.statement.readings.figures[0]
    readings = Readings(figures=(months, price))
    wording = replace(judgement.match.wording, readings=readings)
    reason = Reason(code="MC201", what='"24-month" is from a retired line', score=0.9, found=(months.start, months.end))
    judgement = replace(judgement, match=replace(judgement.match, wording=wording), reasons=(reason,))
    (told,) = told_by_old_figure(judgement, HOUSE).reasons
    assert told.what == '"€95" is from a retired line'


def test_old_line_with_no_figure_of_its_own_is_not_told_by_one():
    judgement = old_offer("€80", 80.0)
    months = judgement.statement.readings.figures[1]
    wording = replace(judgement.match.wording, readings=Readings(figures=(months,)))
    reason = Reason(code="MC201", what='"24-month" is from a retired line', score=0.9, found=(months.start, months.end))
    judgement = replace(judgement, match=replace(judgement.match, wording=wording), reasons=(reason,))
    (told,) = told_by_old_figure(judgement, HOUSE).reasons
    assert "24-month" not in told.what


def test_limit_named_is_a_sum_rather_than_a_share():
    price = replace(PRICE, limits=Limits(values=(("max_discount", "15%"), ("min", "€75"))))
    judgement = offer("€60", 60.0, message=price)
    assert own_terms(judgement, replace(MESSAGING, messages=(price,))).broken == ("min", "€75")
