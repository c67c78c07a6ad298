"""The report on all that is stored."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import CODES, Severity
from msgcheck.errors import InputError
from msgcheck.feedback import report_of
from msgcheck.feedback.report_of import divergence_report
from msgcheck.findings.wordings import message_meant
from msgcheck.records import (
    Answer,
    Audience,
    Conflict,
    ConflictSide,
    Mover,
    Result,
    Retired,
    Standing,
    Told,
    Verdict,
)
from tests.builders_divergences import make_decision, make_divergence, make_spread
from tests.builders_stored import MESSAGING, WHERE, FakeStore, make_scan, make_stored, make_stored_finding

CREATED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _clustered(monkeypatch):
    """Divergences are those the fake store was given."""
    monkeypatch.setattr(report_of, "divergences", lambda store, messaging, *, today, state: store.made)


def report(*made, store=None, as_of=TODAY, shared=False, messaging=MESSAGING, **more):
    store = store or FakeStore(stored_scans=(make_scan(),), stored_documents=(make_stored(),))
    store = replace(store, made=made or store.made)
    return divergence_report(store, messaging, created=CREATED, as_of=as_of, shared=shared, **more)


def ids(entries):
    return [entry.divergence.id[-1] for entry in entries]


def sourced(number, sources, **values):
    return make_divergence(number, spread=make_spread(9, sources=sources), **values)


# --- sections of divergences


def test_report_of_an_empty_store_says_what_to_run_first():
    with pytest.raises(InputError, match="msgcheck scan"):
        report(store=FakeStore())


def test_report_sorts_divergences_into_their_sections():
    made = (
        sourced(1, 2),
        sourced(2, 1),
        sourced(3, 7, mover=Mover.OWN_MATERIAL),
        sourced(4, 7, standing=Standing.WATCHED, decision=make_decision(4, Answer.WATCH)),
        sourced(5, 7, standing=Standing.SETTLED, decision=make_decision(5)),
    )
    found = report(*made)
    assert [ids(found.acting), ids(found.single), ids(found.own_material), ids(found.decided)] == [
        ["1"],
        ["2"],
        ["3"],
        ["4"],
    ]
    assert [decision.divergence[-1] for decision in found.settled] == ["5"]


def test_report_orders_by_sources_then_severity_then_documents():
    made = (
        sourced(1, 3, severity=Severity.LOW),
        sourced(2, 3, severity=Severity.HIGH),
        sourced(3, 5, severity=Severity.LOW),
        make_divergence(4, severity=Severity.LOW, spread=make_spread(10, sources=3)),
    )
    assert ids(report(*made).acting) == ["3", "2", "4", "1"]


def test_report_leaves_out_what_no_current_document_says():
    assert report(make_divergence(spread=make_spread(0))).acting == ()


def test_report_lists_missing_lines_as_absent_and_nowhere_else():
    store = FakeStore(
        stored_scans=(make_scan(),),
        stored_documents=(make_stored(1), make_stored(2)),
        stored_findings=tuple(
            make_stored_finding(key, key, code="MC402", message_id="fine-print", text=None) for key in (1, 2)
        ),
    )
    found = report(sourced(1, 3, code="MC402"), store=store)
    assert (found.acting, found.single) == ((), ())
    assert [(line.message_id, line.lacking) for line in found.absent] == [("fine-print", 2)]


def test_report_never_shows_either_side_of_an_internal_note():
    found = report(sourced(1, 3, code="MC203", said="We go down to 71 euros", approved="71 euros", what="71 euros"))
    entry = found.acting[0]
    assert (entry.divergence.said, entry.divergence.approved, entry.divergence.what) == (None, "", "")
    assert "71" not in entry.changed


def test_report_asks_marketing_to_wait_until_it_is_a_proposal():
    divergence = sourced(1, 3)
    assert report(divergence, least_sources=4).acting[0].to_marketing.startswith("Watch it")
    assert not report(divergence).acting[0].to_marketing.startswith("Watch it")


def test_report_keeps_an_open_divergence_out_of_settled_though_it_was_decided_once():
    decision = make_decision(1)
    store = FakeStore(stored_scans=(make_scan(),), stored_documents=(make_stored(),), kept_decisions=(decision,))
    found = report(sourced(1, 12, decision=decision), store=store)
    assert (ids(found.acting), found.settled) == (["1"], ())


def test_report_settles_a_decision_on_what_nobody_says_any_more():
    decisions = (make_decision(1, decided_on=date(2026, 9, 1)), make_decision(2, decided_on=date(2026, 10, 1)))
    store = FakeStore(stored_scans=(make_scan(),), stored_documents=(make_stored(),), kept_decisions=decisions)
    assert [decision.divergence[-1] for decision in report(store=store).settled] == ["2", "1"]


def test_report_settles_a_decision_by_an_alias_only_with_its_divergence():
    decision = make_decision(1)
    store = FakeStore(stored_scans=(make_scan(),), stored_documents=(make_stored(),), kept_decisions=(decision,))
    merged = sourced(2, 3, aliases=(decision.divergence,), standing=Standing.WATCHED, decision=decision)
    found = report(merged, store=store)
    assert (ids(found.decided), found.settled) == (["2"], ())


def test_report_says_what_an_adopted_wording_still_waits_for_when_nobody_says_it_any_more():
    decision = make_decision(1, Answer.ADOPT, message_id="quay", wording="Half the wait.")
    store = FakeStore(stored_scans=(make_scan(),), stored_documents=(make_stored(),), kept_decisions=(decision,))
    assert report(store=store).settled[0].waiting_for == ("the patch to be merged",)


def test_report_names_the_paths_where_a_divergence_stands():
    store = FakeStore(
        stored_scans=(make_scan(),),
        stored_documents=(make_stored(1), make_stored(2), make_stored(3, superseded=True)),
        stored_findings=(
            make_stored_finding(1, 2),
            make_stored_finding(2, 1),
            make_stored_finding(3, 3),
            make_stored_finding(4, 1, current=False),
        ),
    )
    found = report(make_divergence(1, findings=(1, 2, 3, 4)), store=store)
    assert [places for _, places in found.paths] == [
        (("decks/1.pptx", "slide 3 bullet 2"), ("decks/2.pptx", "slide 3 bullet 2"))
    ]


def test_report_sets_deals_of_earlier_versions_beside_it():
    store = FakeStore(
        stored_scans=(make_scan(),),
        stored_documents=(make_stored(1, superseded=True), make_stored(2)),
        stored_findings=(make_stored_finding(1, 1), make_stored_finding(2, 2)),
        results={1: Result.WON, 2: Result.LOST},
    )
    outcome = report(make_divergence(1, findings=(1, 2), documents=(2,)), store=store).acting[0].outcome
    assert (outcome.field.won, outcome.field.lost) == (1, 1)


def test_report_counts_as_approved_only_what_was_said_on_message():
    documents = (make_stored(1), make_stored(2, used=(("quay", 1),)), make_stored(3, used=(("quay", 0), ("setup", 2))))
    store = FakeStore(
        stored_scans=(make_scan(),),
        stored_documents=documents,
        stored_findings=(make_stored_finding(1, 1),),
        results={1: Result.LOST, 2: Result.WON, 3: Result.WON},
    )
    outcome = report(make_divergence(1, message_id="quay", findings=(1,)), store=store).acting[0].outcome
    assert (outcome.field.lost, outcome.approved.won) == (1, 1)


def test_report_without_a_message_has_no_approved_deals():
    store = FakeStore(
        stored_scans=(make_scan(),),
        stored_documents=(make_stored(1), make_stored(2, used=(("quay", 1),))),
        stored_findings=(make_stored_finding(1, 1),),
        results={1: Result.LOST, 2: Result.WON},
    )
    outcome = report(make_divergence(1, message_id=None, findings=(1,)), store=store).acting[0].outcome
    assert outcome.approved.closed == 0


def test_report_puts_what_sellers_told_beside_the_message():
    told = (
        Told(message_id="quay", verdict=Verdict.WORKS, text="fine", day=date(2026, 9, 1), answer="good"),
        Told(message_id="quay", verdict=Verdict.DOES_NOT_LAND, text="no", day=date(2026, 10, 1)),
        Told(message_id="setup", verdict=Verdict.WORKS, text="yes", day=date(2026, 8, 1)),
    )
    store = FakeStore(stored_scans=(make_scan(),), stored_documents=(make_stored(),), kept_told=told)
    found = report(sourced(1, 3, message_id="quay"), store=store)
    assert [one.text for one in found.acting[0].told] == ["no", "fine"]
    assert [one.text for one in found.told] == ["yes", "no", "fine"]


# --- messages in use


def used_store(*documents, findings=()):
    return FakeStore(stored_scans=(make_scan(),), stored_documents=documents, stored_findings=findings)


def test_never_used_leaves_out_what_may_not_be_used_now():
    store = used_store(make_stored(1, used=(("quay", 2),)))
    assert [use.message_id for use in report(store=store).never_used] == ["setup", "fine-print"]


def test_never_used_asks_by_the_day_of_the_report():
    store = used_store(make_stored(1, used=(("quay", 2),)))
    found = report(store=store, as_of=date(2027, 3, 1))
    assert "later" in [use.message_id for use in found.never_used]


def test_never_used_leaves_out_a_message_said_otherwise():
    store = used_store(make_stored(1), findings=(make_stored_finding(1, 1, message_id="setup"),))
    assert "setup" not in [use.message_id for use in report(store=store).never_used]


@pytest.mark.parametrize("code", ["MC401", "MC402"])
def test_never_used_keeps_a_message_of_which_only_a_name_or_its_absence_was_found(code):
    store = used_store(make_stored(1), findings=(make_stored_finding(1, 1, message_id="setup", code=code),))
    assert "setup" in [use.message_id for use in report(store=store).never_used]


def test_never_used_passes_over_earlier_versions():
    store = used_store(make_stored(1), make_stored(2, superseded=True, used=(("setup", 1),)))
    assert "setup" in [use.message_id for use in report(store=store).never_used]


OLD = Retired(id="quay-old", text="Up to 20% less waiting.", replaced_by="quay", where=WHERE)
OLDEST = Retired(id="quay-oldest", text="Up to 10% less waiting.", replaced_by="quay-old", where=WHERE)
DROPPED = Retired(id="quay-dropped", text="No waiting.", where=WHERE)


@pytest.mark.parametrize(
    ("old", "meant"), [("quay-oldest", "quay"), ("quay-dropped", "quay-dropped"), ("quay", "quay"), (None, None)]
)
def test_message_meant_follows_retired_lines_to_the_current_one(old, meant):
    assert message_meant(old, replace(MESSAGING, retired=(OLD, OLDEST, DROPPED))) == meant


def test_message_meant_ends_where_retired_lines_name_each_other():
    circle = (OLD, replace(OLD, id="quay", replaced_by="quay-old"))
    assert message_meant("quay-old", replace(MESSAGING, retired=circle)) in {"quay", "quay-old"}


def test_messages_said_in_a_retired_wording_count_as_said_otherwise():
    messaging = replace(MESSAGING, retired=(OLD,))
    findings = (make_stored_finding(1, 2, code="MC201", message_id="quay-old"),)
    store = used_store(make_stored(1, used=(("quay", 1),)), make_stored(2), findings=findings)
    assert [(use.on_message, use.diverging) for use in report(store=store, messaging=messaging).faithful] == [(1, 1)]


@pytest.mark.parametrize("code", ["MC204", "MC205", "MC403"])
def test_message_in_approved_words_at_the_wrong_time_or_place_is_not_on_message_too(code):
    """One sentence is one use: its wording counts as used, and the finding on it says it should not be there."""
    findings = (make_stored_finding(1, 1, code=code),)
    documents = [make_stored(key, used=(("quay", 1),)) for key in (1, 2)]
    store = used_store(*documents, findings=findings)
    assert [(use.on_message, use.diverging) for use in report(store=store).faithful] == [(1, 1)]
    alone = report(store=used_store(documents[0], findings=findings))
    assert alone.faithful == ()
    assert "quay" not in [use.message_id for use in alone.never_used]


def test_message_that_is_said_in_silenced_words_alone_is_neither_faithful_nor_never_used():
    found = report(store=used_store(make_stored(1, used=(("quay", 0),))))
    assert found.faithful == ()
    assert "quay" not in [use.message_id for use in found.never_used]


def test_faithful_starts_with_the_largest_share():
    documents = [make_stored(key, used=(("quay", 1), ("setup", 1))) for key in (1, 2)]
    documents += [make_stored(3, used=(("quay", 1),))]
    findings = (make_stored_finding(1, 4), make_stored_finding(2, 4), make_stored_finding(3, 2, message_id="later"))
    store = used_store(*documents, make_stored(4), findings=findings)
    assert [(use.message_id, use.on_message, use.diverging) for use in report(store=store).faithful] == [
        ("setup", 2, 0),
        ("quay", 3, 1),
    ]


# --- what the report is made of


def test_totals_count_current_documents_by_kind():
    store = used_store(
        make_stored(1, day=date(2026, 5, 4)),
        make_stored(2, family="email", day=date(2026, 11, 17)),
        make_stored(3, family="document"),
        make_stored(4, superseded=True, day=date(2020, 1, 1)),
    )
    totals = report(store=store).totals
    assert (totals.decks, totals.mails, totals.documents, totals.scans) == (1, 1, 1, 1)
    assert (totals.first_day, totals.last_day) == (date(2026, 5, 4), date(2026, 11, 17))
    assert (totals.covered, totals.claims) == (12, 30)


def test_totals_count_no_mail_of_customers():
    theirs = make_stored(2, family="email", private=True, judged=0, claims=0, path="in.eml", last_seen=date(2026, 7, 2))
    scans = (make_scan(1, skipped=(("in.eml", "encrypted"),)),)
    store = FakeStore(stored_scans=scans, stored_documents=(make_stored(1), theirs))
    totals = report(store=store).totals
    assert (totals.decks, totals.mails, totals.unread) == (1, 0, ())


def test_unread_keeps_the_last_reason_until_the_file_is_read():
    scans = (
        make_scan(1, skipped=(("a.pdf", "no text"), ("b.pdf", "encrypted"), ("c.pdf", "encrypted"))),
        make_scan(2, as_of=date(2026, 7, 1), skipped=(("a.pdf", "encrypted"),)),
    )
    documents = (
        make_stored(1, path="c.pdf", last_seen=date(2026, 7, 1)),
        make_stored(2, not_judged=3),
        make_stored(3, judged=0, not_judged=2),
    )
    store = FakeStore(stored_scans=scans, stored_documents=documents)
    assert report(store=store).totals.unread == (
        ("encrypted", 2),
        ("nothing in it could be read or judged", 1),
        ("some of it could not be read or judged", 1),
    )


def test_uncovered_takes_the_highest_count_of_the_last_month():
    scans = (
        make_scan(1, uncovered=(("weather", 90),)),
        make_scan(2, as_of=date(2026, 10, 20), uncovered=(("delivery", 4), ("battery", 5))),
        make_scan(3, as_of=date(2026, 11, 19), uncovered=(("delivery", 6),)),
    )
    store = FakeStore(stored_scans=scans, stored_documents=(make_stored(),))
    assert report(store=store).uncovered == (("delivery", 6), ("battery", 5))


def conflict(*documents):
    sides = tuple(ConflictSide(document=one, location="slide 3 title", says="30 %") for one in documents)
    return Conflict(scope="deck", subject="waiting times", message_id=None, sides=sides)


def conflicts(found, *documents):
    scans = (make_scan(1, conflicts=(found,)), make_scan(2, conflicts=(found,)))
    return report(store=FakeStore(stored_scans=scans, stored_documents=documents)).conflicts


def test_conflict_about_a_message_is_told_by_its_approved_line():
    message = MESSAGING.messages[0]
    about = replace(conflict("decks/1.pptx", "decks/1.pptx"), message_id=message.id)
    (found,) = conflicts(about, make_stored(1))
    assert found.subject == message.text.rstrip(".")


def test_conflicts_are_listed_once():
    assert len(conflicts(conflict("decks/1.pptx", "decks/1.pptx"), make_stored(1))) == 1


def test_conflicts_end_when_the_file_holds_other_words():
    changed = make_stored(2, path="decks/1.pptx", first_seen=date(2026, 7, 1))
    assert conflicts(conflict("decks/1.pptx"), make_stored(1, superseded=True), changed) == ()


def mended_the_same_day(*scans):
    """The conflicts of scans of a day on which the deck was changed."""
    documents = (make_stored(1, superseded=True), make_stored(2, path="decks/1.pptx"))
    return report(store=FakeStore(stored_scans=scans, stored_documents=documents)).conflicts


def test_conflicts_end_when_the_file_is_mended_and_scanned_again_the_same_day():
    assert mended_the_same_day(make_scan(1, conflicts=(conflict("decks/1.pptx"),)), make_scan(2)) == ()


def test_conflicts_stay_when_the_scan_after_the_change_still_finds_them():
    found = (conflict("decks/1.pptx"),)
    assert len(mended_the_same_day(make_scan(1, conflicts=found), make_scan(2, conflicts=found))) == 1


def test_conflicts_end_when_one_side_is_gone():
    assert conflicts(conflict("decks/1.pptx", "decks/9.pptx"), make_stored(1)) == ()


def test_audit_stands_in_the_report():
    documents = [make_stored(key, audience=Audience(owner="marketing")) for key in range(1, 13)]
    number = report(store=used_store(*documents)).audit[3]
    assert (number.name, number.own.percent, number.field.percent) == ("free of retired wording", 100, None)


def test_report_is_the_same_twice():
    made = tuple(sourced(number, 3) for number in range(1, 6))
    assert report(*made) == report(*reversed(made))


@pytest.mark.parametrize(
    ("code", "sources", "expected"), [("MC102", 3, True), ("MC102", 2, False), ("MC202", 9, False), ("MC301", 3, True)]
)
def test_report_marks_proposals_that_could_be_adopted(code, sources, expected):
    assert report(sourced(1, sources, code=code)).acting[0].proposal is expected


def test_report_settles_an_answered_divergence_that_nobody_says_any_more():
    decision = make_decision(1, Answer.FIX)
    found = report(make_divergence(1, spread=make_spread(0), standing=Standing.FIXING, decision=decision))
    assert (found.decided, found.settled) == ((), (decision,))


@given(
    st.lists(
        st.tuples(st.sampled_from(CODES), st.sampled_from(Mover), st.sampled_from(Standing), st.integers(0, 4)),
        max_size=12,
    )
)
def test_report_shows_each_divergence_once_or_not_at_all(rows):
    made = tuple(
        make_divergence(
            number,
            code=code.code,
            mover=mover,
            standing=standing,
            decision=None if standing is Standing.OPEN else make_decision(number),
            spread=make_spread(4 if sources else 0, sources=sources),
        )
        for number, (code, mover, standing, sources) in enumerate(rows)
    )
    found = report(*made)
    shown = [one.divergence.id for one in (*found.acting, *found.own_material, *found.single, *found.decided)]
    shown += [decision.divergence for decision in found.settled]
    left_out = {one.id for one in made if one.standing is Standing.OPEN and not one.spread.documents}
    left_out |= {one.id for one in made if one.standing is Standing.OPEN and one.code == "MC402"}
    assert sorted(shown) == sorted({one.id for one in made} - left_out)
