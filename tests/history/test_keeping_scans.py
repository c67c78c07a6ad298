from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders_history import (
    DAY,
    SAID,
    SCAN_DAY,
    make_conflict,
    make_document,
    make_finding,
    make_mail,
    make_scan,
    make_side,
)
from sqlalchemy import event, func, select

from msgcheck.codes import Lane, Severity
from msgcheck.history.interface import Store
from msgcheck.history.sql_store import open_store
from msgcheck.history.tables import Base
from msgcheck.records import Audience, DayFrom, DocumentId, MessageId

NEXT_DAY = SCAN_DAY + timedelta(days=1)


def counts(store) -> dict[str, int]:
    with store._database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
        }


def test_sql_store_is_a_store(store):
    kept: Store = store
    assert kept.scans() == ()


def test_scan_is_read_back(store):
    conflict = make_conflict(make_side("decks/a.pptx", "30 %", "Up to 30 %."), make_side("decks/a.pptx", "35 %"))
    scan = make_scan(
        make_document(),
        skipped=((DocumentId("decks/b.key"), "Keynote files are not read."),),
        uncovered=(("security", 4), ("hiring", 2)),
        conflicts=(conflict,),
    )
    key = store.keep_scan(scan)
    (kept,) = store.scans()
    assert kept.id == key
    assert (kept.created, kept.as_of, kept.messaging_hash, kept.judge, kept.documents) == (
        scan.created,
        scan.as_of,
        "mc1:first",
        "default",
        1,
    )
    assert (kept.skipped, kept.uncovered, kept.conflicts) == (scan.skipped, scan.uncovered, scan.conflicts)


def test_document_is_read_back(store):
    given = make_document()
    store.keep_scan(make_scan(given))
    (kept,) = store.documents()
    same = ("fingerprint", "family", "format", "private", "day", "day_from", "judged", "claims", "covered")
    same += ("not_judged", "used", "nearness", "names_product", "uses_term")
    assert {name: getattr(kept, name) for name in same} == {name: getattr(given, name) for name in same}
    assert kept.path == "decks/a.pptx"
    assert kept.audience == replace(given.audience, day=None)
    assert (kept.first_seen, kept.last_seen, kept.superseded) == (SCAN_DAY, SCAN_DAY, False)


def test_finding_is_read_back(store):
    scanned = make_finding(suggestion="Onboarding takes up to 30 % less time.", mended=True, count=2)
    store.keep_scan(make_scan(make_document(findings=(scanned,))))
    (kept,) = store.findings()
    given = scanned.finding
    same = ("fingerprint", "code", "message_id", "change", "severity", "lane", "probability", "location", "sentence")
    same += ("approved", "suggestion", "count")
    assert {name: getattr(kept, name) for name in same} == {name: getattr(given, name) for name in same}
    assert (kept.text, kept.vector, kept.first_seen, kept.current) == (SAID, scanned.vector, DAY, True)
    assert kept.document == store.documents()[0].key


def test_finding_below_suggest_is_not_kept(store):
    store.keep_scan(
        make_scan(make_document(findings=(make_finding(lane=Lane.NOTE), make_finding("x", lane=Lane.SILENT))))
    )
    assert store.findings() == ()


def test_unchanged_rescan_writes_the_scan_alone(store):
    documents = (make_document(), make_mail(), make_document("decks/c.pptx", statements=("Other words.",)))
    scan = make_scan(*documents, uncovered=(("security", 1),), skipped=((DocumentId("x.key"), "not read"),))
    store.keep_scan(scan)
    before = counts(store)
    later = [replace(document, audience=replace(document.audience, day=NEXT_DAY)) for document in documents]
    store.keep_scan(replace(scan, documents=tuple(later), as_of=NEXT_DAY))
    assert counts(store) == before | {"scans": 2}
    assert [document.last_seen for document in store.documents()] == [NEXT_DAY] * 3


def test_unchanged_rescan_has_the_same_content(store):
    scan = make_scan(make_document(), uncovered=(("security", 1),))
    store.keep_scan(scan)
    store.keep_scan(replace(scan, as_of=NEXT_DAY))
    first, second = store.scans()
    assert (second.documents, second.uncovered) == (first.documents, first.uncovered) == (1, (("security", 1),))


