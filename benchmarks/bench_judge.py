"""What each part of a judgement costs, and what the gates before the pair model lose.

    python benchmarks/bench_judge.py [SET] [--companies N]

SET is a folder of labelled companies (default corpora/statements/dev). Every part is timed on one core, on the same
statements, one part after the other, with nothing remembered. Pairs are read as always, in two rounds and small
batches; a second figure is for pairs of 45 tokens, so that models can be compared.

The gates are compared with all pairs read, within one run: AUROC and the share of drift that is raised.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from msgcheck.assembly import Stages, build_checker, build_stages, settings_for
from msgcheck.codes import CLEAN
from msgcheck.evaluate.scores import ranking
from msgcheck.evaluate.sets import CHANNELS, LabelledStatement, companies, read_statements
from msgcheck.judge import pair_reading
from msgcheck.judge.combine import ReadingsJudge
from msgcheck.judge.features import picture
from msgcheck.judge.interface import Candidates
from msgcheck.messaging.load import load_messaging
from msgcheck.pairs.interface import Pair, PairModel
from msgcheck.pairs.onnx_model import OnnxPairModel
from msgcheck.records import Source

TOKENS = 45
_WORDS = "our customers in retail say that the new service saves them a good part of their time every single week"


def timed(what: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def pairs_of_45_tokens(count: int) -> list[Pair]:
    """Return pairs, no two alike, that come to 45 tokens with the three special ones: every word is one token."""
    words = f"{_WORDS} {_WORDS}".split()
    return [
        Pair(approved=" ".join(words[:21]), said=" ".join([*words[2:22], words[place % len(words)]]))
        for place in range(count)
    ]


def prepare(path: Path, stages: Stages) -> tuple[list[tuple[LabelledStatement, Candidates]], dict[str, float]]:
    """Return the statements of one company with their candidates, and what preparing them cost in seconds."""
    settings = settings_for((), cwd=Path.cwd(), environ={}, overrides={}, audience={})
    today = datetime.now(tz=UTC).date()
    checker = build_checker(load_messaging(path / "messaging.yaml"), settings, stages, today=today)
    gold = read_statements(path)
    texts = [item.statement for item in gold]
    cost: dict[str, float] = {}
    checker.finder.nearest_current(texts[:1])  # wordings are read and embedded once, not for each statement
    cost["parse"] = timed(lambda: list(stages.segmenter._parses(texts)))  # type: ignore[attr-defined]  # noqa: SLF001
    whole = timed(lambda: stages.segmenter.read_texts(texts, checker.finder.vocabulary))
    cost["readings"] = whole - cost["parse"]
    cost["embedding"] = timed(lambda: stages.embedder.embed(texts))
    prepared = checker.prepare_texts([(item.statement, item.context, CHANNELS[item.channel], "") for item in gold])
    return list(zip(gold, prepared, strict=True)), cost


class Counting:
    """A pair model that counts what it reads."""

    def __init__(self, model: PairModel) -> None:
        self._model = model
        self.count = 0
        self.seconds = 0.0

    @property
    def model(self) -> str:
        """Return the model's name."""
        return self._model.model

    def read(self, pairs: Sequence[Pair]) -> object:
        """Read and count."""
        self.count += len(pairs)
        begun = time.perf_counter()
        rows = self._model.read(pairs)
        self.seconds += time.perf_counter() - begun
        return rows


def judged(judge: ReadingsJudge, items: Sequence[tuple[LabelledStatement, Candidates]]) -> tuple[float, float]:
    """Return AUROC, and the share of drift that is raised."""
    found = judge.judge_all([candidates for _, candidates in items])
    drift = [item.label not in CLEAN for item, _ in items]
    auroc, *_ = ranking((judgement.score, is_drift) for judgement, is_drift in zip(found, drift, strict=True))
    raised = [j.label not in CLEAN for j, is_drift in zip(found, drift, strict=True) if is_drift]
    return auroc, sum(raised) / len(raised)


def main(arguments: Sequence[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Cost of each part of a judgement; what the gates lose.")
    parser.add_argument("set", nargs="?", type=Path, default=Path("corpora/statements/dev"))
    parser.add_argument("--companies", type=int, default=5)
    chosen = parser.parse_args(arguments)
    settings = settings_for((), cwd=Path.cwd(), environ={}, overrides={}, audience={})
    stages = build_stages(settings, use_cache=False)
    if not isinstance(stages.pair_model, OnnxPairModel):
        print("skipped: the settings name no ONNX pair model")
        return 0
    items: list[tuple[LabelledStatement, Candidates]] = []
    cost: dict[str, float] = {}
    for path in companies(chosen.set)[: chosen.companies]:
        found, here = prepare(path, stages)
        items.extend(found)
        cost = {name: cost.get(name, 0.0) + seconds for name, seconds in here.items()}
    counting = Counting(stages.pair_model)
    checker = build_checker(
        load_messaging(companies(chosen.set)[0] / "messaging.yaml"),
        settings,
        replace(stages, pair_model=counting),  # type: ignore[arg-type]
        today=datetime.now(tz=UTC).date(),
    )
    judge = checker.judge
    assert isinstance(judge, ReadingsJudge)
    count = len(items)
    cost["comparing"] = timed(lambda: [picture(statement, near) for _, (statement, near) in items])
    counting.count, counting.seconds = 0, 0.0
    begun = time.perf_counter()
    gated = judged(judge, items)
    whole, pairs, seconds = time.perf_counter() - begun, counting.count, counting.seconds
    cost["pairs"] = seconds
    cost["weighing"] = whole - seconds - cost["comparing"]
    print(f"{count} statements of {chosen.set}, one core, nothing remembered\n")
    print(f"{'part':<12}{'ms a statement':>16}")
    for name in ("parse", "readings", "embedding", "comparing", "pairs", "weighing"):
        print(f"{name:<12}{1000 * cost[name] / count:>16.2f}")
    print(f"\n{pairs / count:.2f} pairs a statement, {1000 * seconds / pairs:.1f} ms a pair")
    fixed = pairs_of_45_tokens(256)
    print(f"{1000 * timed(lambda: stages.pair_model.read(fixed)) / len(fixed):.1f} ms a pair of about {TOKENS} tokens")
    pair_reading.RIVAL_BEHIND = pair_reading.UNRELATED_FROM = 2.0
    pair_reading.LEAST_COSINE.update({Source.RETIRED: -1.0, Source.NEVER_SAY: -1.0})
    counting.count = 0
    opened = judged(judge, items)
    print(f"\n{'gates':<12}{'pairs':>8}{'AUROC':>9}{'drift raised':>14}")
    print(f"{'as they are':<12}{pairs / count:>8.2f}{gated[0]:>9.3f}{gated[1]:>14.3f}")
    print(f"{'all open':<12}{counting.count / count:>8.2f}{opened[0]:>9.3f}{opened[1]:>14.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
