"""The whole way round on the story: six monthly scans, the report, marketing's answers, the patch, the scan after it.

What was planted stands in `corpora/story/story.yaml`; the models are those msgcheck is shipped with.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from msgcheck.cli.main import cli
from msgcheck.record_json import divergences_from_json
from msgcheck.records import DivergenceReport, Entry

STORY = Path(__file__).resolve().parents[2] / "corpora" / "story"
sys.path.insert(0, str(STORY))
from correspondence import correspondence  # noqa: E402 - the folder of the story has to be known first

FACTS = yaml.safe_load((STORY / "story.yaml").read_text(encoding="utf-8"))
MONTHS = ("06-june", "07-july", "08-august", "09-september", "10-october", "11-november")


def planted_divergences() -> dict[str, dict[str, Any]]:
    """What was planted by name, with the everyday mails that carry it."""
    planted = {entry["name"]: entry for entry in FACTS["divergences"]}
    for month in MONTHS:
        for name, files in correspondence(month).edited.items():
            if month >= planted[name].get("first_month", ""):
                planted[name]["documents"] += [f"{month}/{file}" for file in files]
    return planted


PLANTED = planted_divergences()
LAST_DAYS = ("2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30")
DECIDED, AFTER = "2026-12-01", "2026-12-07"
PATCH = "two-weeks.patch"
ADOPTED = (
    *("--wording", "A branch is live within two weeks of the order."),
    *("--approved-by", "head of operations", "--evidence", "Installation statistics, October 2026"),
)
REASON = "The study supports up to 30%, not 30%"
MOST = 0.8
"""Share of its documents in which a planted divergence has to be found; a little below what was measured (the lowest:
12 of 13; November 2026)."""
MAX_IN_VAIN = 5
"""Entries besides the planted ones, single cases all of them. Measured: the deck that contradicts itself, whose other
figure is a finding too, and two that are on message."""


pytestmark = [pytest.mark.model, pytest.mark.slow]


@dataclass(frozen=True)
class Company:
    """The folder of the story, and the commands called in it."""

    folder: Path
    patch: pytest.MonkeyPatch

    def call(self, *arguments: str, day: str) -> str:
        self.patch.setenv("MSGCHECK_NOW", f"{day}T17:00:00+00:00")
        result = CliRunner().invoke(cli, arguments, standalone_mode=False, auto_envvar_prefix="MSGCHECK")
        if result.exception is not None:
            raise result.exception
        return result.stdout

    def scan(self, path: str, *, day: str) -> list[dict[str, Any]]:
        report = json.loads(self.call("scan", path, "--quiet", "--format", "json", day=day))
        return [finding for finding in report["findings"] if finding["lane"] in {"ask", "suggest"}]

    def report(self, *, day: str) -> DivergenceReport:
        return divergences_from_json(self.call("report", "--format", "json", day=day))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder = tmp_path_factory.mktemp("story")
    subprocess.run([sys.executable, STORY / "make_story.py", folder], check=True, capture_output=True)
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSGCHECK_CACHE", str(folder / "cache"))
        patch.setenv("MSGCHECK_STATE_DIR", str(folder / "state"))
        patch.chdir(folder)
        yield Company(folder, patch)


@pytest.fixture(scope="module")
def before(company: Company) -> DivergenceReport:
    """The report of November, after six scans."""
    for month, day in zip(MONTHS[:-1], LAST_DAYS[:-1], strict=True):
        company.scan(f"documents/{month}", day=day)
    company.scan("documents", day=LAST_DAYS[-1])
    company.call("outcomes", "import", "deals.csv", day=LAST_DAYS[-1])
    return company.report(day=LAST_DAYS[-1])


@dataclass(frozen=True)
class Answered:
    patch: str
    messaging_before: str
    messaging_after: str
    findings: list[dict[str, Any]]
    report: DivergenceReport


@pytest.fixture(scope="module")
def after(company: Company, before: DivergenceReport) -> Answered:
    """Two weeks adopted and merged, 30% without "up to" rejected, everything scanned again."""
    adopted, rejected = (entry_of(before, name).divergence.id for name in ("two weeks", "up to"))
    company.call("divergences", "decide", adopted, "adopt", *ADOPTED, "--patch", PATCH, day=DECIDED)
    company.call("divergences", "decide", rejected, "reject", "--reason", REASON, day=DECIDED)
    house = company.folder / "messaging" / "house.yaml"
    messaging_before = house.read_text(encoding="utf-8")
    subprocess.run(["git", "-C", company.folder, "apply", PATCH], check=True, capture_output=True)
    findings = company.scan("documents", day=AFTER)
    return Answered(
        patch=(company.folder / PATCH).read_text(encoding="utf-8"),
        messaging_before=messaging_before,
        messaging_after=house.read_text(encoding="utf-8"),
        findings=findings,
        report=company.report(day=AFTER),
    )


def places_of(report: DivergenceReport, entry: Entry) -> set[str]:
    """Return the documents an entry is said in, below `documents/`."""
    paths = dict(report.paths)[entry.divergence.id]
    return {path.removeprefix("documents/") for path, _ in paths}


def open_entries(report: DivergenceReport) -> tuple[Entry, ...]:
    return (*report.acting, *report.own_material, *report.single)


def entry_of(report: DivergenceReport, name: str) -> Entry:
    """Return the entry that holds most of the documents of a planted divergence."""
    wanted = set(PLANTED[name]["documents"])
    return max(open_entries(report), key=lambda entry: len(wanted & places_of(report, entry)))


def section_of(report: DivergenceReport, entry: Entry) -> str:
    sections = {"acting": report.acting, "own material": report.own_material, "single": report.single}
    return next(name for name, entries in sections.items() if entry in entries)


def said_otherwise(findings: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Return the findings in the documents of a planted divergence that change its message in its way."""
    planted = PLANTED[name]
    return [
        finding
        for finding in findings
        if finding["document"].removeprefix("documents/") in planted["documents"]
        and (finding["code"], finding["message_id"]) == (planted["code"], planted["message"])
    ]


