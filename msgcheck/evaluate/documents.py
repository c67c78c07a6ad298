"""Scans whole documents with planted divergences and counts what is found and what is raised in vain."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgcheck.codes import BY_LABEL, Lane
from msgcheck.evaluate.deck_builder import build_deck
from msgcheck.evaluate.sets import Planted, companies, read_planted
from msgcheck.identity import normalised
from msgcheck.messaging.load import load_messaging
from msgcheck.pipeline import Checker
from msgcheck.records import Document, Finding, Messaging, ReadResult

ReadBytes = Callable[[bytes, str], Iterable[ReadResult]]
"""Reads the bytes of a file with this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """What came out for one document."""

    company: str
    document: str
    planted: int
    found: int
    """Planted divergences with a finding of any code at their place."""
    right_code: int
    false_alarms: int
    """Findings at places where nothing was planted, in the suggest and ask lanes."""
    missed: tuple[Planted, ...]
    wrong: tuple[Finding, ...]


def score_documents(
    folder: Path, make_checker: Callable[[Messaging], Checker], read: ReadBytes
) -> tuple[DocumentScore, ...]:
    """Return the score of every document of a set, decks built as .pptx before they are read."""
    found = []
    for company in companies(folder):
        planted = read_planted(company)
        checker = make_checker(load_messaging(company / "messaging.yaml"))
        for path in sorted((company / "docs").glob("*")):
            if path.suffix not in {".json", ".eml"}:
                continue
            here = [item for item in planted if item.document == path.name]
            findings = _findings(checker, path, read)
            found.append(_score(company.name, path.name, here, findings))
    return tuple(found)


def read_set_document(path: Path, read: ReadBytes) -> Iterable[ReadResult]:
    """Return what is read of a document of a labelled set: a mail, or a deck that is built from its JSON form first."""
    if path.suffix == ".json":
        return read(build_deck(json.loads(path.read_text(encoding="utf-8"))), f"{path.stem}.pptx")
    return read(path.read_bytes(), path.name) if path.suffix == ".eml" else ()


def _findings(checker: Checker, path: Path, read: ReadBytes) -> list[Finding]:
    """Return the findings of one document that are listed by default."""
    return [
        finding
        for document in read_set_document(path, read)
        if isinstance(document, Document)
        for finding in checker.check_document(document).findings
        if finding.lane in {Lane.ASK, Lane.SUGGEST}
    ]


def _score(company: str, name: str, planted: Sequence[Planted], findings: Sequence[Finding]) -> DocumentScore:
    """Return what was found of what was planted."""
    missed, right_code, explained = [], 0, set()
    for item in planted:
        at_place = [index for index, finding in enumerate(findings) if _same_place(item, finding)]
        explained.update(at_place)
        if not at_place:
            missed.append(item)
        code = BY_LABEL[item.label].code
        right_code += any(findings[index].code == code for index in at_place)
    wrong = tuple(finding for index, finding in enumerate(findings) if index not in explained)
    return DocumentScore(
        company=company,
        document=name,
        planted=len(planted),
        found=len(planted) - len(missed),
        right_code=right_code,
        false_alarms=len(wrong),
        missed=tuple(missed),
        wrong=wrong,
    )


def _same_place(item: Planted, finding: Finding) -> bool:
    """Return whether a finding stands where a divergence was planted: same location, overlapping text."""
    if item.location not in {"body", finding.location}:
        return False
    planted, found = normalised(item.text), normalised(finding.found)
    return bool(found) and (planted in found or found in planted or _overlap(planted, found) >= 0.6)


def _overlap(left: str, right: str) -> float:
    """Return the share of the shorter text's words that stand in the other."""
    ours, theirs = set(left.split()), set(right.split())
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))
