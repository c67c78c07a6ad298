"""Runs tests/cases: what has to be raised and what must not be, as a copywriter wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from msgcheck.assembly import build_checker, build_stages
from msgcheck.codes import CODES
from msgcheck.config import EmbedderSettings, Settings, ThresholdSettings, for_all_documents
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Document
from tests.builders_judge import mail, slides

FOLDER = Path(__file__).resolve().parents[1] / "cases"
KEYS = {"approved", "found", "messaging", "audience", "day", "to", "slides", "also"}
TODAY = date(2026, 11, 16)
EVERY_LANE = ThresholdSettings(ask=0.99, suggest=0.5, note=0.0)


@dataclass(frozen=True)
class Example:
    code: str
    name: str
    given: dict[str, Any]

    @property
    def raised(self) -> bool:
        return self.name.startswith("test_fail_")


def examples(*, known: bool) -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("MC*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        misses = content.pop("known_misses", {}) or {}
        chosen = misses if known else content
        found += [
            pytest.param(Example(path.stem, name, given), id=f"{path.stem}-{name.removeprefix('test_')}")
            for name, given in chosen.items()
        ]
    return found


@pytest.fixture(scope="module")
def stages(tmp_path_factory, prepared_models):
    folder = tmp_path_factory.mktemp("cache")
    built = build_stages(Settings(cache=folder, embedder=EmbedderSettings(folder=prepared_models)))
    yield built
    built.cache.close()


def house_of(example: Example, folder: Path) -> Path:
    """Write the messaging of a case: the common house, its approved line, and what else it names."""
    house = yaml.safe_load((FOLDER / "house.yaml").read_text(encoding="utf-8"))
    more = dict(example.given.get("messaging", {}))
    house["messages"] += more.pop("messages", [])
    if "approved" in example.given:
        house["messages"].append({"id": "line", "type": "claim", "text": example.given["approved"]})
    (folder / "house.yaml").write_text(yaml.safe_dump(house | more, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def document_of(example: Example) -> Document:
    lines = [example.given["found"], *example.given.get("also", [])]
    if "to" in example.given:
        return mail("Hi Ana,", *lines, to=[example.given["to"]])
    filler = [["Harbourlight"] for _ in range(example.given.get("slides", 1) - 1)]
    return slides(*filler, ["Harbourlight", *lines])


def codes_of(example: Example, stages: Any, folder: Path) -> set[str]:
    settings = for_all_documents(Settings(thresholds=EVERY_LANE), example.given.get("audience", {}))
    day = example.given.get("day", TODAY)
    checker = build_checker(load_messaging(house_of(example, folder)), settings, stages, today=day, as_of=day)
    return {finding.code for finding in checker.check_document(document_of(example)).findings}


@pytest.mark.model
@pytest.mark.parametrize("example", examples(known=False))
def test_case(example, stages, tmp_path):
    found = codes_of(example, stages, tmp_path)
    assert (example.code in found) is example.raised, f"raised instead: {sorted(found)}"


@pytest.mark.model
@pytest.mark.parametrize("example", examples(known=True))
def test_known_miss_is_judged_without_failing(example, stages, tmp_path):
    codes_of(example, stages, tmp_path)


def test_every_code_has_cases_that_must_be_raised_and_that_must_not():
    for entry in CODES:
        content = yaml.safe_load((FOLDER / f"{entry.code}.yaml").read_text(encoding="utf-8"))
        names = [*content, *(content.pop("known_misses", None) or {})]
        assert len(names) >= 6, entry.code
        assert any(name.startswith("test_fail_") for name in names), entry.code
        assert any(name.startswith("test_pass_") for name in names), entry.code


@pytest.mark.parametrize("example", [*examples(known=False), *examples(known=True)])
def test_case_is_written_as_the_guide_says(example):
    assert example.name.startswith(("test_fail_", "test_pass_"))
    assert set(example.given) <= KEYS
    assert example.given["found"]
