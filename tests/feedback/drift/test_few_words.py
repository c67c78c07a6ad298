"""The few words in which an edit differs."""

from dataclasses import replace

import pytest

from msgcheck.feedback.drift.few_words import FewWords
from msgcheck.records import Competitor, MessageId, Retired
from tests.builders_divergences import make_divergence
from tests.builders_stored import MARKER, MESSAGING, WHERE

LIVE = "Harbourlight is live in 30 days."
HOUSE = replace(
    MESSAGING,
    retired=(
        Retired(
            id=MessageId("quay-2024"),
            text="Harbourlight cuts waiting times at the quay by 20%.",
            replaced_by=MessageId("quay"),
            where=WHERE,
        ),
    ),
    competitors=(Competitor(name="Moorfast", where=WHERE),),
)


def parts(change="", *, approved=LIVE, said=None, code="MC102", **values):
    return FewWords(HOUSE).of(make_divergence(code=code, change=change, approved=approved, said=said, **values))


def test_few_words_are_both_figures_as_they_stand_in_the_sentences_with_the_words_before_them():
    found = parts("figure 1 month > 14 day", said="You are live in two weeks, promised.")
    assert found == ("live in 30 days", "live in two weeks")


def test_few_words_are_figures_alone_where_other_words_stand_before_them():
    assert parts("figure 1 month > 14 day", said="Go live within two weeks.") == ("30 days", "two weeks")


def test_few_words_of_a_mail_are_figures_in_words_of_our_own():
    assert parts("figure 1 month > 2 month") == ("30 days", "60 days")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("dropped up to", ("up to", "")),
        ("added up to", ("", "up to")),
        ("added figure 50 percent", ("", "50%")),
        ("up to > at least", ("up to", "at least")),
        ("added guarantee", ("", "")),
        ("negated", ("", "")),
        ("not named", ("", "")),
    ],
)
def test_few_words_of_a_change_are_what_its_key_names(change, expected):
    assert parts(change, code="MC103") == expected


def test_few_words_of_a_wrong_name_are_the_right_one_and_the_wrong_one():
    assert parts("term mooring software > berth planning", code="MC401", approved="") == (
        "berth planning",
        "mooring software",
    )


def test_few_words_of_a_rewording_are_the_words_that_differ_where_they_are_few():
    said = "Harbourlight is up within 30 days."
    assert parts("wording 0123", said=said, code="MC105") == ("live in", "up within")


def test_few_words_of_a_rewording_throughout_are_none():
    said = "From the first call to the last crane it is but a short while, say our customers."
    assert parts("wording 0123", said=said, code="MC105") == ("", "")


def test_few_words_hold_no_name_that_the_field_wrote():
    said = f"Harbourlight is live at {MARKER} in 30 days."
    assert parts("wording 0123", said=said, code="MC105") == ("", "")


@pytest.mark.parametrize("name", ["Skagen", "skagen", "moorfast"])
def test_few_words_hold_no_name_of_a_customer_or_competitor(name):
    assert parts("wording 0123", said=f"Harbourlight is live {name} 30 days.", code="MC105") == ("", "")


@pytest.mark.parametrize("code", ["MC203", "MC302", "MC303"])
def test_few_words_of_what_must_not_be_told_are_none(code):
    assert parts("figure 1 month > 14 day", said="Live in two weeks.", code=code) == ("", "")


def test_few_words_of_an_old_line_are_the_figure_in_which_it_differs():
    found = parts(
        "old line quay-2024",
        code="MC201",
        message_id=MessageId("quay-2024"),
        approved=HOUSE.messages[0].text,
        said=None,
    )
    assert found == ("30%", "20%")


def test_few_words_says_an_old_line_as_the_messaging_has_it():
    divergence = make_divergence(code="MC201", message_id=MessageId("quay-2024"), said=None)
    assert FewWords(HOUSE).said(divergence) == HOUSE.retired[0].text


def test_few_words_of_an_old_line_are_no_figures_of_two_kinds():
    found = parts("old line quay", code="MC201", approved="It costs €49 a berth.", said="Try it for six months, free.")
    assert found == ("", "")


def test_few_words_are_no_figures_where_several_differ():
    found = parts("wording 01", code="MC105", approved="Up to 30% in 10 days.", said="Save 20% or so within 5 days!")
    assert found == ("", "")
