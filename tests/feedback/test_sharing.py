"""What a shared report may hold."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback import report_of
from msgcheck.feedback.report_of import divergence_report
from msgcheck.feedback.sharing import shared_view
from msgcheck.feedback.what_changed import what_changed
from msgcheck.record_json import divergences_to_json
from msgcheck.records import (
    Absent,
    Answer,
    Conflict,
    ConflictSide,
    DocumentKey,
    MessageUse,
    Mover,
    Result,
    Standing,
    Told,
    Verdict,
)
from tests.builders_divergences import PRIVATE, make_decision, make_divergence, make_report, make_spread, sample_report
from tests.builders_stored import MARKER, MESSAGING, FakeStore, make_scan, make_stored, make_stored_finding

CREATED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MARKED = f"{MARKER} GmbH pays 7 euros"


def marked_store():
    """A store in which every text of the field, of a customer or of a person holds the marker."""
    sides = tuple(
        ConflictSide(document=f"{MARKER}.pptx", location=f"{MARKER}.eml slide 3 title", says=MARKED, text=MARKED)
        for _ in range(2)
    )
    conflict = Conflict(scope="account", subject=f"{MARKER} price", message_id=None, sides=sides)
    scan = make_scan(
        skipped=((f"{MARKER}.doc", f"{MARKER}.doc is encrypted"),),
        uncovered=((MARKER.lower(), 3), ("waiting", 2)),
        conflicts=(conflict,),
    )
    document = make_stored(path=f"{MARKER}.pptx", author=MARKER, account=MARKER)
    finding = make_stored_finding(
        text=MARKED,
        sentence=MARKED,
        suggestion=MARKED,
        location=f"{MARKER}.pptx slide 3 title",
        change=f"wording {MARKER}",
    )
    decision = make_decision(9, approved_by=MARKER, evidence=MARKED, wording=MARKED, change=MARKED)
    told = Told(
        message_id="quay", verdict=Verdict.WORKS, text=MARKED, day=date(2026, 9, 1), name=MARKER, answer="Good."
    )
    return FakeStore(
        stored_scans=(scan,),
        stored_documents=(document,),
        stored_findings=(finding,),
        kept_decisions=(decision,),
        kept_told=(told,),
        results={1: Result.WON},
        made=tuple(marked_divergence(number, decision) for number in range(1, 6)),
    )


def marked_divergence(number, decision):
    standings = {4: (Standing.TESTING, Mover.FIELD, 3), 3: (Standing.OPEN, Mover.OWN_MATERIAL, 3)}
    standing, mover, sources = standings.get(number, (Standing.OPEN, Mover.FIELD, number))
    return make_divergence(
        number,
        message_id="quay",
        said=MARKED,
        what=f"{MARKER} is new",
        change=f"wording {MARKER}",
        mover=mover,
        standing=standing,
        template=DocumentKey(1),
        decision=replace(decision, answer=Answer.TEST),
        spread=make_spread(
            6, sources=sources, by_slide=((f"{MARKER}.eml slide 3 title", 2), ("slide 3 title", 1), (f"{MARKER} A1", 1))
        ),
    )


def made(store, *, shared):
    return divergence_report(store, MESSAGING, created=CREATED, as_of=date(2026, 11, 20), shared=shared)


@pytest.fixture(autouse=True)
def _clustered(monkeypatch):
    monkeypatch.setattr(report_of, "divergences", lambda store, messaging, *, today, state: store.made)


def test_shared_report_holds_no_word_of_the_field_anywhere():
    report = made(marked_store(), shared=True)
    assert report.shared
    assert MARKER.lower() not in divergences_to_json(report).lower()


def test_local_report_holds_them_so_that_the_test_before_can_fail():
    assert divergences_to_json(made(marked_store(), shared=False)).count(MARKER) > 20


def test_shared_report_keeps_sections_and_counts():
    local, shared = made(marked_store(), shared=False), made(marked_store(), shared=True)
    for section in ("acting", "own_material", "single", "decided", "conflicts", "told", "settled", "never_used"):
        assert len(getattr(local, section)) == len(getattr(shared, section)) > 0, section
    assert shared.totals.unread == (("could not be read or judged", 1),)
    assert shared.audit == local.audit


def test_shared_report_names_no_document_even_by_number():
    divergence = made(marked_store(), shared=True).acting[0].divergence
    assert (divergence.findings, divergence.documents, divergence.template) == ((), (), None)


def test_shared_report_counts_places_without_the_names_before_them():
    assert made(marked_store(), shared=True).acting[0].divergence.spread.by_slide == (("slide 3 title", 3),)


def test_shared_report_merges_themes_in_words_of_the_field():
    assert made(marked_store(), shared=True).uncovered == (("waiting", 2), ("other themes", 3))


def test_shared_view_of_a_shared_report_changes_nothing():
    once = made(marked_store(), shared=True)
    assert shared_view(once, MESSAGING) == once


def test_shared_view_of_any_report_holds_nothing_private():
    text = divergences_to_json(shared_view(sample_report(), MESSAGING))
    assert not [word for word in PRIVATE if word in text]


def shared_what(what, *, messaging=MESSAGING):
    report = make_report(sample_report().acting[:1])
    entry = replace(report.acting[0], divergence=make_divergence(what=what))
    return shared_view(replace(report, acting=(entry,)), messaging).acting[0].divergence.what


@pytest.mark.parametrize(
    "what",
    ["30% became 50%", "“up to” is missing", "€89 became €71.50", "ten days became 5 days", "2,400 became 1,900"],
)
def test_shared_view_shows_changes_in_figures_and_words_of_the_messaging(what):
    assert shared_what(what) == what


@pytest.mark.parametrize(
    "what",
    [
        "“guaranteed” is new",
        "30% became 50% at Skagen",
        "30% became ana@skagen.example",
        "30% became www/9",
        "up to 30% " * 8,
        "Port of Skagen became 50%",
        "30% became R2D2",
    ],
)
def test_shared_view_hides_changes_in_other_words(what):
    assert shared_what(what) == ""


@pytest.mark.parametrize("code", ["MC101", "MC103", "MC201", "MC202", "MC301", "MC302", "MC403"])
def test_shared_view_shows_what_is_said_of_the_code_in_general(code):
    divergence = make_divergence(code=code, what=what_changed(code, ""))
    report = make_report((replace(sample_report().acting[0], divergence=divergence),))
    assert shared_view(report, MESSAGING).acting[0].divergence.what == divergence.what


@pytest.mark.parametrize(
    "change", ["dropped up to", "added guarantee", "added absolute", "negated", "up to > at least"]
)
def test_shared_view_shows_kinds_of_words(change):
    what = what_changed("MC103", change)
    assert shared_what(what) == what


def test_shared_view_says_in_general_what_it_does_not_show():
    report = shared_view(make_report((replace(sample_report().acting[0], changed="Skagen says 50%"),)), MESSAGING)
    assert report.acting[0].changed == "The field says another figure than is approved: 35% became 50%."


def decided(**values):
    report = replace(make_report(), settled=(make_decision(1, **values),))
    return shared_view(report, MESSAGING).settled[0]


def test_shared_view_keeps_a_wording_that_is_approved_by_now():
    approved = MESSAGING.messages[0].text
    assert decided(wording=approved).wording == approved
    assert decided(wording="Half the wait, says Skagen").wording == ""


def test_shared_view_takes_customers_out_of_reasons():
    assert (
        decided(reason="Only the Port of Skagen got it, says SKAGEN.").reason
        == "Only a customer got it, says a customer."
    )


def test_shared_view_takes_customers_out_of_approved_lines():
    line = "The Port of Skagen halved its waiting times."
    use = MessageUse(message_id="quay", text=line, owner="", on_message=0, diverging=0)
    lacking = Absent(message_id="quay", text=line, owner="", lacking=2)
    entry = replace(sample_report().acting[0], divergence=make_divergence(approved=line))
    report = make_report((entry,), never_used=(use,), faithful=(use,), absent=(lacking,))
    messages = tuple(replace(one, text=line) if one.id == "quay" else one for one in MESSAGING.messages)
    text = divergences_to_json(shared_view(report, replace(MESSAGING, messages=messages)))
    assert "Skagen" not in text
    assert text.count("A customer halved") + text.count("a customer halved") == 4


TIDE = "Harbourlight forecasts the tide."
"""Under embargo until 1 March 2027."""


def with_the_tide(**values):
    """A report that tells a line ahead wherever it can."""
    use = MessageUse(message_id="later", text=TIDE, owner="", on_message=1, diverging=1)
    lacking = Absent(message_id="later", text=TIDE, owner="", lacking=2)
    divergence = make_divergence(
        message_id="later", code="MC204", approved=TIDE, said=TIDE, what="“forecasts the tide” is new", change="tide"
    )
    entry = replace(sample_report().acting[0], divergence=divergence, told=())
    told = Told(
        message_id="later", verdict=Verdict.WORKS, text=TIDE, day=date(2026, 9, 1), answer="The tide is for March."
    )
    side = ConflictSide(document="a.pptx", location="slide 1", says="the tide", text=TIDE)
    conflict = Conflict(scope="account", subject=TIDE.rstrip("."), message_id="later", sides=(side, side))
    settled = (
        make_decision(1, message_id="later", reason="wait for the tide", wording=TIDE, change="added tide"),
        make_decision(2, message_id="quay", reason=f"soon: {TIDE}", wording=""),
    )
    values = {"absent": (lacking,), "conflicts": (conflict,), "told": (told,), "settled": settled, **values}
    return replace(
        make_report((entry,), never_used=(use,), faithful=(use,), uncovered=(("tide", 3),)), as_of=AS_OF, **values
    )


AS_OF = date(2026, 11, 20)


def test_shared_view_holds_no_line_that_is_not_out_yet():
    text = divergences_to_json(shared_view(with_the_tide(), MESSAGING))
    assert "tide" not in text.casefold()
    assert text.count("not out yet") == 5


def test_shared_view_asks_nobody_to_use_a_line_that_is_not_out_yet():
    report = with_the_tide()
    divergence = replace(report.acting[0].divergence, code="MC102", mover=Mover.FIELD)
    entry = replace(report.acting[0], divergence=divergence, to_field="Use the approved figure.")
    shared = shared_view(replace(report, acting=(entry,)), MESSAGING)
    assert shared.acting[0].to_field == "Keep the line back until the day it may be used."


def test_shared_view_names_the_message_of_a_conflict_about_a_line_that_is_not_out_yet():
    assert shared_view(with_the_tide(), MESSAGING).conflicts[0].subject == "not out yet (later)"


def test_shared_view_shows_a_line_from_its_day_on():
    shared = shared_view(replace(with_the_tide(), as_of=date(2027, 3, 1)), MESSAGING)
    assert shared.never_used[0].text == shared.acting[0].divergence.approved == TIDE


def test_shared_view_of_lines_ahead_shared_again_is_the_same():
    once = shared_view(with_the_tide(), MESSAGING)
    assert shared_view(once, MESSAGING) == once


def test_shared_view_shows_no_line_that_is_no_longer_in_the_messaging():
    use = MessageUse(message_id="dropped", text="A secret of last year.", owner="", on_message=0, diverging=0)
    assert shared_view(make_report((), never_used=(use,)), MESSAGING).never_used[0].text == ""


@given(st.text(max_size=40))
def test_shared_view_never_shows_a_place_that_is_none(location):
    entry = replace(
        sample_report().acting[0], divergence=make_divergence(spread=make_spread(by_slide=((location, 1),)))
    )
    for place, _ in shared_view(make_report((entry,)), MESSAGING).acting[0].divergence.spread.by_slide:
        assert location.endswith(place)
        assert place.split()[0].isalpha()
