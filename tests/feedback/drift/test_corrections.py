"""What customers were told and should be told otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.codes import Severity
from msgcheck.records import Answer, Audience, MessageId
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


def test_corrections_are_of_matters_people_rely_on_only():
    about_views = with_message(text="Harbourlight shows each berth.")
    months = Months()
    months.write(NOV, edit="wording 0123", code="MC101", text="Harbourlight shows no berth.", family="email")
    months.findings[0] = replace(months.findings[0], approved="Harbourlight shows each berth.")
    assert corrections(months, about_views) == ()


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


def test_corrections_say_nothing_of_internal_lines():
    months = Months()
    months.write(NOV, family="email", edit="internal price", code="MC203", message_id=MessageId("price-note"))
    months.findings[0] = replace(months.findings[0], approved="", text="The price may fall to €10.")
    assert corrections(months) == ()


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
