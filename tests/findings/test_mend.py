from dataclasses import replace

import pytest

from msgcheck.codes import Label
from msgcheck.findings.mend import mend, right_names
from msgcheck.records import Comparator, Readings, Reason, Source, Term, Tier, Token
from tests.builders_findings import (
    MESSAGING,
    NOWHERE,
    ONBOARDING,
    figure_judgement,
    make_cue,
    make_figure,
    make_judgement,
)


@pytest.mark.parametrize(
    ("found", "written", "mended"),
    [
        ("It saves 50 % of the time.", "50 %", "It saves up to 30 % of the time."),
        ("It saves 50 percent of the time.", "50 percent", "It saves up to 30 percent of the time."),
        ("50% less onboarding", "50%", "Up to 30% less onboarding"),
        ("More than 50% less onboarding", "50%", "Up to 30% less onboarding"),
        ("It saves 50%+ of the time.", "50%", "It saves up to 30% of the time."),
        ("It saves half of the time.", "half", "It saves up to 30% of the time."),
    ],
)
def test_mend_puts_the_figure_back_in_the_writers_format(found, written, mended):
    figure = make_figure(written, found, 50.0)
    approved = make_figure("30%", ONBOARDING.text, 30.0, comparator=Comparator.AT_MOST)
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        readings=Readings(figures=(figure,)),
        approved_readings=Readings(figures=(approved,)),
    )
    assert mend(judgement, MESSAGING) == mended


def test_mend_keeps_bounding_words_that_are_right():
    found = "It saves as much as 50% of the time."
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        readings=Readings(figures=(make_figure("50%", found, 50.0, comparator=Comparator.AT_MOST),)),
        approved_readings=Readings(figures=(make_figure("30%", ONBOARDING.text, 30.0, comparator=Comparator.AT_MOST),)),
    )
    assert mend(judgement, MESSAGING) == "It saves as much as 30% of the time."


def test_mend_takes_the_approved_figure_where_scales_differ():
    line, found = "We store 900,000 files.", "We store 1.2 million files."
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=line,
        readings=Readings(figures=(make_figure("1.2 million", found, 1.2e6, kind="number", unit="file"),)),
        approved_readings=Readings(figures=(make_figure("900,000", line, 9e5, kind="number", unit="file"),)),
    )
    assert mend(judgement, MESSAGING) == "We store 900,000 files."


def test_mend_puts_up_to_back_where_only_that_is_missing():
    found = "Harbourlight cuts onboarding time by 30%."
    judgement = make_judgement(
        found,
        Label.OVERSTATED,
        readings=Readings(figures=(make_figure("30%", found, 30.0),)),
        approved_readings=Readings(figures=(make_figure("30%", ONBOARDING.text, 30.0, comparator=Comparator.AT_MOST),)),
    )
    assert mend(judgement, MESSAGING) == "Harbourlight cuts onboarding time by up to 30%."


def test_mend_writes_within_instead_of_in():
    line, found = "We answer within 4 hours.", "We answer in 2 hours."
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=line,
        readings=Readings(
            figures=(make_figure("2 hours", found, 7200.0, kind="duration", unit="second", as_written=(2.0, "hour")),)
        ),
        approved_readings=Readings(
            figures=(
                make_figure(
                    "4 hours",
                    line,
                    14400.0,
                    kind="duration",
                    unit="second",
                    as_written=(4.0, "hour"),
                    comparator=Comparator.AT_MOST,
                ),
            )
        ),
    )
    assert mend(judgement, MESSAGING) == "We answer within 4 hours."


def test_mend_appends_a_dropped_condition():
    line, found = "Setup is free on annual plans.", "Setup is free."
    judgement = make_judgement(
        found,
        Label.OVERSTATED,
        wording=line,
        approved_readings=Readings(conditions=(make_cue("on annual plans", line),)),
    )
    assert mend(judgement, MESSAGING) == "Setup is free on annual plans."


