"""The documents of each period, as they were judged when they were new."""

from datetime import date

import pytest

from msgcheck.feedback.drift.by_period import ByPeriod
from msgcheck.records import Audience, DocumentThen, Period, PeriodKind
from tests.builders_months import NOVEMBER, OCTOBER
from tests.builders_stored import make_stored, make_stored_finding

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
