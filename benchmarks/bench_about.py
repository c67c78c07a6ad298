"""How well form and subject of a sentence tell "claims nothing about us" from everything else.

A statement is predicted `not_a_claim` where it is a question, request or greeting, or about somebody other
than us. Every statement of a set is read without a model; a fifth of the companies, chosen by the hash of
their names, is reported apart, so that rules tuned on the rest show what they are worth on others.

    python benchmarks/bench_about.py corpora/statements/train [--errors]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from msgcheck.records import About, Form
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import plain_tokens
from msgcheck.segment.readings.read import read_readings

GOLD = "not_a_claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled statement with what was predicted."""

    company: str
    statement: str
    context: str
    label: str
    rule: str
    """The form or the party that decided, "us" where nothing did."""

    @property
    def predicted(self) -> bool:
        """Return whether the statement was taken for no claim."""
        return self.rule != About.US

    @property
    def held_out(self) -> bool:
        """Return whether the company is one of the fifth that rules are not tuned on."""
        return int(hashlib.sha256(self.company.encode()).hexdigest(), 16) % 5 == 0


def vocabulary_of(messaging: dict[str, Any]) -> Vocabulary:
    def pairs(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(
            (entry["name"], (*entry.get("aliases", ()), *entry.get("wrong", ()))) for entry in messaging.get(key, ())
        )

    company = messaging["company"]
    return Vocabulary(
        company=(company["name"], *company.get("aliases", ())),
        products=pairs("products"),
        competitors=pairs("competitors"),
        customers=pairs("customers"),
    )


def read_set(folder: Path) -> list[Row]:
    rows = []
    for path in sorted(folder.glob("*/statements.jsonl")):
        vocabulary = vocabulary_of(yaml.safe_load((path.parent / "messaging.yaml").read_text(encoding="utf-8")))
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            text = entry["statement"]
            readings = read_readings(text, plain_tokens(text), vocabulary, (), context=entry["context"])
            rule = readings.form if readings.form is not Form.STATEMENT else readings.about
            rows.append(
                Row(
                    company=path.parent.name,
                    statement=text,
                    context=entry["context"],
                    label=entry["label"],
                    rule=str(rule),
                )
            )
    return rows


def show(title: str, rows: list[Row]) -> None:
    gold = sum(row.label == GOLD for row in rows)
    hits = sum(row.predicted and row.label == GOLD for row in rows)
    raised = sum(row.predicted for row in rows)
    print(f"{title}: {len(rows)} statements, {gold} {GOLD}")
    print(f"  precision {hits / max(1, raised):.3f}   recall {hits / max(1, gold):.3f}")
    by_rule = Counter(row.rule for row in rows)
    right = Counter(row.rule for row in rows if row.label == GOLD)
    for rule, count in sorted(by_rule.items()):
        share = right[rule] / count
        print(f"  {rule:<12}{count:>6} statements, {right[rule]:>5} {GOLD} ({share:.3f})")
    wrong = Counter(row.label for row in rows if row.predicted and row.label != GOLD)
    print("  taken for no claim: " + ", ".join(f"{label} {count}" for label, count in wrong.most_common()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what was decided wrongly, held-out companies apart")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"skipped: there is no folder {arguments.folder}", file=sys.stderr)
        return 0
    started = time.perf_counter()
    rows = read_set(arguments.folder)
    took_ms = (time.perf_counter() - started) * 1000 / max(1, len(rows))
    show("all companies", rows)
    show("held-out companies", [row for row in rows if row.held_out])
    print(f"all readings but figures: {took_ms:.2f} ms a statement")
    if arguments.errors:
        for row in rows:
            if not row.held_out and row.predicted != (row.label == GOLD):
                print(f"{row.rule:<11}{row.label:<15}{row.context[:50]!r} {row.statement}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
