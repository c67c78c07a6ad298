"""How long one mail waits for the check before sending: 300 own words above a long thread, 1,000 approved wordings.

    python benchmarks/bench_presend.py [--mails N] [--rounds N] [--wordings N] [--threads N ...] [--no-cold]

Warm: `Resident.check` with models loaded, mail after mail, none of whose sentences was seen before. A round begins with
a cache that knows the wordings and no mail; "seen" checks the same mails a second time; "no cache" remembers nothing
at all. Each figure is the median of the rounds, because other programs disturb; processor time beside it counts only
what this process used. Where the time goes is measured in the same calls.

Cold: the command `msgcheck check` as a process of its own, first with a cache that knows nothing, then with the
wordings remembered; it must not import torch.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the commands do, before numpy is loaded

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from made_up_mails import LongMail, long_mails, write_messaging

from msgcheck.assembly import cache_folder, settings_for
from msgcheck.candidates import CandidateFinder
from msgcheck.config import Settings
from msgcheck.embed.onnx_embedder import OnnxEmbedder
from msgcheck.judge.combine import ReadingsJudge
from msgcheck.pipeline import Checker
from msgcheck.presend import draft_checker
from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.resident import Resident
from msgcheck.reading.dispatch import read_bytes
from msgcheck.records import DocumentId

OWN_WORDS = 300
QUOTED_WORDS = 3000
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HEAVY = ("torch", "sentence_transformers", "transformers", "scipy", "sklearn", "sqlalchemy", "fastapi")
"""What a quick command has no time to import."""


@dataclass(slots=True)
class PartTimes:
    """Seconds spent in each part of a check, without the parts inside it; all of a mended sentence's are its own."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    _within: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what happens within for a part."""
        self._charge()
        self._within.append("mended" if "mended" in self._within else name)
        try:
            yield
        finally:
            self._charge()
            self._within.pop()

    def timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that counts its time."""

        def counted(*arguments: Any, **named: Any) -> Any:
            with self.part(name):
                return call(*arguments, **named)

        return counted

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._within:
            self.seconds[self._within[-1]] += now - self._since
        self._since = now


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one pass over the mails took."""

    wall_ms: tuple[float, ...]
    cpu_ms: tuple[float, ...]
    parts_ms: dict[str, float]
    """Mean of a mail."""
    asked: int
    raised: int
    """Mails that were held, and findings that wait or are asked about, in all mails."""


@contextmanager
def counting(resident: Resident, times: PartTimes) -> Iterator[None]:
    """Count the parts of every check within."""
    segmenter, stages = resident.stages.segmenter, resident.stages
    with ExitStack() as undone:

        def count(owner: object, name: str, part: str) -> None:
            undone.enter_context(patch.object(owner, name, times.timed(part, getattr(owner, name))))

        reading = times.timed("reading", lambda *given, **named: list(read_bytes(*given, **named)))
        undone.enter_context(patch.object(draft_checker, "read_bytes", reading))
        count(segmenter, "segment", "segmenting")
        count(segmenter, "read_texts", "single claims")
        count(segmenter, "split_texts", "single claims")
        count(stages.embedder, "embed", "embedding")
        count(stages.pair_model, "read", "pair model")
        for owner, name, part in (
            (CandidateFinder, "of_statements", "candidates"),
            (ReadingsJudge, "judge_all", "weighing"),
            (Checker, "_says_the_same", "mended"),
        ):
            undone.enter_context(patch.object(owner, name, _method(times, part, getattr(owner, name))))
        yield


