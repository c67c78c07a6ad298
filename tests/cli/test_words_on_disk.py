"""Sentences are planted in a deck and a mail, and looked for in every file that msgcheck leaves behind.

They are looked for as UTF-8 and as UTF-16, and their vectors with them, while the store is open and after it: in the
store with its log, its key, the cache, the last scan, and whatever else lies in these folders.
"""

from datetime import UTC, datetime
from pathlib import Path

import pptx
import pytest

from msgcheck import assembly
from msgcheck.assembly import open_store_for
from msgcheck.cli.main import run
from msgcheck.codes import Label
from msgcheck.config import Settings
from msgcheck.embed.hashing import HashingEmbedder
from tests.builders_judge import StubJudge
from tests.cli.plain_stages import APPROVED, SETTINGS, mail_bytes

ON_SLIDES, MAILED = "zanzibarquokka", "vellichorplatypus"
SAYS = "Harbourlight cuts waiting times at the quay by up to 30% for every"
AUTHOR, SENDER = "Ana Example", "tom@harbourlight.example"
WRITTEN = datetime(2026, 10, 5, 9, tzinfo=UTC)
FROM_OUTSIDE = {"docs", "messaging", "msgcheck.yaml"}
"""What the user brought along; all else was left by msgcheck."""


class PlantedJudge(StubJudge):
    """Finds that the planted sentences promise more, and that nothing else does."""

    def judge(self, statement, candidates):
        self.labels = {statement.text: Label.OVERSTATED} if {ON_SLIDES, MAILED} & _words(statement.text) else {}
        return super().judge(statement, candidates)


def _words(text):
    return set(text.lower().strip(".").split())


@pytest.fixture
def planted(plain, monkeypatch):
    """A deck and a mail with a planted sentence each; of a planted word there are many, as of any word in a store."""
    monkeypatch.setattr(assembly, "packaged_judge", lambda **_: PlantedJudge())
    presentation = pptx.Presentation()
    presentation.core_properties.author = AUTHOR
    presentation.core_properties.created = presentation.core_properties.modified = WRITTEN
    for number in range(40):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = "Harbourlight"
        slide.placeholders[1].text = f"{SAYS} {number} {ON_SLIDES}."
    presentation.save(plain / "docs" / "deck.pptx")
    lines = [f"{SAYS} {number} {MAILED}." for number in range(10)]
    (plain / "docs" / "note.eml").write_bytes(mail_bytes("Hello,", *lines))
    (plain / "docs" / "clean.md").write_text(f"# Harbourlight\n\n{APPROVED}\n", encoding="utf-8")
    return plain


def keeping(folder: Path, keep_text: str) -> None:
    (folder / "msgcheck.yaml").write_text(f"{SETTINGS}keep_text: {keep_text}\nstore: team/store.sqlite3\n", "utf-8")


def called(*arguments: str) -> None:
    assert run(arguments) in {0, 1}


def left(folder: Path) -> set[str]:
    """Return which of the planted words, or whose vectors, stand in any file that msgcheck left."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    ours = [path for path in files if path.relative_to(folder).parts[0] not in FROM_OUTSIDE]
    assert {path.parent.name for path in ours} >= {"team", "cache"}
    content = b"\0".join(path.read_bytes() for path in ours)
    lower = content.lower()
    found = {
        word
        for word in (ON_SLIDES, MAILED)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if word.encode(encoding) in lower
    }
    return found | {f"vector of {word}" for word in (ON_SLIDES, MAILED) if _vector(word) in content}


def _vector(word: str) -> bytes:
    """Return the beginning of a vector as it would be kept; of a long one the rest may lie elsewhere in a file."""
    row = HashingEmbedder().embed([f"{SAYS} 7 {word}."])[0]
    return row.astype("<f4").tobytes()[:256]


@pytest.mark.parametrize(
    ("keep_text", "kept"),
    [
        ("documents", {ON_SLIDES, f"vector of {ON_SLIDES}"}),
        ("all", {ON_SLIDES, MAILED, f"vector of {ON_SLIDES}"}),
        # The cache remembers vectors of decks whatever the store keeps; --no-cache remembers none.
        ("none", {f"vector of {ON_SLIDES}"}),
    ],
)
def test_scan_keeps_words_as_set(planted, keep_text, kept):
    keeping(planted, keep_text)
    called("scan", "docs")
    with open_store_for(Settings(store="team/store.sqlite3", keep_text=keep_text)) as store:
        store.findings()
        assert left(planted) == kept
    assert left(planted) == kept


def test_scan_that_keeps_no_text_and_no_cache_leaves_nothing(planted):
    keeping(planted, "none")
    called("scan", "docs/clean.md")
    called("scan", "docs", "--no-cache")
    assert left(planted) == set()


@pytest.mark.parametrize("keep_text", ["documents", "all", "none"])
def test_prune_leaves_no_word_of_what_is_old(planted, monkeypatch, keep_text):
    keeping(planted, keep_text)
    called("scan", "docs")
    monkeypatch.setenv("MSGCHECK_NOW", "2028-11-16T09:00:00+00:00")
    with open_store_for(Settings(store="team/store.sqlite3", keep_text=keep_text)) as store:
        store.findings()
        called("history", "prune")
        assert left(planted) == set()
    assert left(planted) == set()


def test_prune_leaves_no_word_of_an_old_document_that_is_still_scanned(planted, monkeypatch):
    keeping(planted, "documents")
    called("scan", "docs")
    monkeypatch.setenv("MSGCHECK_NOW", "2028-11-16T09:00:00+00:00")
    called("scan", "docs")
    assert ON_SLIDES in left(planted)
    called("history", "prune")
    assert left(planted) == set()
    with open_store_for(Settings(store="team/store.sqlite3")) as store:
        assert len(store.documents()) == 3


@pytest.mark.parametrize(("before", "since", "kept"), [("all", "documents", {ON_SLIDES}), ("documents", "none", set())])
def test_prune_leaves_no_word_that_the_setting_no_longer_keeps(planted, before, since, kept):
    keeping(planted, before)
    called("scan", "docs")
    keeping(planted, since)
    called("history", "prune")
    assert {word for word in left(planted) if "vector" not in word} == kept


@pytest.mark.parametrize("keep_text", ["documents", "all", "none"])
def test_erase_of_an_author_leaves_no_word_of_theirs(planted, keep_text):
    keeping(planted, keep_text)
    called("scan", "docs")
    called("history", "erase", "--author", AUTHOR, "--yes")
    assert left(planted) == ({MAILED} if keep_text == "all" else set())


def test_erase_of_a_mailbox_leaves_no_word_of_it(planted):
    keeping(planted, "all")
    called("scan", "docs")
    called("history", "erase", "--mailbox", "docs/note.eml", "--yes")
    assert MAILED not in left(planted)
    called("history", "erase", "--mailbox", "docs", "--yes")
    assert left(planted) == set()


def test_erase_leaves_neither_name_nor_path(planted):
    keeping(planted, "all")
    called("scan", "docs")
    called("history", "erase", "--author", f"Tom <{SENDER}>", "--yes")
    content = b"".join(path.read_bytes() for path in (planted / "team").iterdir())
    assert b"note.eml" not in content
    assert SENDER.encode() not in content
