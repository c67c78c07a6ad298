"""`msgcheck evaluate` on a small labelled set."""

import json
from pathlib import Path

import pytest

from msgcheck.cli.main import run
from tests.cli.plain_stages import APPROVED, FORBIDDEN, HOUSE, OUTDATED

ROWS = [
    {"id": "s-1", "statement": APPROVED, "channel": "deck_bullet", "message_id": "quay", "label": "consistent", "severity": "none"},
    {"id": "s-2", "statement": OUTDATED, "channel": "email", "message_id": "quay-old", "label": "outdated", "severity": "high"},
    {"id": "s-3", "statement": FORBIDDEN, "channel": "deck_notes", "message_id": "refund", "label": "forbidden", "severity": "high"},
    {"id": "s-4", "statement": "See you on Friday.", "channel": "email", "message_id": None, "label": "not_a_claim", "severity": "none"},
]  # fmt: skip


@pytest.fixture
def labelled(plain):
    company = plain / "set" / "harbourlight"
    (company / "docs").mkdir(parents=True)
    (company / "messaging.yaml").write_text(HOUSE, encoding="utf-8")
    (company / "statements.jsonl").write_text("\n".join(map(json.dumps, ROWS)) + "\n", encoding="utf-8")
    return plain / "set"


def evaluated(capsys, *arguments):
    code = run(["evaluate", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_evaluate_prints_the_judge_beside_trivial_ones(labelled, capsys):
    code, out, _ = evaluated(capsys, labelled)
    assert code == 0
    assert out.splitlines()[1].startswith("stub@")
    for name in ("always clean", "always raised", "exact match", "word overlap", "cosine"):
        assert name in out


def test_evaluate_learns_from_the_training_set_beside_it(labelled, capsys):
    assert "statement only" not in evaluated(capsys, labelled)[1]
    (labelled / "harbourlight").rename(labelled.parent / "kept")
    train = labelled.parent / "train"
    train.mkdir()
    (labelled.parent / "kept").rename(train / "harbourlight")
    (labelled / "harbourlight").symlink_to(train / "harbourlight")
    assert "statement only" in evaluated(capsys, labelled)[1]


def test_predictions_are_one_line_a_statement_in_order(labelled, capsys):
    out = labelled / "out.jsonl"
    assert evaluated(capsys, labelled, "--predictions", out)[0] == 0
    found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [item["id"] for item in found] == [row["id"] for row in ROWS]
    assert [item["label"] for item in found] == [row["label"] for row in ROWS]
    assert [item["message_id"] for item in found] == [row["message_id"] for row in ROWS]
    assert all(set(item) == {"id", "company", "label", "message_id", "score", "severity"} for item in found)


def test_misses_and_parts_are_printed_when_asked_for(labelled, capsys):
    wrong = {**ROWS[0], "id": "s-9", "label": "overstated"}
    path = labelled / "harbourlight" / "statements.jsonl"
    path.write_text("\n".join(map(json.dumps, [*ROWS, wrong])) + "\n", encoding="utf-8")
    out = evaluated(capsys, labelled, "--misses", "5", "--parts")[1]
    assert "s-9: promises more" in out
    assert "email" in out


def plant(labelled):
    docs = labelled / "harbourlight" / "docs"
    deck = {"title": "Harbourlight", "slides": [{"title": "Harbourlight", "bullets": [APPROVED, FORBIDDEN]}]}
    (docs / "a.json").write_text(json.dumps(deck), encoding="utf-8")
    planted = {
        "doc": "a.json",
        "location": "slide 1 bullet 2",
        "text": FORBIDDEN,
        "message_id": "refund",
        "label": "forbidden",
        "severity": "high",
    }
    (docs / "expected.jsonl").write_text(json.dumps(planted) + "\n", encoding="utf-8")


def test_evaluate_documents_counts_what_was_planted(labelled, capsys):
    plant(labelled)
    code, out, _ = evaluated(capsys, labelled, "--docs")
    assert code == 0
    assert "found 1 of 1 planted" in out
    assert "0 false alarms" in out


def test_evaluate_documents_of_a_set_without_any_is_two(labelled, capsys):
    assert evaluated(capsys, labelled, "--docs")[0] == 2


@pytest.mark.parametrize("line", ['{"id": "s-1"', '{"id": "s-1"}'])
def test_evaluate_of_a_bad_line_is_two_and_names_it(labelled, capsys, line):
    path = labelled / "harbourlight" / "statements.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n", encoding="utf-8")
    code, out, err = evaluated(capsys, labelled)
    assert (code, out) == (2, "")
    assert "statements.jsonl:2" in err


def test_evaluate_of_no_set_is_two(plain, capsys):
    code, out, err = evaluated(capsys, plain / "gone")
    assert (code, out) == (2, "")
    assert "gone" in err


@pytest.mark.parametrize(("option", "name"), [("--predictions", "out.jsonl"), ("--output", "out.md")])
def test_output_that_cannot_be_written_is_two(labelled, capsys, option, name):
    (labelled / "taken").write_text("a file, no folder", encoding="utf-8")
    code, _, err = evaluated(capsys, labelled, option, labelled / "taken" / name)
    assert code == 2
    assert name in err


def test_output_holds_statements_and_documents_whatever_is_printed(labelled, capsys):
    plant(labelled)
    pages = []
    for options in ((), ("--docs",)):
        code, _, err = evaluated(capsys, labelled, *options, "--output", "out/page.md", "--output", "out/page.json")
        assert code == 0
        assert "wrote out/page.md" in err
        pages.append((Path("out/page.md").read_text("utf-8"), Path("out/page.json").read_text("utf-8")))
    assert pages[0] == pages[1]
    page, data = pages[0]
    assert "## Figures" in page
    assert "| all | 1 | 1 of 1 (100 %) |" in page
    assert json.loads(data)["document_totals"][-1][1]["found"] == 1


def test_output_of_a_set_without_documents_says_so(labelled, capsys):
    assert evaluated(capsys, labelled, "--output", "page.md")[0] == 0
    assert "The set has no documents." in Path("page.md").read_text("utf-8")


def test_output_of_an_unknown_suffix_is_two_before_anything_is_judged(labelled, capsys):
    code, out, err = evaluated(capsys, labelled, "--output", "page.docx")
    assert (code, out) == (2, "")
    assert ".md" in err
