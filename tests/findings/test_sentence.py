import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import Label
from msgcheck.findings.own_terms import OwnTerms
from msgcheck.findings.sentence import MAX_WORDS, long_date, own_terms_sentence, sentence_for, speaker_for
from msgcheck.records import BlockKind, Readings, Reason, Source
from tests.builders_findings import (
    ALL_FINDING_LABELS,
    INTERNAL_LINE,
    MESSAGING,
    ONBOARDING,
    figure_judgement,
    make_document,
    make_figure,
    make_judgement,
)

NEVER_SHOWN = re.compile(r"hedge|judgement|hypothesis|violation|offender|compliance|MC\d|score", re.IGNORECASE)


def sentence(judgement, speaker="You write"):
    return sentence_for(judgement, MESSAGING, speaker=speaker)


@pytest.mark.parametrize("label", ALL_FINDING_LABELS)
@given(st.text('abc "%.…', max_size=400))
def test_sentence_of_every_code_fits_thirty_words(label, what):
    reasons = (Reason(code="", what=what, score=0.5),)
    given_sentence = sentence(make_judgement("Found words", label, reasons=reasons), "This document says")
    assert 3 <= len(given_sentence.split()) <= MAX_WORDS


@pytest.mark.parametrize("label", ALL_FINDING_LABELS)
def test_sentence_holds_no_word_people_never_see(label):
    assert not NEVER_SHOWN.search(sentence(make_judgement("Found words", label)))


@pytest.mark.parametrize("label", ALL_FINDING_LABELS)
def test_sentence_says_what_to_do(label):
    assert sentence(make_judgement("Found words", label)).count(". ") >= 1


def test_sentence_of_a_figure_names_both_figures_and_the_source():
    assert sentence(figure_judgement()) == (
        'You write 50 %; our source (2025 customer study, 112 customers) supports up to 30%. Write "up to 30%" instead.'
    )


def test_sentence_of_another_period_does_not_name_the_same_figure_twice():
    line, text = "It costs €9 per month.", "It costs €9 per year."
    judgement = make_judgement(
        text,
        Label.FIGURE_CHANGED,
        message_id="support-hours",
        wording=line,
        readings=Readings(figures=(make_figure("€9", text, 9, kind="money", unit="eur", per="year"),)),
        approved_readings=Readings(figures=(make_figure("€9", line, 9, kind="money", unit="eur", per="month"),)),
        reasons=(Reason(code="MC102", what="per month became per year", score=0.9),),
    )
    assert sentence(judgement) == (
        "You write another figure than is approved: per month became per year. Use the approved figure."
    )


def test_sentence_shows_the_strongest_reason():
    reasons = (Reason(code="", what="weak", score=0.1), Reason(code="", what='"up to" is missing', score=0.9))
    assert '"up to" is missing' in sentence(make_judgement("Found", Label.OVERSTATED, reasons=reasons))


def test_sentence_does_not_say_the_same_twice():
    reasons = (Reason(code="", what="it promises more than the approved line", score=0.9),)
    assert "it promises" not in sentence(make_judgement("Found", Label.OVERSTATED, reasons=reasons))


def test_sentence_of_an_old_line_says_since_when():
    judgement = make_judgement(
        "Found", Label.OUTDATED, message_id="onboarding-time-2024", wording="Old", source=Source.RETIRED
    )
    assert sentence(judgement).startswith("You use a line that was retired on 15 January 2026.")


def test_sentence_of_a_forbidden_line_says_why():
    judgement = make_judgement(
        "Found", Label.FORBIDDEN, message_id="no-guarantee", wording="x", source=Source.NEVER_SAY
    )
    assert "no guarantee is approved" in sentence(judgement)


def test_sentence_of_an_internal_line_names_id_and_owner_only():
    judgement = make_judgement(
        f"Psst: {INTERNAL_LINE}",
        Label.INTERNAL,
        message_id="floor-price",
        wording=INTERNAL_LINE,
        source=Source.INTERNAL_ONLY,
        reasons=(Reason(code="MC203", what=f"it repeats {INTERNAL_LINE}", score=1.0),),
    )
    assert sentence(judgement) == (
        'This repeats "floor-price", which must not leave the company. Take it out, or ask sales-operations.'
    )


