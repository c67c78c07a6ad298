"""The story: made from its descriptions to the byte, by enough people, and only what was planted is copied."""

import csv
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from msgcheck.audience import audience_for, load_accounts
from msgcheck.config import Settings, load_settings
from msgcheck.identity import normalised
from msgcheck.messaging.load import load_messaging
from msgcheck.reading.dispatch import read_paths
from msgcheck.records import Document, Messaging, Role

STORY = Path(__file__).resolve().parents[2] / "corpora" / "story"
FACTS = yaml.safe_load((STORY / "story.yaml").read_text(encoding="utf-8"))
BY_NAME = {entry["name"]: entry for entry in FACTS["divergences"]}
LEAST_DOCUMENTS, LEAST_AUTHORS, LEAST_DEALS, LEAST_COPIES = 64, 12, 60, 10
NEAR_COPY = 0.8


def make(folder: Path) -> Path:
    subprocess.run([sys.executable, STORY / "make_story.py", folder], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def messaging() -> Messaging:
    return load_messaging(STORY / "messaging")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(STORY, {})


@pytest.fixture(scope="module")
def documents(made: Path, messaging: Messaging) -> dict[str, Document]:
    results = read_paths([made / "documents"], own_domains=messaging.company.domains)
    return {
        Path(result.id).relative_to(made / "documents").as_posix(): result
        for result in results
        if isinstance(result, Document)
    }


def author_of(document: Document) -> str:
    return document.mail.sender if document.mail is not None else document.author


def own_words(document: Document) -> frozenset[str]:
    return frozenset(normalised(block.text) for block in document.blocks if block.role in {None, Role.OWN})


def in_common(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def test_make_story_writes_the_same_bytes_again(made: Path, tmp_path: Path) -> None:
    again = make(tmp_path)
    files = [path.relative_to(made) for path in sorted(made.rglob("*")) if path.is_file()]
    assert [path.relative_to(again) for path in sorted(again.rglob("*")) if path.is_file()] == files
    assert [str(path) for path in files if (made / path).read_bytes() != (again / path).read_bytes()] == []


def test_make_story_without_a_folder_says_what_is_missing() -> None:
    failed = subprocess.run([sys.executable, STORY / "make_story.py"], check=False, capture_output=True, text=True)
    assert failed.returncode != 0
    assert "Name the folder" in failed.stderr


def test_story_has_as_many_documents_as_it_says(documents: dict[str, Document]) -> None:
    assert len(documents) == FACTS["documents"] >= LEAST_DOCUMENTS


def test_every_document_is_dated_in_the_month_of_its_folder(documents: dict[str, Document]) -> None:
    days = {name: document.modified or document.created for name, document in documents.items()}
    assert [name for name, day in days.items() if day is None or name[:2] != f"{day:%m}"] == []
    dated = sorted(day.date() for day in days.values() if day is not None)
    assert [dated[0], dated[-1]] == [FACTS["first_day"], FACTS["last_day"]]


def test_story_is_told_by_enough_people_in_two_teams(
    documents: dict[str, Document], settings: Settings, made: Path
) -> None:
    teams: dict[str, set[str]] = {}
    for name, document in documents.items():
        audience = audience_for(str(made / "documents" / name), settings=settings, sender=author_of(document))
        teams.setdefault(audience.team, set()).add(author_of(document))
    teams.pop("")
    assert sorted(teams) == FACTS["teams"]
    assert len(set.union(*teams.values())) == FACTS["authors"] >= LEAST_AUTHORS


@pytest.mark.model
@pytest.mark.slow
def test_messaging_of_the_story_has_nothing_to_mend() -> None:
    from click.testing import CliRunner

    from msgcheck.cli.main import cli

    result = CliRunner().invoke(cli, ["messaging", "lint", "--messaging", str(STORY / "messaging")])
    assert "nothing to mend" in result.output


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_planted_documents_are_there(name: str, documents: dict[str, Document]) -> None:
    assert [document for document in BY_NAME[name]["documents"] if document not in documents] == []


def test_only_the_pitch_is_copied(documents: dict[str, Document]) -> None:
    words = {name: own_words(document) for name, document in documents.items()}
    near = {
        name
        for pair in combinations(sorted(words), 2)
        if in_common(*(words[one] for one in pair)) >= NEAR_COPY
        for name in pair
    }
    assert {name for name in near if "pitch" not in name} == set()
    assert len(near) > LEAST_COPIES


def test_every_deal_is_of_a_known_account() -> None:
    with (STORY / "deals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {account.name for account in load_accounts(STORY / "accounts.csv")}
    assert {row["account"] for row in rows} <= known
    closed = Counter(row["stage"].startswith("Closed") for row in rows)
    assert closed[True] >= LEAST_DEALS
