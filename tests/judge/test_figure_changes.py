"""Figures of an approved wording and of a statement, as `Figure` records or read by the figure reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.judge.figure_changes import ChangeKind, FigureChanges, compare_figures
from msgcheck.segment.readings.figures import read_figures


def compare(approved, found):
    return compare_figures(read_figures(approved), read_figures(found), approved_text=approved, found_text=found)


def whats(changes):
    return [change.what for change in changes]


@pytest.mark.parametrize(
    ("approved", "found"),
    [
        ("cuts costs by 30%", "cuts costs by 30 percent"),
        ("three in ten stay", "30% stay"),
        ("takes 90 minutes", "takes 1.5 hours"),
        ("takes 15 minutes", "takes a quarter of an hour"),
        ("€790 per thousand", "€0.79 each"),
        ("answered the next business day", "answered in one business day"),
        ("6% leave", "six in a hundred leave"),
        ("runs for 12 months", "runs for a year"),
        ("within 14 days", "within a fortnight"),
        ("after 90 days", "after three months"),
        ("refreshed every 2 hours", "refreshed twelve times a day"),
        ("£15 a month", "£180 per year"),
        ("costs £18", "yours for eighteen"),
        ("lists at $2,199", "lists at twenty-one ninety-nine"),
        ("AUD 20 million cover", "$20m (AUD) cover"),
        ("€5 million to €400 million turnover", "turnover between five and four hundred million euros"),
        ("since 14 March 2021", "since March 2021"),
        ("open from 7am to 1am", "open from seven in the morning to one at night"),
        ("up to 212°F", "up to 100 °C"),
        ("one in six fails", "something like 17 in a hundred fail"),
        ("five business days", "five working days"),
    ],
)
def test_equal_figures_written_differently_are_equal(approved, found):
    changes = compare(approved, found)
    assert changes.value_changes == ()
    assert changes.equal or changes.derived
    assert changes.added == ()


@pytest.mark.parametrize(
    ("approved", "found", "what"),
    [
        ("cuts time by 30 %", "cuts time by 50 %", "30 % became 50 %"),
        ("within 4 hours", "within 2 hours", "4 hours became 2 hours"),
        ("costs €20 a month", "costs $20 a month", "€20 became $20"),
        ("costs €9 a month", "costs €9 a year", "per month became per year"),
        ("£9.50 charge per drop", "£9.50 a week", "per drop became per week"),
        ("8 to 12 weeks", "6 to 10 weeks", "8 to 12 weeks became 6 to 10 weeks"),
        ("10 working days", "10 calendar days", "10 working days became 10 calendar days"),
        ("up 8 percentage points", "up 8 per cent", "8 percentage points became 8 per cent"),
        ("sent weekly", "sent monthly", "weekly became monthly"),
        ("since 2021", "since 2019", "2021 became 2019"),
        ("used by 4,700 clubs", "used by 7,400 clubs", "4,700 clubs became 7,400 clubs"),
        ("by 6 p.m.", "by nine in the evening", "6 p.m. became nine in the evening"),
    ],
)
def test_a_changed_figure_is_named(approved, found, what):
    assert what in whats(compare(approved, found).value_changes)


@pytest.mark.parametrize(
    ("approved", "found", "what"),
    [
        ("saves up to 30%", "saves 30%", '"up to" is missing'),
        ("saves 30%", "saves at least 30%", '"at least" was added'),
        ("at most 5 days", "at least 5 days", '"up to" became "at least"'),
        ("more than 280 firms", "280 firms", '"more than" is missing'),
    ],
)
def test_a_changed_bound_is_named_and_is_no_changed_value(approved, found, what):
    changes = compare(approved, found)
    assert whats(changes.bound_changes) == [what]
    assert changes.value_changes == ()


def test_bounds_that_point_the_same_way_are_equal():
    assert compare("within 4 hours", "in under 4 hours").bound_changes == ()


def test_a_figure_left_out_is_missing_and_no_change():
    changes = compare("60 days free for 150 employees", "60 days free")
    assert [figure.text for figure in changes.missing] == ["150"]
    assert changes.changed == ()


def test_a_figure_only_the_statement_has_is_added():
    changes = compare("It cuts costs.", "It cuts costs by 30%.")
    assert [figure.text for figure in changes.added] == ["30%"]


def test_a_complement_is_told_apart_from_a_change():
    changes = compare("94% of clients renewed", "only six in a hundred left")
    assert len(changes.complements) == 1
    assert changes.value_changes == ()


def test_two_savings_that_add_up_to_the_whole_are_a_change():
    assert whats(compare("cuts unpaid fees by 40%", "60% fewer unpaid fees").value_changes) == ["40% became 60%"]


@pytest.mark.parametrize(
    ("approved", "found"),
    [
        ("46 polymer and 18 metal machines", "64 machines"),
        ("36 of our 40 projects opened in time", "90% of projects opened in time"),
        ("the wait fell from 64 to 48 minutes", "the wait is down by a quarter"),
        ("six calls of 45 minutes", "four and a half hours of calls"),
        ("$45 per builder per month", "ten builders for $450 a month"),
        ("95% of calls answered", "19 of 20 calls answered"),
    ],
)
def test_what_follows_by_arithmetic_is_no_change(approved, found):
    assert compare(approved, found).value_changes == ()


def test_swapped_figures_are_noticed():
    changes = compare("The Till costs £49 and the Handheld costs £19.", "Till £19, Handheld £49")
    assert {change.kind for change in changes.value_changes} == {ChangeKind.SWAP}


def test_figures_in_another_order_are_not_swapped():
    assert compare("The Till costs £49 and the Handheld costs £19.", "Handheld £19, Till £49").changed == ()


def test_another_standard_is_renamed_and_no_changed_figure():
    changes = compare("certified to ISO 14001", "certified to ISO 9001")
    assert [(one.text, other.text) for one, other in changes.renamed] == [("ISO 14001", "ISO 9001")]
    assert changes.changed == ()


def test_a_larger_figure_is_said_to_be_larger():
    (change,) = compare("cuts time by 30%", "cuts time by 50%").value_changes
    assert change.larger is True


@given(st.integers(min_value=2, max_value=99), st.sampled_from(["{}%", "£{}", "{} days", "{} customers", "{} kg"]))
def test_a_figure_is_equal_to_itself_and_a_swapped_digit_is_caught(number, form):
    text = form.format(number)
    other = form.format(number + 100)
    assert compare(text, text).changed == ()
    assert [change.kind for change in compare(text, other).value_changes] == [ChangeKind.VALUE]


def test_nothing_compares_to_nothing():
    assert compare_figures((), ()) == FigureChanges()


@pytest.mark.parametrize(
    ("approved", "found", "what"),
    [
        ("for invoices from €2,000 to €250,000", "for invoices from €2,000 to €500,000", "€2,000 to €500,000"),
        ("between $10 and $20 a berth", "between $10 and $30 a berth", "$10 and $30"),
    ],
)
def test_changed_end_of_a_price_range_is_named(approved, found, what):
    (change,) = compare_figures(read_figures(approved), read_figures(found)).value_changes
    assert what in change.what


def test_range_of_prices_that_is_kept_is_no_change():
    line = "for invoices from €2,000 to €250,000"
    assert not compare_figures(read_figures(line), read_figures(f"Only {line}")).value_changes


def test_unit_behind_the_last_of_hyphened_numbers_holds_for_all():
    approved, found = read_figures("a term of 15 or 20 years"), read_figures("15- or 20-year term")
    changes = compare_figures(approved, found)
    assert not changes.value_changes
    assert len(changes.equal) == 2