def test_mend_does_not_append_a_bare_condition_word():
    line, found = "Setup is free if you sign for a year.", "Setup is free."
    judgement = make_judgement(
        found, Label.OVERSTATED, wording=line, approved_readings=Readings(conditions=(make_cue("if", line),))
    )
    assert mend(judgement, MESSAGING) is None


def test_mend_takes_out_an_added_absolute():
    found = "Always ready within a day."
    reason = Reason(code="MC103", what='"always" was added', score=0.9, found=(0, 6))
    assert mend(make_judgement(found, Label.OVERSTATED, reasons=(reason,)), MESSAGING) == "Ready within a day."


def test_mend_brings_a_retired_figure_up_to_date():
    judgement = make_judgement(
        "Up to 20% less onboarding time",
        Label.OUTDATED,
        message_id="onboarding-time-2024",
        wording="Harbourlight cuts onboarding time by up to 20%.",
        source=Source.RETIRED,
    )
    assert mend(judgement, MESSAGING) == "Up to 30% less onboarding time"


def test_mend_leaves_an_old_line_that_says_more_than_one_figure_alone():
    judgement = make_judgement(
        "20% or even 20% less", Label.OUTDATED, message_id="onboarding-time-2024", wording="x", source=Source.RETIRED
    )
    assert mend(judgement, MESSAGING) is None


@pytest.mark.parametrize(
    "label", [Label.CONTRADICTS, Label.REFRAMED, Label.UNSUPPORTED, Label.FORBIDDEN, Label.INTERNAL]
)
def test_mend_does_not_try_what_no_small_repair_mends(label):
    assert mend(make_judgement("Anything", label), MESSAGING) is None


def test_mend_of_what_needs_nothing_is_none():
    assert mend(make_judgement("No figure here", Label.FIGURE_CHANGED), MESSAGING) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HarbourFlow is here", "Harbourlight Flow is here"),
        ("Ask your client", "Ask your customer"),
        ("Client stories", "Customer stories"),
        ("Harbourlight Flow is here", "Harbourlight Flow is here"),
        ("Harbourlight Flow, formerly Tideline", "Harbourlight Flow, formerly Tideline"),
        ("Write to info@client.example", "Write to info@client.example"),
        ("Our clients like it", "Our customers like it"),
        ("Tideline GmbH is our landlord", "Tideline GmbH is our landlord"),
    ],
)
def test_right_names_replaces_wrong_ones_only(text, expected):
    assert right_names(text, MESSAGING) == expected


def test_mend_of_two_figures_keeps_each_in_its_place():
    line, found = "It takes 3 days and costs €40.", "It takes 2 days and costs €35."
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=line,
        readings=Readings(
            figures=(
                make_figure("2 days", found, 2.0, kind="duration", unit="second", as_written=(2.0, "day")),
                make_figure("€35", found, 35.0, kind="money", unit="eur"),
            )
        ),
        approved_readings=Readings(
            figures=(
                make_figure("3 days", line, 3.0, kind="duration", unit="second", as_written=(3.0, "day")),
                make_figure("€40", line, 40.0, kind="money", unit="eur"),
            )
        ),
    )
    assert mend(judgement, MESSAGING) == line


def test_mend_of_the_shown_example_gives_the_approved_figure():
    assert mend(figure_judgement(), MESSAGING) == "Harbourlight cuts onboarding time by up to 30 %."


TEXTING = replace(MESSAGING, terms=(Term(use="text message", not_=("SMS",), where=NOWHERE),))


def words_of(text, **analysed):
    """Return tokens of the words named, each with its part in the sentence."""
    return tuple(
        Token(start=text.index(word), end=text.index(word) + len(word), lemma=word, pos="NOUN", dep=dep, head=99)
        for word, dep in analysed.items()
    )


@pytest.mark.parametrize(
    ("text", "dep", "expected"),
    [
        ("We send SMS to your planners", "dobj", "We send text messages to your planners"),
        ("We send SMS alerts", "compound", "We send text message alerts"),
        ("Alarms by SMS", "pobj", "Alarms by text message"),
        ("SMS alerts are free", "compound", "Text message alerts are free"),
    ],
)
def test_right_names_keep_the_number_and_case_of_an_acronym(text, dep, expected):
    assert right_names(text, TEXTING, words_of(text, SMS=dep)) == expected


