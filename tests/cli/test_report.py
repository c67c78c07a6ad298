"""`msgcheck report`: what is approved against what is said."""

import csv
import io
import json

import jsonschema
import pytest

from msgcheck import assembly
from msgcheck.cli.main import run
from msgcheck.codes import Severity
from msgcheck.feedback import report_of
from msgcheck.record_json import divergences_from_json, divergences_to_json
from msgcheck.report.report_schema import divergences_schema
from tests.builders_divergences import PRIVATE, make_divergence, make_spread, sample_report
from tests.builders_stored import FakeStore, make_scan, make_stored
from tests.cli.plain_stages import APPROVED, FORBIDDEN, OUTDATED, write
from tests.cli.plain_stages import PRIVATE as INTERNAL_LINE

SAID = "Harbourlight cuts waiting times at the quay in half."
WHAT = "30% became 50%"


@pytest.fixture
def stored(plain, monkeypatch):
    """A store with one divergence of seven sources, in place of the one the settings name."""
    divergence = make_divergence(
        1, message_id="quay", said=SAID, what=WHAT, severity=Severity.MEDIUM, spread=make_spread(9, sources=7)
    )
    store = FakeStore(stored_scans=(make_scan(),), stored_documents=(make_stored(),), made=(divergence,))
    monkeypatch.setattr(assembly, "open_store_for", lambda settings: store, raising=False)
    monkeypatch.setattr(report_of, "divergences", lambda store, messaging, *, today, state: store.made)
    return store


@pytest.fixture
def earlier(plain):
    """A JSON report written before."""
    path = plain / "earlier.json"
    path.write_text(divergences_to_json(sample_report()), encoding="utf-8")
    return path


