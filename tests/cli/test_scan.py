"""`msgcheck scan`: what it prints, what it writes, and above all how it ends."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from msgcheck.cli.main import run
from msgcheck.codes import Severity
from msgcheck.findings.known import read_baseline
from tests.builders_office import plain_deck, saved
from tests.builders_reading import make_ole
from tests.cli.plain_stages import APPROVED, FORBIDDEN, OUTDATED, PRIVATE, mail_bytes, write

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200)


@pytest.fixture
def docs(plain):
    return plain / "docs"


def scanned(capsys, *arguments):
    """Return exit code, stdout and stderr of a scan."""
    code = run(["scan", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def as_json(capsys, *arguments):
    code, out, _ = scanned(capsys, *arguments, "--format", "json")
    return code, json.loads(out)


def zip_bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of_a_deck().items():
            archive.writestr(name, content)
        archive.writestr("ppt/media/zeros.bin", bytes(60_000_000))
    return stream.getvalue()


def parts_of_a_deck():
    with zipfile.ZipFile(io.BytesIO(plain_deck("Harbourlight"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- exit codes ------------------------------------------------------------------------------------


def test_scan_of_clean_documents_is_nought(docs, capsys):
    write(docs / "a.md", APPROVED)
    code, out, _ = scanned(capsys, docs)
    assert code == 0
    assert out


def test_scan_with_a_high_finding_is_one(docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    code, out, _ = scanned(capsys, docs)
    assert code == 1
    assert FORBIDDEN in out


@pytest.mark.parametrize(
    ("bar", "text", "code"),
    [
        ("high", FORBIDDEN, 1),
        ("high", "HarbourFlow is here.", 0),
        ("medium", "HarbourFlow is here.", 1),
        ("low", "HarbourFlow is here.", 1),
        ("none", FORBIDDEN, 0),
    ],
)
def test_scan_ends_by_the_bar_it_is_given(docs, capsys, bar, text, code):
    write(docs / "a.md", text)
    assert scanned(capsys, docs, "--fail-on", bar)[0] == code


def test_scan_takes_the_bar_from_the_settings(plain, docs, capsys):
    write(docs / "a.md", "HarbourFlow is here.")
    with (plain / "msgcheck.yaml").open("a", encoding="utf-8") as stream:
        stream.write("fail_on: medium\n")
    assert scanned(capsys, docs)[0] == 1
    assert scanned(capsys, docs, "--fail-on", "high")[0] == 0


def test_scan_of_a_path_that_does_not_exist_is_two(docs, capsys):
    write(docs / "a.md", APPROVED)
    code, _, err = scanned(capsys, docs, docs / "gone.pptx")
    assert code == 2
    assert "gone.pptx" in err


def test_scan_of_an_empty_folder_is_two(docs, capsys):
    code, out, err = scanned(capsys, docs)
    assert (code, out) == (2, "")
    assert "nothing could be read" in err


def test_scan_of_nothing_readable_is_two_and_says_why(docs, capsys):
    (docs / "a.pptx").write_bytes(b"")
    code, out, err = scanned(capsys, docs)
    assert (code, out) == (2, "")
    assert "empty" in err


def test_scan_without_messaging_is_two(docs, capsys):
    write(docs / "a.md", APPROVED)
    code, out, err = scanned(capsys, docs, "--messaging", docs / "nowhere")
    assert (code, out) == (2, "")
    assert "nowhere" in err


def test_scan_with_bad_messaging_is_two_and_lists_the_mistakes(plain, docs, capsys):
    write(docs / "a.md", APPROVED)
    (plain / "messaging" / "bad.yaml").write_text(
        "version: 1\nmessages:\n  - {id: a, text: 1.10}\n  - {id: a, typ: x}\n", "utf-8"
    )
    code, out, err = scanned(capsys, docs)
    assert (code, out) == (2, "")
    assert len([line for line in err.splitlines() if "bad.yaml:" in line]) >= 2


def test_scan_with_a_skipped_document_goes_on(docs, capsys):
    write(docs / "a.md", APPROVED)
    (docs / "b.pptx").write_bytes(JPEG)
    code, out, _ = scanned(capsys, docs)
    assert code == 0
    assert "b.pptx: " in out, "a long path may not push name and reason out of the line"


def test_strict_scan_with_a_skipped_document_is_two_and_outranks_findings(docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    (docs / "b.pptx").write_bytes(JPEG)
    assert scanned(capsys, docs)[0] == 1
    code, out, _ = scanned(capsys, docs, "--strict")
    assert code == 2
    assert FORBIDDEN in out


def test_strict_scan_passes_over_files_of_unknown_type_in_a_folder(docs, capsys):
    write(docs / "a.md", APPROVED)
    (docs / "b.blend").write_bytes(b"BLENDER" + bytes(50))
    assert scanned(capsys, docs, "--strict")[0] == 0


def test_scan_with_a_baseline_that_is_none_is_two(docs, capsys):
    write(docs / "a.md", APPROVED)
    (docs.parent / "base.json").write_text("{}", encoding="utf-8")
    assert scanned(capsys, docs, "--baseline", "base.json")[0] == 2
    assert scanned(capsys, docs, "--baseline", "gone.json")[0] == 2


def test_scan_that_cannot_keep_its_last_report_still_reports(plain, docs, capsys, monkeypatch):
    """As in a container whose home is read-only."""
    (plain / "taken").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(plain / "taken" / "state"))
    write(docs / "a.md", FORBIDDEN)
    code, out, _ = scanned(capsys, docs)
    assert code == 1
    assert FORBIDDEN in out


def test_scan_without_a_place_for_its_cache_still_reports(plain, docs, capsys):
    (plain / "cache").write_text("a file", encoding="utf-8")
    write(docs / "a.md", FORBIDDEN)
    assert scanned(capsys, docs)[0] == 1


# --- baseline --------------------------------------------------------------------------------------


def test_known_findings_do_not_count(plain, docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    assert scanned(capsys, docs, "--output", "base.json")[0] == 1
    assert read_baseline(plain / "base.json")
    code, out, _ = scanned(capsys, docs, "--baseline", "base.json", "--new-only")
    assert code == 0
    assert FORBIDDEN not in out


def test_new_findings_beside_known_ones_count(plain, docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    scanned(capsys, docs, "--output", "base.json")
    write(docs / "b.md", "It never rains on a Harbourlight quay.")
    code, out, _ = scanned(capsys, docs, "--baseline", "base.json", "--new-only")
    assert code == 1
    assert "never rains" in out
    assert FORBIDDEN not in out


# --- what is printed and written -------------------------------------------------------------------


def test_stdout_carries_the_report_and_nothing_else(docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    for name, check in (
        ("json", json.loads),
        ("csv", lambda text: list(csv.reader(io.StringIO(text)))),
        ("html", lambda text: text.index("<!doctype html>")),
        ("markdown", lambda text: text.index("# ")),
    ):
        _, out, _ = scanned(capsys, docs, "--format", name)
        assert check(out) in (0, check(out))
    assert scanned(capsys, docs, "--format", "html")[1].lower().startswith("<!doctype html>")


def test_written_files_are_named_on_stderr_and_quiet_names_none(docs, capsys):
    write(docs / "a.md", APPROVED)
    assert "wrote out.json" in scanned(capsys, docs, "--output", "out.json")[2]
    assert scanned(capsys, docs, "--output", "out.json", "--quiet")[2] == ""


def test_output_may_be_repeated_and_holds_what_stdout_holds(plain, docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    names = ["r.html", "r.json", "r.md", "r.csv", "deep/r.json"]
    scanned(capsys, docs, *[word for name in names for word in ("--output", name)])
    for name, format_ in (("r.html", "html"), ("r.json", "json"), ("r.md", "markdown"), ("r.csv", "csv")):
        assert (plain / name).read_text("utf-8") == scanned(capsys, docs, "--format", format_)[1], name
    assert (plain / "deep" / "r.json").read_bytes() == (plain / "r.json").read_bytes()


def test_output_of_an_unknown_suffix_is_two_before_anything_is_read(docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    code, out, err = scanned(capsys, docs, "--output", "report.docx")
    assert (code, out) == (2, "")
    assert "report.docx" in err


def test_output_that_cannot_be_written_is_two_and_leaves_nothing_half(plain, docs, capsys):
    write(docs / "a.md", APPROVED)
    (plain / "taken").write_text("a file", encoding="utf-8")
    before = sorted(path.name for path in plain.iterdir())
    code, _, err = scanned(capsys, docs, "--no-cache", "--output", "taken/report.json")
    assert code == 2
    assert "taken" in err
    assert set(before) | {"state"} >= {path.name for path in plain.iterdir()}
    assert (plain / "taken").read_text("utf-8") == "a file"


def test_failed_scan_leaves_an_earlier_report_as_it_was(plain, docs, capsys):
    (plain / "report.json").write_text("earlier", encoding="utf-8")
    assert scanned(capsys, docs, "--output", "report.json")[0] == 2
    assert (plain / "report.json").read_text("utf-8") == "earlier"


@pytest.mark.parametrize(("arguments", "colored"), [([], False), (["--color"], True), (["--no-color"], False)])
def test_color_only_where_it_is_wanted(docs, capsys, arguments, colored):
    write(docs / "a.md", FORBIDDEN)
    assert ("\033[" in scanned(capsys, docs, *arguments)[1]) is colored


def test_no_color_in_the_environment_is_heeded_on_a_terminal(docs, capsys, monkeypatch):
    write(docs / "a.md", FORBIDDEN)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in scanned(capsys, docs)[1]


def test_scan_twice_gives_the_same_bytes(docs, capsys):
    write(docs / "a.md", FORBIDDEN, OUTDATED)
    assert scanned(capsys, docs, "--format", "json") == scanned(capsys, docs, "--format", "json")


def test_internal_text_is_nowhere(plain, docs, capsys):
    write(docs / "a.md", PRIVATE)
    code, out, err = scanned(capsys, docs, "--all", "--output", "r.html", "--output", "r.json", "--output", "r.csv")
    assert code == 1
    assert "internal" in out
    written = b"".join(
        path.read_bytes()
        for path in plain.rglob("*")
        if path.is_file() and path.parent.name not in {"messaging", "docs"}
    )
    assert "seventy-one" not in out + err
    assert b"seventy-one" not in written


# --- audience and dates ----------------------------------------------------------------------------


def test_as_of_judges_by_another_day(docs, capsys):
    write(docs / "a.md", OUTDATED)
    assert [finding["code"] for finding in as_json(capsys, docs)[1]["findings"]] == ["MC201"]
    assert [finding["code"] for finding in as_json(capsys, docs, "--as-of", "2026-01-14")[1]["findings"]] == []


def test_audience_on_the_command_line_counts(docs, capsys):
    write(docs / "a.md", APPROVED)
    assert as_json(capsys, docs, "--persona", "CFO")[1]["findings"] == []
    assert [finding["code"] for finding in as_json(capsys, docs, "--persona", "cto")[1]["findings"]] == ["MC403"]


def test_what_stays_inside_may_hold_internal_lines(docs, capsys):
    write(docs / "a.md", PRIVATE)
    assert scanned(capsys, docs, "--audience", "inside")[0] == 0


# --- bad input -------------------------------------------------------------------------------------


@pytest.fixture
def broken(docs):
    """A folder with everything that goes wrong, and one document that must still be scanned."""
    write(docs / "good.md", FORBIDDEN)
    (docs / "photo.pptx").write_bytes(JPEG)
    (docs / "locked.pptx").write_bytes(make_ole("EncryptionInfo", "EncryptedPackage"))
    (docs / "nothing.pptx").write_bytes(b"")
    (docs / "bomb.pptx").write_bytes(zip_bomb())
    (docs / "strange.eml").write_bytes(
        mail_bytes("Harbourlight says:", "It never rains on a Harbourlight quay.", charset="x-klingon")
    )
    return docs


def test_bad_files_are_named_with_a_reason_and_the_others_scanned(broken, capsys):
    code, report = as_json(capsys, broken)
    assert code == 1
    skipped = {Path(entry["id"]).name: entry["reason"] for entry in report["skipped"]}
    assert {"photo.pptx", "locked.pptx", "nothing.pptx", "bomb.pptx"} <= set(skipped)
    assert all(len(reason) > 8 for reason in skipped.values())
    assert "encrypted" in skipped["locked.pptx"] or "password" in skipped["locked.pptx"]
    assert FORBIDDEN in {finding["found"] for finding in report["findings"]}


def test_mail_with_an_unknown_charset_is_read_or_named(broken, capsys):
    _, report = as_json(capsys, broken)
    read = {Path(entry["id"]).name for entry in report["documents"]}
    skipped = {Path(entry["id"]).name for entry in report["skipped"]}
    assert "strange.eml" in read | skipped
    if "strange.eml" in read:
        assert "It never rains on a Harbourlight quay." in {finding["found"] for finding in report["findings"]}


@pytest.mark.parametrize("format_", ["terminal", "html", "markdown"])
def test_bad_files_are_named_in_every_report_for_people(broken, capsys, monkeypatch, format_):
    monkeypatch.setenv("COLUMNS", "200")
    _, out, _ = scanned(capsys, broken, "--format", format_, "--all")
    assert [name for name in ("photo.pptx", "locked.pptx", "nothing.pptx", "bomb.pptx") if name not in out] == []


def test_severity_and_deck_location_are_in_the_report(docs, capsys):
    import pptx

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Harbourlight"
    slide.placeholders[1].text_frame.text = FORBIDDEN
    (docs / "a.pptx").write_bytes(saved(deck))
    (finding,) = as_json(capsys, docs)[1]["findings"]
    assert (finding["location"], finding["severity"]) == ("slide 1 bullet 1", Severity.HIGH.value)
