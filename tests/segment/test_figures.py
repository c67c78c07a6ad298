import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.records import Comparator
from msgcheck.segment.readings.figures import read_figures

MINUTE, HOUR, DAY, WEEK = 60.0, 3600.0, 86400.0, 604800.0
YEAR = 365.25 * DAY


def only(text):
    (figure,) = read_figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("It cuts costs by 30%.", "percent", 30, "percent"),
        ("It cuts costs by thirty percent.", "percent", 30, "percent"),
        ("Three in ten customers stay.", "ratio", 0.3, ""),
        ("19 out of 20 customers stay.", "ratio", 0.95, ""),
        ("Six in a hundred leave.", "ratio", 0.06, ""),
        ("Roughly one problem in three is solved.", "ratio", 1 / 3, ""),
        ("You get 60 cents of each dollar.", "ratio", 0.6, ""),
        ("Half of our clients stay.", "ratio", 0.5, ""),
        ("It takes 90 minutes.", "duration", 90 * MINUTE, "second"),
        ("It takes an hour and a half.", "duration", 1.5 * HOUR, "second"),
        ("It takes a quarter of an hour.", "duration", 15 * MINUTE, "second"),
        ("Answered by the next business day.", "duration", 1, "business day"),
        ("A five-year guarantee.", "duration", 5 * YEAR, "second"),
        ("Refreshed every 15 minutes.", "frequency", 15 * MINUTE, "second"),
        ("Refreshed four times a day.", "frequency", 6 * HOUR, "second"),
        ("Sent out weekly.", "frequency", WEEK, "second"),
        ("Checked once a quarter.", "frequency", YEAR / 4, "second"),
        ("Worth €2bn.", "money", 2e9, "eur"),
        ("Worth $30m (AUD).", "money", 30e6, "aud"),
        ("Four pounds twenty a go.", "money", 4.2, "gbp"),
        ("Costs 59p.", "money", 0.59, "gbp"),
        ("Serves 640 firms.", "number", 640, "firm"),
        ("Serves 310 client sites in the north.", "number", 310, "site"),
        ("Sends 3m emails.", "number", 3e6, "email"),
        ("Runs 3 m below.", "size", 3, "metre"),
        ("Up 3x on before.", "multiple", 3, ""),
        ("Twice as fast.", "multiple", 2, ""),
        ("Open 24/7.", "time", 168, "hours a week"),
        ("Since 2019.", "date", 2019, "year"),
        ("Listed at twenty-one ninety-nine.", "number", 2199, ""),
    ],
)
def test_figures_are_read_and_normalised(text, kind, value, unit):
    figure = only(text)
    assert (figure.kind, figure.unit) == (kind, unit)
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("up to 30%", Comparator.AT_MOST),
        ("at most 30%", Comparator.AT_MOST),
        ("no more than 30%", Comparator.AT_MOST),
        ("as much as 30%", Comparator.AT_MOST),
        ("30% at most", Comparator.AT_MOST),
        ("30% tops", Comparator.AT_MOST),
        ("within 4 hours", Comparator.AT_MOST),
        ("4 hours or less", Comparator.AT_MOST),
        ("capped at £9,000", Comparator.AT_MOST),
        ("never over 5 days", Comparator.AT_MOST),
        ("at least 30%", Comparator.AT_LEAST),
        ("from £85", Comparator.AT_LEAST),
        ("as little as £85", Comparator.AT_LEAST),
        ("25,000+ users", Comparator.AT_LEAST),
        ("250 seats or more", Comparator.AT_LEAST),
        ("36 months or longer", Comparator.AT_LEAST),
        ("a minimum of 20 rooms", Comparator.AT_LEAST),
        ("more than 280 firms", Comparator.MORE),
        ("over 280 firms", Comparator.MORE),
        ("under 4 hours", Comparator.LESS),
        ("fewer than 75 members", Comparator.LESS),
        ("exactly 30%", Comparator.EQUAL),
        ("over 3 years", Comparator.EQUAL),
    ],
)
def test_bounds_are_read(text, comparator):
    assert only(text).comparator is comparator


