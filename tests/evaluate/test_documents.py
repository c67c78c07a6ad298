"""Documents of labelled sets: built, read again, and counted."""

from dataclasses import replace

import pytest

from msgcheck.codes import Label, Lane, Severity
from msgcheck.evaluate.deck_builder import build_deck
from msgcheck.evaluate.documents import _checked, _same_place, _score
from msgcheck.evaluate.sets import Planted
from msgcheck.records import DocumentId, Skipped
from tests.builders_findings import make_finding
from tests.builders_judge import make_checker, messaging
from tests.builders_reading import read_document

DECK = {
    "title": "Harbourlight for ports",
    "slides": [
        {"title": "First head", "bullets": ["alpha one", "alpha two"], "notes": "A note."},
        {"title": "Second head", "table": [["Plan", "Price"], ["Small", "nine euros"]]},
        {"title": "Third head", "bullets": []},
    ],
}


@pytest.fixture(scope="module")
def document():
    return read_document("deck.pptx", build_deck(DECK))


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ("slide 1 title", "First head"),
        ("slide 1 bullet 1", "alpha one"),
        ("slide 1 bullet 2", "alpha two"),
        ("slide 1 notes", "A note."),
        ("slide 2 table row 1 column 2", "Price"),
        ("slide 2 table row 2 column 2", "nine euros"),
        ("slide 3 title", "Third head"),
    ],
)
def test_built_deck_is_read_with_every_text_at_its_location(document, location, text):
    assert [block.text for block in document.blocks if block.location == location] == [text]


def test_built_deck_holds_nothing_else(document):
    assert len(document.blocks) == 10


def test_built_deck_keeps_its_title(document):
    assert document.title == "Harbourlight for ports"


PLANTED = Planted(
    document="a.json",
    location="slide 1 bullet 2",
    text="Setup is always free for everybody.",
    message_id="setup",
    label=Label.OVERSTATED,
    severity=Severity.HIGH,
)


def finding(**more):
    values = {"code": "MC103", "location": "slide 1 bullet 2", "found": PLANTED.text, "lane": Lane.SUGGEST} | more
    return make_finding(0, document=DocumentId("a.pptx"), **values)


@pytest.mark.parametrize(
    "found", [PLANTED.text, "setup is always free for everybody", "Well: setup is always free for everybody."]
)
def test_finding_with_the_planted_text_is_at_its_place(found):
    assert _same_place(PLANTED, finding(found=found))


@pytest.mark.parametrize("more", [{"location": "slide 2 bullet 2"}, {"found": "Ships come and go."}, {"found": ""}])
def test_finding_elsewhere_is_not_at_its_place(more):
    assert not _same_place(PLANTED, finding(**more))


def test_planted_in_the_body_of_a_mail_is_found_at_any_line():
    assert _same_place(replace(PLANTED, location="body"), finding(location="body line 7"))


def test_score_counts_found_right_code_and_false_alarms():
    other = replace(PLANTED, location="slide 4 title", text="Nobody found this.")
    findings = [finding(), finding(code="MC101"), finding(location="slide 3 bullet 1", found="Ships come and go.")]
    score = _score("acme", "a.json", [PLANTED, other], findings)
    assert (score.planted, score.found, score.right_code, score.false_alarms) == (2, 1, 1, 1)
    assert score.missed == (other,)


def test_score_of_a_note_counts_as_noted_only():
    score = _score("acme", "a.json", [PLANTED], [finding(lane=Lane.NOTE), finding(lane=Lane.NOTE, found="Elsewhere.")])
    assert (score.found, score.right_code, score.false_alarms) == (0, 0, 0)
    assert score.outcomes[0].lane is Lane.NOTE


def test_score_keeps_the_most_urgent_lane_at_a_place():
    findings = [finding(lane=Lane.NOTE), finding(lane=Lane.ASK, code="MC101"), finding(lane=Lane.SUGGEST)]
    assert _score("acme", "a.json", [PLANTED], findings).outcomes[0].lane is Lane.ASK


def test_document_that_cannot_be_read_is_skipped_and_what_was_planted_missed(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: broken\n\n")
    broken = Skipped(id=DocumentId("a.eml"), format="eml", reason="it is broken")
    score = _checked("acme", path, [PLANTED], make_checker(messaging()), lambda *_: [broken])
    assert (score.skipped, score.missed, score.false_alarms) == (("it is broken",), (PLANTED,), 0)


def test_score_of_the_wrong_code_counts_as_found_only():
    score = _score("acme", "a.json", [PLANTED], [finding(code="MC101")])
    assert (score.found, score.right_code, score.false_alarms) == (1, 0, 0)
