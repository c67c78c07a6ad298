"""What a report is made of, and what nobody could judge."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.records import Audience, DayFrom, Dispute, DocumentId, Fingerprint
from tests.builders_months import OCTOBER, Months, report_on
from tests.builders_stored import make_scan

NOV = date(2026, 11, 10)


def material(months, **values):
    return report_on(months.store(**values)).material


def test_material_counts_the_documents_of_the_month_by_family():
    months = Months()
    for family in ("deck", "deck", "email", "document", "sheet"):
        months.write(NOV, family=family)
    months.write(date(2026, 10, 31))
    found = material(months)
    assert (found.decks, found.mails, found.documents) == (2, 1, 2)


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"judged": 0, "not_judged": 4, "language": "de"}, (1, 0, 0)),
        ({"judged": 0, "not_judged": 4, "language": "en"}, (0, 1, 0)),
        ({"judged": 0, "not_judged": 0, "language": ""}, (0, 1, 0)),
        ({"judged": 5, "not_judged": 4, "language": "en"}, (0, 0, 1)),
        ({"judged": 5, "not_judged": 4, "language": "de"}, (0, 0, 1)),
        ({"judged": 5, "not_judged": 0, "language": "en"}, (0, 0, 0)),
    ],
)
def test_material_tells_what_could_not_be_judged(values, counts):
    months = Months()
    months.write(NOV, **values)
    found = material(months)
    assert (found.other_language, found.not_judged, found.partly) == counts


def test_material_says_where_days_are_from():
    months = Months()
    for day_from in (DayFrom.FILE, DayFrom.MAIL, DayFrom.MAIL):
        months.write(NOV, day_from=day_from)
    assert material(months).dated_by == (("mail header", 2), ("file time", 1))


def test_material_shows_groups_by_name_with_other_last():
    months = Months()
    for segment, number in (("retail", 9), ("cargo", 5), ("ferry", 6), ("zoo", 3), ("aqua", 2)):
        for _ in range(number):
            months.write(NOV, audience=Audience(segment=segment, team="north"))
    found = material(months)
    assert found.by_segment == (("cargo", 5), ("ferry", 6), ("retail", 9), ("other", 5))
    assert found.by_team == (("north", 25),)


def test_material_shows_no_group_of_few_writers():
    months = Months()
    for _ in range(9):
        months.write(NOV, audience=Audience(segment="retail"), author="ann")
    assert material(months).by_segment == ()


def test_material_counts_no_mail_of_customers_nor_the_mailbox_it_lies_in():
    months = Months()
    months.write(NOV, family="email", private=True)
    months.write(NOV, family="email", private=True, judged=0)
    months.write(NOV, family="email", private=True, judged=0, language="de")
    months.write(NOV, family="email", private=True, judged=0, not_judged=2, language="de")
    found = material(months)
    assert (found.mails, found.other_language, found.not_judged, found.partly) == (2, 1, 0, 0)


def test_material_takes_customers_for_no_writers_of_a_group():
    months = Months()
    for judged, writers, team in ((20, 1, "north"), (0, 5, "north"), (20, 5, "south")):
        for _ in range(writers):
            audience = Audience(segment=team, team=team)
            months.write(NOV, family="email", private=True, judged=judged, audience=audience)
    found = material(months)
    assert found.by_team == found.by_segment == ()


def skipped(day, *paths, number=1):
    return make_scan(number, as_of=day, skipped=tuple((DocumentId(path), "no text layer") for path in paths))


def test_material_counts_what_the_scans_of_the_month_could_not_read():
    months = Months()
    months.write(NOV)
    scans = (skipped(date(2026, 10, 31), "old.pdf"), skipped(NOV, "a.pdf", "b.pdf", number=2))
    report = report_on(months.store(stored_scans=scans))
    assert report.material.unreadable == 2
    assert report.unreadable == (("a.pdf", "no text layer"), ("b.pdf", "no text layer"))


def test_material_counts_a_file_that_failed_twice_once():
    months = Months()
    months.write(NOV)
    scans = (skipped(date(2026, 11, 1), "a.pdf"), skipped(NOV, "a.pdf", number=2))
    assert material(months, stored_scans=scans).unreadable == 1


def test_material_does_not_count_what_was_read_since():
    months = Months()
    months.write(NOV, path="a.pdf", last_seen=date(2026, 11, 20))
    assert material(months, stored_scans=(skipped(NOV, "a.pdf"),)).unreadable == 0


def test_material_does_not_count_what_was_read_since_and_is_no_mail_of_ours():
    months = Months()
    months.write(NOV)
    months.write(NOV, path="in.mbox", last_seen=date(2026, 11, 20), family="email", private=True, judged=0)
    assert material(months, stored_scans=(skipped(NOV, "in.mbox"),)).unreadable == 0


def test_material_counts_what_was_read_before_and_not_since():
    months = Months()
    months.write(NOV, path="a.pdf", last_seen=NOV)
    assert material(months, stored_scans=(skipped(date(2026, 11, 20), "a.pdf"),)).unreadable == 1


@pytest.mark.parametrize(("day", "unreadable"), [(date(2026, 12, 1), 1), (date(2026, 12, 8), 0)])
def test_material_takes_scans_of_the_week_after_for_scans_of_the_month(day, unreadable):
    months = Months()
    months.write(NOV)
    assert material(months, stored_scans=(skipped(day, "a.pdf"),)).unreadable == unreadable


# --- what the field called wrong


OCT = date(2026, 10, 3)
CHANGED = "figure 30 percent > 50 percent"


def dispute(number, *findings, day=NOV, upheld=None):
    return Dispute(
        fingerprint=Fingerprint(f"keyed:{number}"),
        code="MC102",
        message_id=None,
        day=day,
        upheld=upheld,
        findings=tuple(finding.key for finding in findings),
    )


def counts(months, *disputes, **values):
    found = report_on(months.store(kept_disputes=disputes), **values).disputed
    return (found.findings, found.called_wrong, found.upheld, found.open)


def test_disputed_counts_findings_of_the_month_and_what_became_of_them():
    months = Months()
    for day in (NOV, NOV, NOV, NOV, OCT):
        months.write(day, edit=CHANGED)
    one, two, three, _, before = months.findings
    disputes = (
        dispute(1, one, upheld=True),
        dispute(2, two, upheld=False),
        dispute(3, three),
        dispute(4, before, upheld=True),
    )
    assert counts(months, *disputes) == (4, 3, 1, 1)


def test_disputed_goes_by_the_day_of_the_document_and_not_of_the_silence():
    months = Months()
    months.write(OCT, edit=CHANGED)
    months.write(NOV)
    (finding,) = months.findings
    disputes = (dispute(1, finding, day=date(2026, 11, 1)),)
    assert counts(months, *disputes) == (0, 0, 0, 0)
    assert counts(months, *disputes, period=OCTOBER, as_of=date(2026, 11, 30)) == (1, 1, 0, 1)


def test_disputed_counts_what_is_silenced_since():
    months = Months()
    deck = months.write(NOV)
    months.write(NOV, edit=CHANGED)
    silenced = months.find(deck, current=False)
    assert counts(months, dispute(1, silenced)) == (2, 1, 0, 1)


def test_disputed_counts_what_a_replaced_version_of_the_month_alone_had():
    months = Months()
    version = months.write(date(2026, 11, 3), path="deck.pptx", superseded=True)
    months.write(NOV, path="deck.pptx")
    assert counts(months, dispute(1, months.find(version, current=False))) == (1, 1, 0, 1)


def test_disputed_counts_a_finding_of_several_documents_in_each_and_the_dispute_once():
    months = Months()
    silenced = [months.find(months.write(NOV), current=False) for _ in range(3)]
    assert counts(months, dispute(1, *silenced)) == (3, 1, 0, 1)


def test_disputed_counts_what_no_stored_document_has_by_the_month_it_was_called_wrong():
    months = Months()
    months.write(NOV, edit=CHANGED)
    disputes = (dispute(1), dispute(2, day=date(2026, 10, 31)))
    assert counts(months, *disputes) == (2, 1, 0, 1)


def test_disputed_does_not_know_a_document_of_a_later_day():
    months = Months()
    months.write(date(2026, 11, 3), edit=CHANGED)
    months.write(date(2026, 11, 20), edit=CHANGED)
    disputes = (dispute(1, months.findings[1], day=date(2026, 11, 1)),)
    assert counts(months, *disputes, as_of=NOV) == (1, 0, 0, 0)


@given(st.data())
def test_disputed_never_has_more_called_wrong_than_raised(data):
    months = Months()
    days = st.sampled_from([OCT, date(2026, 11, 3), NOV])
    findings = [
        months.find(
            months.write(data.draw(days), path=data.draw(st.sampled_from("abc"))), current=data.draw(st.booleans())
        )
        for _ in range(data.draw(st.integers(1, 5)))
    ]
    months.write(NOV)
    owners = [data.draw(st.integers(0, 3)) for _ in findings]
    disputes = [
        dispute(
            number,
            *(finding for finding, owner in zip(findings, owners, strict=True) if owner == number),
            day=data.draw(days),
        )
        for number in range(3)
    ]
    raised, called_wrong, _, still_open = counts(months, *disputes)
    assert raised >= called_wrong == still_open


def test_disputed_counts_mails_that_were_sent_all_the_same():
    months = Months()
    months.write(NOV, edit="figure 30 percent > 50 percent")
    overrides = (
        ("MC102", None, date(2026, 11, 1), "msgcheck is wrong", 2),
        ("MC102", None, date(2026, 11, 1), "the customer knows", 5),
        ("MC102", None, date(2026, 10, 1), "msgcheck is wrong", 7),
    )
    found = report_on(months.store(kept_overrides=overrides)).disputed
    assert (found.findings, found.called_wrong, found.upheld, found.open) == (3, 2, 0, 2)
