"""What changed, in words."""

import pytest

from msgcheck.feedback.what_changed import what_changed


@pytest.mark.parametrize(
    ("code", "change", "clause"),
    [
        ("MC102", "figure 30 percent > 50 percent", "30% became 50%"),
        ("MC102", "figure 4.5 eur per month > 3.9 eur per month", "€4.50 per month became €3.90 per month"),
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
    assert told == "30 days became 2 weeks"
