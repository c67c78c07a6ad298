"""How well findings are put together into divergences, beside rows that know nothing.

    python benchmarks/bench_divergences.py [SET] [--end-to-end]

SET is a folder of companies with findings.jsonl and messaging.yaml (default corpora/divergences). The thresholds were
fitted on kelderwick and osmarrow; vantolm was written afterwards. Code and change key are the ones people gave, so that
clustering alone is measured; with `--end-to-end` the checker reads each sentence, and gives code, message and key
itself: what it does not raise is left out and counted. Vectors are those of the packaged model; of mail no text is
kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from msgcheck.assembly import build_checker, build_stages, settings_for
from msgcheck.codes import Lane
from msgcheck.evaluate.clusters import as_stored, cluster_scores
from msgcheck.evaluate.sets import LabelledFinding, companies, read_findings
from msgcheck.feedback.clustering import clustered, is_reworded
from msgcheck.messaging.load import load_messaging
from msgcheck.pipeline import Checker
from msgcheck.records import (
    Block,
    BlockKind,
    Document,
    DocumentId,
    Finding,
    StoredFinding,
)

TODAY = date(2026, 11, 20)
TUNED_ON = frozenset({"kelderwick", "osmarrow"})
_NOT_A_WORDING = frozenset({"MC402"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A finding as people labelled it and as the store would have it."""

    labelled: LabelledFinding
    finding: StoredFinding


def as_checked(cases: Sequence[Case], checker: Checker) -> list[Case]:
    """Return the findings with code, message and key as the checker gives them; without what it does not raise."""
    raised = {text: _raised(text, checker) for text in sorted({case.labelled.text for case in cases})}
    return [
        replace(case, finding=replace(case.finding, code=found.code, message_id=found.message_id, change=found.change))
        for case in cases
        if (found := raised[case.labelled.text]) is not None
    ]


def _raised(text: str, checker: Checker) -> Finding | None:
    """Return the surest finding on a sentence, None where none is shown."""
    block = Block(text=text, kind=BlockKind.BULLET, location="slide 3 bullet 1")
    document = Document(id=DocumentId("deck.pptx"), format="pptx", fingerprint="mc1:bench", blocks=(block,))
    found = checker.check_document(document).findings
    shown = [item for item in found if item.lane in {Lane.ASK, Lane.SUGGEST} and item.code not in _NOT_A_WORDING]
    return max(shown, key=lambda item: item.probability, default=None)


def groups_by_clustering(findings: Sequence[StoredFinding]) -> list[Hashable]:
    """Return the number of the cluster of each finding."""
    number = {one.key: place for place, cluster in enumerate(clustered(findings)) for one in cluster}
    return [number[finding.key] for finding in findings]


ROWS: dict[str, Callable[[Sequence[StoredFinding]], list[Hashable]]] = {
    "clustering": groups_by_clustering,
    "by message only": lambda findings: [finding.message_id for finding in findings],
    "by message and code": lambda findings: [(finding.message_id, finding.code) for finding in findings],
    "by change key alone": lambda findings: [(item.message_id, item.code, item.change) for item in findings],
    "all apart": lambda findings: [finding.key for finding in findings],
}


def all_of(_: Case) -> bool:
    """Return that every finding belongs to the part."""
    return True


PARTS: dict[str, Callable[[Case], bool]] = {
    "all findings": all_of,
    "findings that only their words tell": lambda case: is_reworded(case.finding.change),
    "of these, reworded lightly": lambda case: is_reworded(case.finding.change) and case.labelled.rewording == "light",
    "of these, reworded heavily": lambda case: is_reworded(case.finding.change) and case.labelled.rewording == "heavy",
}


def print_rows(title: str, cases: Sequence[Case], parts: Mapping[str, Callable[[Case], bool]]) -> None:
    """Print the figures of every way of grouping these findings, over all and over the pairs within each part."""
    findings = [case.finding for case in cases]
    groups = {name: group(findings) for name, group in ROWS.items()}
    for part, belongs in parts.items():
        places = [place for place, case in enumerate(cases) if belongs(case)]
        print(f"\n{title}: {part}")
        for name, found in groups.items():
            scores = cluster_scores(
                [cases[place].labelled.divergence for place in places], [found[place] for place in places]
            )
            print(
                f"  {name:20} F1 {scores.f1:.3f}  precision {scores.precision:.3f}  recall {scores.recall:.3f}  "
                f"adjusted Rand {scores.adjusted_rand:.3f}  {scores.findings} findings, "
                f"{scores.found} groups of {scores.expected}"
            )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", type=Path, default=Path("corpora/divergences"))
    parser.add_argument("--end-to-end", action="store_true")
    chosen = parser.parse_args(arguments)
    settings = settings_for((), cwd=Path.cwd(), environ={}, overrides={}, audience={})
    stages = build_stages(settings, use_cache=False)
    begun = datetime.now(tz=UTC)
    for company in companies(chosen.set):
        part = "tuned on" if company.name in TUNED_ON else "not tuned on"
        labelled = read_findings(company)
        stored = as_stored(labelled, stages.embedder, day=TODAY)
        cases = [Case(labelled=one, finding=finding) for one, finding in zip(labelled, stored, strict=True)]
        print_rows(f"{company.name}, {part}", cases, PARTS)
        if chosen.end_to_end:
            checker = build_checker(load_messaging(company / "messaging.yaml"), settings, stages, today=TODAY)
            checked = as_checked(cases, checker)
            parts = {
                f"{len(checked)} of {len(cases)} raised": all_of,
                "of these, with the code people gave": lambda case: case.finding.code == case.labelled.code,
            }
            print_rows(f"{company.name}, {part}, end to end", checked, parts)
    print(f"\n{(datetime.now(tz=UTC) - begun).total_seconds():.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
