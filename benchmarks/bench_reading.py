"""How much of real files is read: every word of Office files, every file without a crash, the writer's own text.

    python benchmarks/bench_reading.py FOLDER

FOLDER holds one folder a format (`pptx/`, `docx/`, `decks/`, ... and `reply_trimmer/`). Exit code 1 where a bar is
missed, 0 otherwise; without the folder the benchmark is skipped.

1. Office files: each word found by a raw walk over the parts stands in a block, as often as it was found.
2. All files: no crash, none over 20 s, what cannot be read is named with a reason.
3. Mails: the writer's own text is told apart.
"""

from __future__ import annotations

import argparse
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import bench_reply
from lxml import etree
from office_words import words, words_by_kind
from plain_walk import plain_text

from msgcheck.reading.dispatch import read_paths
from msgcheck.records import Document, ReadResult, Status

MAX_PARTIAL_LOSS = 0.02
MAX_SKIPPED = 5
MAX_SECONDS = 20.0


@dataclass(slots=True)
class OfficeResult:
    """What was found and lost over all Office files."""

    files: int = 0
    refused: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    found: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    lost_by_plain_walk: Counter[str] = field(default_factory=Counter)


def office_files(root: Path) -> Iterator[Path]:
    for pattern in ("pptx/*", "docx/*", "decks/*.pptx"):
        yield from sorted(path for path in root.glob(pattern) if path.suffix != ".tsv")


def measure_office(root: Path) -> OfficeResult:
    result = OfficeResult()
    print(f"{'words':>7} {'lost':>5} {'plain walk loses':>17}  status   file")
    for path in office_files(root):
        result.files += 1
        read = next(iter(read_paths([path])))
        try:
            raw = words_by_kind(path)
        except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError) as err:
            raw = None
            refusal = type(err).__name__
        if not isinstance(read, Document):
            result.refused.append(f"{path.name}: {read.reason}")
            if raw is not None:
                result.failures.append(f"{path.name} was skipped, although zip and XML can be parsed: {read.reason}")
        elif raw is None:
            print(f"{'?':>7} {'?':>5} {'?':>17}  {read.status:8} {path.name} (raw walk: {refusal})")
        else:
            compare(path, read, raw, result)
    return result


def compare(path: Path, read: Document, raw: dict[str, Counter[str]], result: OfficeResult) -> None:
    have = Counter(words("\n".join(block.text for block in read.blocks)))
    plain = Counter(words(plain_text(path)))
    unread = {line.kind for line in read.unread if line.read < line.found}
    everything: Counter[str] = sum(raw.values(), Counter())
    lost = everything - have
    for kind, found in raw.items():
        result.found[kind] += found.total()
        result.lost[kind] += (found - have).total()
        result.lost_by_plain_walk[kind] += (found - plain).total()
        if found - have and (read.status is Status.READ or kind not in unread):
            result.failures.append(f"{path.name}: {kind} lack {', '.join(sorted(found - have)[:5])}")
    if lost and read.status is Status.READ and not any(path.name in failure for failure in result.failures):
        result.failures.append(f"{path.name}: lacks {', '.join(sorted(lost)[:5])}")
    plain_lost = (everything - plain).total()
    print(f"{everything.total():7} {lost.total():5} {plain_lost:17}  {read.status:8} {path.name}")


def report_office(result: OfficeResult) -> bool:
    print(f"\n{'kind':10} {'words':>7} {'lost':>6} {'plain walk loses':>17}")
    for kind, found in sorted(result.found.items()):
        share = result.lost_by_plain_walk[kind] / found if found else 0.0
        print(f"{kind:10} {found:7} {result.lost[kind]:6} {share:16.0%}")
    found, lost = result.found.total(), result.lost.total()
    print(f"{'all':10} {found:7} {lost:6} {result.lost_by_plain_walk.total() / max(found, 1):16.0%}")
    print(f"\nnot read: {len(result.refused)} of {result.files}")
    for line in (*result.refused, *(f"FAILED {failure}" for failure in result.failures)):
        print(f"  {line}")
    return not result.failures and len(result.refused) <= MAX_SKIPPED and lost <= MAX_PARTIAL_LOSS * found


def measure_all(root: Path) -> bool:
    """Read every file of every folder and say how it went; False where one crashed, hung or gave no reason."""
    reasons: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    failures: list[str] = []
    slowest = (0.0, "")
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".tsv"):
        name = str(path.relative_to(root))
        start = time.perf_counter()
        try:
            results = list(read_paths([path]))
        except Exception as err:  # noqa: BLE001 - a crash is what is looked for
            failures.append(f"{name}: crashed with {err!r}")
            continue
        seconds = time.perf_counter() - start
        slowest = max(slowest, (seconds, name))
        if seconds > MAX_SECONDS:
            failures.append(f"{name}: took {seconds:.0f} s")
        if not results:
            failures.append(f"{name}: gave neither a document nor a reason")
        for result in results[:1]:
            statuses[status_of(result)] += 1
            if not isinstance(result, Document):
                reasons[f"{path.parent.name}: {result.reason}"] += 1
                if not result.reason:
                    failures.append(f"{name}: skipped without a reason")
    print(f"\nall files: {dict(statuses)}, slowest {slowest[0]:.1f} s ({slowest[1]})")
    for reason, count in sorted(reasons.items()):
        print(f"  {count:3} {reason}")
    for failure in failures:
        print(f"  FAILED {failure}")
    return not failures


def status_of(result: ReadResult) -> str:
    return result.status.value if isinstance(result, Document) else Status.SKIPPED.value


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how much of real files is read.")
    parser.add_argument("root", type=Path, help="folder with one folder of files a format")
    root = parser.parse_args().root
    if not root.is_dir():
        print(f"skipped: there is no folder {root}")
        return 0
    office = report_office(measure_office(root))
    everything = measure_all(root)
    own_text = bench_reply.main(root / "reply_trimmer") == 0
    print(f"\nOffice words {verdict(ok=office)}, all files {verdict(ok=everything)}, own text {verdict(ok=own_text)}")
    return 0 if office and everything and own_text else 1


def verdict(*, ok: bool) -> str:
    return "reached" if ok else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
