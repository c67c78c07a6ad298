"""Puts plain stages in the place of the models, so that commands run whole and at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgcheck import assembly
from msgcheck.codes import Label
from msgcheck.config import Thresholds
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.identity import normalised
from msgcheck.judge.calibration import Calibration, Models
from msgcheck.records import Source
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_judge import StubJudge

HOUSE = """\
version: 1
company: {name: Harbourlight, domains: [harbourlight.example]}
products: [{name: Harbourlight Flow, wrong: [HarbourFlow]}]
messages:
  - {id: quay, type: claim, text: "Harbourlight cuts waiting times at the quay by up to 30%.", evidence: Study of 2025, persona: cfo}
  - {id: setup, type: claim, text: Setup takes up to ten days., answers: [It takes too long.]}
retired:
  - {id: quay-old, text: "Harbourlight cuts waiting times at the quay by up to 20%.", replaced_by: quay, retired_on: 2026-01-15}
never_say:
  - {id: refund, text: We guarantee that you earn the fee back., instead: setup}
  - {id: police, text: Harbourlight catches skippers who do not pay., instead: setup}
  - {id: sink, text: With Harbourlight no boat ever sinks., instead: setup}
  - {id: rain, text: It never rains on a Harbourlight quay., instead: setup}
internal_only:
  - {id: floor, text: We can go down to seventy-one euros for three hundred berths., owner: pricing}
"""
SETTINGS = "embedder: {kind: hashing}\ncache: cache\n"
FORBIDDEN = "We guarantee that you earn the fee back."
OUTDATED = "Harbourlight cuts waiting times at the quay by up to 20%."
APPROVED = "Harbourlight cuts waiting times at the quay by up to 30%."
PRIVATE = "We can go down to seventy-one euros for three hundred berths."

_LABELS = {Source.RETIRED: Label.OUTDATED, Source.NEVER_SAY: Label.FORBIDDEN}


class RepeatsJudge(StubJudge):
    """Says of what repeats a wording to the letter what it repeats."""

    def judge(self, statement, candidates):
        for match in candidates:
            if normalised(match.wording.text) == normalised(statement.text) and match.wording.source in _LABELS:
                self.labels = {statement.text: _LABELS[match.wording.source]}
                return super().judge(statement, [match])
        self.labels = {}
        return super().judge(statement, candidates)


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with messaging and settings, in which commands run without models."""
    calibration = Calibration(
        models=Models(judge=RepeatsJudge.name, embedder=HashingEmbedder().model),
        raise_at=0.5,
        thresholds=Thresholds(ask=0.9, suggest=0.6, note=0.4, calibrated=True),
    )
    monkeypatch.setattr(assembly, "_segmenter", PlainSegmenter)
    monkeypatch.setattr(assembly, "packaged_judge", lambda **_: RepeatsJudge())
    monkeypatch.setattr(assembly, "packaged_calibration", lambda: calibration)
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("MSGCHECK_NOW", "2026-11-16T09:00:00+00:00")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "messaging").mkdir()
    (tmp_path / "messaging" / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "msgcheck.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    return tmp_path


def write(path: Path, *lines: str) -> Path:
    """Write a Markdown document that names us, with these lines as paragraphs."""
    path.write_text("\n\n".join(["# Harbourlight", *lines]) + "\n", encoding="utf-8")
    return path


def mail_bytes(*lines: str, charset: str = "utf-8", to: str = "ana@customer.example") -> bytes:
    body = "\r\n\r\n".join(lines)
    head = (
        f"From: tom@harbourlight.example\r\nTo: {to}\r\nSubject: Quay\r\nDate: Mon, 16 Nov 2026 08:00:00 +0000\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return (head + body + "\r\n").encode()
