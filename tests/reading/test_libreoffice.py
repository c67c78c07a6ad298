from __future__ import annotations

import os
import stat
import subprocess
import time
from pathlib import Path

import pytest
from builders_reading import make_ole, make_zip, read_all, skipped

from msgcheck.config import ReadingLimits
from msgcheck.reading.libreoffice import find_libreoffice
from msgcheck.records import Document, Skipped

OLD_DECK = make_ole("PowerPoint Document")
TEXT_XML = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>'
    b'<text:h text:outline-level="1">Shipping</text:h><text:p>Orders ship in two days.</text:p>'
    b"</office:text></office:body></office:document-content>"
)
MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    b'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    b'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
OPEN_TEXT = make_zip(
    {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": TEXT_XML,
        "META-INF/manifest.xml": MANIFEST,
    }
)


def use_program(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Put a program called soffice first on the path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_libreoffice_missing_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    reason = skipped("deck.ppt", OLD_DECK).reason
    assert "needs LibreOffice, which is not installed" in reason
    assert "libreoffice-impress-nogui" in reason


def test_libreoffice_that_cannot_open_a_file_gives_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    use_program(monkeypatch, tmp_path, "exit 1")
    assert "LibreOffice cannot open it" in skipped("deck.ppt", OLD_DECK).reason


def test_libreoffice_is_stopped_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    use_program(monkeypatch, tmp_path, "sleep 60")
    start = time.monotonic()
    reason = skipped("deck.ppt", OLD_DECK, limits=ReadingLimits(timeout_s=0.3)).reason
    assert reason == "LibreOffice did not finish within 0.3 seconds"
    assert time.monotonic() - start < 20


def test_libreoffice_is_stopped_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    told = tmp_path / "child"
    use_program(monkeypatch, tmp_path, f'sleep 60 & echo $! > "{told}"; wait')
    # On a busy machine it may be stopped before it has started anything: then once more, with more time.
    for timeout_s in (0.5, 2, 8, 32):
        skipped("deck.ppt", OLD_DECK, limits=ReadingLimits(timeout_s=timeout_s))
        if told.exists() and told.read_text():
            break
    give_up = time.monotonic() + 20
    while not has_ended(told.read_text().strip()):
        assert time.monotonic() < give_up
        time.sleep(0.02)


def has_ended(process: str) -> bool:
    """Return whether a process has come to its end, which may be some moments after it was killed."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", process], capture_output=True, text=True, check=False)
    return told.stdout.strip()[:1] in ("", "Z")


def test_libreoffice_result_is_called_by_the_format_it_was_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    made = tmp_path / "made.pptx"
    made.write_bytes(_deck())
    use_program(
        monkeypatch,
        tmp_path,
        f'while [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; cp "{made}" "$2/document.pptx"',
    )
    (document,) = read_all("deck.ppt", OLD_DECK)
    assert isinstance(document, Document)
    assert (document.id, document.format, document.family) == ("deck.ppt", "ppt", "deck")
    assert "Orders ship in two days." in [block.text for block in document.blocks]


def test_libreoffice_gets_a_profile_that_runs_no_macros(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    copy = tmp_path / "settings"
    use_program(monkeypatch, tmp_path, f'cp profile/user/registrymodifications.xcu "{copy}"')
    skipped("deck.ppt", OLD_DECK)
    assert "DisableMacrosExecution" in copy.read_text()


def test_libreoffice_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    use_program(monkeypatch, tmp_path, "touch left-over")
    skipped("deck.ppt", OLD_DECK)
    assert not list(scratch.iterdir())


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_converts_an_open_document():
    (document,) = read_all("offer.odt", OPEN_TEXT)
    assert isinstance(document, Document)
    assert document.format == "odt"
    assert [block.text for block in document.blocks] == ["Shipping", "Orders ship in two days."]


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_refuses_a_damaged_deck_with_a_reason():
    (result,) = read_all("deck.ppt", OLD_DECK)
    assert isinstance(result, Skipped | Document)


def _deck() -> bytes:
    import io

    from pptx import Presentation

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Orders ship in two days."
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()
