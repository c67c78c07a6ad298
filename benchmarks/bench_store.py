"""How large a store of a year becomes, and how long it takes to keep, to scan again and to report of.

    python benchmarks/bench_store.py [--statements 1000000] [--keep-text documents none] [--output FILE.md]

The documents are made up (`made_up_scans.py`), so no model is needed: what is measured is the store and the feedback
loop. A year is scanned month by month; after it all documents are scanned anew by other messaging, and then once more
by the same. Each reading is timed in a process of its own: seconds from its start to its end, seconds of computing,
and the most memory it held. Files that were just written are still in the memory of the system.

The exit code is 1 where a promise is broken: the report of a month within 10 seconds, less than 600 bytes a statement
where no text is kept, and an unchanged rescan that writes nothing but itself.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from made_up_scans import LAST_MONTH, STATEMENTS, VECTOR, MadeUpCompany, scan_of
from sqlalchemy import func, select

from msgcheck.embed.cache import Cache
from msgcheck.feedback.divergences import divergences
from msgcheck.feedback.drift.report_of import drift_report
from msgcheck.feedback.report_of import divergence_report
from msgcheck.history.database import Database
from msgcheck.history.kept_words import KeepText
from msgcheck.history.places import store_place
from msgcheck.history.sql_store import SqlStore, open_store
from msgcheck.history.tables import Base
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Messaging

MOST_BYTES = 600
"""A statement, where no text is kept, without the cache of vectors."""
MOST_SECONDS = 10.0
"""For the report of a month."""
REPORT = "report of a month"
AS_OF = LAST_MONTH.last
MESSAGING = "messaging.yaml"
NEW = 1000
"""Documents kept at last, when the store is full."""
CACHED = 1000
"""Vectors put into a cache to see how large it becomes."""
_CREATED = datetime(2026, 12, 1, 9, tzinfo=UTC)


def month_report(store: SqlStore, messaging: Messaging) -> None:
    """Make the drift report of the last month."""
    drift_report(
        store,
        messaging,
        period=LAST_MONTH,
        compared_with=None,
        created=_CREATED,
        as_of=AS_OF,
        shared=False,
    )


def year_report(store: SqlStore, messaging: Messaging) -> None:
    """Make the report on everything that is stored."""
    divergence_report(store, messaging, created=_CREATED, as_of=AS_OF, shared=False)


READINGS: dict[str, Callable[[SqlStore, Messaging], object]] = {
    "scans": lambda store, _: store.scans(),
    "documents": lambda store, _: store.documents(),
    "findings": lambda store, _: store.findings(),
    "documents as they were then": lambda store, _: store.documents_then(),
    "divergences, the first time": lambda store, messaging: divergences(store, messaging, today=AS_OF),
    "divergences, known ones": lambda store, messaging: divergences(store, messaging, today=AS_OF),
    "report of everything": year_report,
    REPORT: month_report,
}
"""In the order they are taken: the ids of divergences are kept by the first that asks for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the outcome."""

    what: str
    seconds: float
    computing_s: float
    memory_mb: int | None = None
    """The most that a process of its own held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one store."""

    keep_text: str
    rows: Mapping[str, int]
    bytes_on_disk: int | None
    """None where the store is not a file."""
    statements: int
    figures: tuple[Figure, ...]
    written: Mapping[str, int]
    """Rows an unchanged rescan added, by table."""

    @property
    def bytes_a_statement(self) -> float | None:
        """Return how much of the disk a statement takes."""
        return self.bytes_on_disk / self.statements if self.bytes_on_disk is not None else None

    def broken(self) -> Iterator[str]:
        """Yield the promises that were not kept."""
        if self.written != {"scans": 1}:
            yield f"an unchanged rescan wrote {self.written}"
        if self.keep_text == "none" and (self.bytes_a_statement or 0) >= MOST_BYTES:
            yield f"{self.bytes_a_statement:.0f} bytes a statement"
        for figure in self.figures:
            if figure.what == REPORT and figure.seconds >= MOST_SECONDS:
                yield f"the report of a month took {figure.seconds:.1f} s"


def kept(place: str, keep_text: str, statements: int, folder: Path) -> Outcome:
    """Keep a year in a blank store, read it in all ways, and return what came of it."""
    company = MadeUpCompany(statements)
    (folder / MESSAGING).write_text(company.messaging(), encoding="utf-8")
    months = [scan_of(documents, month.last, messaging_hash="mc1:first") for month, documents in company.months()]
    everything = [document for scan in months for document in scan.documents]
    anew = scan_of(everything, AS_OF, messaging_hash="mc1:second")
    figures: list[Figure] = []
    with open_store(place, keep_text=keep_text) as store:
        with timed(figures, f"keeping {len(months)} scans, one a month"):
            for scan in months:
                store.keep_scan(scan)
        with timed(figures, "keeping all documents, judged anew"):
            store.keep_scan(anew)
        before = rows_of(place)
        with timed(figures, "keeping all documents, unchanged"):
            store.keep_scan(anew)
        rows = rows_of(place)
    size = bytes_of(place)
    figures += [read_alone(what, place, folder) for what in READINGS]
    new = [company.document(f"new/{number:05d}", LAST_MONTH) for number in range(NEW)]
    with open_store(place, keep_text=keep_text) as store, timed(figures, f"keeping {NEW} new documents"):
        store.keep_scan(scan_of(new, AS_OF, messaging_hash="mc1:second"))
    return Outcome(
        keep_text=keep_text,
        statements=len(everything) * STATEMENTS,
        rows=rows,
        written={table: rows[table] - before[table] for table in rows if rows[table] != before[table]},
        bytes_on_disk=size,
        figures=tuple(figures),
    )


def rows_of(place: str) -> dict[str, int]:
    """Return the number of rows of every table."""
    with closing(Database(store_place(place))) as database, database.reading() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def bytes_of(place: str) -> int | None:
    """Return the size of a store with its key; None where it is not a file."""
    file = store_place(place).file
    return sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*")) if file is not None else None


@contextmanager
def timed(figures: list[Figure], what: str) -> Iterator[None]:
    """Add how long something takes to the figures."""
    begun, computed = time.perf_counter(), time.process_time()
    yield
    figures.append(Figure(what=what, seconds=time.perf_counter() - begun, computing_s=time.process_time() - computed))


def read_alone(what: str, place: str, folder: Path) -> Figure:
    """Return how long a reading takes in a process of its own."""
    begun = time.perf_counter()
    command = [sys.executable, __file__, "--read", what, "--store", place, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    return Figure(what=what, seconds=time.perf_counter() - begun, **told)


def read(what: str, place: str, folder: Path) -> None:
    """Do one reading, and print what it took as JSON."""
    messaging = load_messaging(folder / MESSAGING)
    with open_store(place) as store:
        READINGS[what](store, messaging)
    print(json.dumps({"computing_s": time.process_time(), "memory_mb": most_memory_mb()}))


def most_memory_mb() -> int | None:
    """Return the most memory this process held; None where the system does not tell."""
    # What `resource` tells is no less than what the process that started this one held.
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), None)


def cache_bytes(folder: Path) -> float:
    """Return how much of the disk one vector takes in the cache, which is a file of its own."""
    rows = np.random.default_rng(1).standard_normal((CACHED, VECTOR)).astype(np.float32)
    with closing(Cache(folder / "cache")) as cache:
        cache.keep_vectors("model", [f"sentence {number}" for number in range(CACHED)], rows)
    return sum(part.stat().st_size for part in (folder / "cache").iterdir()) / CACHED


def in_markdown(outcome: Outcome, *, vector_bytes: float) -> str:
    """Return an outcome as tables."""
    lines = [f"## {outcome.statements:,} statements, keep_text: {outcome.keep_text}", ""]
    if outcome.bytes_a_statement is not None:
        told = f"{outcome.bytes_on_disk or 0:,} bytes on disk, {outcome.bytes_a_statement:.0f} a statement"
        lines += [f"{told}; beside it {vector_bytes:.0f} in the cache of vectors for each of decks and documents.", ""]
    lines += ["| | seconds | of these computing | most memory |", "|---|---:|---:|---:|"]
    for figure in outcome.figures:
        memory = f"{figure.memory_mb} MB" if figure.memory_mb is not None else ""
        lines.append(f"| {figure.what} | {figure.seconds:.1f} | {figure.computing_s:.1f} | {memory} |")
    lines += ["", "| table | rows | added by an unchanged rescan |", "|---|---:|---:|"]
    lines += [
        f"| {table} | {count:,} | {outcome.written.get(table, 0)} |" for table, count in outcome.rows.items() if count
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--keep-text", nargs="+", choices=list(KeepText), default=["documents", "none"])
    parser.add_argument("--store", default="", help="a blank database of a server, in place of files")
    parser.add_argument("--output", type=Path, help="the same as Markdown")
    parser.add_argument("--read", choices=list(READINGS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.read:
        read(chosen.read, chosen.store, chosen.folder)
        return 0
    if chosen.store and len(chosen.keep_text) > 1:
        parser.error("one database takes one store: name one --keep-text")
    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        vector_bytes = cache_bytes(Path(name))
        for keep_text in chosen.keep_text:
            folder = Path(name, keep_text)
            folder.mkdir()
            place = chosen.store or str(folder / "store.sqlite3")
            outcomes.append(kept(place, keep_text, chosen.statements, folder))
            print(in_markdown(outcomes[-1], vector_bytes=vector_bytes), flush=True)
    if chosen.output is not None:
        text = "\n".join(in_markdown(outcome, vector_bytes=vector_bytes) for outcome in outcomes)
        chosen.output.write_text(text, encoding="utf-8")
    broken = [f"keep_text {outcome.keep_text}: {promise}" for outcome in outcomes for promise in outcome.broken()]
    print("\n".join(broken) or "every promise kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
