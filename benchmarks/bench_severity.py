"""Compare `severity_of` with the severities people gave, label and message given.

    python benchmarks/bench_severity.py [SET] [--readings] [--half=0|1]

SET is a folder of companies (default corpora/statements/train). With `--readings` figures and cues are
read by the real segmenter first; without, only words decide. `--half` takes one half of the companies, by the
hash of their names: look at one half while rules are written, and at the other to see whether they hold.
Clean labels are left out: they are always none.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from msgcheck.codes import CLEAN, Label
from msgcheck.findings.severity import severity_of
from msgcheck.identity import never_say_id
from msgcheck.records import (
    Audience,
    Company,
    DocumentId,
    Judgement,
    Match,
    Message,
    MessageId,
    MessageType,
    Messaging,
    NeverSay,
    Origin,
    Readings,
    Retired,
    Source,
    Statement,
    Wording,
)

_NOWHERE = Origin(path="", line=0, column=0)


def house(path: Path) -> Messaging:
    """Return what severity needs of a messaging file; the real loader also checks it."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Messaging(
        company=Company(name=raw["company"]["name"]),
        messages=tuple(
            Message(
                id=MessageId(entry["id"]),
                type=MessageType(entry["type"]),
                text=entry["text"],
                owner=entry.get("owner"),
                kind=entry.get("kind"),
                better=entry.get("better"),
                where=_NOWHERE,
            )
            for entry in raw["messages"]
        ),
        retired=tuple(
            Retired(id=MessageId(entry["id"]), text=entry["text"], replaced_by=entry.get("replaced_by"), where=_NOWHERE)
            for entry in raw.get("retired", [])
        ),
        never_say=tuple(
            NeverSay(
                id=MessageId(entry.get("id") or never_say_id(entry["text"])),
                named="id" in entry,
                text=entry["text"],
                where=_NOWHERE,
            )
            for entry in raw.get("never_say", [])
        ),
    )


def half_of(company: str) -> int:
    return hashlib.sha256(company.encode()).digest()[0] % 2


def rows(root: Path, half: int | None = None) -> Iterator[tuple[Messaging, dict[str, Any]]]:
    for folder in sorted(path.parent for path in root.glob("*/statements.jsonl")):
        if half is not None and half_of(folder.name) != half:
            continue
        messaging = house(folder / "messaging.yaml")
        for line in (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines():
            yield messaging, json.loads(line)


def judgement_of(messaging: Messaging, row: dict[str, Any], read: Any) -> Judgement:
    entries = (*messaging.messages, *messaging.retired, *messaging.never_say)
    entry = next((item for item in entries if item.id == row["message_id"]), None)
    source = Source.RETIRED if row["label"] == Label.OUTDATED else Source.MESSAGE
    statement = Statement(
        text=row["statement"], document=DocumentId(""), location="", readings=read(messaging, row["statement"])
    )
    match = entry and Match(
        statement=statement,
        wording=Wording(text=entry.text, id=entry.id, source=source, readings=read(messaging, entry.text)),
        cosine=1.0,
    )
    return Judgement(
        statement=statement,
        label=Label(row["label"]),
        score=1.0,
        message_id=entry.id if entry else None,
        match=match,
    )


def reader(*, real: bool) -> Any:
    if not real:
        return lambda _messaging, _text: Readings()
    from functools import cache

    from msgcheck.segment.interface import Vocabulary
    from msgcheck.segment.spacy_segmenter import SpacySegmenter

    segmenter = SpacySegmenter()

    @cache
    def read(text: str) -> Readings:
        return segmenter.read_texts([text], Vocabulary())[0]

    return lambda _messaging, text: read(text)


def main(arguments: list[str]) -> int:
    folders = [argument for argument in arguments if not argument.startswith("--")]
    root = Path(folders[0] if folders else "corpora/statements/train")
    half = next((int(argument[-1]) for argument in arguments if argument in {"--half=0", "--half=1"}), None)
    read = reader(real="--readings" in arguments)
    confusion: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for messaging, row in rows(root, half):
        if Label(row["label"]) in CLEAN:
            continue
        given = severity_of(judgement_of(messaging, row, read), messaging=messaging, audience=Audience())
        confusion[row["label"]][row["severity"], given.value] += 1
    total: Counter[tuple[str, str]] = Counter()
    without: Counter[tuple[str, str]] = Counter()
    for label, counts in sorted(confusion.items()):
        total.update(counts)
        without.update(counts if label != Label.UNSUPPORTED else ())
        _print(label, counts)
    _print("all raised labels", total)
    _print("all but unsupported", without)
    return 0


def _print(name: str, counts: Counter[tuple[str, str]]) -> None:
    agree = sum(number for (gold, given), number in counts.items() if gold == given)
    number = sum(counts.values())
    most_common = max(Counter({gold: 0 for gold, _ in counts} | _by_gold(counts)).values())
    cells = ", ".join(f"{gold}->{given} {count}" for (gold, given), count in sorted(counts.items()))
    print(f"{name:19} {agree / number:.3f} of {number:5} (always the commonest: {most_common / number:.3f})  {cells}")


def _by_gold(counts: Counter[tuple[str, str]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for (gold, _), count in counts.items():
        sums[gold] += count
    return dict(sums)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
