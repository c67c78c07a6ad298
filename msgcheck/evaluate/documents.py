"""Scans whole documents with planted divergences and counts what is found and what is raised in vain."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
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


LISTED = frozenset({Lane.SUGGEST, Lane.ASK})
"""The lanes that a scan lists by default."""
_LANES = (Lane.ASK, Lane.SUGGEST, Lane.NOTE)
MAIL = ".eml"
DECK = ".json"
"""A deck in the form it is written in before it is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one planted divergence."""

    planted: Planted
    lane: Lane | None
    """The most urgent lane of the findings at its place; None where there is none."""
    right_code: bool
    """Whether one that is listed has the code of the label."""

    @property
    def found(self) -> bool:
        """Return whether a finding of any code is listed at its place."""
        return self.lane in LISTED


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """What came out for one document."""

    company: str
    document: str
    outcomes: tuple[Outcome, ...]
    """One for each planted divergence."""
    wrong: tuple[Finding, ...]
    """Listed findings at places where nothing was planted."""
    not_judged: int = 0
    """Statements that were read but could not be judged."""
    skipped: tuple[str, ...] = ()
    """Why it, or something in it, could not be read."""

    @property
    def planted(self) -> int:
        """Return how many divergences were planted."""
        return len(self.outcomes)

    @property
    def found(self) -> int:
        """Return how many have a listed finding of any code at their place."""
        return sum(outcome.found for outcome in self.outcomes)

    @property
    def right_code(self) -> int:
        """Return how many have one of the right code."""
        return sum(outcome.right_code for outcome in self.outcomes)

    @property
    def false_alarms(self) -> int:
        """Return how many findings are listed where nothing was planted."""
        return len(self.wrong)

    @property
    def missed(self) -> tuple[Planted, ...]:
        """Return the planted divergences at whose place nothing is listed."""
        return tuple(outcome.planted for outcome in self.outcomes if not outcome.found)


def score_documents(
    folder: Path, make_checker: Callable[[Messaging], Checker], read: ReadBytes
) -> tuple[DocumentScore, ...]:
    """Return the score of every document of a set, decks built as .pptx before they are read; none where it has none.

    Raises:
        InputError: the set holds no labelled company, or a line of what was planted cannot be read.
    """
    found = []
    for company in companies(folder):
        paths = [path for path in sorted((company / "docs").glob("*")) if path.suffix in {DECK, MAIL}]
        if not paths:
            continue
        planted = read_planted(company)
        checker = make_checker(load_messaging(company / "messaging.yaml"))
        for path in paths:
            here = [item for item in planted if item.document == path.name]
            found.append(_checked(company.name, path, here, checker, read))
    return tuple(found)


def read_set_document(path: Path, read: ReadBytes) -> Iterable[ReadResult]:
    """Return what is read of a document of a labelled set: a mail, or a deck that is built from its JSON form first."""
    if path.suffix == DECK:
        return read(build_deck(json.loads(path.read_text(encoding="utf-8"))), f"{path.stem}.pptx")
    return read(path.read_bytes(), path.name) if path.suffix == MAIL else ()


def _checked(company: str, path: Path, planted: Sequence[Planted], checker: Checker, read: ReadBytes) -> DocumentScore:
    """Return the score of one document with what lies inside it."""
    findings: list[Finding] = []
    skipped: list[str] = []
    not_judged = 0
    for result in read_set_document(path, read):
        if isinstance(result, Document):
            checked = checker.check_document(result)
            findings.extend(checked.findings)
            not_judged += len(checked.not_judged)
        else:
            skipped.append(result.reason)
    score = _score(company, path.name, planted, findings)
    return replace(score, not_judged=not_judged, skipped=tuple(skipped))


def _score(company: str, name: str, planted: Sequence[Planted], findings: Sequence[Finding]) -> DocumentScore:
    """Return what was found of what was planted."""
    outcomes = []
    explained: set[int] = set()
    for item in planted:
        at_place = [index for index, finding in enumerate(findings) if _same_place(item, finding)]
        explained.update(at_place)
        outcomes.append(_outcome(item, [findings[index] for index in at_place]))
    listed = (finding for index, finding in enumerate(findings) if index not in explained and finding.lane in LISTED)
    return DocumentScore(company=company, document=name, outcomes=tuple(outcomes), wrong=tuple(listed))


def _outcome(planted: Planted, findings: Sequence[Finding]) -> Outcome:
    """Return what became of one planted divergence, given the findings at its place."""
    lanes = {finding.lane for finding in findings}
    code = BY_LABEL[planted.label].code
    return Outcome(
        planted=planted,
        lane=next((lane for lane in _LANES if lane in lanes), None),
        right_code=any(finding.code == code and finding.lane in LISTED for finding in findings),
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
