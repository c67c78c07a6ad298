"""What others may read of a drift report."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgcheck.feedback.drift.shared import shared_drift
from msgcheck.record_json import to_json_value
from msgcheck.records import (
    Audience,
    Company,
    Customer,
    DocumentId,
    Ending,
    Message,
    MessageId,
    MessageType,
    Messaging,
    NewPhrase,
)
from tests.builders_drift import FLOW, ISO, LIVE, PRIVATE, SAVING, make_drift_report, make_edit
from tests.builders_months import Months, report_on, with_message
from tests.builders_stored import MARKER, MESSAGING, WHERE, make_scan

NOV = date(2026, 11, 10)
HOUSE = Messaging(
    company=Company(name="Marlowick"),
    messages=tuple(
        Message(id=MessageId(f"m{number}"), type=MessageType.CLAIM, text=text, where=WHERE)
        for number, text in enumerate((SAVING, LIVE, FLOW, ISO))
    ),
    customers=(Customer(name="Pellworm Foods", aliases=("Pellworm",), where=WHERE),),
)


def text_of(report):
    return repr(to_json_value(report))


def test_shared_drift_says_that_it_is_shared():
    assert shared_drift(make_drift_report(), HOUSE).shared


def test_shared_drift_holds_no_path_and_no_customer():
    found = text_of(shared_drift(make_drift_report(), HOUSE))
    assert not [word for word in PRIVATE if word in found]


def test_shared_drift_leaves_out_versions_and_what_could_not_be_read():
    found = shared_drift(make_drift_report(), HOUSE)
    assert (found.versions, found.unreadable) == ((), ())


def test_shared_drift_keeps_every_count():
    report = make_drift_report()
    found = shared_drift(report, HOUSE)
    assert (found.material, found.corrections, found.waiting, found.disputed) == (
        report.material,
        report.corrections,
        report.waiting,
        report.disputed,
    )
    assert [edit.documents for edit in found.new] == [edit.documents for edit in report.new]


def test_shared_drift_keeps_few_words_that_are_the_messagings_own():
    (edit,) = shared_drift(make_drift_report(), HOUSE).new
    assert (edit.approved_part, edit.said_part) == ("live in 30 days", "live in two weeks")


def test_shared_drift_drops_few_words_of_the_field_with_their_counterpart():
    report = make_drift_report(new=(make_edit(said_part="running by teatime"),))
    (edit,) = shared_drift(report, HOUSE).new
    assert (edit.approved_part, edit.said_part) == ("", "")


def test_shared_drift_drops_the_sentence_of_the_field():
    report = make_drift_report(new=(make_edit(said=f"Shops go live at {MARKER} in two weeks."),))
    assert shared_drift(report, HOUSE).new[0].said == ""


def test_shared_drift_drops_what_changed_where_it_holds_other_words():
    report = make_drift_report(new=(make_edit(what=f"30 days became {MARKER} weeks"),))
    assert shared_drift(report, HOUSE).new[0].what == ""


def test_shared_drift_keeps_what_is_said_of_a_code_in_general():
    report = make_drift_report(new=(make_edit(what="another figure is said"),))
    assert shared_drift(report, HOUSE).new[0].what == "another figure is said"


def test_shared_drift_drops_the_title_of_a_template():
    assert shared_drift(make_drift_report(), HOUSE).own_material[0].template == ""


def test_shared_drift_names_no_customer_in_approved_lines():
    story = "Pellworm saved 20% with Marlowick."
    report = make_drift_report(
        new=(make_edit(approved=story),),
        never_used=((MessageId("proof"), story),),
        messages=(replace(make_drift_report().messages[0], text=story),),
    )
    proof = Message(id=MessageId("proof"), type=MessageType.CLAIM, text=story, where=WHERE)
    found = shared_drift(report, replace(HOUSE, messages=(*HOUSE.messages, proof)))
    told = {found.new[0].approved, found.never_used[0][1], found.messages[0].text}
    assert told == {"A customer saved 20% with Marlowick."}


def test_shared_drift_shows_phrases_of_messaging_words_only():
    phrases = (
        NewPhrase(phrase="energy costs", documents=4, sources=3, before=0),
        NewPhrase(phrase=f"{MARKER} costs", documents=4, sources=3, before=0),
    )
    assert shared_drift(make_drift_report(phrases=phrases), HOUSE).phrases == phrases[:1]


def test_shared_drift_of_a_shared_report_is_the_same():
    once = shared_drift(make_drift_report(), HOUSE)
    assert shared_drift(once, HOUSE) == once


AHEAD = "Marlowick Tidal halves energy costs by 55%."


def ahead(**days):
    """The messaging with one more line, and a report that tells it wherever it can."""
    message = Message(id=MessageId("tidal"), type=MessageType.CLAIM, text=AHEAD, where=WHERE, **days)
    base = make_drift_report()
    one = replace(base.messages[0], message_id=message.id, text=AHEAD)
    edit = make_edit(
        message_id=message.id,
        code="MC102",
        what="55% became 20%",
        approved=AHEAD,
        said=AHEAD,
        approved_part="by 55%",
        said_part="by 20%",
    )
    report = replace(
        base,
        messages=(one,),
        launches=(one,),
        never_used=((message.id, AHEAD),),
        endings=(Ending(message_id=message.id, text=AHEAD, last_day=date(2027, 1, 1), families=()),),
        new=(edit, replace(edit, message_id=MessageId("m0"), approved=SAVING)),
        growing=(edit,),
        counted=(edit,),
        own_material=(edit,),
        settled=(edit,),
        phrases=(NewPhrase(phrase="halves energy costs", documents=4, sources=3, before=0),),
    )
    return report, replace(HOUSE, messages=(*HOUSE.messages, message))


@pytest.mark.parametrize("key", ["embargo_until", "valid_from"])
def test_shared_drift_holds_nothing_of_a_line_that_is_not_out_yet(key):
    report, house = ahead(**{key: make_drift_report().as_of + timedelta(days=1)})
    shared = shared_drift(report, house)
    found = text_of(shared)
    assert not [word for word in ("Tidal", "halves", "55") if word in found]
    assert {shared.messages[0].text, shared.never_used[0][1], shared.endings[0].text} == {"not out yet"}
    assert shared.messages[0].message_id == "tidal"
    assert shared_drift(shared, house) == shared


def test_shared_drift_shows_a_line_from_its_day_on():
    report, house = ahead(embargo_until=make_drift_report().as_of)
    shared = shared_drift(report, house)
    assert (shared.messages[0].text, shared.new[0].approved_part) == (AHEAD, "by 55%")


def test_shared_drift_says_of_a_line_ahead_that_it_is_about_a_customer_so_that_its_id_is_not_spelt_out():
    report, house = ahead(embargo_until=date(2027, 6, 1))
    text = "Pellworm Foods saved 55% with Marlowick."
    messages = tuple(replace(one, text=text) if one.id == "tidal" else one for one in house.messages)
    report = replace(report, never_used=((MessageId("tidal"), text),))
    assert shared_drift(report, replace(house, messages=messages)).never_used[0][1] == "not out yet; about a customer"


def test_drift_report_names_no_customer_even_in_the_local_view():
    months = Months()
    months.write(NOV)
    report = report_on(months, messaging=with_message(text="Skagen waits 30% less with Harbourlight."))
    assert "Skagen" not in text_of(report)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "day": st.dates(date(2026, 9, 1), date(2026, 11, 30)),
                "edit": st.sampled_from(["", f"added condition {MARKER}", "wording 01", f"added figure 5 {MARKER}"]),
                "code": st.sampled_from(["MC102", "MC103", "MC105", "MC201", "MC203", "MC301", "MC302", "MC401"]),
                "text": st.sampled_from([None, f"Ask {MARKER} now.", f"Harbourlight is live at {MARKER}."]),
                "path": st.sampled_from([f"decks/{MARKER}/a.pptx", f"mail/{MARKER}.eml"]),
                "author": st.sampled_from(["", MARKER]),
                "account": st.sampled_from(["", MARKER]),
                "audience": st.builds(Audience, owner=st.sampled_from(["", "marketing"])),
            }
        ),
        min_size=1,
        max_size=12,
    )
)
def test_shared_drift_report_holds_no_word_of_the_field(documents):
    months = Months()
    months.write(NOV)
    for document in documents:
        months.write(**document)
    scans = (make_scan(as_of=NOV, skipped=((DocumentId(f"{MARKER}.pdf"), f"{MARKER} cannot be read"),)),)
    report = report_on(months.store(stored_scans=scans), messaging=MESSAGING, shared=True)
    assert MARKER.casefold() not in text_of(report).casefold()
