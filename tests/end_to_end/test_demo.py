"""The whole of msgcheck on the demo documents, with the models it is shipped with.

What is asserted of single codes needs no statistics; of the others a share is asserted, a little below what was
measured (48 of 57 places, 45 with the right code; 6 findings in the documents without any; November 2026).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from msgcheck.cli.main import run
from msgcheck.identity import normalised
from msgcheck.messaging.load import load_messaging

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "corpora" / "demo"
EXPECTED = [json.loads(line) for line in (DEMO / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
EXACT = {"MC203", "MC204", "MC205", "MC302", "MC401", "MC402", "MC403"}
"""Codes that dates, names and whole lines decide."""
MIN_FOUND = 0.75
MIN_RIGHT_CODE = 0.7
MAX_IN_VAIN = 10

pytestmark = [pytest.mark.model, pytest.mark.slow]


@dataclass(frozen=True)
class Scan:
    code: int
    folder: Path
    report: dict[str, Any]

    def listed(self) -> list[dict[str, Any]]:
        return [finding for finding in self.report["findings"] if finding["lane"] in {"ask", "suggest"}]

    def at(self, planted: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the findings at the place of a planted divergence, in the file or in what lies inside it."""
        place = planted["location"].rpartition(": ")[2]
        inside = str(DEMO / planted["doc"])
        return [
            finding
            for finding in self.listed()
            if finding["location"].rpartition(": ")[2] == place
            and (finding["document"] == inside or finding["document"].startswith(f"{inside}/"))
        ]


def scan(folder: Path, cache: Path) -> Scan:
    names = ["report.json", "report.html", "report.md", "report.csv"]
    outputs = [word for name in names for word in ("--output", str(folder / name))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSGCHECK_NOW", "2026-11-16T09:00:00+00:00")
        patch.setenv("MSGCHECK_CACHE", str(cache))
        patch.setenv("MSGCHECK_STATE_DIR", str(folder / "state"))
        patch.chdir(folder)
        code = run(["scan", str(DEMO), "--messaging", str(ROOT / "messaging"), "--all", "--quiet", *outputs])
    return Scan(code, folder, json.loads((folder / "report.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def demo(tmp_path_factory, cache):
    return scan(tmp_path_factory.mktemp("first"), cache)


def place(planted):
    return f"{planted['code']} {planted['doc']} {planted['location']}"


def test_demo_has_findings_and_ends_with_one(demo):
    assert demo.code == 1


def test_demo_reads_every_document(demo):
    assert demo.report["skipped"] == [] or all(not entry["known_type"] for entry in demo.report["skipped"])
    read = {entry["id"] for entry in demo.report["documents"]}
    assert {str(DEMO / planted["doc"]) for planted in EXPECTED if ".mbox/" not in planted["doc"]} <= read


@pytest.mark.parametrize("planted", [entry for entry in EXPECTED if entry["code"] in EXACT], ids=place)
def test_planted_divergence_that_needs_no_statistics_is_found_with_its_code(demo, planted):
    assert planted["code"] in {finding["code"] for finding in demo.at(planted)}


def _repeated() -> list[dict[str, Any]]:
    """Return what was planted as a retired or ruled-out line to the letter."""
    house = load_messaging(ROOT / "messaging")
    lines = {normalised(entry.text).rstrip(".") for entry in (*house.retired, *house.never_say)}
    return [entry for entry in EXPECTED if normalised(entry["text"]).rstrip(".") in lines]


@pytest.mark.parametrize("planted", _repeated(), ids=place)
def test_retired_and_ruled_out_lines_to_the_letter_are_found(demo, planted):
    assert planted["code"] in {finding["code"] for finding in demo.at(planted)}


def test_share_of_planted_divergences_that_is_found(demo):
    missed = [place(planted) for planted in EXPECTED if not demo.at(planted)]
    assert 1 - len(missed) / len(EXPECTED) >= MIN_FOUND, missed


def test_share_of_planted_divergences_with_the_right_code(demo):
    right = [planted for planted in EXPECTED if planted["code"] in {finding["code"] for finding in demo.at(planted)}]
    assert len(right) / len(EXPECTED) >= MIN_RIGHT_CODE


def test_documents_without_divergences_raise_next_to_nothing(demo):
    planted = [str(DEMO / entry["doc"]) for entry in EXPECTED]
    in_vain = [
        (finding["document"], finding["location"], finding["code"])
        for finding in demo.listed()
        if not any(finding["document"] == path or finding["document"].startswith(f"{path}/") for path in planted)
    ]
    assert len(in_vain) <= MAX_IN_VAIN, in_vain


def test_nothing_but_high_and_nearly_certain_findings_ask(demo):
    asking = [finding for finding in demo.report["findings"] if finding["lane"] == "ask"]
    assert {finding["severity"] for finding in asking} == {"high"}


def test_sentence_of_a_finding_has_thirty_words_at_most(demo):
    assert [finding["sentence"] for finding in demo.report["findings"] if len(finding["sentence"].split()) > 30] == []


def test_internal_lines_are_nowhere(demo, cache):
    """Neither the line nor the writer's sentence that repeats it; its id may stand there."""
    house = load_messaging(ROOT / "messaging")
    private = [entry.text for entry in house.internal_only] + [
        entry["text"] for entry in EXPECTED if entry["code"] == "MC203"
    ]
    for path in (*demo.folder.rglob("*.*"), *cache.rglob("*.*")):
        if path.is_file():
            data = path.read_bytes()
            assert [text for text in private if text.encode() in data or json.dumps(text).encode() in data] == [], path


def test_mail_is_kept_in_no_last_scan(demo):
    kept = (demo.folder / "state" / "last-scan.json").read_text(encoding="utf-8")
    sentences = [
        entry["text"] for entry in EXPECTED if entry["doc"].startswith("mail/") and ": slide" not in entry["location"]
    ]
    assert [text for text in sentences if len(text) > 30 and text in kept] == []


def test_second_scan_gives_the_same_bytes_and_asks_no_model(demo, cache, tmp_path, monkeypatch):
    from msgcheck.embed.onnx_embedder import OnnxEmbedder

    asked: list[str] = []
    embed = OnnxEmbedder.embed
    monkeypatch.setattr(OnnxEmbedder, "embed", lambda self, texts: asked.extend(texts) or embed(self, texts))
    again = scan(tmp_path, cache)
    for name in ("report.json", "report.html", "report.md", "report.csv"):
        assert (again.folder / name).read_bytes() == (demo.folder / name).read_bytes(), name
    assert asked == []
