"""What `prune` takes out of the store, and what it leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from builders_history import (
    make_conflict,
    make_decision,
    make_divergence,
    make_document,
    make_finding,
    make_mail,
    make_scan,
    make_side,
)

from msgcheck.history.sql_store import open_store
from msgcheck.records import Deal, Dispute, DocumentId, Fingerprint, MessageId, Offered, Result, Told, Verdict

OLD, CUT, NEW = date(2025, 1, 10), date(2025, 6, 1), date(2026, 7, 1)


def scanned_on(day, *documents, **changes):
    created = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return make_scan(*documents, **({"created": created, "as_of": day} | changes))


def make_told(day, **changes):
    told = Told(
        message_id=MessageId("onboarding-time"),
        verdict=Verdict.WORKS,
        text="they nod",
        day=day,
        name="",
        answer="",
        answered_on=None,
    )
    return replace(told, **changes)


def paths(store):
    return [document.path for document in store.documents()]


def test_prune_removes_scans_from_before_the_day_and_keeps_the_rest(store):
    store.keep_scan(scanned_on(OLD, make_document("a.pptx")))
    store.keep_scan(scanned_on(CUT, make_document("a.pptx")))
    assert store.prune(CUT).scans == 1
    assert [scan.as_of for scan in store.scans()] == [CUT]


def test_prune_removes_documents_no_later_scan_found_with_their_findings(store):
    store.keep_scan(scanned_on(OLD, make_document("a.pptx"), make_mail("b.eml")))
    store.keep_scan(scanned_on(NEW, make_document("a.pptx")))
    pruned = store.prune(CUT)
    assert (pruned.documents, pruned.findings) == (1, 1)
    assert paths(store) == ["a.pptx"]
    assert [finding.document for finding in store.findings()] == [store.documents()[0].key]


def test_prune_removes_findings_that_only_scans_of_then_had(store):
    store.keep_scan(scanned_on(OLD, make_document(day=NEW)))
    store.keep_scan(scanned_on(NEW, make_document(day=NEW, findings=(make_finding("Another claim."),))))
    assert store.prune(CUT).findings == 1
    assert [finding.text for finding in store.findings()] == ["Another claim."]


def test_prune_keeps_the_content_that_a_later_scan_shares(store):
    for day in (OLD, NEW):
        store.keep_scan(scanned_on(day, make_document(), skipped=((DocumentId("x.key"), "not read"),)))
    store.prune(CUT)
    (scan,) = store.scans()
    assert (scan.documents, scan.skipped) == (1, ((DocumentId("x.key"), "not read"),))


def test_prune_forgets_sentences_of_old_documents_that_are_still_scanned(store):
    store.keep_scan(scanned_on(NEW, make_document("old.pptx", day=OLD), make_document("new.pptx", day=NEW, author="J")))
    before = store.findings()
    assert store.prune(CUT).sentences == 1
    old, new = store.findings()
    assert (old.text, old.vector, old.suggestion, old.fingerprint[:4]) == (None, b"", "", "mk1:")
    assert old.change == before[0].change
    assert store.documents()[0].fingerprint.startswith("mk1:")
    assert new == before[1]


def test_forgotten_finding_is_as_one_of_mail(store):
    finding = make_finding(code="MC103", change="wording 00112233", suggestion="Mended.", mended=True)
    store.keep_scan(scanned_on(NEW, make_document("old.pptx", day=OLD, findings=(finding,))))
    store.keep_scan(scanned_on(NEW, make_mail(findings=(finding,))))
    store.prune(CUT)
    deck, mail = store.findings()
    assert replace(deck, key=mail.key, document=mail.document, first_seen=mail.first_seen) == mail


def test_unchanged_rescan_brings_no_forgotten_sentence_back(store):
    store.keep_scan(scanned_on(NEW, make_document(day=OLD)))
    store.prune(CUT)
    store.keep_scan(scanned_on(NEW, make_document(day=OLD)))
    assert [finding.text for finding in store.findings()] == [None]


def test_prune_forgets_what_an_old_document_says_in_a_conflict(store):
    sides = (make_side("old.pptx", "within a month", "Within a month."), make_side("new.pptx", "40 %", "By 40 %."))
    documents = (make_document("old.pptx", day=OLD), make_document("new.pptx", day=NEW, author="J"))
    sides = (replace(sides[0], day=OLD), replace(sides[1], day=NEW))
    store.keep_scan(scanned_on(NEW, *documents, conflicts=(make_conflict(*sides),)))
    store.prune(CUT)
    (conflict,) = store.scans()[0].conflicts
    assert [(side.says, side.text) for side in conflict.sides] == [("", ""), ("40 %", "By 40 %.")]
    assert conflict.subject == "onboarding time"


def test_subject_of_a_conflict_goes_with_the_last_words_that_tell_it(store):
    sides = tuple(replace(make_side("old.pptx", "30 %", "Up to 30 %."), day=OLD, location=place) for place in "ab")
    store.keep_scan(scanned_on(NEW, make_document("old.pptx", day=OLD), conflicts=(make_conflict(*sides),)))
    store.prune(CUT)
    (conflict,) = store.scans()[0].conflicts
    assert (conflict.subject, [side.says for side in conflict.sides]) == ("", ["30 %", "30 %"])


def test_prune_removes_what_was_told_sent_past_and_called_wrong_before_the_day(store):
    for day in (OLD, CUT):
        store.keep_told(make_told(day))
        store.keep_override(code="MC102", message_id=None, month=day, reason="msgcheck is wrong")
        store.keep_dispute(
            Dispute(fingerprint=Fingerprint(f"mc1:{day}"), code="MC102", message_id=None, day=day, upheld=None)
        )
    pruned = store.prune(CUT)
    assert (pruned.told, pruned.overrides, pruned.disputes) == (1, 1, 1)
    assert [told.day for told in store.told()] == [CUT]
    assert [override[2] for override in store.overrides()] == [CUT]
    assert [dispute.day for dispute in store.disputes()] == [CUT]


def test_prune_removes_sentences_given_to_marketing_before_the_day(store):
    for day in (OLD, CUT):
        store.keep_offered(Offered(code="MC103", message_id=None, sentence="In a day.", reason=None, day=day))
    assert store.prune(CUT).offered == 1
    assert [offered.day for offered in store.offered()] == [CUT]


def test_prune_keeps_the_month_of_the_day_whole(store):
    store.keep_override(code="MC102", message_id=None, month=CUT, reason="later")
    assert store.prune(CUT.replace(day=28)).overrides == 0


def test_prune_keeps_decisions_and_the_divergence_they_are_on(store):
    store.keep_scan(scanned_on(OLD, make_document()))
    finding = store.findings()[0].key
    store.keep_divergences((make_divergence("div:0123456789ab", finding, aliases=("div:ffff",)),))
    store.keep_decision(make_decision("div:ffff", decided_on=OLD))
    store.prune(CUT)
    assert store.decisions() == (make_decision("div:ffff", decided_on=OLD),)
    assert store.known_divergences() == (("div:0123456789ab", ("div:ffff",), ()),)


def test_divergence_goes_on_with_the_findings_that_stay(store):
    store.keep_scan(scanned_on(OLD, make_document("a.pptx", author="A")))
    store.keep_scan(scanned_on(NEW, make_document("b.pptx", author="B")))
    first, second = (finding.key for finding in store.findings())
    store.keep_divergences((make_divergence("div:0123456789ab", first, second),))
    store.prune(CUT)
    assert store.known_divergences() == (("div:0123456789ab", (), (second,)),)


def test_divergence_without_findings_or_decision_goes(store):
    store.keep_scan(scanned_on(OLD, make_document()))
    store.keep_divergences((make_divergence("div:0123456789ab", store.findings()[0].key),))
    store.prune(CUT)
    assert store.known_divergences() == ()


def copies(*names, day=NEW):
    return [make_document(f"{name}.pptx", author=name, day=day) for name in names]


def test_group_goes_on_with_its_next_document(store):
    store.keep_scan(scanned_on(OLD, *copies("a", "b", "c")))
    store.keep_scan(scanned_on(NEW, *copies("b", "c")))
    store.prune(CUT)
    documents = store.documents()
    assert [(document.path, document.group) for document in documents] == [
        ("b.pptx", documents[0].key),
        ("c.pptx", documents[0].key),
    ]


def test_version_after_one_that_goes_follows_the_one_before_it(store):
    common = tuple(f"Line {number}." for number in range(9))
    first, second, third = (
        make_document("deck.pptx", author=name, statements=(*common, f"Words of {name}.")) for name in "abc"
    )
    for document in (first, second):
        store.keep_scan(scanned_on(OLD, document))
    store.keep_scan(scanned_on(NEW, replace(first, id=DocumentId("old/deck.pptx")), third))
    one, two, three = (document.key for document in store.documents())
    assert [document.version_of for document in store.documents()] == [None, one, two]
    store.prune(CUT)
    assert [(document.key, document.version_of) for document in store.documents()] == [(one, None), (three, one)]


def test_document_takes_the_outcome_of_the_last_scan_that_is_left(store):
    store.keep_scan(scanned_on(NEW, make_document(day=NEW, judged=5)))
    store.keep_scan(scanned_on(OLD, make_document(day=NEW, judged=7, findings=())))
    store.prune(CUT)
    (document,) = store.documents()
    assert document.judged == 5
    assert [finding.current for finding in store.findings()] == [True]


def test_deal_known_by_nothing_but_a_document_that_goes_is_removed(store):
    store.keep_scan(scanned_on(OLD, make_document("a.pptx")))
    store.keep_scan(scanned_on(NEW, make_document("b.pptx", statements=("Something else.",))))
    store.keep_deals(
        [Deal(account="", domain="", folder="", documents=(name,), result=Result.WON) for name in ("a.pptx", "b.pptx")]
        + [Deal(account="Acme", domain="", folder="", documents=("a.pptx",), result=Result.LOST)]
    )
    assert store.prune(CUT).deals == 1
    assert store.results_of([document.key for document in store.documents()]) == (Result.WON,)


def test_dry_run_says_the_same_and_removes_nothing(store):
    store.keep_scan(scanned_on(OLD, make_document("a.pptx", day=OLD), make_document("b.pptx", day=OLD, author="B")))
    store.keep_scan(scanned_on(NEW, make_document("a.pptx", day=OLD)))
    store.keep_told(make_told(OLD))
    before = (store.scans(), store.documents(), store.findings(), store.told())
    planned = store.prune(CUT, dry_run=True)
    assert (store.scans(), store.documents(), store.findings(), store.told()) == before
    assert planned == store.prune(CUT)
    assert planned.total > 0


def test_second_prune_finds_nothing(store):
    store.keep_scan(scanned_on(OLD, make_document()))
    store.prune(CUT)
    assert store.prune(CUT).total == 0


def test_prune_of_an_empty_store_finds_nothing(store):
    assert store.prune(CUT).total == 0


def test_store_takes_scans_after_everything_was_pruned(store):
    store.keep_scan(scanned_on(OLD, make_document()))
    store.prune(CUT)
    store.keep_scan(scanned_on(NEW, make_document(day=NEW)))
    assert [finding.text for finding in store.findings()] == [make_finding().finding.found]


@pytest.mark.parametrize(("keep_text", "left"), [("documents", ["deck"]), ("all", ["deck", "mail"]), ("none", [])])
def test_prune_forgets_what_the_setting_no_longer_keeps(store_file, keep_text, left):
    mail, deck = make_mail(day=NEW, findings=(make_finding("mail"),)), make_document(findings=(make_finding("deck"),))
    with open_store(str(store_file), keep_text="all") as store:
        store.keep_scan(scanned_on(NEW, deck, mail, uncovered=(("pricing", 2),)))
    with open_store(str(store_file), keep_text=keep_text) as store:
        assert store.prune(OLD).sentences == 2 - len(left)
        assert [finding.text for finding in store.findings() if finding.text] == left
        assert bool(store.scans()[0].uncovered) is (keep_text != "none")


def test_prune_forgets_what_mail_says_in_a_conflict_once_it_is_not_kept(store_url):
    sides = (make_side("a.pptx", "next week", "By next week."), make_side("b.eml", "in May", "In May."))
    sides = tuple(replace(side, day=NEW) for side in sides)
    documents = (make_document("a.pptx", day=NEW), make_mail("b.eml", day=NEW))
    with open_store(store_url, keep_text="all") as store:
        store.keep_scan(scanned_on(NEW, *documents, conflicts=(make_conflict(*sides),)))
    for keep_text, left in (("documents", ["By next week.", ""]), ("none", ["", ""])):
        with open_store(store_url, keep_text=keep_text) as store:
            store.prune(OLD)
            (conflict,) = store.scans()[0].conflicts
        assert [side.text for side in conflict.sides] == left
        assert [bool(side.says) for side in conflict.sides] == [bool(text) for text in left]
        assert bool(conflict.subject) is any(left)


def test_interrupted_prune_changes_nothing(store, monkeypatch):
    store.keep_scan(scanned_on(OLD, make_document("a.pptx"), make_document("b.pptx", author="B")))
    store.keep_scan(scanned_on(NEW, make_document("a.pptx", day=OLD)))
    before = (store.scans(), store.documents(), store.findings())
    with monkeypatch.context() as patch:
        patch.setattr("msgcheck.history.retention.forget_words", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.prune(CUT)
    assert (store.scans(), store.documents(), store.findings()) == before
    assert store.prune(CUT).documents == 1
