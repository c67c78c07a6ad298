"""What changed, in words."""

import pytest

from msgcheck.feedback.what_changed import what_changed


@pytest.mark.parametrize(
    ("code", "change", "clause"),
    [
        ("MC102", "figure 30 percent > 50 percent", "30% became 50%"),
        ("MC102", "figure 4.5 eur per month > 3.9 eur per month", "€4.50 became €3.90"),
        ("MC102", "figure 19 eur per month > 19 eur per user", "€19 per month became €19 per user"),
        ("MC102", "figure 12000 usd > 9000 usd", "$12,000 became $9,000"),
        ("MC102", "figure 56 day > 28 day", "8 weeks became 4 weeks"),
        ("MC102", "figure 1 hour > 4 hour", "1 hour became 4 hours"),
        ("MC102", "figure 2026-10-01 > 2026-12-01", "2026-10-01 became 2026-12-01"),
        ("MC103", "dropped up to", "“up to” is missing"),
        ("MC103", "dropped condition for annual plans", "“for annual plans” is missing"),
        ("MC103", "added guarantee", "a guarantee was added"),
        ("MC104", "added condition in", "a condition with “in” was added"),
        ("MC102", "added figure 30 percent", "30% was added"),
        ("MC101", "up to > at least", "“up to” became “at least”"),
        ("MC101", "opposite of faster", "“faster” became its opposite"),
        ("MC401", "term staff scheduling > shift planning", "“shift planning” became “staff scheduling”"),
        ("MC403", "meant for the US", "it is approved for the US"),
        ("MC403", "not for the UK", "another figure is approved for the UK"),
        ("MC201", "old line old-autopilot", "the old line is said"),
        ("MC105", "wording 0123456789abcdef", "another point is said"),
        ("MC301", "wording 0123456789abcdef", "no approved line says it"),
    ],
)
def test_what_changed_says_it_in_plain_words(code, change, clause):
    assert what_changed(code, change) == clause


def test_what_changed_tells_nothing_of_an_internal_line():
    assert what_changed("MC203", "internal floor-price") == ""


def test_what_changed_names_no_customer():
    assert "Skagen" not in what_changed("MC302", "customer Port of Skagen")


@pytest.mark.parametrize("change", ["", "not named", "something of a plugin's"])
def test_what_changed_of_a_key_nobody_knows_is_told_by_the_code(change):
    assert what_changed("MC103", change) == "more is said than is approved"


def test_figure_is_told_as_it_is_written():
    told = what_changed("MC102", "figure 1 month > 14 day", approved="Live within 30 days.", said="Live in two weeks.")
    assert told == "30 days became two weeks"


def test_figure_that_no_text_holds_is_told_in_our_words():
    told = what_changed("MC102", "figure 1 month > 14 day", approved="Live within 30 days.", said="")
    assert told == "30 days became 14 days"


@pytest.mark.parametrize(
    ("change", "approved", "clause"),
    [
        ("figure 1 month > 2 month", "Live within 30 days.", "30 days became 60 days"),
        ("figure 1 month > 2 month", "Live within a month.", "a month became 2 months"),
        ("figure 1 month > 2-3 month", "Live within 30 days.", "30 days became 60-90 days"),
        ("figure 14 day > 28 day", "Live in two weeks.", "two weeks became 4 weeks"),
        ("figure 14 day > 10 day", "Live in two weeks.", "two weeks became 10 days"),
        ("figure 14 day > 28 day", "Live in a fortnight.", "a fortnight became 4 weeks"),
        ("figure 2 day > 3 day", "Answered within 48 hours.", "48 hours became 72 hours"),
        ("figure 1 hour > 90 minute", "Answered within 1 hour.", "1 hour became 90 minutes"),
        ("figure 2 day > 6 month", "Answered within 48 hours.", "48 hours became 6 months"),
        ("figure 6 month > 1 year", "A trial of six months.", "six months became 12 months"),
    ],
)
def test_length_of_time_that_no_text_holds_is_told_as_the_approved_line_tells_its_own(change, approved, clause):
    assert what_changed("MC102", change, approved=approved) == clause


@pytest.mark.parametrize("said", ["", "It is €39 a month per site.", "It is €39."])
def test_figures_of_a_price_are_told_without_what_both_hold_per(said):
    change = "figure 49 eur per site per month > 39 eur per site per month"
    assert what_changed("MC102", change, approved="€49 a month per site.", said=said) == "€49 became €39"
