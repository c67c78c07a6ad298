"""history prune, export and erase: what they say and ask, and what is left on the disk after them."""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pptx
import pytest

from msgcheck.assembly import open_store_for
from msgcheck.cli.main import run
from msgcheck.config import Settings
from tests.cli.plain_stages import APPROVED, FORBIDDEN, OUTDATED, mail_bytes, write

ANA, KIM, TOM = "Ana Example", "Kim Example", "tom@harbourlight.example"
WRITTEN = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def docs(plain):
    """The folder of documents, as it is named in the folder the commands run in."""
    return (plain / "docs").relative_to(plain)


def called(capsys, *arguments):
    code = run(["history", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def scan(monkeypatch, capsys, *paths, day="2026-11-16"):
    monkeypatch.setenv("MSGCHECK_NOW", f"{day}T09:00:00+00:00")
    run(["scan", *map(str, paths)])
    return capsys.readouterr()


class Terminal(io.StringIO):
    """A person at the keyboard."""

    def isatty(self):
        return True


def today(monkeypatch, day):
    monkeypatch.setenv("MSGCHECK_NOW", f"{day}T09:00:00+00:00")


def deck(path: Path, *lines: str, author: str = ANA, written: datetime = WRITTEN) -> Path:
    """Write a deck that names us, with these lines as bullets."""
    presentation = pptx.Presentation()
    presentation.core_properties.author = author
    presentation.core_properties.created = presentation.core_properties.modified = written
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Harbourlight"
    slide.placeholders[1].text = "\n".join(lines)
    presentation.save(path)
    return path


def kept():
    with open_store_for(Settings()) as store:
        return store.scans(), store.documents(), store.findings()


# --- prune -------------------------------------------------------------------------------------------


def test_prune_removes_what_is_older_than_eighteen_months(docs, monkeypatch, capsys):
    old, new = write(docs / "old.md", FORBIDDEN), write(docs / "new.md", APPROVED)
    scan(monkeypatch, capsys, old, day="2026-01-10")
    scan(monkeypatch, capsys, new, day="2027-06-01")
    today(monkeypatch, "2027-08-01")
    code, out, err = called(capsys, "prune")
    assert (code, err) == (0, "")
    assert out == "Removed what is from before 1 February 2026: 1 scan, 1 document and 1 finding.\n"
    assert [document.path for document in kept()[1]] == [str(new)]


def test_prune_says_where_nothing_is_old_enough(docs, monkeypatch, capsys):
    scan(monkeypatch, capsys, write(docs / "a.md", FORBIDDEN))
    assert called(capsys, "prune", "--keep", "90d") == (0, "Nothing is kept from before 18 August 2026.\n", "")


def test_prune_says_that_sentences_went_where_documents_stay(docs, monkeypatch, capsys):
    scan(monkeypatch, capsys, deck(docs / "a.pptx", FORBIDDEN))
    code, out, _ = called(capsys, "prune", "--keep", "1m")
    assert (code, out) == (0, "Forgot 1 sentence of a finding in documents that stay.\n")


def test_dry_run_of_prune_says_what_would_go_and_removes_nothing(docs, monkeypatch, capsys):
    scan(monkeypatch, capsys, deck(docs / "a.pptx", FORBIDDEN), day="2026-04-01")
    scan(monkeypatch, capsys, write(docs / "b.md", FORBIDDEN))
    before = kept()
    code, out, _ = called(capsys, "prune", "--keep", "3m", "--dry-run")
    assert (code, out) == (0, "Would remove what is from before 16 August 2026: 1 scan, 1 document and 1 finding.\n")
    assert kept() == before


@pytest.mark.parametrize("keep", ["", "18", "m", "0m", "-3m", "18m 2d", "1.5y", "3000y", "99999y", "soon", "6weeks"])
def test_prune_refuses_what_is_no_length_of_time(plain, capsys, keep):
    code, out, err = called(capsys, "prune", f"--keep={keep}")
    assert (code, out) == (2, "")
    assert "18m" in err


def test_prune_says_how_to_write_a_length_of_time_that_was_two_words(plain, capsys):
    code, out, err = called(capsys, "prune", "--keep", "18", "months")
    assert (code, out) == (2, "")
    assert "write it as one: 18m" in err


def test_prune_names_a_store_that_cannot_be_opened(plain, capsys):
    (plain / "broken.sqlite").write_text("this is no database " * 100)
    code, _, err = called(capsys, "prune", "--store", plain / "broken.sqlite")
    assert code == 2
    assert "broken.sqlite" in err


# --- export ------------------------------------------------------------------------------------------


def test_export_gives_all_that_is_kept_of_an_author(docs, monkeypatch, capsys):
    deck(docs / "a.pptx", FORBIDDEN)
    (docs / "m.eml").write_bytes(mail_bytes("Hello,", OUTDATED))
    scan(monkeypatch, capsys, docs)
    code, out, err = called(capsys, "export", "--author", ANA)
    (document,) = json.loads(out)["documents"]
    assert (code, err) == (0, "")
    assert document["paths"] == ["docs/a.pptx"]
    assert [finding["text"] for finding in document["findings"]] == [FORBIDDEN]


def test_export_gives_of_mail_what_is_kept_and_names_what_is_a_hash(docs, monkeypatch, capsys):
    (docs / "m.eml").write_bytes(mail_bytes("Hello,", FORBIDDEN))
    scan(monkeypatch, capsys, docs)
    _, out, _ = called(capsys, "export", "--author", f"Tom <{TOM}>")
    given = json.loads(out)
    (document,) = given["documents"]
    assert [(finding["code"], finding["text"]) for finding in document["findings"]] == [("MC202", None)]
    assert document["statements_as_hash"] == 2
    assert given["as_hash_only"]


def test_export_of_a_mailbox_is_written_to_a_file(docs, monkeypatch, capsys):
    (docs / "m.eml").write_bytes(mail_bytes("Hello,", FORBIDDEN))
    write(docs / "a.md", FORBIDDEN)
    scan(monkeypatch, capsys, docs)
    code, out, err = called(capsys, "export", "--mailbox", "docs/m.eml", "--output", "out/kept.json")
    assert (code, out, err) == (0, "", "wrote out/kept.json\n")
    given = json.loads(Path("out/kept.json").read_text(encoding="utf-8"))
    assert (given["schema"], given["mailbox"], len(given["documents"])) == ("msgcheck.export/1", "docs/m.eml", 1)


def test_export_of_somebody_unknown_is_empty_and_says_so(plain, capsys):
    code, out, err = called(capsys, "export", "--author", "Nobody")
    assert code == 0
    assert json.loads(out)["documents"] == []
    assert 'Nothing is kept under the author "Nobody"' in err


@pytest.mark.parametrize("arguments", [(), ("--author", "a", "--mailbox", "b"), ("--author", " "), ("--mailbox", "")])
@pytest.mark.parametrize("command", [("export",), ("erase", "--yes")])
def test_exactly_one_author_or_mailbox_must_be_named(plain, capsys, command, arguments):
    code, out, _ = called(capsys, *command, *arguments)
    assert (code, out) == (2, "")


# --- erase -------------------------------------------------------------------------------------------


@pytest.fixture
def scanned(docs, monkeypatch, capsys):
    """A deck of Ana's, one of Kim's and a mail of Tom's, each with a finding."""
    deck(docs / "a.pptx", FORBIDDEN)
    deck(docs / "b.pptx", OUTDATED, author=KIM)
    (docs / "m.eml").write_bytes(mail_bytes("Hello,", FORBIDDEN))
    scan(monkeypatch, capsys, docs)
    return docs


@pytest.mark.usefixtures("scanned")
def test_erase_removes_the_author_and_leaves_the_others(capsys):
    code, out, err = called(capsys, "erase", "--author", ANA, "--yes")
    assert (code, err) == (0, "")
    assert out == "Removed 1 document, 1 place and 1 finding.\n"
    assert [document.path for document in kept()[1]] == ["docs/b.pptx", "docs/m.eml"]


@pytest.mark.usefixtures("scanned")
def test_erase_needs_yes_where_nobody_can_be_asked(capsys):
    code, _, err = called(capsys, "erase", "--mailbox", "docs")
    assert code == 2
    assert "3 documents" in err
    assert "--yes" in err
    assert len(kept()[1]) == 3


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize(("answer", "left"), [("y\n", 2), ("n\n", 3), ("\n", 3)])
def test_erase_asks_first(capsys, monkeypatch, answer, left):
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    code, out, err = called(capsys, "erase", "--author", KIM)
    assert code == 0
    assert "This removes 1 document, 1 place and 1 finding, for good." in err
    assert ("Nothing was removed." in out) is (left == 3)
    assert len(kept()[1]) == left


def test_erase_of_somebody_unknown_says_so(plain, capsys):
    code, out, _ = called(capsys, "erase", "--mailbox", "nowhere.mbox")
    assert code == 0
    assert 'Nothing is kept under the mailbox "nowhere.mbox"' in out