def test_mend_does_not_put_days_in_the_place_of_minutes():
    line, found = "Returns take 3 days if they let you.", "Ten minutes if they let you."
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=line,
        readings=Readings(
            figures=(
                make_figure("Ten minutes", found, 600.0, kind="duration", unit="second", as_written=(10.0, "minute")),
            )
        ),
        approved_readings=Readings(
            figures=(make_figure("3 days", line, 259200.0, kind="duration", unit="second", as_written=(3.0, "day")),)
        ),
    )
    assert mend(judgement, MESSAGING) is None


def price_judgement(content, *, house_content=("pilot", "cost", "week"), unit="eur"):
    line, found = "A pilot costs €2,400 for 20 weeks.", "The invoice is €380 for the Pods."
    return make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=line,
        readings=Readings(figures=(make_figure("€380", found, 380.0, kind="money", unit=unit),), content=content),
        approved_readings=Readings(
            figures=(make_figure("€2,400", line, 2400.0, kind="money", unit="eur"),), content=house_content
        ),
    )


def test_mend_leaves_a_sentence_about_something_else_alone():
    assert mend(price_judgement(("invoice", "pod")), MESSAGING) is None
    assert mend(price_judgement(("pilot", "cost")), MESSAGING) is not None


def test_mend_puts_no_other_currency_in_its_place():
    assert mend(price_judgement(("pilot", "cost"), unit="gbp"), MESSAGING) is None


def test_mend_of_a_line_that_must_be_kept_needs_nearly_all_of_it():
    strict = replace(MESSAGING, messages=(replace(ONBOARDING, tier=Tier.STRICT),))
    judgement = price_judgement(("pilot", "cost"))
    assert mend(judgement, strict) is None
    assert mend(price_judgement(("pilot", "cost", "week")), strict) is not None


def test_mend_appends_no_condition_where_an_added_absolute_stays():
    line = "Alarms ring within 5 minutes where there is a mobile signal."
    found = "Alarms ring within 5 minutes, everywhere."
    judgement = make_judgement(
        found,
        Label.OVERSTATED,
        wording=line,
        readings=Readings(absolutes=(make_cue("everywhere", found),)),
        approved_readings=Readings(conditions=(make_cue("where there is a mobile signal", line),)),
    )
    assert mend(judgement, MESSAGING) is None


@pytest.mark.parametrize(
    ("line", "right", "found", "written", "mended"),
    [
        (
            "It ends with three months' notice.",
            "three months",
            "With one month's notice.",
            "one month",
            "three months'",
        ),
        ("It ends with 3 months’ notice.", "3 months", "With 1 month’s notice.", "1 month", "3 months’"),
        ("It ends with one month's notice.", "one month", "With three months' notice.", "three months", "one month's"),
        (
            "It ends with three months' notice.",
            "three months",
            "With two months' notice.",
            "two months",
            "three months'",
        ),
    ],
)
def test_mend_writes_the_possessive_as_the_number_needs_it(line, right, found, written, mended):
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=line,
        readings=Readings(figures=(make_figure(written, found, 1.0, kind="duration", unit="month"),)),
        approved_readings=Readings(figures=(make_figure(right, line, 3.0, kind="duration", unit="month"),)),
    )
    assert mend(judgement, MESSAGING) == f"With {mended} notice."


def test_mend_leaves_a_closing_quotation_mark():
    line, found = "It is live in one month.", "They say 'live in three months' here."
    judgement = make_judgement(
        found,
        Label.FIGURE_CHANGED,
        wording=line,
        readings=Readings(figures=(make_figure("three months", found, 3.0, kind="duration", unit="month"),)),
        approved_readings=Readings(figures=(make_figure("one month", line, 1.0, kind="duration", unit="month"),)),
    )
    assert mend(judgement, MESSAGING) == "They say 'live in one month' here."
