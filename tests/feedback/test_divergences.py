"""From what is stored to divergences."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from builders_stored import MARKER, MESSAGING, FakeStore, make_stored, make_stored_finding

from msgcheck.codes import Severity
from msgcheck.feedback.divergences import divergences
from msgcheck.records import Answer, Audience, Decision, InternalOnly, Mover, Standing

TODAY = date(2026, 11, 20)


@dataclass
class RememberingStore(FakeStore):
    """A fake that keeps divergences, too."""

    known: tuple = field(default=())

    def keep_divergences(self, divergences):
        self.known = tuple((one.id, one.aliases, one.findings) for one in divergences)

    def known_divergences(self):
        return self.known


def store_of(*findings, documents=None, **values):
    named = {finding.document for finding in findings}
    given = documents or tuple(make_stored(key) for key in sorted(named))
    return RememberingStore(stored_documents=tuple(given), stored_findings=findings, **values)


def one_of(store, messaging=MESSAGING):
    (found,) = divergences(store, messaging, today=TODAY)
    return found


def test_divergences_of_an_empty_store_are_none():
    assert divergences(store_of(), MESSAGING, today=TODAY) == ()


def test_divergences_counts_documents_sources_and_copies():
    documents = [make_stored(1, group=1), make_stored(2, group=1), make_stored(3, family="email")]
    spread = one_of(store_of(*(make_stored_finding(key, key) for key in (1, 2, 3)), documents=documents)).spread
    assert (spread.documents, spread.sources, spread.copies) == (3, 2, 1)
    assert spread.by_kind == (("deck", 2), ("email", 1))
    assert spread.by_slide == (("slide 3 bullet 2", 2),)


def test_divergences_two_findings_of_one_document_count_once():
    spread = one_of(store_of(make_stored_finding(1), make_stored_finding(2, location="slide 9 title"))).spread
    assert (spread.documents, spread.sources) == (1, 1)
    assert spread.by_slide == (("slide 3 bullet 2", 1), ("slide 9 title", 1))


def test_divergences_replaced_versions_count_for_since_when_only():
    documents = [
        make_stored(1, day=date(2026, 3, 1), superseded=True),
        make_stored(2, day=date(2026, 9, 1)),
    ]
    findings = (
        make_stored_finding(1, 1, first_seen=date(2026, 3, 1)),
        make_stored_finding(2, 2, first_seen=date(2026, 9, 1)),
    )
    found = one_of(store_of(*findings, documents=documents))
    assert found.documents == (2,)
    assert found.findings == (1, 2)
    assert (found.spread.first_seen, found.spread.last_seen) == (date(2026, 3, 1), date(2026, 9, 1))


def test_divergences_that_nobody_says_any_more_have_no_documents_and_keep_their_id():
    store = store_of(make_stored_finding(1))
    before = one_of(store)
    store.stored_findings = (make_stored_finding(1, current=False),)
    after = one_of(store)
    assert (after.id, after.spread.documents, after.documents) == (before.id, 0, ())


def test_divergences_shows_the_sentence_said_most_often():
    findings = (
        make_stored_finding(1, 1, text="Waiting is halved."),
        make_stored_finding(2, 2, text="50% less waiting."),
        make_stored_finding(3, 3, text="50%  less waiting."),
    )
    assert one_of(store_of(*findings)).said == "50% less waiting."


def test_divergences_of_mail_alone_have_no_sentence():
    found = one_of(store_of(make_stored_finding(1, text=None), documents=[make_stored(1, family="email")]))
    assert found.said is None
    assert found.what == "30% became 50%"


def test_divergences_name_the_owner_and_the_approved_line():
    found = one_of(store_of(make_stored_finding(1)))
    assert (found.owner, found.approved) == ("product-marketing", MESSAGING.messages[0].text)


def test_divergences_set_the_present_line_beside_a_finding_of_a_former_one():
    found = one_of(store_of(make_stored_finding(1, approved="Harbourlight cuts waiting by 25%.")))
    assert found.approved == MESSAGING.messages[0].text


def test_divergences_take_the_gravest_severity():
    findings = (make_stored_finding(1, severity=Severity.LOW), make_stored_finding(2, 2, severity=Severity.HIGH))
    assert one_of(store_of(*findings)).severity is Severity.HIGH


def test_divergences_of_an_internal_line_hold_its_id_and_owner_only():
    note = InternalOnly(id="floor-price", text=MARKER, owner="pricing", where=MESSAGING.messages[0].where)
    finding = make_stored_finding(
        1, code="MC203", message_id="floor-price", change="internal floor-price", text=MARKER, approved=MARKER
    )
    found = one_of(store_of(finding), replace(MESSAGING, internal_only=(note,)))
    assert (found.message_id, found.owner) == ("floor-price", "pricing")
    assert MARKER not in repr(found)
    assert (found.said, found.approved, found.what) == (None, "", "")


def test_divergences_leave_missing_lines_out():
    assert divergences(store_of(make_stored_finding(1, code="MC402")), MESSAGING, today=TODAY) == ()


def test_divergences_leave_findings_of_unknown_documents_out():
    store = FakeStore(stored_documents=(), stored_findings=(make_stored_finding(1),))
    assert divergences(store, MESSAGING, today=TODAY) == ()


def test_divergences_name_the_template():
    documents = [make_stored(1), make_stored(2, audience=Audience(owner="marketing"))]
    found = one_of(store_of(make_stored_finding(1, 1), make_stored_finding(2, 2), documents=documents))
    assert (found.mover, found.template) == (Mover.OWN_MATERIAL, 2)


def test_divergences_have_the_standing_of_their_decision():
    store = store_of(make_stored_finding(1))
    first = one_of(store)
    decision = Decision(
        divergence=first.id,
        message_id=first.message_id,
        code=first.code,
        change=first.change,
        answer=Answer.REJECT,
        reason="no study",
        decided_on=date(2026, 10, 3),
        sources=1,
        documents=1,
    )
    store.kept_decisions = (decision,)
    found = one_of(store)
    assert (found.standing, found.decision) == (Standing.SETTLED, decision)


def test_divergences_keep_their_ids_from_run_to_run():
    store = store_of(make_stored_finding(2))
    before = one_of(store)
    store.stored_findings = (make_stored_finding(1, code="MC103", change="dropped up to"), make_stored_finding(2))
    assert [one.id for one in divergences(store, MESSAGING, today=TODAY)][1] == before.id


@pytest.mark.parametrize("key", ["by_segment", "by_team"])
def test_divergences_show_no_group_of_few_authors(key):
    audience = Audience(segment="retail", team="north")
    documents = [make_stored(number, author=f"p{number}", audience=audience) for number in range(1, 5)]
    found = one_of(store_of(*(make_stored_finding(number, number) for number in range(1, 5)), documents=documents))
    assert getattr(found.spread, key) == ()
