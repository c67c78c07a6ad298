"""What a month's report says of findings that were silenced: they were raised, and the words still stand there."""

import json
from datetime import datetime

import pptx
import pytest

from msgcheck.cli.main import run
from tests.cli.plain_stages import APPROVED, OUTDATED

NOVEMBER, OCTOBER = datetime(2026, 11, 3, 9, 0), datetime(2026, 10, 5, 9, 0)  # noqa: DTZ001  as python-pptx takes it
SILENCE = ("--reason", "it says the same", "--wrong")
HELD = {"north": OUTDATED, "south": OUTDATED, "west": APPROVED}


@pytest.fixture
def docs(plain, capsys):
    """Three decks of November, scanned: two with the old line."""
    for name, line in HELD.items():
        save(plain / "docs" / f"{name}.pptx", name, line)
    scan(capsys, plain / "docs")
    return plain / "docs"


def save(path, name, line, modified=NOVEMBER):
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Harbourlight"
    slide.placeholders[1].text = f"{line}\nThe {name} quay has ropes of its own."
    deck.core_properties.modified, deck.core_properties.author = modified, name
    deck.save(path)


def scan(capsys, docs):
    run(["scan", "--quiet", str(docs)])
    capsys.readouterr()


def fingerprint(capsys, docs, code="MC201"):
    run(["scan", "--quiet", "--no-store", "--format", "json", str(docs)])
    found = json.loads(capsys.readouterr().out)["findings"]
    return next(finding["fingerprint"] for finding in found if finding["code"] == code)


def november(capsys):
    assert run(["report", "--month", "2026-11", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    quay = next(message for message in report["messages"] if message["message_id"] == "quay")["periods"][-1]
    disputed = report["disputed"]
    return (
        (disputed["called_wrong"], disputed["findings"]),
        (quay["carrying"], quay["on_message"], quay["drifting"]),
    )


def test_silenced_finding_was_raised_and_its_deck_still_carries_the_message(docs, capsys):
    name = fingerprint(capsys, docs)
    assert november(capsys) == ((0, 2), (3, 1, 2))
    assert run(["silence", name, *SILENCE, "--document", "north.pptx"]) == 0
    scan(capsys, docs)
    assert november(capsys) == ((1, 2), (3, 1, 1))


def test_every_finding_may_be_silenced_and_none_is_lost(docs, capsys):
    name = fingerprint(capsys, docs)
    assert run(["silence", name, *SILENCE, "--all-documents"]) == 0
    scan(capsys, docs)
    assert november(capsys) == ((1, 2), (3, 1, 0))


def test_finding_of_another_month_is_not_called_wrong_in_this_one(docs, capsys):
    other = "We guarantee that you earn the fee back."
    save(docs / "east.pptx", "east", other, modified=OCTOBER)
    scan(capsys, docs)
    assert run(["silence", fingerprint(capsys, docs, "MC202"), *SILENCE]) == 0
    scan(capsys, docs)
    assert november(capsys)[0] == (0, 2)
