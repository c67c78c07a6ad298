"""What is told of one author or mailbox."""

from dataclasses import replace
from datetime import date

import pytest
from builders_history import make_conflict, make_divergence, make_document, make_mail, make_scan, make_side

from msgcheck.record_json import export_to_json
from msgcheck.records import Dispute, DocumentId, MessageId, Told, Verdict

KIM, ANA = "Kim Example", "ana@harbourlight.example"
TOLD = Told(
    message_id=MessageId("onboarding-time"),
    verdict=Verdict.WORKS,
    text="they nod",
    day=date(2026, 6, 3),
    name=KIM,
    answer="",
    answered_on=None,
)


def test_export_tells_documents_with_their_findings_and_places(store):
    deck = make_document("a.pptx", author=KIM)
    store.keep_scan(make_scan(deck, replace(deck, id=DocumentId("copy.pptx")), make_mail(author=ANA)))
    (exported,) = store.export(author=KIM).documents
    assert exported.document == store.documents()[0]
    assert exported.paths == ("a.pptx", "copy.pptx")
    assert exported.statements_as_hash == 2
    assert [(finding.text, finding.vector_kept) for finding in exported.findings] == [
        (deck.findings[0].finding.found, True)
    ]


def test_export_of_mail_tells_what_is_not_kept(store):
    store.keep_scan(make_scan(make_mail(author=ANA)))
    (exported,) = store.export(author=ANA).documents
    assert [(finding.text, finding.vector_kept) for finding in exported.findings] == [(None, False)]


def test_export_tells_what_is_found_with_the_documents(store):
    deck = make_document("a.pptx", author=KIM)
    sides = (make_side("a.pptx", "30 %", "Up to 30 %."), make_side("b.eml", "40 %"))
    store.keep_scan(
        make_scan(
            deck,
            make_mail("b.eml", author=ANA),
            conflicts=(make_conflict(*sides),),
            skipped=((DocumentId("b.eml/x.key"), "not read"),),
        )
    )
    finding = store.findings()[0]
    store.keep_divergences((make_divergence("div:0123456789ab", finding.key),))
    store.keep_dispute(
        Dispute(fingerprint=deck.findings[0].finding.fingerprint, code="MC102", message_id=None, day=date(2026, 7, 1))
    )
    store.keep_told(TOLD)
    kim, ana = store.export(author=KIM), store.export(author=ANA)
    assert kim.documents[0].findings[0].divergence == "div:0123456789ab"
    assert (kim.conflict_sides, kim.told, len(kim.disputes)) == (sides[:1], (TOLD,), 1)
    assert (ana.conflict_sides, ana.told, ana.unread) == (sides[1:], (), (("b.eml/x.key", "not read"),))


@pytest.mark.parametrize("named", [{"author": KIM}, {"mailbox": "mail"}])
def test_export_of_nothing_is_empty(store, named):
    export = store.export(**named)
    assert (export.total, export.documents) == (0, ())


@pytest.mark.parametrize("named", [{"author": KIM}, {"mailbox": "decks"}])
def test_export_tells_no_more_than_what_erase_removes(store, named):
    store.keep_scan(make_scan(make_document(author=KIM), make_mail(author=ANA)))
    exported, erased = store.export(**named), store.erase(**named)
    assert len(exported.documents) == erased.documents == 1
    assert store.export(**named).total == 0


def test_export_is_the_same_json_every_time_and_names_no_author_but_the_one_asked_for(store):
    store.keep_scan(make_scan(make_document(author=KIM), make_mail(author=ANA)))
    given = export_to_json(store.export(mailbox="decks"))
    assert given == export_to_json(store.export(mailbox="decks"))
    assert KIM not in given
    assert '"schema": "msgcheck.export/1"' in given
