from dataclasses import replace
from datetime import date

import pytest

from msgcheck.codes import CODES, Label, Severity
from msgcheck.findings.severity import default_severity, severity_of
from msgcheck.records import Audience, Comparator, Message, MessageId, MessageType, Readings, Retired, Source
from tests.builders_findings import (
    MESSAGING,
    NOWHERE,
    ONBOARDING,
    PRICE,
    SUPPORT,
    figure_judgement,
    make_cue,
    make_figure,
    make_judgement,
)


def severity(judgement, *, messaging=MESSAGING, **audience):
    return severity_of(judgement, messaging=messaging, audience=Audience(**audience))


def about(text, **more):
    """Return a messaging whose one message has this text."""
    message = Message(id=MessageId("m"), type=MessageType.CLAIM, text=text, where=NOWHERE) if not more else None
    message = message or Message(id=MessageId("m"), text=text, where=NOWHERE, **({"type": MessageType.CLAIM} | more))
    return replace(MESSAGING, messages=(message,))


def on(text, label, **more):
    messaging = about(text, **more)
    return severity(make_judgement("Something else", label, message_id="m", wording=text), messaging=messaging)


@pytest.mark.parametrize("label", [Label.CONSISTENT, Label.NOT_A_CLAIM, Label.NOT_JUDGED])
def test_severity_of_what_is_not_raised_is_none(label):
    assert severity(make_judgement("Hello", label)) is Severity.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Plans start at £40 a month.",
        "You may cancel with 30 days' notice.",
        "We offer an SLA of 99.9% uptime.",
        "Our plant is certified to ISO 22000.",
        "We never sell personal data.",
        "All backups are encrypted.",
        "The lift stops safely when a door is forced.",
    ],
)
def test_contradiction_is_high_where_a_grave_matter_is_concerned(text):
    assert on(text, Label.CONTRADICTS) is Severity.HIGH


def test_contradiction_is_medium_elsewhere():
    assert on("Every report can be shared with colleagues.", Label.CONTRADICTS) is Severity.MEDIUM


def test_contradiction_of_what_legal_owns_is_high():
    assert on("Every report can be shared.", Label.CONTRADICTS, owner="legal") is Severity.HIGH


def test_money_somebody_saved_is_no_price():
    assert on("A bakery saved €4,000 in its first year.", Label.CONTRADICTS) is Severity.MEDIUM


def test_figure_is_high_where_it_promises_more():
    assert severity(figure_judgement()) is Severity.HIGH


def test_figure_is_low_where_it_promises_less():
    text = "Harbourlight cuts onboarding time by 10 %."
    found = make_figure("10 %", text, 10.0)
    judgement = make_judgement(
        text,
        Label.FIGURE_CHANGED,
        readings=Readings(figures=(found,)),
        approved_readings=Readings(figures=(make_figure("30%", ONBOARDING.text, 30.0, comparator=Comparator.AT_MOST),)),
    )
    assert severity(judgement) is Severity.LOW


def test_figure_of_a_price_is_high_even_where_nothing_says_which_way_is_better():
    messaging = about("The Core plan costs €59 a month.")
    judgement = make_judgement(
        "Core is €49 a month", Label.FIGURE_CHANGED, message_id="m", wording="The Core plan costs €59 a month."
    )
    assert severity(judgement, messaging=messaging) is Severity.HIGH


def test_overstated_is_high_where_a_guarantee_was_added():
    text = "We guarantee an answer in the morning."
    judgement = make_judgement(
        text, Label.OVERSTATED, message_id=SUPPORT.id, readings=Readings(guarantees=(make_cue("guarantee", text),))
    )
    assert severity(judgement) is Severity.HIGH


def test_overstated_is_medium_elsewhere():
    judgement = make_judgement("Support answers at once.", Label.OVERSTATED, message_id=SUPPORT.id)
    assert severity(judgement) is Severity.MEDIUM


def test_understated_is_low_for_a_benefit():
    assert severity(make_judgement("It may help a bit.", Label.UNDERSTATED)) is Severity.LOW


def test_understated_is_medium_where_an_obligation_weakens():
    assert on("We delete your records within 30 days.", Label.UNDERSTATED, owner="legal") is Severity.MEDIUM


@pytest.mark.parametrize(
    "text",
    ["We never pass a job on.", "If a part fails, a new one ships the next day.", "Repairs are guaranteed for a year."],
)
def test_understated_is_medium_where_a_commitment_weakens(text):
    assert on(text, Label.UNDERSTATED) is Severity.MEDIUM


def test_understated_is_low_where_a_result_weakens():
    assert on("In 2025 we never missed a slot.", Label.UNDERSTATED, type=MessageType.PROOF_POINT) is Severity.LOW


