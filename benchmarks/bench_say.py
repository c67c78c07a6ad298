"""How often `msgcheck say` shows a line that answers, and how often one that does not.

The questions of `say_questions.yaml` are put to the messaging of eight companies. `fixing` was looked at when the bars
were set, `held_out` was not.

    python benchmarks/bench_say.py [--show]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from msgcheck.assembly import build_stages
from msgcheck.config import Settings
from msgcheck.house.say import Said, say
from msgcheck.messaging.load import load_messaging

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 16)
_HEAD = "part       questions lines right precision found shown quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what answers it and what was shown."""

    question: str
    right: frozenset[str]
    said: Said

    @property
    def hits(self) -> int:
        """Return how many of the lines that are given for answers are."""
        return sum(line.message.id in self.right for line in self.said.lines)

    @property
    def is_shown(self) -> bool:
        """Return whether a line that answers is shown, be it as one of the nearest."""
        return any(line.message.id in self.right for line in (*self.said.lines, *self.said.nearest))


def main() -> None:
    """Print how well questions are answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every question with the lines it gets")
    options = parser.parse_args()
    parts = yaml.safe_load((Path(__file__).parent / "say_questions.yaml").read_text(encoding="utf-8"))
    stages = build_stages(Settings(), use_cache=True)
    print(_HEAD)
    for name, companies in parts.items():
        asked = list(_asked(companies, stages.embedder))
        print(_figures(name, asked))
        for one in asked if options.show else ():
            print(f"  {one.question}: {', '.join(sorted(one.right)) or 'nothing'}")
            for line in (*one.said.lines, *one.said.nearest):
                kind = "answer" if line in one.said.lines else "nearest"
                print(f"    {'+' if line.message.id in one.right else '-'} {line.score:.2f} {kind:8} {line.message.id}")


def _asked(companies: dict[str, list[dict[str, object]]], embedder: object) -> Iterator[Asked]:
    for path, questions in companies.items():
        messaging = load_messaging(ROOT / path)
        for one in questions:
            question = str(one["ask"])
            said = say(question, messaging, embedder, day=DAY)
            yield Asked(question=question, right=frozenset(one["right"]), said=said)


def _figures(name: str, asked: Sequence[Asked]) -> str:
    """Return one row.

    precision: of the lines given for answers; found: questions that get one that is; shown: those that get it as an
    answer or as one of the nearest; quiet: questions to which nothing is approved, and no answer is given.
    """
    answerable = [one for one in asked if one.right]
    unanswerable = [one for one in asked if not one.right]
    lines, hits = sum(len(one.said.lines) for one in asked), sum(one.hits for one in asked)
    found = sum(one.hits > 0 for one in answerable) / len(answerable)
    shown = sum(one.is_shown for one in answerable) / len(answerable)
    quiet = sum(not one.said.lines for one in unanswerable) / len(unanswerable)
    shares = f"{hits / max(lines, 1):9.2f} {found:5.2f} {shown:5.2f} {quiet:5.2f}"
    return f"{name:10} {len(asked):9} {lines:5} {hits:5} {shares}"


if __name__ == "__main__":
    main()