def _method(times: PartTimes, part: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that counts its time."""

    def counted(self: object, *arguments: Any, **named: Any) -> Any:
        with times.part(part):
            return method(self, *arguments, **named)

    return counted


def checked(resident: Resident, mails: Sequence[LongMail]) -> Round:
    """Return what checking the mails took, one after the other."""
    times = PartTimes()
    wall, cpu, asked, raised = [], [], 0, 0
    with counting(resident, times):
        for mail in mails:
            draft = Draft(data=mail.data, name=mail.name, id=DocumentId(mail.name))
            begun, used = time.perf_counter(), time.process_time()
            with times.part("rules and the rest"):
                verdict = resident.check(draft)
            wall.append(1000 * (time.perf_counter() - begun))
            cpu.append(1000 * (time.process_time() - used))
            asked += bool(verdict.ask)
            raised += len(verdict.ask) + len(verdict.waiting)
    parts = {name: 1000 * seconds / len(mails) for name, seconds in times.seconds.items()}
    return Round(wall_ms=tuple(wall), cpu_ms=tuple(cpu), parts_ms=parts, asked=asked, raised=raised)


def warm_rounds(settings: Settings, mails: Sequence[LongMail], *, rounds: int) -> dict[str, list[Round]]:
    """Return the rounds by what is remembered."""
    known = settings.cache or Path()
    Resident(settings, clock=lambda: NOW).warm()  # wordings are remembered from here on
    found: dict[str, list[Round]] = {"new": [], "seen": [], "no cache": []}
    for number in range(rounds):
        folder = known.with_name(f"{known.name}-{number}")
        shutil.copytree(known, folder)
        resident = Resident(replace(settings, cache=folder), clock=lambda: NOW)
        resident.warm()
        found["new"].append(checked(resident, mails))
        found["seen"].append(checked(resident, mails))
        shutil.rmtree(folder)
    without = Resident(settings, clock=lambda: NOW, use_cache=False)
    without.warm()
    found["no cache"] += [checked(without, mails) for _ in range(rounds)]
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that this share of the values does not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, max(0, -(-int(share * 100) * len(ranked) // 100) - 1))]


def print_rounds(title: str, found: dict[str, list[Round]]) -> None:
    """Print what a mail took, and where the time went."""

    def middle(of: Callable[[Round], float], rounds: Sequence[Round]) -> float:
        return statistics.median(map(of, rounds))

    print(f"\n{title}\n{'ms a mail':<20}{'p50':>8}{'p95':>8}{'max':>8}{'cpu p50':>10}{'cpu p95':>10}")
    for name, rounds in found.items():
        figures = [
            middle(lambda one: percentile(one.wall_ms, 0.5), rounds),
            middle(lambda one: percentile(one.wall_ms, 0.95), rounds),
            middle(lambda one: max(one.wall_ms), rounds),
        ]
        used = [middle(lambda one, share=share: percentile(one.cpu_ms, share), rounds) for share in (0.5, 0.95)]  # type: ignore[misc]
        print(f"{name:<20}" + "".join(f"{value:>8.0f}" for value in figures) + "".join(f"{v:>10.0f}" for v in used))
    print(f"\n{'where it goes, mean':<20}" + "".join(f"{name:>10}" for name in found))
    parts = sorted({part for rounds in found.values() for one in rounds for part in one.parts_ms})
    for part in parts:
        means = [middle(lambda one: one.parts_ms.get(part, 0.0), rounds) for rounds in found.values()]  # noqa: B023
        print(f"{part:<20}" + "".join(f"{value:>10.1f}" for value in means))
    one = found["new"][0]
    print(f"held: {one.asked} of {len(one.wall_ms)} mails; findings: {one.raised / len(one.wall_ms):.1f} a mail")


def cold_runs(settings: Settings, folder: Path, mail: LongMail, *, runs: int) -> None:
    """Print what `msgcheck check` takes as a process, and what it imports that is heavy."""
    draft = folder / mail.name
    draft.write_bytes(mail.data)
    cache = folder / "cold"
    _cache_with_model(settings, cache)
    environment = {
        **os.environ,
        "MSGCHECK_CACHE": str(cache),
        "MSGCHECK_EMBEDDER_FOLDER": str(settings.embedder.folder),
        "MSGCHECK_STATE_DIR": str(folder / "state"),
        "MSGCHECK_NOW": NOW.isoformat(),
    }
    command = ("-m", "msgcheck", "check", draft.name, "--messaging", str(settings.messaging))

    def run(*options: str) -> tuple[float, str]:
        begun = time.perf_counter()
        ended = subprocess.run(
            [sys.executable, *options, *command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode not in {0, 1}:
            raise SystemExit(f"msgcheck check failed:\n{ended.stderr}")
        return time.perf_counter() - begun, ended.stderr

    first, _ = run()
    later = sorted(run()[0] for _ in range(runs))
    _, imports = run("-X", "importtime")
    imported = (line.rpartition("|")[2].strip() for line in imports.splitlines() if "import time" in line)
    # One line alone is an import that was tried and held off; what was imported has parts of its own.
    names = {name.partition(".")[0] for name in imported if "." in name}
    print(f"\nCold process: first ever {first:.1f} s; later {statistics.median(later):.2f} s (up to {later[-1]:.2f} s)")
    print(f"heavy imports: {', '.join(name for name in HEAVY if name in names) or 'none'} of {', '.join(HEAVY)}")


def _cache_with_model(settings: Settings, folder: Path) -> None:
    """Make a cache that knows the model's hash, as every command but the very first does, and nothing else."""
    folder.mkdir()
    known = (settings.cache or Path()) / "model-hashes.json"
    if known.is_file():
        shutil.copy(known, folder)


def bench_settings(folder: Path, *, threads: int) -> Settings:
    """Return the packaged settings with a cache of their own and the model that is prepared already."""
    plain = settings_for((), cwd=folder, environ={}, overrides={}, audience={})
    models = cache_folder(plain) / "models"
    OnnxEmbedder(folder=models).prepare()
    return replace(
        plain,
        messaging=folder / "messaging.yaml",
        cache=folder / f"cache-{threads}",
        embedder=replace(plain.embedder, folder=models),
        threads=threads,
    )


def main(arguments: Sequence[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="What a mail waits for the check before sending.")
    parser.add_argument("--mails", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wordings", type=int, default=1000)
    parser.add_argument("--threads", type=int, nargs="*", default=[1])
    parser.add_argument("--no-cold", action="store_true")
    chosen = parser.parse_args(arguments)
    mails = list(long_mails(count=chosen.mails, own_words=OWN_WORDS, quoted_words=QUOTED_WORDS))
    own = statistics.mean(mail.own_words for mail in mails)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = write_messaging(folder / "messaging.yaml", wordings=chosen.wordings)
        print(f"{len(mails)} mails, {own:.0f} own words and {mails[0].quoted_words} quoted; {count} approved wordings")
        settings = bench_settings(folder, threads=1)
        for threads in chosen.threads:
            settings = bench_settings(folder, threads=threads)
            found = warm_rounds(settings, mails, rounds=chosen.rounds)
            print_rounds(f"Warm, {threads} thread{'s' if threads > 1 else ''}, median of {chosen.rounds} rounds", found)
        if not chosen.no_cold:
            cold_runs(settings, folder, mails[0], runs=2 * chosen.rounds - 1)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
