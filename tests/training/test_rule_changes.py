"""Drift made by rule: every change changes something, only what the other side holds, and nothing beside it."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.pairs.interface import PairLabel
from msgcheck.training.rule_changes import changes
from tests.builders_training import side

NUMBER = re.compile(r"\d[\d.,]*\d|\d")
SEEDS = st.integers(0, 2**32)
NUMBERS = st.integers(0, 10**7).flatmap(lambda value: st.sampled_from([f"{value}", f"{value:,}", f"{value / 100:.2f}"]))
FREE = st.text(st.sampled_from("quays are not never up to 12 %.,€-/:\n½²٣!?"), max_size=40)


def made(text, other=None, *, seed=1):
    return changes(side(text), side(other or text), random.Random(seed))  # noqa: S311  reproducible, not secret


def with_label(found, label):
    return [change.text for change in found if change.label is label]


@given(NUMBERS, NUMBERS, SEEDS)
def test_change_of_a_figure_leaves_every_other_figure(percent, fee, seed):
    text = f"Harbourlight cuts waiting by {percent}% and costs €{fee} per berth."
    for change in made(text, seed=seed):
        before, after = NUMBER.findall(text), NUMBER.findall(change.text)
        assert len(before) == len(after)
        assert sum(old != new for old, new in zip(before, after, strict=True)) <= 1
        assert change.label is PairLabel.FIGURE_CHANGED or before == after


@given(NUMBERS, SEEDS)
def test_changed_figure_is_read_as_another_value(number, seed):
    text = f"Harbourlight costs €{number} for a berth."
    found = with_label(made(text, seed=seed), PairLabel.FIGURE_CHANGED)
    assert found
    value = side(text).readings.figures[0].value
    assert all(side(changed).readings.figures[0].value != value for changed in found)


@given(FREE, FREE, SEEDS)
def test_change_never_returns_the_same_text(text, other, seed):
    assert all(change.text != text for change in made(text, other, seed=seed))


@given(FREE, SEEDS)
def test_same_chance_makes_the_same_changes(text, seed):
    assert made(text, seed=seed) == made(text, seed=seed)


@pytest.mark.parametrize(
    ("text", "other", "label"),
    [
        ("Setup takes 10 days.", "Setup is quick.", PairLabel.FIGURE_CHANGED),
        ("Setup takes 10 days.", "Setup takes 12 days.", PairLabel.FIGURE_CHANGED),
        ("Setup is not charged.", "Setup is free.", PairLabel.CONTRADICTS),
        ("Boats pay when they leave.", "Boats pay.", PairLabel.UNDERSTATED),
    ],
)
def test_what_the_other_side_does_not_hold_is_left_alone(text, other, label):
    assert not with_label(made(text, other), label)


def test_bound_is_dropped_only_where_both_sides_have_it():
    text = "Cuts waiting by up to 30%."
    assert "Cuts waiting by 30%." in with_label(made(text), PairLabel.OVERSTATED)
    assert "Cuts waiting by 30%." not in with_label(made(text, "Cuts waiting by 30%."), PairLabel.OVERSTATED)


@pytest.mark.parametrize(
    ("text", "label", "changed"),
    [
        ("Most berths are cheap; most boats wait.", PairLabel.OVERSTATED, "Most berths are cheap; all boats wait."),
        ("Berths are typically free.", PairLabel.OVERSTATED, "Berths are free."),
        ("Setup is not charged.", PairLabel.CONTRADICTS, "Setup is charged."),
        ("Boats never wait.", PairLabel.CONTRADICTS, "Boats always wait."),
        ("Boats can leave at night.", PairLabel.CONTRADICTS, "Boats cannot leave at night."),
        ("Berths are cheap.", PairLabel.CONTRADICTS, "Berths are not cheap."),
    ],
)
def test_rule_turns_the_meaning(text, label, changed):
    assert changed in with_label(made(text), label)


@pytest.mark.parametrize("number", ["1.000.000", "12.500.000"])
def test_points_that_part_thousands_are_kept(number):
    found = with_label(made(f"We serve {number} boats."), PairLabel.FIGURE_CHANGED)
    assert found
    assert all(re.fullmatch(r"We serve \d{1,3}(\.\d{3})+ boats\.", text) for text in found)


def test_phrase_is_put_before_the_full_stop():
    (text,) = with_label(made("Berths are free."), PairLabel.UNDERSTATED)
    assert text.startswith("Berths are free, ")
    assert text.endswith(".")
    assert text.count(".") == 1


def test_nothing_is_made_sure_that_is_sure_already():
    assert not with_label(made("We guarantee a berth."), PairLabel.OVERSTATED)


def test_empty_text_can_be_changed():
    assert all(change.text for change in made("", ""))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Setup costs up to 30% less.", "down to"),
        ("It costs €20 a month.", "a year"),
        ("Half a day is enough for us.", "All a day"),
        ("Does setup take ten days?", "?,"),
    ],
)
def test_change_makes_no_text_that_nobody_would_write(text, wrong):
    found = [
        change for seed in range(20) for change in made(text, seed=seed) if change.label is not PairLabel.FIGURE_CHANGED
    ]
    assert not [change.text for change in found if wrong in change.text]


def test_number_word_at_the_beginning_keeps_its_capital():
    found = with_label(made("Ten days are enough."), PairLabel.FIGURE_CHANGED)
    assert found
    assert all(text[0].isupper() for text in found)


def test_unit_of_the_next_figure_is_left_alone():
    found = [
        text
        for seed in range(20)
        for text in with_label(made("It takes 5 weeks, 2 days in all.", seed=seed), PairLabel.FIGURE_CHANGED)
    ]
    assert found
    assert all(text.count("days") or text.count("weeks") for text in found)