def reported(capsys, *arguments):
    code = run(["report", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_report_sets_what_is_said_against_what_is_approved(stored, capsys):
    code, out, err = reported(capsys)
    assert (code, err) == (0, "")
    assert "7 sources" in out
    assert "quay" in out


def test_report_of_an_empty_store_names_the_command_to_run_first(stored, capsys):
    stored.stored_scans = ()
    code, out, err = reported(capsys)
    assert (code, out) == (2, "")
    assert "msgcheck scan" in err


@pytest.mark.parametrize("format_name", ["html", "markdown", "csv"])
def test_report_prints_each_format(stored, capsys, format_name):
    code, out, _ = reported(capsys, "--format", format_name, "--all")
    assert code == 0
    assert "quay" in out


def test_report_csv_has_a_row_for_the_divergence(stored, capsys):
    rows = list(csv.reader(io.StringIO(reported(capsys, "--format", "csv")[1])))
    assert any(SAID in row for row in rows)


def test_report_json_fits_the_schema_and_loads_back(stored, capsys):
    out = reported(capsys, "--format", "json")[1]
    jsonschema.validate(json.loads(out), divergences_schema())
    assert divergences_from_json(out).acting[0].divergence.said == SAID


def test_report_does_not_offer_slides_on_stdout(stored, capsys):
    code, out, err = reported(capsys, "--format", "pptx")
    assert (code, out) == (2, "")
    assert "pptx" in err


def test_report_writes_files_by_their_suffix_and_names_them_on_stderr(stored, plain, capsys):
    names = ["r.html", "r.md", "r.json", "r.csv", "r.pptx"]
    code, out, err = reported(capsys, *(f"--output={plain / name}" for name in names))
    assert code == 0
    assert out
    assert all((plain / name).stat().st_size > 100 and f"wrote {plain / name}" in err for name in names)
    assert (plain / "r.pptx").read_bytes()[:2] == b"PK"


def test_report_quiet_says_nothing_on_stderr(stored, plain, capsys):
    assert reported(capsys, "--output", plain / "r.md", "--quiet")[2] == ""


def test_report_refuses_an_unknown_suffix_before_it_reads_anything(plain, monkeypatch, capsys):
    monkeypatch.setattr(assembly, "open_store_for", lambda settings: pytest.fail("read"), raising=False)
    code, out, err = reported(capsys, "--output", "r.docx")
    assert (code, out) == (2, "")
    assert ".pptx" in err


@pytest.mark.parametrize(("fail_on", "expected"), [("high", 0), ("medium", 1), ("low", 1), ("none", 0)])
def test_report_fails_from_the_severity_named(stored, capsys, fail_on, expected):
    assert reported(capsys, "--fail-on", fail_on)[0] == expected


def test_report_shared_holds_no_sentence_of_the_field(stored, capsys):
    for format_name in ("terminal", "html", "markdown", "json", "csv"):
        out = reported(capsys, "--share", "--all", "--format", format_name)[1]
        assert SAID not in out
        assert "in half" not in out
    assert divergences_from_json(reported(capsys, "--share", "--format", "json")[1]).shared


def test_report_asks_as_of_a_day(stored, capsys):
    report = divergences_from_json(reported(capsys, "--as-of", "2026-08-01", "--format", "json")[1])
    assert report.as_of.isoformat() == "2026-08-01"
    assert report.created.date().isoformat() == "2026-11-16"


def test_report_takes_the_bar_for_proposals_from_the_settings(stored, plain, capsys):
    with (plain / "msgcheck.yaml").open("a", encoding="utf-8") as settings:
        settings.write("proposals: {sources: 8, days: 1}\n")
    assert not divergences_from_json(reported(capsys, "--format", "json")[1]).acting[0].proposal


def test_report_is_the_same_to_the_byte(stored, capsys):
    assert reported(capsys, "--format", "html") == reported(capsys, "--format", "html")


# --- from an earlier report


def test_report_from_json_needs_neither_store_nor_messaging(earlier, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(assembly, "open_store_for", lambda settings: pytest.fail("read"), raising=False)
    (tmp_path / "messaging" / "house.yaml").unlink()
    code, out, _ = reported(capsys, "--from", earlier, "--format", "json")
    assert code == 0
    assert divergences_from_json(out) == sample_report()


def test_report_from_json_can_be_shared(earlier, capsys):
    out = reported(capsys, "--from", earlier, "--share", "--format", "json")[1]
    assert not [word for word in PRIVATE if word in out]


def test_report_from_json_counts_for_fail_on(earlier, capsys):
    assert reported(capsys, "--from", earlier, "--fail-on", "high")[0] == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not JSON"),
        (b'{"schema": "msgcheck.report/1"}', "msgcheck.divergences/1"),
        (b'{"schema": "msgcheck.divergences/1", "acting": 3}', "damaged"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_report_from_something_else_says_what_is_wrong(plain, capsys, content, says):
    path = plain / "other.json"
    path.write_bytes(content)
    code, out, err = reported(capsys, "--from", path)
    assert (code, out) == (2, "")
    assert says in err
    assert "other.json" in err


def test_report_from_a_missing_file_is_an_error(plain, capsys):
    code, out, err = reported(capsys, "--from", "gone.json")
    assert (code, out) == (2, "")
    assert "gone.json" in err


def test_report_from_json_has_its_own_day(earlier, capsys):
    code, _, err = reported(capsys, "--from", earlier, "--as-of", "2026-08-01")
    assert code == 2
    assert "--from" in err


# --- the agenda


def test_report_agenda_goes_to_stdout_and_to_files(stored, plain, capsys):
    code, out, _ = reported(capsys, "--agenda", "--output", plain / "agenda.md")
    assert code == 0
    assert "## Share the problem (10 minutes)" in out
    assert (plain / "agenda.md").read_text(encoding="utf-8") == out


@pytest.mark.parametrize("arguments", [["--format", "html"], ["--output", "agenda.pptx"]])
def test_report_agenda_is_markdown_only(stored, capsys, arguments):
    code, out, err = reported(capsys, "--agenda", *arguments)
    assert (code, out) == (2, "")
    assert ".md" in err


def test_report_agenda_can_be_shared(earlier, capsys):
    out = reported(capsys, "--from", earlier, "--agenda", "--share")[1]
    assert "Share the results" in out
    assert not [word for word in PRIVATE if word in out]


# --- from scan to report


def test_report_tells_what_scans_have_found(plain, capsys):
    write(
        plain / "docs" / "a.md", OUTDATED, "Berths are booked by telephone until noon.", "Harbour masters sign plans."
    )
    write(plain / "docs" / "b.md", OUTDATED, "Our crews work on Sundays as well.", "A pilot takes one quay.", APPROVED)
    write(
        plain / "docs" / "c.md", INTERNAL_LINE, FORBIDDEN, "Cranes are checked every spring.", "Invoices come monthly."
    )
    (plain / "docs" / "broken.pdf").write_bytes(b"%PDF nothing")
    assert run(["scan", "docs", "--store", "store.sqlite3", "--fail-on", "none"]) == 0
    capsys.readouterr()
    report = divergences_from_json(reported(capsys, "--store", "store.sqlite3", "--format", "json")[1])
    assert [(entry.divergence.code, entry.divergence.spread.documents) for entry in report.acting] == [("MC201", 2)]
    assert {entry.divergence.code for entry in report.single} == {"MC202", "MC203"}
    assert [(use.message_id, use.on_message, use.diverging) for use in report.faithful] == [("quay", 1, 2)]
    assert [use.message_id for use in report.never_used] == ["setup"]
    assert sum(count for _, count in report.totals.unread) == 1
    assert INTERNAL_LINE not in divergences_to_json(report)


def test_report_of_a_new_store_says_what_to_run_first(plain, capsys):
    code, out, err = reported(capsys, "--store", "store.sqlite3")
    assert (code, out) == (2, "")
    assert "msgcheck scan" in err


def test_report_passes_over_words_that_were_mended_since(plain, capsys):
    document = write(plain / "docs" / "a.md", OUTDATED, "Harbour masters sign plans.")
    run(["scan", "docs", "--store", "store.sqlite3"])
    write(document, APPROVED, "Harbour masters sign plans.")
    run(["scan", "docs", "--store", "store.sqlite3"])
    capsys.readouterr()
    report = divergences_from_json(reported(capsys, "--store", "store.sqlite3", "--format", "json")[1])
    assert (report.acting, report.single, report.totals.documents) == ((), (), 1)
