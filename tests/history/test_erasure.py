"""What `erase` takes out of the store, and that all else stays as if it had never been there."""

from dataclasses import replace
from datetime import date

import pytest
from builders_history import (
    make_conflict,
    make_divergence,
    make_document,
    make_finding,
    make_mail,
    make_scan,
    make_side,
)

from msgcheck.errors import InputError
from msgcheck.records import Deal, Dispute, DocumentId, MessageId, Result, Told, Verdict

KIM, ANA = "Kim Example", "ana@harbourlight.example"


def paths(store):
    return [document.path for document in store.documents()]


def make_told(name):
    return Told(
        message_id=MessageId("onboarding-time"),
        verdict=Verdict.WORKS,
        text="they nod",
        day=date(2026, 6, 3),
        name=name,
        answer="",
        answered_on=None,
    )


def test_erase_removes_the_documents_of_an_author_with_their_findings(store):
    store.keep_scan(make_scan(make_document("a.pptx", author=KIM), make_mail("b.eml", author=ANA)))
    erased = store.erase(author=KIM)
    assert (erased.documents, erased.places, erased.findings) == (1, 1, 1)
    assert paths(store) == ["b.eml"]
    assert len(store.findings()) == 1
    assert store.scans()[0].documents == 1


@pytest.mark.parametrize("name", ["kim  EXAMPLE", "Kim Example <kim@harbourlight.example>"])
def test_author_is_known_however_the_name_is_written(store, name):
    store.keep_scan(make_scan(make_document(author=KIM)))
    assert store.erase(author=name).documents == 1


@pytest.mark.parametrize("name", ["Kim", "Example", "Kim, Example", ANA])
def test_other_names_are_other_authors(store, name):
    store.keep_scan(make_scan(make_document(author=KIM)))
    assert store.erase(author=name).total == 0
    assert paths(store) == ["decks/a.pptx"]


def test_name_and_address_are_erased_together(store):
    store.keep_scan(make_scan(make_document("a.pptx", author=KIM), make_mail("b.eml", author=ANA)))
    assert store.erase(author=f'"{KIM}" <{ANA.upper()}>').documents == 2


def test_documents_of_unknown_authors_are_nobodys(store):
    store.keep_scan(make_scan(make_document(author="")))
    with pytest.raises(InputError):
        store.erase(author=" ")
    assert len(store.documents()) == 1


def test_what_lies_inside_a_mail_stems_from_its_sender(store):
    inside = make_document("box.mbox/message 1/deck.pptx", author="Somebody Else", private=True)
    beside = make_document("box.mbox/message 10/deck.pptx", author="Somebody Else", statements=("Other.",))
    mails = (make_mail("box.mbox/message 1", author=ANA), make_mail("box.mbox/message 10", author=KIM))
    unread = tuple((DocumentId(f"box.mbox/message {number}/x.key"), "not read") for number in (1, 10))
    store.keep_scan(make_scan(*mails, inside, beside, skipped=unread))
    erased = store.erase(author=ANA)
    assert (erased.documents, erased.unread) == (2, 1)
    assert paths(store) == ["box.mbox/message 10", "box.mbox/message 10/deck.pptx"]
    assert store.scans()[0].skipped == unread[1:]


def test_what_came_with_a_mail_goes_though_the_sender_had_a_document_at_its_place_before(store):
    inside = make_document("m.eml/deck.pptx", author=ANA, private=True)
    store.keep_scan(make_scan(inside))
    store.keep_scan(make_scan(make_mail("m.eml", author=ANA), replace(inside, author=KIM)))
    assert store.erase(author=ANA).documents == 3
    assert store.documents() == ()


def test_deck_that_was_also_mailed_stays_where_it_stands_elsewhere(store):
    deck = make_document("decks/a.pptx", author=KIM)
    store.keep_scan(make_scan(make_mail("m.eml", author=ANA), deck, replace(deck, id=DocumentId("m.eml/a.pptx"))))
    erased = store.erase(author=ANA)
    assert (erased.documents, erased.places) == (1, 2)
    assert paths(store) == ["decks/a.pptx"]


def test_erase_of_a_mailbox_takes_all_at_and_below_its_path(store):
    mails = [
        make_mail(path, author=path, statements=(path,))
        for path in ("mail/kim.mbox/message 1", "mail/kim.mbox/message 2/a.pptx", "mail/kim.mbox2", "mail/kim")
    ]
    store.keep_scan(make_scan(*mails, skipped=((DocumentId("mail/kim.mbox/message 3"), "broken"),)))
    erased = store.erase(mailbox="./mail//kim.mbox/")
    assert (erased.documents, erased.unread) == (2, 1)
    assert paths(store) == ["mail/kim.mbox2", "mail/kim"]
    assert store.scans()[0].skipped == ()


def test_absolute_mailbox_is_another_than_a_relative_one(store):
    store.keep_scan(make_scan(make_mail("/mail/a.eml"), make_mail("mail/b.eml", author="B")))
    assert store.erase(mailbox="/mail").documents == 1
    assert paths(store) == ["mail/b.eml"]
    assert store.erase(mailbox=".").documents == 1


@pytest.mark.parametrize("named", [{}, {"author": KIM, "mailbox": "m"}, {"mailbox": ""}, {"author": ""}])
def test_exactly_one_author_or_mailbox_must_be_named(store, named):
    with pytest.raises(InputError):
        store.erase(**named)
    with pytest.raises(InputError):
        store.export(**named)


