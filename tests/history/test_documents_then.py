from dataclasses import replace
from datetime import date

import pytest
from builders_history import ONBOARDING, make_document, make_finding, make_mail, make_scan
from builders_statements import sql_statements

from msgcheck.history.sql_store import open_store
from msgcheck.records import DayFrom

DAY = date(2026, 6, 12)
IN_JUNE = date(2026, 6, 20)
END_OF_JUNE = date(2026, 6, 30)
IN_JULY = date(2026, 7, 1)

MISSED = make_document(day=DAY, findings=(), used=((ONBOARDING, 2),))
"""As the first messaging has it."""
RAISED = make_document(day=DAY, findings=(make_finding(),), used=((ONBOARDING, 1),), nearness=((ONBOARDING, 0.5),))
"""The same document as later messaging has it."""


def scan_on(store, day: date, *documents, messaging: str = "mc1:first", judge: str = "default") -> None:
    store.keep_scan(make_scan(*documents, as_of=day, messaging_hash=messaging, judge=judge))


def test_documents_then_is_as_it_was_in_the_month_of_its_day(store):
    scan_on(store, IN_JUNE, MISSED)
    scan_on(store, IN_JULY, RAISED, messaging="mc1:second")
    (then,) = store.documents_then()
    (now,) = store.documents()
    assert (then.document.used, then.findings, then.messaging_hash) == (((ONBOARDING, 2),), (), "mc1:first")
    assert now.used == ((ONBOARDING, 1),)


def test_documents_then_is_by_the_last_scan_of_the_month(store):
    scan_on(store, IN_JUNE, MISSED)
    scan_on(store, END_OF_JUNE, RAISED, messaging="mc1:second")
    (then,) = store.documents_then()
    (finding,) = store.findings()
    assert (then.findings, then.messaging_hash) == ((finding.key,), "mc1:second")
    assert then.document.nearness == ((ONBOARDING, 0.5),)


def test_documents_then_is_by_the_first_scan_where_none_was_early(store):
    scan_on(store, IN_JULY, MISSED)
    scan_on(store, date(2026, 8, 1), RAISED, messaging="mc1:second")
    assert [then.messaging_hash for then in store.documents_then()] == ["mc1:first"]


def test_documents_then_follows_the_order_of_scans_and_not_of_assessments(store):
    scan_on(store, IN_JUNE, MISSED)
    scan_on(store, IN_JUNE, RAISED, messaging="mc1:second")
    scan_on(store, END_OF_JUNE, MISSED)
    scan_on(store, IN_JULY, RAISED, messaging="mc1:second")
    assert [then.messaging_hash for then in store.documents_then()] == ["mc1:first"]


def test_documents_then_leaves_out_scans_of_other_documents(store):
    scan_on(store, IN_JUNE, MISSED)
    scan_on(store, END_OF_JUNE, make_mail(day=DAY), messaging="mc1:second")
    assert [then.messaging_hash for then in store.documents_then()] == ["mc1:first", "mc1:second"]


def test_documents_then_counts_days_of_scans_and_not_their_order(store):
    scan_on(store, IN_JULY, RAISED, messaging="mc1:second")
    scan_on(store, IN_JUNE, MISSED)  # --as-of in June, asked later
    assert [then.messaging_hash for then in store.documents_then()] == ["mc1:first"]


def test_documents_then_takes_the_last_scan_asked_of_those_in_time(store):
    scan_on(store, END_OF_JUNE, RAISED, messaging="mc1:second")
    scan_on(store, IN_JUNE, MISSED)
    assert [then.messaging_hash for then in store.documents_then()] == ["mc1:first"]


def test_documents_then_names_the_judge(store):
    scan_on(store, IN_JUNE, MISSED, judge="default")
    scan_on(store, IN_JULY, MISSED, judge="newer")
    assert [then.judge for then in store.documents_then()] == ["default"]


def test_documents_then_has_the_path_and_last_day_of_now(store):
    scan_on(store, IN_JUNE, MISSED)
    scan_on(store, IN_JULY, replace(RAISED, id="decks/renamed.pptx"), messaging="mc1:second")
    scan_on(store, date(2026, 8, 1), make_document("decks/renamed.pptx", statements=("Other words.",), findings=()))
    then = store.documents_then()[0].document
    assert (then.path, then.last_seen, then.superseded) == ("decks/renamed.pptx", IN_JULY, True)


def test_documents_then_follows_a_day_that_was_put_right(store):
    undated = replace(MISSED, day=IN_JULY, day_from=DayFrom.AS_OF)
    scan_on(store, IN_JULY, undated)
    scan_on(store, date(2026, 7, 31), replace(RAISED, day_from=DayFrom.AS_OF, day=date(2026, 7, 31)), messaging="mc1:b")
    assert [then.messaging_hash for then in store.documents_then()] == ["mc1:b"]
    scan_on(store, date(2026, 8, 5), replace(MISSED, day_from=DayFrom.METADATA))
    assert [then.messaging_hash for then in store.documents_then()] == ["mc1:first"]


def test_documents_then_of_one_judging_is_the_document_of_now(store):
    scan_on(store, IN_JULY, RAISED, make_mail(day=DAY))
    then = store.documents_then()
    assert tuple(each.document for each in then) == store.documents()
    assert [finding for each in then for finding in each.findings] == [finding.key for finding in store.findings()]


@pytest.mark.parametrize("keep_text", ["documents", "all", "none"])
def test_documents_then_needs_no_words(store_file, keep_text):
    with open_store(str(store_file), keep_text=keep_text) as store:
        scan_on(store, IN_JUNE, RAISED)
        scan_on(store, IN_JULY, MISSED, messaging="mc1:second")
        (then,) = store.documents_then()
        assert len(then.findings) == 1


def test_documents_then_of_an_empty_store_is_nothing(store):
    assert store.documents_then() == ()


def test_document_tells_nothing_of_what_was_not_kept(store):
    scan_on(store, IN_JUNE, MISSED)
    (kept,) = store.documents()
    assert (kept.language, kept.named, kept.version_of) == ("", (), None)


def test_documents_then_is_the_same_where_documents_were_read_already(store):
    scan_on(store, IN_JUNE, MISSED, make_mail(day=DAY))
    scan_on(store, IN_JULY, RAISED, messaging="mc1:second")
    assert store.documents_then(store.documents()) == store.documents_then()


def test_documents_then_does_not_read_documents_again(store):
    scan_on(store, IN_JUNE, MISSED)
    with sql_statements() as all_of_them:
        store.documents_then()
    documents = store.documents()
    with sql_statements() as statements:
        store.documents_then(documents)
    assert len(statements) < len(all_of_them)


def test_documents_then_leaves_out_what_came_after_the_documents_were_read(store):
    scan_on(store, IN_JUNE, MISSED)
    documents = store.documents()
    scan_on(store, IN_JUNE, make_mail(day=DAY))
    scan_on(store, IN_JULY, make_mail(day=DAY), messaging="mc1:second")
    assert [then.document for then in store.documents_then(documents)] == list(documents)
