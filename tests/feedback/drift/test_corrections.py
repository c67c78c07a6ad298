"""What customers were told and should be told otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.codes import BY_CODE, Severity
from msgcheck.records import Answer, Audience, MessageId
from msgcheck.report.drift.first_page import first_page
from tests.builders_divergences import make_decision
from tests.builders_months import Months, report_on, with_message

NOV = date(2026, 11, 10)
PRICED = with_message(kind="price", text="Harbourlight costs €89 a berth and month.")
CHEAPER = "figure 89 eur > 79 eur"


def corrections(months, messaging=PRICED, **values):
    return report_on(months.store(**values), messaging=messaging).corrections


def mails(number=2, **values):
    months = Months()
    for _ in range(number):
        months.write(NOV, **{"family": "email", "edit": CHEAPER, "text": None, **values})
    return months


def test_corrections_counts_mails_and_other_documents_by_what_they_are_about():
    months = mails()
    months.write(NOV, edit=CHEAPER)
    (found,) = corrections(months)
    assert (found.about, found.mails, found.documents, found.told) == ("price", 2, 1, False)


def test_corrections_counts_a_mail_with_two_wrong_prices_once():
    months = mails(1)
    months.find(months.documents[0], change="figure 89 eur > 69 eur")
    assert [found.mails for found in corrections(months)] == [1]


@pytest.mark.parametrize("severity", [Severity.MEDIUM, Severity.LOW])
def test_corrections_are_of_grave_matters_only(severity):
    assert corrections(mails(severity=severity)) == ()


ABOUT_VIEWS = with_message(text="Harbourlight shows each berth.")


def said_in_mails(*codes, approved="Harbourlight shows each berth.", text="Harbourlight shows all, always."):
    """One mail for each code, with a grave finding of it."""
    months = Months()
    for code in codes:
        months.write(NOV, edit=f"wording {code}", code=code, text=text, family="email")
        months.findings[-1] = replace(months.findings[-1], approved=approved)
    return months


@pytest.mark.parametrize(
    ("code", "about"),
    [
        ("MC101", "claim"),
        ("MC102", "claim"),
        ("MC103", "claim"),
        ("MC201", "claim"),
        ("MC202", "do not say"),
        ("MC203", "internal note"),
        ("MC204", "too early"),
        ("MC301", "claim"),
        ("MC302", "claim"),
        ("MC403", "claim"),
    ],
)
def test_corrections_count_everything_grave_whatever_it_is_about(code, about):
    (found,) = corrections(said_in_mails(code), ABOUT_VIEWS)
    assert (found.about, found.mails, found.told) == (about, 1, False)


@pytest.mark.parametrize(
    ("code", "about"), [("MC202", "price"), ("MC204", "too early"), ("MC203", "internal note"), ("MC301", "price")]
)
def test_corrections_tell_a_named_matter_unless_not_even_that_may_be_told(code, about):
    months = said_in_mails(code, text="The price falls to €10.")
    assert [found.about for found in corrections(months, ABOUT_VIEWS)] == [about]


def test_corrections_tell_named_matters_before_claims_however_many_there_are():
    months = said_in_mails("MC101", "MC103", "MC301", "MC202", "MC202", "MC204")
    months.write(NOV, edit="wording price", code="MC301", text="The price is €1.", family="email")
    months.findings[-1] = replace(months.findings[-1], approved="")
    found = corrections(months, ABOUT_VIEWS)
    assert [(one.about, one.mails) for one in found] == [
        ("do not say", 2),
        ("price", 1),
        ("too early", 1),
        ("claim", 3),
    ]


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_second_line_says_nothing_known_only_where_nothing_grave_stands(code):
    grave, slight = said_in_mails(code), mails(1, code=code, severity=Severity.MEDIUM)
    assert "nothing known" not in first_page(report_on(grave, messaging=ABOUT_VIEWS))[1]
    assert "nothing known" in first_page(report_on(slight, messaging=ABOUT_VIEWS))[1]


def test_corrections_leave_out_what_stays_inside():
    assert corrections(mails(audience=Audience(audience="inside"))) == ()


def test_corrections_leave_out_decks_of_marketing_and_not_its_mails():
    months = mails(1, audience=Audience(owner="marketing"))
    months.write(NOV, edit=CHEAPER, audience=Audience(owner="marketing"))
    (found,) = corrections(months)
    assert (found.mails, found.documents) == (1, 0)


def test_corrections_leave_out_what_was_put_right_since():
    months = mails(1, family="deck", superseded=True)
    assert corrections(months) == ()


def test_corrections_leave_out_mails_of_other_months():
    months = Months()
    months.write(date(2026, 10, 5), family="email", edit=CHEAPER)
    months.write(NOV)
    assert corrections(months) == ()


def test_corrections_do_not_tell_what_an_internal_line_is_about():
    months = Months()
    months.write(NOV, family="email", edit="internal price", code="MC203", message_id=MessageId("price-note"))
    months.findings[0] = replace(months.findings[0], approved="", text="The price may fall to €10.")
    assert [found.about for found in corrections(months)] == ["internal note"]


@pytest.mark.parametrize(
    ("answer", "told"), [(Answer.FIX, [True]), (Answer.REJECT, [True]), (Answer.WATCH, [False]), (Answer.TEST, [])]
)
def test_corrections_are_told_where_notes_to_the_field_tell_them(answer, told):
    months = mails()
    edit = report_on(months, messaging=PRICED).counted[0]
    decision = replace(
        make_decision(answer=answer, sources=9),
        divergence=edit.divergence,
        message_id=edit.message_id,
        code=edit.code,
        change=CHEAPER,
    )
    assert [found.told for found in corrections(months, kept_decisions=(decision,))] == told


def test_corrections_are_not_told_by_what_was_decided_after_the_day_of_the_report():
    months = mails()
    edit = report_on(months, messaging=PRICED).counted[0]
    decision = replace(
        make_decision(answer=Answer.FIX),
        divergence=edit.divergence,
        message_id=edit.message_id,
        code=edit.code,
        change=CHEAPER,
        decided_on=date(2026, 12, 1),
    )
    assert [found.told for found in corrections(months, kept_decisions=(decision,))] == [False]


def test_corrections_are_told_only_where_all_of_them_are():
    months = mails()
    edit = report_on(months, messaging=PRICED).counted[0]
    decision = replace(
        make_decision(answer=Answer.FIX),
        divergence=edit.divergence,
        message_id=edit.message_id,
        code=edit.code,
        change=CHEAPER,
    )
    months.write(NOV, family="email", edit="figure 89 eur > 9 eur", text=None)
    assert [found.told for found in corrections(months, kept_decisions=(decision,))] == [False]


def test_corrections_know_what_a_line_is_about_by_its_words():
    messaging = with_message(text="Harbourlight is certified to ISO/IEC 27001.")
    months = Months()
    months.write(NOV, family="email", edit="figure 27001 > 9001", text=None)
    assert [found.about for found in corrections(months, messaging)] == ["certification"]