@pytest.mark.parametrize(
    "text", ["about 30%", "roughly 30%", "~30%", "some 30%", "nearly 30%", "around 30%", "30% or so"]
)
def test_approximation_is_read(text):
    assert only(text).approximate


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20 to 1,000 users", 20, 1000),
        ("€2,000-€250,000", 2000, 250_000),
        ("between 0.9% and 2.8%", 0.9, 2.8),
        ("2 to 4 million users", 2e6, 4e6),
        ("five and a half to six percent", 5.5, 6),
        ("from 8 to 12 weeks", 8 * WEEK, 12 * WEEK),
        ("between -20 °C and +60 °C", -20, 60),
    ],
)
def test_ranges_have_two_ends(text, low, high):
    figure = only(text)
    assert (figure.value, figure.value_max) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("£5 a month", "month"),
        ("£5/month", "month"),
        ("£5 per user per month", "month user"),
        ("£5/user/month", "month user"),
        ("a monthly fee of £5", "month"),
        ("£5 p.a.", "year"),
        ("£5 each", "each"),
        ("£5 per thousand", "thousand"),
        ("£5 per 1,000 searches", "thousand"),
        ("a £5 charge per drop", "drop"),
        ("10,000 calls a day", "day"),
        ("six hours of admin work a week", "week"),
    ],
)
def test_per_what_is_read(text, per):
    assert only(text).per == per


@pytest.mark.parametrize(
    "text",
    [
        "The one you like is one of ours, and no one else has one.",
        "See https://example.org/2024/30%25 or ring +44 20 7946 0958.",
        "1. We answer the phone.",
        "Nobody has to do anything.",
        "One day this will be easy.",
        "See slide 12.",
        "",
    ],
)
def test_digits_and_words_that_are_no_figures_stay_out(text):
    assert read_figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ISO 27001",
        "SOC 2",
        "TLS 1.3",
        "Windows 10",
        "A4 paper",
        "a Level 1 audit",
        "the R-Series 2 is quiet",
        "AES-256",
        "B2B",
        "401(k)",
    ],
)
def test_numbers_that_name_something_are_no_claims(text):
    assert {figure.kind for figure in read_figures(text)} == {"version"}


def test_a_list_shares_the_unit_of_its_last_figure():
    figures = read_figures("We warn you 90, 60 and 30 days ahead.")
    assert [figure.value for figure in figures] == [90 * DAY, 60 * DAY, 30 * DAY]


PIECES = st.sampled_from(
    "up to|30%|three in ten|£5|a month|per user|, |and| to |-|between|20|1,200.50|1.200,50|million|half|a|quarter|of|an hour|business days|"
    "customers|ISO 27001|2025|7 am|twice|every|or more|about|in|10|x|°C|k|(|)|24/7|one|twenty|first|cents|\u202f|½".split(
        "|"
    )
)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=80))
def test_offsets_give_back_the_text_and_nothing_overlaps(text):
    last = 0
    for figure in read_figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert last <= figure.start < figure.end
        last = figure.end


@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_reading_is_stable(text):
    assert read_figures(text) == read_figures(text)


@given(st.integers(min_value=2, max_value=9_999_999))
def test_an_amount_reads_the_same_in_any_style(amount):
    written = [
        f"€{amount:,}",
        f"{amount:,} euros",
        f"EUR {amount}",
        f"{amount:,} €".replace(",", "\u202f"),
        f"€{amount / 1000}k",
    ]
    assert {round(only(f"That is {one} in total.").value, 4) for one in written} == {float(amount)}


@pytest.mark.parametrize(
    "text",
    [
        "1" * 5000,
        "1" * 5000 + "/3",
        "one hundred and " * 2000,
        "1^999",
        "9e99 of 1/0",
        "a-" * 2000 + "1",
        "$" * 2000 + "1",
        "(1." * 900,
    ],
)
def test_hostile_text_is_read_without_failing(text):
    assert isinstance(read_figures(text), tuple)
