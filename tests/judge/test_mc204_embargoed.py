"""MC204: a line before the day it may be used."""

from datetime import date

import pytest

from msgcheck.codes import Label
from msgcheck.judge.rules.mc204_embargoed import Embargoed
from msgcheck.records import Variant
from tests.builders_judge import case_of, mail, message, messaging, slides

LINE = "Foresight shows up to 72 hours ahead which lanes are likely to run warm."
LAUNCH = date(2027, 2, 2)
HOUSE = messaging(message("foresight", LINE, embargo_until=LAUNCH))


def found(text=LINE, house=HOUSE, *, day=date(2026, 11, 16), labels=None):
    return Embargoed().check(case_of(slides(["Launch", text]), house, labels=labels, as_of=day))


def test_line_under_embargo_is_too_early():
    (judgement,) = found()
    assert judgement.message_id == "foresight"
    assert judgement.reasons[0].what == "it may be used from 2 February 2027"


def test_line_on_the_day_of_the_launch_is_let_pass():
    assert found(day=LAUNCH) == ()


def test_line_that_is_not_yet_valid_is_too_early():
    assert found(house=messaging(message("foresight", LINE, valid_from=LAUNCH)))


def test_the_later_of_two_days_counts():
    house = messaging(message("foresight", LINE, valid_from=date(2026, 1, 1), embargo_until=LAUNCH))
    assert found(house=house)


def test_variant_inherits_the_embargo_of_its_message():
    house = messaging(
        message("foresight", LINE, embargo_until=LAUNCH, variants=(Variant(text="Warm lanes, seen 72 hours ahead."),))
    )
    assert found("Warm lanes, seen 72 hours ahead.", house)


def test_variant_with_a_day_of_its_own_goes_by_it():
    early = Variant(text="Warm lanes, seen 72 hours ahead.", embargo_until=date(2026, 1, 1))
    house = messaging(message("foresight", LINE, embargo_until=LAUNCH, variants=(early,)))
    assert found("Warm lanes, seen 72 hours ahead.", house) == ()


def test_line_that_another_wording_in_force_says_as_well_is_let_pass():
    house = messaging(
        message("foresight", LINE, embargo_until=LAUNCH),
        message("lanes", "Desk shows up to 72 hours ahead which lanes are likely to run warm."),
    )
    assert found(house=house) == ()


def test_line_in_force_with_another_figure_is_no_excuse():
    house = messaging(
        message("foresight", LINE, embargo_until=LAUNCH),
        message("lanes", "Desk shows up to 12 hours ahead which lanes are likely to run warm."),
    )
    assert found(house=house)


@pytest.mark.parametrize("label", [Label.NOT_A_CLAIM, Label.UNSUPPORTED])
def test_statement_about_no_message_is_let_pass(label):
    assert found(labels={LINE: label}) == ()


def test_line_with_a_changed_figure_is_too_early_all_the_same():
    assert found("Foresight shows up to 96 hours ahead which lanes are likely to run warm.", labels={
        "Foresight shows up to 96 hours ahead which lanes are likely to run warm.": Label.FIGURE_CHANGED
    })  # fmt: skip


@pytest.mark.parametrize("label", [Label.REFRAMED, Label.CONTRADICTS])
def test_statement_that_says_something_else_is_let_pass(label):
    text = "Which lanes are too warm is for your carrier to say."
    assert found(text, labels={text: label}) == ()


@pytest.mark.parametrize(("dates", "count"), [({"valid_from": LAUNCH}, 0), ({"embargo_until": LAUNCH}, 1)])
def test_of_sent_mail_only_an_embargo_counts(dates, count):
    house = messaging(message("foresight", LINE, **dates))
    assert len(Embargoed().check(case_of(mail(LINE), house, as_of=date(2026, 11, 16)))) == count
