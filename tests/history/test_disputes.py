"""What the field called wrong."""

from dataclasses import replace
from datetime import date

from builders_history import make_document, make_finding, make_mail, make_scan

from msgcheck.records import Dispute, Fingerprint

FIRST, LATER = date(2026, 6, 3), date(2026, 7, 9)


def make_dispute(fingerprint="mc1:0011", **changes):
    given = {"fingerprint": Fingerprint(fingerprint), "code": "MC102", "message_id": "onboarding-time", "day": FIRST}
    return Dispute(**(given | changes))


def kept(store):
    return [(dispute.code, dispute.message_id, dispute.day, dispute.upheld) for dispute in store.disputes()]


def test_dispute_is_kept_with_code_message_and_day(store):
    store.keep_dispute(make_dispute())
    assert kept(store) == [("MC102", "onboarding-time", FIRST, None)]


def test_dispute_without_message_is_kept(store):
    store.keep_dispute(make_dispute(code="MC301", message_id=None))
    assert kept(store) == [("MC301", None, FIRST, None)]


def test_finding_called_wrong_twice_is_one_dispute_of_the_first_day(store):
    store.keep_dispute(make_dispute(day=LATER))
    store.keep_dispute(make_dispute())
    assert kept(store) == [("MC102", "onboarding-time", FIRST, None)]


def test_what_came_of_it_is_kept_beside_the_day(store):
    store.keep_dispute(make_dispute())
    store.keep_dispute(make_dispute(day=LATER, upheld=True))
    store.keep_dispute(make_dispute(day=LATER))
    assert kept(store) == [("MC102", "onboarding-time", FIRST, True)]


def test_what_came_of_it_can_be_said_by_the_dispute_as_stored(store):
    store.keep_dispute(make_dispute())
    (stored,) = store.disputes()
    store.keep_dispute(make_dispute(stored.fingerprint, day=LATER, upheld=False))
    assert kept(store) == [("MC102", "onboarding-time", FIRST, False)]


def test_disputes_are_told_oldest_first(store):
    store.keep_dispute(make_dispute(day=LATER))
    store.keep_dispute(make_dispute("mc1:0022", code="MC103"))
    assert [dispute.code for dispute in store.disputes()] == ["MC103", "MC102"]


def test_dispute_has_the_fingerprint_of_a_finding_of_mail_as_the_store_tells_it(store):
    mail = make_mail(findings=(make_finding(),))
    store.keep_scan(make_scan(mail, make_document(findings=())))
    store.keep_dispute(make_dispute(mail.findings[0].finding.fingerprint))
    assert store.disputes()[0].fingerprint == store.findings()[0].fingerprint


def test_fingerprint_of_a_dispute_cannot_be_guessed(store, store_file):
    store.keep_dispute(make_dispute("mc1:00112233445566778899"))
    assert store.disputes()[0].fingerprint.startswith("mk1:")
    assert not any(b"00112233445566778899" in path.read_bytes() for path in store_file.parent.iterdir())


# --- which findings it is about


def test_dispute_tells_the_findings_of_every_document_that_had_them(store):
    finding = make_finding()
    deck, other = (
        make_document(findings=(finding,)),
        make_document("b.pptx", statements=("Another deck.",), findings=(finding,)),
    )
    store.keep_scan(make_scan(deck, other))
    store.keep_dispute(make_dispute(finding.finding.fingerprint))
    assert store.disputes()[0].findings == tuple(found.key for found in store.findings())


def test_dispute_tells_a_finding_that_a_later_scan_does_not_have(store):
    deck = make_document(findings=(make_finding(),))
    store.keep_scan(make_scan(deck))
    store.keep_dispute(make_dispute(deck.findings[0].finding.fingerprint))
    store.keep_scan(make_scan(replace(deck, findings=())))
    (finding,) = store.findings()
    assert not finding.current
    assert store.disputes()[0].findings == (finding.key,)


def test_dispute_on_what_was_never_kept_tells_no_finding(store):
    store.keep_scan(make_scan(make_document(findings=(make_finding(),))))
    store.keep_dispute(make_dispute("mc1:ffff"))
    assert store.disputes()[0].findings == ()