def test_reframed_slogan_is_low():
    assert on("Harbourlight. Paid on time.", Label.REFRAMED, type=MessageType.POSITIONING) is Severity.LOW


def test_reframed_is_medium_where_a_long_line_does_without_our_name():
    text = "The payroll bureau for small bakeries that would rather bake than count."
    assert on(text, Label.REFRAMED, type=MessageType.POSITIONING) is Severity.MEDIUM


def test_reframed_is_medium_where_the_category_was_replaced():
    assert on("Harbourlight is payroll software.", Label.REFRAMED, type=MessageType.POSITIONING) is Severity.MEDIUM


def test_reframed_is_low_elsewhere():
    assert severity(make_judgement("Onboarding is fun.", Label.REFRAMED)) is Severity.LOW


def outdated():
    return make_judgement(
        "Harbourlight cuts onboarding time by up to 20%.",
        Label.OUTDATED,
        message_id="onboarding-time-2024",
        wording="Harbourlight cuts onboarding time by up to 20%.",
        source=Source.RETIRED,
    )


def test_outdated_is_high_where_a_figure_changed_since():
    assert severity(outdated(), day=date(2026, 6, 1)) is Severity.HIGH


def replaced(old, new, **more):
    """Return the severity of a retired line whose place another took."""
    current = Message(**({"id": MessageId("new"), "type": MessageType.CLAIM, "text": new, "where": NOWHERE} | more))
    retired = Retired(id=MessageId("old"), text=old, replaced_by=MessageId("new"), where=NOWHERE)
    judgement = make_judgement(old, Label.OUTDATED, message_id="old", wording=old, source=Source.RETIRED)
    return severity(judgement, messaging=replace(MESSAGING, messages=(current,), retired=(retired,)))


def test_outdated_price_is_high():
    assert replaced("Core costs £39 a month.", "Core costs £49 a month.") is Severity.HIGH


def test_outdated_figure_of_no_grave_matter_is_medium():
    assert replaced("Orders ship in 5 days.", "Orders ship in 3 days.") is Severity.MEDIUM


def test_outdated_company_fact_is_low():
    old, new = "Acme employs 40 people.", "Acme employs 62 people."
    assert replaced(old, new, type=MessageType.BOILERPLATE) is Severity.LOW


def test_outdated_company_line_without_a_figure_is_medium():
    old, new = "Acme is family-owned.", "Acme is employee-owned."
    assert replaced(old, new, type=MessageType.BOILERPLATE) is Severity.MEDIUM


def test_outdated_is_low_on_the_last_day_of_grace():
    assert severity(outdated(), day=date(2026, 3, 31)) is Severity.LOW


def test_outdated_is_high_again_the_day_after():
    assert severity(outdated(), day=date(2026, 4, 1)) is Severity.HIGH


@pytest.mark.parametrize(
    ("text", "expected"), [("We are certified to ISO 9001.", Severity.HIGH), ("It has a dark mode.", Severity.MEDIUM)]
)
def test_unsupported_goes_by_what_is_claimed(text, expected):
    assert severity(make_judgement(text, Label.UNSUPPORTED, message_id=None)) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Rival was hacked.", Severity.HIGH), ("Rival is slower.", Severity.MEDIUM)]
)
def test_competitor_is_high_for_grave_matters(text, expected):
    assert severity(make_judgement(text, Label.ABOUT_COMPETITOR, message_id=None)) is expected


def test_former_name_is_low_until_its_grace_ends():
    judgement = make_judgement("Tideline is here", Label.WRONG_TERM, message_id=None)
    assert severity(judgement, day=date(2026, 6, 30)) is Severity.LOW
    assert severity(judgement, day=date(2026, 7, 1)) is Severity.MEDIUM


def test_wrong_audience_is_high_where_a_figure_differs():
    judgement = make_judgement(PRICE.text, Label.WRONG_AUDIENCE, message_id=PRICE.id, wording="It costs £79 a month.")
    assert severity(judgement) is Severity.HIGH


def test_wrong_audience_is_low_where_only_the_words_differ():
    text = "New hires are productive up to 30% sooner."
    assert severity(make_judgement(text, Label.WRONG_AUDIENCE, wording=text)) is Severity.LOW


@pytest.mark.parametrize("label", [Label.FORBIDDEN, Label.INTERNAL, Label.EMBARGOED, Label.REFERENCE])
def test_severity_is_always_high_for_what_may_not_be_said(label):
    assert severity(make_judgement("Anything", label)) is Severity.HIGH


@pytest.mark.parametrize("label", list(Label))
def test_severity_knows_every_label(label):
    assert isinstance(severity(make_judgement("Anything", label)), Severity)


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: entry.code)
def test_default_severity_is_never_none(entry):
    assert default_severity(entry.code) is not Severity.NONE