# --- the report ------------------------------------------------------------------------------------


def test_report_counts_the_documents_of_six_months(before: DivergenceReport) -> None:
    totals = before.totals
    assert totals.decks + totals.mails + totals.documents == FACTS["documents"]
    assert (totals.first_day, totals.last_day, totals.scans) == (FACTS["first_day"], FACTS["last_day"], len(MONTHS))


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_planted_divergence_is_one_entry_in_its_section(before: DivergenceReport, name: str) -> None:
    entry, planted = entry_of(before, name), PLANTED[name]
    found = places_of(before, entry)
    assert found <= set(planted["documents"])
    assert len(found) >= MOST * len(planted["documents"])
    assert section_of(before, entry) == planted["kind"]
    assert (entry.divergence.message_id, entry.divergence.code) == (planted["message"], planted["code"])


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_who_moved_is_told(before: DivergenceReport, name: str) -> None:
    assert entry_of(before, name).divergence.mover.value == PLANTED[name]["mover"]


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_independent_sources_are_counted(before: DivergenceReport, name: str) -> None:
    assert entry_of(before, name).divergence.spread.sources >= PLANTED[name]["sources"]


def test_copies_of_the_template_are_one_source(before: DivergenceReport) -> None:
    spread = entry_of(before, "our template").divergence.spread
    assert (spread.sources, spread.copies) == (1, len(PLANTED["our template"]["documents"]) - 1)


def test_deck_that_contradicts_itself_is_a_conflict(before: DivergenceReport) -> None:
    planted = FACTS["conflict"]
    sides = {
        tuple((side.location, side.says) for side in conflict.sides)
        for conflict in before.conflicts
        if conflict.sides[0].document == f"documents/{planted['document']}"
    }
    assert sides == {tuple(planted["says"].items())}


def test_messages_nobody_uses_are_named(before: DivergenceReport) -> None:
    assert set(FACTS["never_used"]) <= {use.message_id for use in before.never_used}


def test_missing_line_is_counted(before: DivergenceReport) -> None:
    assert [(absent.message_id, absent.lacking) for absent in before.absent] == [
        (FACTS["absent"]["message"], len(FACTS["absent"]["documents"]))
    ]


def test_little_else_is_put_to_marketing(before: DivergenceReport) -> None:
    planted = {entry_of(before, name).divergence.id for name in PLANTED}
    others = [entry for entry in open_entries(before) if entry.divergence.id not in planted]
    assert [entry.divergence.said for entry in (*before.acting, *before.own_material) if entry in others] == []
    assert len(others) <= MAX_IN_VAIN, [entry.divergence for entry in others]


def test_deals_stand_beside_the_wording(before: DivergenceReport) -> None:
    outcome = entry_of(before, "two weeks").outcome
    assert outcome is not None
    assert outcome.sufficient


def test_shared_report_names_nobody(company: Company, before: DivergenceReport) -> None:
    shared = company.call("report", "--share", "--format", "json", day=LAST_DAYS[-1])
    accounts = [line.split(",")[0] for line in (STORY / "accounts.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert [name for name in accounts if name in shared] == []
    assert re.findall(r"author-\d\d|documents/|\.pptx|\.eml|\w+\.example", shared) == []


# --- the answers -----------------------------------------------------------------------------------


def test_patch_keeps_the_comments_and_the_order(after: Answered) -> None:
    kept = [line for line in after.messaging_before.splitlines() if line.lstrip().startswith(("#", "- id:"))]
    assert [line for line in after.messaging_after.splitlines() if line.lstrip().startswith(("#", "- id:"))] == kept
    assert "origin: field" in after.patch


def test_scan_after_the_merge_is_silent_on_what_was_adopted(after: Answered) -> None:
    assert said_otherwise(after.findings, "two weeks") == []


def test_scan_is_silent_on_what_was_rejected(after: Answered) -> None:
    decided = said_otherwise(after.findings, "up to")
    assert {(finding["known"], REASON in finding["decided"]) for finding in decided} <= {(True, True)}


def test_report_shows_what_was_decided_and_why(after: Answered, before: DivergenceReport) -> None:
    settled = {decision.divergence: decision for decision in after.report.settled}
    assert settled[entry_of(before, "up to").divergence.id].reason == REASON
    assert entry_of(before, "two weeks").divergence.id in settled


def test_what_was_answered_is_no_longer_put_to_marketing(after: Answered, before: DivergenceReport) -> None:
    answered = {entry_of(before, name).divergence.id for name in ("two weeks", "up to")}
    assert {entry.divergence.id for entry in open_entries(after.report)} & answered == set()


def test_notes_to_the_field_tell_both_answers(company: Company, after: Answered) -> None:
    notes = company.call("divergences", "notes", day=AFTER)
    assert REASON in notes
    assert "two weeks" in notes