def test_erase_takes_the_side_and_a_conflict_without_two(store):
    documents = [make_document(f"{name}.pptx", author=name, statements=(name,)) for name in "abc"]
    sides = [make_side(f"{name}.pptx", "30 %", f"Words of {name}.") for name in "abc"]
    conflicts = (make_conflict(*sides), make_conflict(*sides[:2], subject="price"))
    store.keep_scan(make_scan(*documents, conflicts=conflicts))
    assert store.erase(author="a").conflict_sides == 2
    (conflict,) = store.scans()[0].conflicts
    assert [side.text for side in conflict.sides] == ["Words of b.", "Words of c."]
    assert conflict.subject == "onboarding time"


def test_subject_goes_with_the_only_side_whose_words_are_kept(store):
    documents = (make_document("a.pptx", author="a"), make_mail("b.eml", author="b"), make_mail("c.eml", author="c"))
    sides = (make_side("a.pptx", "30 %", "Up to 30 %."), make_side("b.eml", "40 %"), make_side("c.eml", "50 %"))
    store.keep_scan(make_scan(*documents, conflicts=(make_conflict(*sides),)))
    store.erase(author="a")
    assert [conflict.subject for conflict in store.scans()[0].conflicts] == [""]


def test_themes_go_where_a_deck_went_and_stay_where_a_mail_did(store):
    store.keep_scan(
        make_scan(make_document(author="a"), make_mail(author="b"), make_mail("c.eml"), uncovered=(("price", 2),))
    )
    store.erase(author="b")
    assert store.scans()[0].uncovered == (("price", 2),)
    store.erase(author="a")
    assert store.scans()[0].uncovered == ()


def test_erase_takes_what_was_told_under_the_name(store):
    for name in (KIM, "", "Kim"):
        store.keep_told(make_told(name))
    assert store.erase(author="KIM EXAMPLE").told == 1
    assert [told.name for told in store.told()] == ["", "Kim"]


def test_erase_takes_disputes_on_findings_nobody_else_has(store):
    shared, own = make_finding("Shared."), make_finding("Own.")
    store.keep_scan(
        make_scan(
            make_document("a.pptx", author="a", findings=(shared, own)),
            make_document("b.pptx", author="b", findings=(shared,)),
        )
    )
    for finding in (shared, own):
        store.keep_dispute(
            Dispute(fingerprint=finding.finding.fingerprint, code="MC102", message_id=None, day=date(2026, 7, 1))
        )
    assert store.erase(author="a").disputes == 1
    assert [dispute.fingerprint for dispute in store.disputes()] == [store.disputes()[0].fingerprint]
    assert len(store.export(author="b").disputes) == 1


def test_deal_known_by_an_erased_document_alone_is_removed(store):
    store.keep_scan(make_scan(make_document("a.pptx", author="a"), make_document("b.pptx", author="b")))
    store.keep_deals(
        [Deal(account="", domain="", folder="", documents=(name,), result=Result.WON) for name in ("a.pptx", "b.pptx")]
    )
    assert store.erase(author="a").deals == 1
    assert len(store.results_of([document.key for document in store.documents()])) == 1


def test_divergence_goes_on_without_the_erased(store):
    store.keep_scan(make_scan(make_document("a.pptx", author="a"), make_document("b.pptx", author="b")))
    first, second = (finding.key for finding in store.findings())
    store.keep_divergences((make_divergence("div:0123456789ab", first, second),))
    store.erase(author="a")
    assert store.known_divergences() == (("div:0123456789ab", (), (second,)),)


def test_group_goes_on_with_its_next_document(store):
    store.keep_scan(make_scan(*(make_document(f"{name}.pptx", author=name) for name in "abc")))
    store.erase(author="a")
    documents = store.documents()
    assert {document.group for document in documents} == {documents[0].key}


def test_version_after_the_erased_follows_the_one_before_it(store):
    common = tuple(f"Line {number}." for number in range(9))
    for name in "abc":
        store.keep_scan(make_scan(make_document("deck.pptx", author=name, statements=(*common, f"Words of {name}."))))
    first, second, third = store.documents()
    assert (second.version_of, third.version_of) == (first.key, second.key)
    store.erase(author="b")
    assert [document.version_of for document in store.documents()] == [None, first.key]


def test_dry_run_says_the_same_and_removes_nothing(store):
    store.keep_scan(make_scan(make_document(author=KIM), make_mail(author=ANA)))
    before = (store.scans(), store.documents(), store.findings())
    planned = store.erase(author=KIM, dry_run=True)
    assert (store.scans(), store.documents(), store.findings()) == before
    assert store.erase(author=KIM) == planned


def test_what_was_erased_is_kept_again_when_it_is_scanned_again(store):
    scan = make_scan(make_document("a.pptx", author="a"), make_document("b.pptx", author="b"), uncovered=(("x", 1),))
    store.keep_scan(scan)
    store.erase(author="a")
    store.keep_scan(scan)
    assert sorted(paths(store)) == ["a.pptx", "b.pptx"]
    assert len(store.findings()) == 2
    assert [stored.documents for stored in store.scans()] == [1, 2]
    assert store.scans()[1].uncovered == (("x", 1),)


def test_another_document_at_the_erased_place_is_no_part_of_earlier_scans(store):
    store.keep_scan(make_scan(make_document("a.pptx", author="a")))
    store.erase(author="a")
    store.keep_scan(make_scan(make_document("a.pptx", author="b")))
    assert [scan.documents for scan in store.scans()] == [0, 1]
    assert len(store.documents()) == 1


def test_interrupted_erase_changes_nothing(store, monkeypatch):
    store.keep_scan(make_scan(make_document(author=KIM), make_mail(author=ANA)))
    before = (store.scans(), store.documents(), store.findings())
    with monkeypatch.context() as patch:
        patch.setattr("msgcheck.history.erasure.remove_unused", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.erase(author=KIM)
    assert (store.scans(), store.documents(), store.findings()) == before
    assert store.erase(author=KIM).documents == 1
