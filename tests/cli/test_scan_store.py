"""What `msgcheck scan` keeps, and that a store which cannot be written never loses the report."""

import pytest

from msgcheck.assembly import open_store_for
from msgcheck.cli.main import run
from msgcheck.config import Settings
from tests.cli.plain_stages import APPROVED, FORBIDDEN, mail_bytes, write


@pytest.fixture
def docs(plain):
    return plain / "docs"


def scanned(capsys, *arguments):
    code = run(["scan", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def kept(place=""):
    """Return scans, documents and findings of the store."""
    with open_store_for(Settings(store=str(place))) as store:
        return store.scans(), store.documents(), store.findings()


def test_scan_is_kept_with_its_documents_and_findings(docs, capsys):
    write(docs / "a.md", FORBIDDEN)
    scanned(capsys, docs)
    scans, documents, findings = kept()
    assert len(scans) == len(documents) == 1
    assert [(finding.code, finding.change, finding.text) for finding in findings] == [
        ("MC202", "never refund", FORBIDDEN)
    ]


def test_scan_of_mail_keeps_no_sentence(docs, capsys):
    (docs / "note.eml").write_bytes(mail_bytes("Hello,", FORBIDDEN))
    scanned(capsys, docs)
    _, (document,), (finding,) = kept()
    assert document.private
    assert finding.text is None


def test_second_scan_of_the_same_files_adds_no_document(docs, capsys):
    write(docs / "a.md", APPROVED)
    scanned(capsys, docs)
    scanned(capsys, docs)
    scans, documents, _ = kept()
    assert (len(scans), len(documents)) == (2, 1)


def test_scan_keeps_where_it_is_told_to(docs, capsys, tmp_path):
    write(docs / "a.md", APPROVED)
    place = tmp_path / "elsewhere.sqlite"
    assert scanned(capsys, docs, "--store", place)[0] == 0
    assert len(kept(place)[0]) == 1
    assert kept()[0] == ()


def test_scan_keeps_nothing_where_told_so(docs, capsys):
    write(docs / "a.md", APPROVED)
    scanned(capsys, docs, "--no-store")
    assert kept()[0] == ()


def test_report_is_out_before_a_named_store_fails(docs, capsys, tmp_path):
    write(docs / "a.md", FORBIDDEN)
    place = tmp_path / "broken.sqlite"
    place.write_bytes(b"this is no database, but a page of text that somebody saved under its name" * 20)
    code, out, err = scanned(capsys, docs, "--store", place)
    assert FORBIDDEN in out
    assert str(place) in err
    assert code == 2


def test_store_that_nobody_named_and_cannot_be_written_changes_no_exit_code(docs, capsys, tmp_path, monkeypatch):
    write(docs / "a.md", FORBIDDEN)
    state = tmp_path / "file-in-the-way"
    state.write_text("")
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(state))
    code, out, err = scanned(capsys, docs)
    assert FORBIDDEN in out
    assert "this scan is not kept" in err
    assert code == 1


def test_summary_points_to_conflicts_of_our_own_statements(docs, capsys):
    write(docs / "a.md", "The notice period is 30 days.", "Our notice period is 90 days.")
    _, out, _ = scanned(capsys, docs)
    assert "Our own statements do not agree in 1 place: msgcheck report shows them" in out
    (scan,), _, _ = kept()
    assert [side.says for side in scan.conflicts[0].sides] == ["30 days", "90 days"]


def test_check_keeps_nothing(docs, capsys):
    draft = write(docs / "draft.txt", FORBIDDEN)
    run(["check", str(draft)])
    capsys.readouterr()
    assert kept()[0] == ()