def test_sentence_of_own_terms_says_what_the_list_says():
    assert own_terms_sentence(OwnTerms(listed=("€19",))) == "These are your own terms. List is €19."


def test_sentence_of_terms_beyond_a_limit_names_it_and_who_may_allow_more():
    terms = OwnTerms(listed=("€19",), broken=("min", "€16"), owner="pricing")
    assert own_terms_sentence(terms) == "Below what you may offer (€16); list is €19. Ask pricing first."


@pytest.mark.parametrize(
    ("format_", "expected"), [("pptx", "This slide says"), ("eml", "This mail says"), ("pdf", "This document says")]
)
def test_speaker_goes_by_the_kind_of_document(format_, expected):
    assert speaker_for(make_document(format_=format_)) == expected


def test_long_date_is_written_as_people_do():
    assert long_date(date(2027, 3, 1)) == "1 March 2027"


LAUNCH = replace(ONBOARDING, embargo_until=date(2027, 2, 2), valid_until=date(2027, 12, 31))


@pytest.mark.parametrize(
    ("label", "day"), [(Label.EMBARGOED, "before 2 February 2027"), (Label.EXPIRED, "until 31 December 2027")]
)
def test_sentence_of_a_variant_names_the_day_it_inherits(label, day):
    house = replace(MESSAGING, messages=(LAUNCH,))
    judgement = make_judgement("New hires start sooner.", label, approved=LAUNCH.variants[0])
    assert day in sentence_for(judgement, house, speaker="You write")


def test_sentence_about_a_missing_line_quotes_its_start_and_not_its_id():
    assert sentence(make_judgement("", Label.MISSING, message_id="support-hours")).startswith(
        'The line "Support answers within four hours on working …" has to stand here'
    )


def test_sentence_about_notes_does_not_speak_of_the_slide():
    judgement = make_judgement("It is 50 %.", Label.CONTRADICTS)
    notes = replace(judgement, statement=replace(judgement.statement, kind=BlockKind.NOTES))
    assert sentence(notes, "This slide says").startswith("These notes say ")
    assert sentence(notes, "You write").startswith("You write ")


@pytest.mark.parametrize("label", [Label.OUTDATED, Label.EMBARGOED, Label.EXPIRED, Label.WRONG_AUDIENCE])
@pytest.mark.parametrize(
    ("speaker", "uses"),
    [("You write", "You use "), ("This mail says", "This mail uses "), ("These notes say", "These notes use ")],
)
def test_sentence_says_that_a_line_is_used(label, speaker, uses):
    assert sentence(make_judgement("Found", label), speaker).startswith(uses)


def test_sentence_about_another_audience_names_for_whom_a_line_is_approved():
    reasons = (Reason(code="MC403", what="it is approved for UK", score=0.97),)
    assert sentence(make_judgement("Found", Label.WRONG_AUDIENCE, reasons=reasons)) == (
        "You use wording approved for UK. Use the line for these readers."
    )


def test_sentence_about_a_ruled_out_line_gives_the_reason_apart():
    judgement = make_judgement(
        "guaranteed", Label.FORBIDDEN, message_id="no-guarantee", wording="guaranteed", source=Source.NEVER_SAY
    )
    assert sentence(judgement).startswith("You write what we must never say. The reason: no guarantee is approved. ")


def test_sentence_about_a_figure_of_something_else_does_not_ask_to_write_it():
    found = "The invoice is 50 %."
    judgement = figure_judgement(found)
    match = judgement.match
    wording = replace(
        match.wording, readings=replace(match.wording.readings, content=("onboarding", "time", "cut", "less"))
    )
    assert "Check which one is meant." in sentence(replace(judgement, match=replace(match, wording=wording)))


def test_sentence_about_a_claim_where_little_is_at_stake_asks_for_nothing():
    assert sentence(make_judgement("It has a dark mode.", Label.UNSUPPORTED, message_id=None)) == (
        "Our messaging does not cover this yet. Marketing may have a line for it."
    )
    assert "Leave it out" in sentence(make_judgement("We are the best.", Label.UNSUPPORTED, message_id=None))
