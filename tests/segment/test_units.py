import pytest

from msgcheck.segment.readings.units import currency_before, singular, unit_after


def after(text):
    """Return name and canonical unit of what follows the leading digits of `text`."""
    end = next((index for index, mark in enumerate(text) if not (mark.isdigit() or mark in ".,")), len(text))
    found = unit_after(text, end)
    return None if found is None else (found.unit.name, found.unit.canonical)


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        ("90 minutes", "minute", "second"),
        ("24-month plan", "month", "second"),
        ("12 h", "hour", "second"),
        ("5 business days", "business day", "business day"),
        ("3 working days", "business day", "business day"),
        ("4 office hours", "business hour", "business hour"),
        ("5 staff hours", "hour", "second"),
        ("20 miles", "mile", "metre"),
        ("60 square feet", "square foot", "square metre"),
        ("18 m²", "square metre", "square metre"),
        ("5 kg", "kilogram", "kilogram"),
        ("100 MB", "megabyte", "byte"),
        ("100 Mbit/s", "megabit per second", "bit per second"),
        ("188 miles an hour", "mile per hour", "metre per second"),
        ("10 kWh", "kilowatt hour", "joule"),
        ("300 kW", "kilowatt", "watt"),
        ("20 °C", "celsius", "celsius"),
        ("68° Fahrenheit", "fahrenheit", "celsius"),
        ("2 bar", "bar", "pascal"),
        ("30%", "percent", "percent"),
        ("30 per cent", "percent", "percent"),
        ("3 percentage points", "percentage point", "percentage point"),
        ("25 basis points", "basis point", "percentage point"),
        ("12 quid", "quid", "gbp"),
        ("59p per", "pence", "gbp"),
        ("41 cents", "cent", "usd"),
        ("100 EUR", "euro", "eur"),
    ],
)
def test_unit_after_a_number_is_read(text, name, canonical):
    assert after(text) == (name, canonical)


@pytest.mark.parametrize("text", ["7 in Leeds", "5 a day", "3 customers", "4 p", "20", "5 A grades", "6 so"])
def test_other_words_after_a_number_are_no_unit(text):
    assert after(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("€5", "eur"),
        ("US$5", "usd"),
        ("A$ 5", "aud"),
        ("EUR 5", "eur"),
        ("usd 5", "usd"),
        ("£5", "gbp"),
        ("CHF 5", "chf"),
    ],
)
def test_currency_before_a_number_is_read(text, code):
    found = currency_before(text, text.index("5"))
    assert found is not None
    assert found.unit.canonical == code


@pytest.mark.parametrize("text", ["all 5", "try 5", "costs 5", "5"])
def test_other_words_before_a_number_are_no_currency(text):
    assert currency_before(text, text.index("5")) is None


def test_fahrenheit_and_celsius_meet_on_one_scale():
    found = unit_after("212 °F", 3)
    assert found is not None
    assert found.unit.value(212) == pytest.approx(100)


@pytest.mark.parametrize(
    ("plural", "one"),
    [("invoices", "invoice"), ("companies", "company"), ("boxes", "box"), ("business", "business"), ("days", "day")],
)
def test_singular_takes_the_plural_off(plural, one):
    assert singular(plural) == one