def test_last_digits_of_a_probability_are_no_other_outcome(store):
    store.keep_scan(make_scan(make_document(findings=(make_finding(probability=0.7),))))
    before = counts(store)
    store.keep_scan(make_scan(make_document(findings=(make_finding(probability=0.7 + 1e-12),))))
    assert counts(store) == before | {"scans": 2}


def test_renamed_document_is_the_same_one(store):
    store.keep_scan(make_scan(make_document("decks/old.pptx")))
    store.keep_scan(make_scan(make_document("decks/new.pptx"), as_of=NEXT_DAY))
    (kept,) = store.documents()
    assert (kept.path, kept.first_seen, kept.last_seen, kept.superseded) == (
        "decks/new.pptx",
        SCAN_DAY,
        NEXT_DAY,
        False,
    )


def test_document_that_holds_other_words_now_is_superseded(store):
    store.keep_scan(make_scan(make_document()))
    store.keep_scan(make_scan(make_document(statements=("Quite another text.",), findings=())))
    assert [document.superseded for document in store.documents()] == [True, False]


def test_renamed_document_that_holds_other_words_now_is_superseded(store):
    store.keep_scan(make_scan(make_document("old.pptx")))
    store.keep_scan(make_scan(make_document("new.pptx")))
    store.keep_scan(make_scan(make_document("new.pptx", statements=("Quite another text.",), findings=())))
    assert [document.superseded for document in store.documents()] == [True, False]


def test_document_is_not_superseded_while_a_copy_still_stands(store):
    store.keep_scan(make_scan(make_document("a.pptx"), make_document("b.pptx")))
    store.keep_scan(make_scan(make_document("a.pptx", statements=("Quite another text.",), findings=())))
    assert [(document.path, document.superseded) for document in store.documents()] == [
        ("b.pptx", False),
        ("a.pptx", False),
    ]


def test_document_that_got_its_words_back_is_not_superseded(store):
    for words in ("First words.", "Second words.", "First words."):
        store.keep_scan(make_scan(make_document(statements=(words,), findings=())))
    assert [document.superseded for document in store.documents()] == [False, True]


def test_document_missing_from_a_scan_stays_as_it_was(store):
    store.keep_scan(make_scan(make_document("a.pptx")))
    store.keep_scan(make_scan(make_document("b.pptx", statements=("Other words.",), findings=()), as_of=NEXT_DAY))
    first = store.documents()[0]
    assert (first.superseded, first.last_seen) == (False, SCAN_DAY)
    assert store.findings()[0].current


def test_same_words_in_two_files_are_one_document(store):
    store.keep_scan(make_scan(make_document("b.pptx"), make_document("a.pptx")))
    assert [document.path for document in store.documents()] == ["a.pptx"]
    assert store.scans()[0].documents == 2


def test_two_files_with_the_same_words_settle_on_one_outcome(store):
    scan = make_scan(
        make_document("a.pptx"),
        make_document("b.pptx", findings=(make_finding(location="slide 9"),)),
    )
    store.keep_scan(scan)
    before = counts(store)
    store.keep_scan(scan)
    assert counts(store) == before | {"scans": 2}


@pytest.mark.parametrize(
    "other",
    [
        {"author": "Sam Example"},
        {"account": "Beta"},
        {"audience": Audience(owner="marketing")},
        {"format": "pdf", "family": "document"},
        {"private": True},
    ],
)
def test_same_words_of_others_are_another_document(store, other):
    store.keep_scan(make_scan(make_document("a.pptx"), make_document("b.pptx", **other)))
    first, second = store.documents()
    assert first.group == second.group


def test_same_mail_of_two_days_is_two_documents(store):
    store.keep_scan(make_scan(make_mail("1.eml"), make_mail("2.eml", day=date(2026, 6, 9))))
    assert len(store.documents()) == 2


def test_document_saved_again_keeps_its_first_day(store):
    store.keep_scan(make_scan(make_document(day=date(2026, 6, 3))))
    store.keep_scan(make_scan(make_document(day=date(2026, 6, 20))))
    assert store.documents()[0].day == date(2026, 6, 3)


def test_older_copy_of_a_document_tells_its_day(store):
    store.keep_scan(make_scan(make_document(day=date(2026, 6, 3))))
    store.keep_scan(make_scan(make_document("older.pptx", day=date(2026, 5, 2))))
    assert store.documents()[0].day == date(2026, 5, 2)


