"""What became of marketing's answers."""

from dataclasses import replace
from datetime import date

import pytest

from msgcheck.records import Answer
from tests.builders_divergences import make_decision
from tests.builders_months import Months, report_on

OLD = "old line quay"
NOTE = date(2026, 11, 4)


def settled(months, *, documents=11, answer=Answer.FIX, decided_on=NOTE, **values):
    """Return what is settled in November after a decision on the one edit of the store."""
    store = months.store()
    known = report_on(replace(store, kept_decisions=()))
    (edit,) = [*known.counted, *known.new, *known.own_material, *known.growing]
    decision = replace(
        make_decision(answer=answer, documents=documents, sources=documents),
        divergence=edit.divergence,
        message_id=edit.message_id,
        code=edit.code,
        change=OLD,
        decided_on=decided_on,
        **values,
    )
    return report_on(replace(store, kept_decisions=(decision,)))


def written(days, *, family="deck", edit=OLD, **values):
    months = Months()
    for day in days:
        months.write(day, edit=edit, code="MC201", family=family, **values)
    return months


def test_settled_tells_how_many_said_it_when_it_was_decided_and_how_many_now():
    report = settled(written([date(2026, 10, 5), date(2026, 11, 10)]))
    (edit,) = report.settled
    assert (edit.before, edit.documents, edit.since) == (11, 2, NOTE)
    assert report.counted == ()


def test_settled_holds_only_what_is_said_less():
    report = settled(written([date(2026, 10, 5), date(2026, 11, 10)]), documents=2)
    assert (report.settled, len(report.counted)) == ((), 1)


def test_settled_leaves_out_documents_that_were_put_right():
    months = written([date(2026, 10, 5), date(2026, 11, 10)])
    months.documents[0] = replace(months.documents[0], superseded=True)
    assert settled(months, documents=2).settled[0].documents == 1


def test_settled_sets_mails_since_the_note_against_those_of_as_many_days_before():
    days = [date(2026, 6, 1), date(2026, 10, 1)] + [date(2026, 10, day) for day in (10, 20, 30)] + [date(2026, 11, 20)]
    report = settled(written(days, family="email"), documents=5)
    (edit,) = report.settled
    # 26 days have passed since the note; in the 26 days up to it there were three mails, and not five.
    assert (edit.before, edit.documents) == (3, 1)


def test_settled_does_not_take_mails_of_a_year_for_those_of_a_week():
    days = [date(2026, month, 1) for month in range(1, 11)] + [date(2026, 11, 20)]
    assert settled(written(days, family="email"), documents=10).settled == ()


@pytest.mark.parametrize("answer", [Answer.WATCH, Answer.TEST])
def test_settled_holds_nothing_that_may_stand(answer):
    report = settled(written([date(2026, 10, 5), date(2026, 11, 10)]), answer=answer)
    assert report.settled == ()


@pytest.mark.parametrize("decided_on", [date(2026, 8, 31), date(2026, 12, 1)])
def test_settled_holds_decisions_of_the_last_three_months_only(decided_on):
    report = settled(written([date(2026, 10, 5), date(2026, 11, 10)]), decided_on=decided_on)
    assert report.settled == ()


def test_settled_holds_a_rejected_edit_that_nobody_makes_any_more():
    months = written([date(2026, 10, 5), date(2026, 11, 10)])
    store_now = [replace(document, superseded=True) for document in months.documents]
    known = settled(months)
    months.documents = store_now
    store = months.store(kept_decisions=(make_decision_on(known.settled[0].divergence),))
    (edit,) = report_on(store).settled
    assert (edit.before, edit.documents, edit.families) == (11, 0, ())


def make_decision_on(divergence):
    return replace(make_decision(documents=11), divergence=divergence, code="MC201", change=OLD, decided_on=NOTE)


def test_settled_says_of_our_own_material_that_it_is_still_there():
    months = written([date(2026, 10, 5), date(2026, 11, 10)])
    months.documents[0] = replace(
        months.documents[0], audience=replace(months.documents[0].audience, owner="marketing")
    )
    report = settled(months)
    assert report.settled == ()
    assert [edit.documents for edit in report.own_material] == [2]


@pytest.mark.parametrize("family", ["email", "deck"])
def test_settled_takes_what_was_sent_for_no_stock(family):
    days = [date(2026, 10, day) for day in (2, 20, 30)] + [date(2026, 11, 20)]
    (edit,) = settled(written(days, family=family, private=True), documents=3).settled
    # In the 26 days up to the note it was sent twice, in those since then once.
    assert (edit.before, edit.documents) == (2, 1)


def test_settled_counts_an_attachment_once_on_either_side():
    days = [date(2026, 10, day) for day in (10, 20, 30)] + [date(2026, 11, 20)]
    months = written([*days, *days[:2], days[-1]], private=True)
    for number in (4, 5, 6):
        first = months.documents[number - 4 if number < 6 else 3]
        months.documents[number] = replace(months.documents[number], fingerprint=first.fingerprint)
    (edit,) = settled(months, documents=5).settled
    assert (edit.before, edit.documents) == (3, 1)


def test_settled_counts_a_mail_that_was_taken_for_another_document_once():
    days = [date(2026, 10, day) for day in (10, 20)] + [date(2026, 11, 20)] * 2
    months = written(days, family="email", private=True)
    months.documents[2] = replace(months.documents[2], superseded=True)
    (edit,) = settled(months, documents=2).settled
    assert (edit.before, edit.documents) == (2, 1)
