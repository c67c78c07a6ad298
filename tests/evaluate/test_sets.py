"""Labelled sets: what is read, and how a mistake in one is told."""

import json

import pytest

from msgcheck.codes import Label, Severity
from msgcheck.errors import InputError
from msgcheck.evaluate.sets import companies, read_planted, read_statements

ROW = {
    "id": "s-1",
    "statement": "Setup is free for annual plans.",
    "channel": "email",
    "message_id": "setup",
    "label": "overstated",
    "severity": "high",
}


@pytest.fixture
def company(tmp_path):
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "messaging.yaml").write_text("version: 1\n", encoding="utf-8")
    return folder


def write(company, *lines):
    (company / "statements.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_statements_are_read_in_order(company):
    write(company, json.dumps(ROW), "", json.dumps({**ROW, "id": "s-2", "context": "Before.", "hard": True}))
    first, second = read_statements(company)
    assert (first.id, first.company, first.label, first.severity) == ("s-1", "acme", Label.OVERSTATED, Severity.HIGH)
    assert (second.context, second.hard) == ("Before.", True)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\u000b"])
def test_statements_may_hold_other_line_separators(company, separator):
    """JSON Lines ends lines with a line feed only; Word's line breaks come as others."""
    escaped = json.dumps({**ROW, "statement": f"one{separator}two"}, ensure_ascii=separator == "\u000b")
    write(company, escaped)
    assert read_statements(company)[0].statement == f"one{separator}two"


def test_statements_of_a_file_with_windows_line_ends_are_read(company):
    (company / "statements.jsonl").write_bytes(json.dumps(ROW).encode() + b"\r\n" + json.dumps(ROW).encode() + b"\r\n")
    assert len(read_statements(company)) == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "s-2",', "JSON"),
        ("[1, 2]", "object"),
        ('"text"', "object"),
        (json.dumps({key: value for key, value in ROW.items() if key != "label"}), "label"),
        (json.dumps({key: value for key, value in ROW.items() if key != "statement"}), "statement"),
        (json.dumps({**ROW, "label": "dubious"}), "dubious"),
        (json.dumps({**ROW, "severity": "grave"}), "grave"),
        (json.dumps({**ROW, "channel": "billboard"}), "billboard"),
    ],
)
def test_mistake_in_a_line_names_file_and_line(company, line, says):
    write(company, json.dumps(ROW), line)
    with pytest.raises(InputError) as caught:
        read_statements(company)
    assert f"{company / 'statements.jsonl'}:2" in str(caught.value)
    assert says in str(caught.value)


def test_missing_statements_name_the_file(company):
    with pytest.raises(InputError) as caught:
        read_statements(company)
    assert "statements.jsonl" in str(caught.value)


def test_company_without_documents_has_nothing_planted(company):
    assert read_planted(company) == ()


def test_planted_divergences_are_read(company):
    (company / "docs").mkdir()
    row = {
        "doc": "a.json",
        "location": "slide 1 title",
        "text": "x",
        "message_id": None,
        "label": "unsupported",
        "severity": "low",
    }
    (company / "docs" / "expected.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (planted,) = read_planted(company)
    assert (planted.document, planted.location, planted.label) == ("a.json", "slide 1 title", Label.UNSUPPORTED)


def test_mistake_in_planted_divergences_names_file_and_line(company):
    (company / "docs").mkdir()
    (company / "docs" / "expected.jsonl").write_text('{"doc": "a.json"}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_planted(company)
    assert "expected.jsonl:1" in str(caught.value)


def test_companies_are_sorted_and_hold_messaging(tmp_path, company):
    (tmp_path / "zenith").mkdir()
    (tmp_path / "abacus").mkdir()
    (tmp_path / "abacus" / "messaging.yaml").write_text("version: 1\n", encoding="utf-8")
    assert [folder.name for folder in companies(tmp_path)] == ["abacus", "acme"]


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_companies_of_no_set_are_an_error(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as caught:
        companies(tmp_path / name)
    assert name in str(caught.value)
