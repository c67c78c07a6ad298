"""The command line killed while it keeps a scan: the store holds whole scans, and the commands after it work."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from msgcheck.history.sql_store import open_store

pytestmark = [pytest.mark.model, pytest.mark.slow]

HOUSE = """\
version: 1
company: {name: Harbourlight, domains: [harbourlight.example]}
messages:
  - {id: quay, type: claim, text: "Harbourlight cuts waiting times at the quay by up to 30%.", evidence: Study of 2025}
never_say:
  - {id: refund, text: We guarantee that you earn the fee back., instead: quay}
"""
PATIENCE_S = 120.0
SHORTLY_S = 0.05
"""About as long as the process that waits for its turn takes to see that it has come."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with messaging and settings, which need no large model."""
    (tmp_path / "messaging").mkdir()
    (tmp_path / "messaging" / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "msgcheck.yaml").write_text("embedder: {kind: hashing}\ncache: cache\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("MSGCHECK_NOW", "2026-11-16T09:00:00+00:00")
    return tmp_path


def write_document(folder: Path, number: int) -> None:
    text = f"# Harbourlight\n\nWe guarantee that you earn the fee back.\n\nThis is document number {number}.\n"
    (folder / "docs" / f"{number}.md").write_text(text, encoding="utf-8")


def begun(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "msgcheck", *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill_while_waiting_or_writing(process: subprocess.Popen[bytes], store_file: Path) -> None:
    """Let the process wait for its turn until its report is out, and kill it when the turn has just come."""
    with closing(sqlite3.connect(store_file, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert process.stdout is not None
        assert os.read(process.stdout.fileno(), 1)
        time.sleep(SHORTLY_S)
        other.execute("rollback")
    time.sleep(SHORTLY_S)
    process.kill()


def kill_while_committing(process: subprocess.Popen[bytes], store_file: Path) -> None:
    """Kill the process when the log of the store begins to grow, which it does when a scan is committed."""
    log = store_file.with_name(store_file.name + "-wal")
    give_up = time.monotonic() + PATIENCE_S
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if log.stat().st_size > 0:
                break
        except FileNotFoundError:
            pass
    process.kill()


def test_scan_killed_while_it_is_kept_leaves_whole_scans(folder):
    store_file = folder / "state" / "msgcheck.sqlite3"
    open_store(str(store_file)).close()
    kept = 0
    for number, kill in enumerate((kill_while_waiting_or_writing, kill_while_committing)):
        write_document(folder, number)
        with begun(folder, "scan", "docs", "--quiet") as process:
            kill(process, store_file)
        with open_store(str(store_file)) as store:
            scans, documents = store.scans(), store.documents()
        assert len(scans) in {kept, kept + 1}
        # What a scan that is there found is there, and nothing of one that is not.
        assert len(documents) == max((scan.documents for scan in scans), default=0)
        kept = len(scans)
    with begun(folder, "scan", "docs", "--quiet") as process:
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode in {0, 1}, err
    with open_store(str(store_file)) as store:
        assert (len(store.scans()), len(store.documents())) == (kept + 1, 2)
    with begun(folder, "report") as process:
        out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode in {0, 1}, err
    assert f"2 other documents, 16 November 2026; {kept + 1} scan" in out.decode()