def test_day_of_a_scan_gives_way_to_the_day_of_the_file(store):
    store.keep_scan(make_scan(make_document(day=date(2026, 1, 1), day_from=DayFrom.AS_OF)))
    store.keep_scan(make_scan(make_document(day=date(2026, 6, 3), day_from=DayFrom.FILE)))
    kept = store.documents()[0]
    assert (kept.day, kept.day_from) == (date(2026, 6, 3), DayFrom.FILE)


def test_other_messaging_ends_a_finding_and_keeps_the_others(store):
    stays, goes = make_finding(), make_finding("We are the cheapest.", code="MC301", message_id=None)
    store.keep_scan(make_scan(make_document(findings=(stays, goes))))
    comes = make_finding("Nobody is faster.", code="MC303", message_id=None)
    again = make_document(findings=(replace(stays, finding=replace(stays.finding, severity=Severity.LOW)), comes))
    store.keep_scan(make_scan(again, messaging_hash="mc1:second"))
    assert [(finding.text, finding.severity, finding.current) for finding in store.findings()] == [
        (SAID, Severity.LOW, True),
        ("We are the cheapest.", Severity.HIGH, False),
        ("Nobody is faster.", Severity.HIGH, True),
    ]


def test_first_messaging_again_brings_its_findings_back(store):
    scan = make_scan(make_document())
    store.keep_scan(scan)
    store.keep_scan(make_scan(make_document(findings=()), messaging_hash="mc1:second"))
    assert not store.findings()[0].current
    store.keep_scan(scan)
    assert [finding.current for finding in store.findings()] == [True]


def test_finding_keeps_the_day_it_was_first_seen(store):
    store.keep_scan(make_scan(make_document()))
    store.keep_scan(make_scan(make_document(day=date(2026, 5, 1)), messaging_hash="mc1:second"))
    assert store.findings()[0].first_seen == DAY


def test_latest_assessment_counts(store):
    store.keep_scan(make_scan(make_document()))
    store.keep_scan(make_scan(make_document(covered=0, used=(), nearness=((MessageId("price"), 0.5),))))
    (kept,) = store.documents()
    assert (kept.covered, kept.used, kept.nearness) == (0, (), ((MessageId("price"), 0.5),))


def test_near_copies_share_a_group(store):
    words = tuple(f"Statement number {number}." for number in range(10))
    edited = (*words[:9], "Another end.")
    other = tuple(f"Unrelated line {number}." for number in range(10))
    store.keep_scan(make_scan(make_document("a.pptx", statements=words), make_document("b.pptx", statements=other)))
    store.keep_scan(make_scan(make_document("c.pptx", statements=edited)))
    first, second, third = store.documents()
    assert (first.group == third.group, first.group == second.group) == (True, False)


def test_groups_do_not_change_when_documents_come(store):
    words = tuple(f"Statement number {number}." for number in range(20))
    store.keep_scan(make_scan(make_document("a.pptx", statements=words)))
    groups = [document.group for document in store.documents()]
    for count in (1, 2, 3):
        edited = (*words[count:], *(f"New {count} {number}." for number in range(count)))
        store.keep_scan(make_scan(make_document(f"{count}.pptx", statements=edited)))
        now = [document.group for document in store.documents()]
        assert now[: len(groups)] == groups
        groups = now


