"""The documents of each period, as they were judged when they were new."""

from datetime import date

import pytest

from msgcheck.feedback.drift.by_period import ByPeriod
from msgcheck.records import Audience, DocumentThen, Period, PeriodKind
from tests.builders_months import NOVEMBER, OCTOBER
from tests.builders_stored import make_stored, make_stored_finding

NOV_9 = date(2026, 11, 9)
FINDINGS = {finding.key: finding for finding in (make_stored_finding(1), make_stored_finding(2))}


def by_period(*documents, kind=PeriodKind.MONTH, findings=()):
    then = [DocumentThen(document=one, findings=findings, messaging_hash="mc1:1", judge="one") for one in documents]
    return ByPeriod.of(then, FINDINGS, kind)


def keys(documents):
    return [judged.document.key for judged in documents]


def test_by_period_gives_the_documents_of_a_period_by_key():
    found = by_period(*(make_stored(key, day=date(2026, 11, 30)) for key in (2, 1)), make_stored(3))
    assert keys(found.all_of(NOVEMBER)) == [1, 2]
    assert keys(found.all_of(OCTOBER)) == []


def test_by_period_gives_documents_in_order_of_day():
    found = by_period(make_stored(1, day=date(2026, 11, 30)), make_stored(2, day=date(2026, 11, 1)))
    assert keys(found.all_of(NOVEMBER)) == [2, 1]


def test_by_period_names_the_periods_with_documents_oldest_first():
    days = (date(2026, 11, 1), date(2026, 1, 31), date(2026, 3, 31))
    found = by_period(*(make_stored(key, day=day) for key, day in enumerate(days)), kind=PeriodKind.QUARTER)
    assert [period.first for period in found.periods()] == [date(2026, 1, 1), date(2026, 10, 1)]


def test_by_period_gives_the_findings_of_that_judging_as_far_as_they_are_kept():
    found = by_period(make_stored(1, day=date(2026, 11, 1)), findings=(2, 9))
    assert [finding.key for finding in found.all_of(NOVEMBER)[0].findings] == [2]


@pytest.mark.parametrize(("owner", "counts"), [("marketing", []), ("field", [1]), ("", [1])])
def test_by_period_knows_the_documents_the_field_answers_for(owner, counts):
    found = by_period(make_stored(1, day=date(2026, 11, 1), audience=Audience(owner=owner)))
    assert keys(found.fields_of(NOVEMBER)) == counts


def test_by_period_gives_the_version_of_a_file_that_was_not_replaced():
    versions = [
        make_stored(1, path="deck.pptx", day=date(2026, 11, 9)),
        make_stored(2, path="deck.pptx", day=date(2026, 11, 9), superseded=True),
    ]
    assert keys(by_period(*versions).all_of(NOVEMBER)) == [1]


def test_by_period_gives_the_last_version_where_all_were_replaced_since():
    versions = [
        make_stored(key, path="deck.pptx", day=date(2026, 11, 9), superseded=True, last_seen=date(2026, 11, seen))
        for key, seen in ((1, 9), (2, 28), (3, 20))
    ]
    assert keys(by_period(*versions).all_of(NOVEMBER)) == [2]


def test_by_period_gives_each_version_in_its_own_period():
    versions = [
        make_stored(1, path="deck.pptx", day=date(2026, 10, 9), superseded=True),
        make_stored(2, path="deck.pptx", day=date(2026, 11, 9)),
    ]
    found = by_period(*versions)
    assert (keys(found.all_of(OCTOBER)), keys(found.all_of(NOVEMBER))) == ([1], [2])
    assert keys(
        by_period(*versions, kind=PeriodKind.QUARTER).all_of(Period.of(date(2026, 11, 9), PeriodKind.QUARTER))
    ) == [2]


# --- mail


def mail(key, **values):
    return make_stored(key, **{"path": "in.mbox/message 1", "family": "email", "private": True, "day": NOV_9} | values)


def attached(key, **values):
    return mail(key, **{"family": "deck", "fingerprint": "mc1:pitch", "path": f"{key}.eml/pitch.pptx"} | values)


def test_by_period_gives_all_mails_that_ever_stood_at_one_place():
    assert keys(by_period(mail(1), mail(2, day=date(2026, 11, 16))).all_of(NOVEMBER)) == [1, 2]


def test_by_period_gives_mails_with_the_same_words_each():
    sent = [mail(key, fingerprint="mc1:same", path=f"{key}.eml") for key in (1, 2)]
    assert keys(by_period(*sent).all_of(NOVEMBER)) == [1, 2]


def test_by_period_leaves_out_mail_that_was_taken_for_another_document_since():
    found = by_period(mail(1, superseded=True), mail(2, path="other.mbox/message 1"))
    assert keys(found.all_of(NOVEMBER)) == [2]


def test_by_period_leaves_out_what_is_not_ours():
    assert keys(by_period(mail(1, judged=0), mail(2, judged=0, not_judged=1)).all_of(NOVEMBER)) == [2]


def test_by_period_gives_a_mail_that_says_nothing_itself_but_passes_on_what_is_found():
    assert keys(by_period(mail(1, judged=0), findings=(2,)).all_of(NOVEMBER)) == [1]


def test_by_period_knows_no_period_of_nobody_but_customers():
    assert by_period(mail(1, judged=0)).periods() == ()


def test_by_period_keeps_files_in_which_nothing_could_be_judged():
    assert keys(by_period(make_stored(1, day=NOV_9, judged=0)).all_of(NOVEMBER)) == [1]


def test_by_period_gives_an_attachment_once_however_many_mails_carry_it():
    found = by_period(*(attached(key, account=f"account {key}") for key in (1, 2, 3)))
    assert len(found.all_of(NOVEMBER)) == 1


def test_by_period_gives_attachments_with_other_words_each():
    assert keys(by_period(attached(1), attached(2, fingerprint="mc1:other")).all_of(NOVEMBER)) == [1, 2]


def test_by_period_gives_the_copy_of_an_attachment_that_went_to_a_customer():
    outside = attached(1, audience=Audience(audience="outside"))
    inside = attached(2, audience=Audience(audience="inside"), last_seen=date(2026, 12, 1))
    assert keys(by_period(inside, outside).all_of(NOVEMBER)) == [1]
