"""What was planted in November can be read off the first page of the drift report.

The story is played as `make story` plays it: six scans, two answers of marketing, two findings called wrong.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from msgcheck.cli.main import cli
from msgcheck.record_json import drift_from_json, hand_off_from_json
from msgcheck.records import ComingKind, DriftReport, HandOff
from msgcheck.report.drift.first_page import first_page

STORY = Path(__file__).resolve().parents[2] / "corpora" / "story"
sys.path.insert(0, str(STORY))
from play_story import END, Player  # noqa: E402 - the folder of the story has to be known first

PLANTED = yaml.safe_load((STORY / "story.yaml").read_text(encoding="utf-8"))["november"]

pytestmark = [pytest.mark.model, pytest.mark.slow]


class InProcess(Player):
    """Plays the story without a process for each command."""

    def call(self, *arguments: str, day: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("MSGCHECK_NOW", f"{day}T17:00:00+00:00")
            patch.chdir(self._folder)
            result = CliRunner().invoke(cli, arguments, standalone_mode=False, auto_envvar_prefix="MSGCHECK")
        if result.exception is not None:
            raise result.exception
        return result.stdout


@dataclass(frozen=True)
class Played:
    """The story, played to its end."""

    folder: Path
    player: Player

    def report(self, *options: str) -> DriftReport:
        return drift_from_json(self.player.call("report", "--format", "json", *options, day=END))

    def ahead(self, *options: str) -> HandOff:
        return hand_off_from_json(self.player.call("report", "--format", "json", *options, day=END))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("november") / "story"
    subprocess.run([sys.executable, STORY / "make_story.py", folder], check=True, capture_output=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSGCHECK_CACHE", str(folder / "cache"))
        patch.setenv("MSGCHECK_STATE_DIR", str(folder / "state"))
        player = InProcess(folder)
        player.play()
        yield Played(folder, player)


@pytest.fixture(scope="module")
def november(played: Played) -> DriftReport:
    return played.report("--month", "2026-11")


@pytest.fixture(scope="module")
def lines(november: DriftReport) -> tuple[str, ...]:
    return first_page(november)


def test_first_page_says_what_it_is_made_of(lines, november):
    mails, decks = november.material.mails, november.material.decks
    assert f"{decks} decks and {mails} mails written or changed in November" in lines[0]
    assert mails >= PLANTED["mails"]
    assert (november.material.unreadable, november.material.other_language) == (
        PLANTED["unreadable"],
        PLANTED["other_language"],
    )


def test_first_page_says_what_to_correct_with_customers(lines, november):
    about = {correction.about: correction for correction in november.corrections}
    assert about[PLANTED["corrected"]].mails == PLANTED["corrected_mails"]
    assert about[PLANTED["corrected"]].told
    assert "price" in lines[1]


def test_first_page_says_what_waits_for_marketing(lines, november):
    assert november.waiting.proposals >= 1
    assert str(november.waiting.oldest_days) in lines[2]


def test_first_page_says_what_is_new(lines, november):
    assert november.new[0].message_id == PLANTED["new"]
    assert "5 minutes" in lines[3]
    assert "8 mails" in lines[3]


def test_first_page_says_what_grows(lines, november):
    assert [edit.message_id for edit in november.growing] == [PLANTED["growing"]]
    assert f"{november.growing[0].before} -> {november.growing[0].documents}" in lines[4]


def test_first_page_says_what_comes_from_our_own_material(lines):
    assert "pitch template" in lines[5]


def test_first_page_says_what_is_settled(lines, november):
    settled = {edit.message_id: edit for edit in november.settled}[PLANTED["settled"]]
    assert settled.documents == 2 < settled.before
    assert "since the note of 4 November" in lines[6]


def test_first_page_says_how_the_launch_goes(lines, november):
    assert november.launches[0].message_id == PLANTED["launch"]
    adoption = november.launches[0].adoption
    assert adoption is not None
    assert 0 < adoption.share.part < adoption.share.whole
    assert "day 29" in lines[7]


def test_first_page_says_what_nobody_uses_and_what_ends(lines, november):
    assert {message_id for message_id, _ in november.never_used} == set(PLANTED["never_used"])
    assert november.endings[0].message_id == PLANTED["ending"]
    assert "31 December" in lines[8]


def test_first_page_says_how_often_the_field_called_us_wrong(lines, november):
    assert november.disputed.called_wrong >= PLANTED["called_wrong"]
    assert re.search(rf"called {november.disputed.called_wrong} of \d+ findings wrong", lines[9])


def test_shared_report_names_nobody(played):
    shared = played.player.call("report", "--month", "2026-11", "--share", "--format", "html", day=END)
    accounts = [line.split(",")[0] for line in (STORY / "accounts.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert [name for name in accounts if name in shared] == []
    assert re.findall(r"author-\d\d|documents/|\.pptx|\.eml|\w+\.example", shared) == []


def test_month_before_is_reported_as_it_was(played):
    """What was scanned and decided later does not change what October's report says of October."""
    october = played.report("--month", "2026-10")
    assert october.period.last.isoformat() == "2026-10-31"
    assert "claim-tariff" not in {message.message_id for message in october.launches}
    assert not october.growing


def test_quarter_counts_its_months_together(played, november):
    quarter = played.report("--quarter", "2026-Q4")
    assert quarter.material.mails > november.material.mails


def test_hand_off_tells_what_ends(played):
    sheet = played.ahead("--ahead", "6w")
    kinds = {coming.kind: coming for coming in sheet.coming}
    assert set(kinds) == {ComingKind.STARTS, ComingKind.CHANGES, ComingKind.ENDS, ComingKind.PROOF_ENDS}
    ending = kinds[ComingKind.ENDS]
    assert ending.message_id == PLANTED["ending"]
    assert sum(count for _, count in ending.families) == len(ending.breaking) > 0
    assert "120 people" in kinds[ComingKind.CHANGES].old
    assert "150 people" in kinds[ComingKind.CHANGES].new


def test_reports_are_written_beside_the_story(played):
    written = {path.name for path in played.folder.parent.iterdir()}
    assert {"story-november.html", "story-november.csv", "story-ahead.ics"} <= written
    report = json.loads((played.folder.parent / "story-november.json").read_text(encoding="utf-8"))
    assert report["shared"] is False