def test_interrupted_scan_leaves_nothing(store, monkeypatch):
    store.keep_scan(make_scan(make_document()))
    before = counts(store)
    monkeypatch.setattr("msgcheck.history.scan_writing._content", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.keep_scan(make_scan(make_document("b.pptx", statements=("Other words.",))))
    monkeypatch.undo()
    assert counts(store) == before


def test_empty_scan_is_kept(store):
    store.keep_scan(make_scan())
    assert (store.scans()[0].documents, store.documents()) == (0, ())


def test_odd_characters_are_kept(store):
    path = "decks/\udcff\0.pptx"
    scan = make_scan(make_document(path, statements=("A \0 byte.",), findings=(make_finding("A \0 byte."),)))
    store.keep_scan(scan)
    before = counts(store)
    store.keep_scan(scan)
    assert counts(store) == before | {"scans": 2}
    assert store.documents()[0].path == "decks/\\udcff\\x00.pptx"


def test_documents_beyond_one_statement_of_sql(store):
    documents = [make_document(f"{n}.pptx", statements=(f"Words {n}.",), findings=()) for n in range(1100)]
    store.keep_scan(make_scan(*documents))
    assert len({document.key for document in store.documents()}) == 1100


def test_reopened_store_knows_its_documents(store_url):
    for _ in range(2):
        with open_store(store_url) as store:
            store.keep_scan(make_scan(make_document(), make_mail()))
            assert len(store.documents()) == 2


def test_ids_are_never_given_twice(store):
    store.keep_scan(make_scan(make_document()))
    (first,) = store.findings()
    with store._database.writing() as session:
        for name in ("found", "findings"):
            session.execute(Base.metadata.tables[name].delete())
    store.keep_scan(make_scan(make_document(), messaging_hash="mc1:second"))
    assert store.findings()[0].key > first.key


def test_closed_memory_store_is_gone():
    with open_store("sqlite://") as store:
        store.keep_scan(make_scan(make_document()))
    with open_store("sqlite://") as store:
        assert store.scans() == ()


def test_two_documents_at_one_place_are_both_kept(store):
    store.keep_scan(
        make_scan(make_mail("in.mbox/1"), make_mail("in.mbox/1", statements=("Other words.",), findings=()))
    )
    assert [(document.path, document.superseded) for document in store.documents()] == [("in.mbox/1", False)] * 2


def test_rows_go_together_whether_or_not_all_values_are_known(store):
    sent = []
    event.listen(store._database._engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    used, near = (MessageId("a"), MessageId("c")), (MessageId("b"), MessageId("c"), MessageId("d"))
    given = make_document(used=tuple((id_, 1) for id_ in used), nearness=tuple((id_, 0.5) for id_ in near))
    store.keep_scan(make_scan(given, make_mail()))
    assert len([statement for statement in sent if "INTO uses" in statement]) == 1
    assert (store.documents()[0].used, store.documents()[0].nearness) == (given.used, given.nearness)


# --- mail stands for ever


NOVEMBER_9 = date(2026, 11, 9)


def sent(path, words="Hello Ana.", **changes):
    return make_mail(path, statements=(words,), findings=(), **changes)


def superseded(store):
    """Return whether each document is superseded, in the order they came."""
    return [document.superseded for document in store.documents()]


def test_mail_is_not_superseded_by_another_one_at_its_place(store):
    store.keep_scan(make_scan(sent("in.mbox/message 1"), sent("in.mbox/message 2", "Hello Ben.")))
    # The first one was archived, so the second moved up and a third one came.
    store.keep_scan(make_scan(sent("in.mbox/message 1", "Hello Ben."), sent("in.mbox/message 2", "Bye.", author="Sam")))
    assert superseded(store) == [False, False, False]


def test_mail_is_not_superseded_by_the_export_of_another_week(store):
    store.keep_scan(make_scan(sent("in.mbox/message 1")))
    store.keep_scan(make_scan(sent("in.mbox/message 1", "Bye.", day=NOVEMBER_9)))
    store.keep_scan(make_scan(sent("in.mbox/message 1", day=date(2026, 11, 16))))
    assert superseded(store) == [False, False, False]


def test_attachment_of_a_mail_is_not_superseded_either(store):
    path = "in.mbox/message 1/a.pptx"
    store.keep_scan(make_scan(make_document(path, private=True)))
    store.keep_scan(make_scan(make_document(path, private=True, statements=("Other words.",), author="Sam")))
    assert superseded(store) == [False, False]


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": Audience(segment="ports")},
        {"account": "Acme Retail Group"},
        {"words": "Hello Ana. Regards, Kim"},
        {"day": SCAN_DAY, "day_from": DayFrom.AS_OF},
    ],
    ids=["other readers", "other account", "read otherwise", "day given"],
)
def test_mail_that_is_taken_for_another_document_is_superseded(store, changes):
    store.keep_scan(make_scan(sent("in.mbox/message 1")))
    store.keep_scan(make_scan(sent("in.mbox/message 1", **changes)))
    assert superseded(store) == [True, False]


def test_mail_that_is_taken_for_another_document_elsewhere_is_superseded(store):
    store.keep_scan(make_scan(sent("in.mbox/message 2")))
    moved = sent("in.mbox/message 1", audience=Audience(segment="ports"))
    store.keep_scan(make_scan(moved, sent("in.mbox/message 2", "Bye.", author="Sam")))
    assert superseded(store) == [True, False, False]
