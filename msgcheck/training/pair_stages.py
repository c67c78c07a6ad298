"""Trains the pair model in two stages: what follows from what in any text, then what drift is.

The first stage sees pairs of public inference sets only. From its checkpoint start one model for each fold of the
companies, which judges the companies it did not see, and the model that ships, which learns from all. Drift is learnt
in two rounds: the second draws the pairs anew and lets the rate rise and fall once more.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import random
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from msgcheck.embed.model_files import sha256_of
from msgcheck.errors import InputError
from msgcheck.pairs.interface import PAIR_LABELS
from msgcheck.training.combination import FOLDS, fold_of
from msgcheck.training.material import Company
from msgcheck.training.pair_examples import pair_examples
from msgcheck.training.pair_export import MARKS, export_pair_model
from msgcheck.training.pair_trainer import Example, Plan, train_stage

_log = logging.getLogger(__name__)

INFERENCE = Plan(labels=("entailment", "neutral", "contradiction"), rate=6e-5, max_tokens=112, seed=13)
DRIFT = Plan(
    labels=tuple(label.value for label in PAIR_LABELS),
    epochs=1.7,
    rate=8e-5,
    max_tokens=128,
    smoothing=0.03,
    freeze_words=True,
    # consistent grows out of entailment; contradicts and figure_changed out of contradiction; the others out of neutral
    heads=(0, 2, 2, 1, 1, 1, 1),
    seed=7,
)
DRIFT_AGAIN = replace(DRIFT, epochs=1.5, heads=(), seed=57)

_ALLOWED = {"entailment": (0,), "neutral": (1,), "contradiction": (2,), "not_entailment": (1, 2)}
_MOST = {
    "curriculum_drop": 0,
    "curriculum_defeasible": 4000,
    "curriculum_monotonicity_infer": 6000,
    "curriculum_comparative": 1500,
    "curriculum_counting": 1500,
    "curriculum_negation": 1500,
    "curriculum_quantifier": 1500,
}
"""Pairs taken of sets that are made by rule or are unlike business prose; all of the others."""
_LONGEST_WORDS = 90
"""A longer premise is left out: it would be cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairModels:
    """Folders of what was trained, as ONNX."""

    shipped: Path
    folds: tuple[Path, ...]
    """The model at place k did not see the companies of fold k."""


def inference_sets(folder: Path) -> tuple[Path, ...]:
    """Return the files of public inference sets, one `<set>.jsonl.gz` each.

    Raises:
        InputError: the folder holds none.
    """
    paths = tuple(sorted(folder.glob("*.jsonl.gz")))
    if not paths:
        raise InputError("holds no inference set", where=str(folder), hint="expected <set>.jsonl.gz files")
    return paths


def inference_examples(folder: Path, *, seed: int = INFERENCE.seed) -> list[Example]:
    """Return the pairs of public inference sets.

    Raises:
        InputError: the folder holds none, or a file cannot be read.
    """
    paths = inference_sets(folder)
    chance = random.Random(seed)  # noqa: S311  reproducible, not secret
    found: list[Example] = []
    for path in paths:
        rows = _rows(path)
        chance.shuffle(rows)
        rows = rows[: _MOST.get(path.name.partition(".")[0], len(rows))]
        found.extend(
            Example(first=row["premise"], second=row["hypothesis"], allowed=_ALLOWED[row["label"]])
            for row in rows
            if len(row["premise"].split()) < _LONGEST_WORDS
        )
    return found


def drift_examples(companies: Sequence[Company], epoch: int, *, plan: Plan = DRIFT) -> list[Example]:
    """Return the pairs of an epoch of a round; sentences of clean documents are in the first one only."""
    seed = INFERENCE.seed + plan.seed - DRIFT.seed + epoch
    columns = {label: place for place, label in enumerate(PAIR_LABELS)}
    return [
        Example(
            first=MARKS[example.pair.kind] + example.pair.approved,
            second=example.pair.said,
            allowed=tuple(sorted(columns[label] for label in example.allowed)),
        )
        for company in companies
        for example in pair_examples(company, seed=seed, with_clean=epoch == 0)
    ]


def train_pair_models(
    companies: Sequence[Company], *, start: Path, inference: Path, work: Path, threads: int
) -> PairModels:
    """Return the model that ships and one for each fold; what is finished in `work` is not trained again.

    What is finished there for other data is trained anew.

    Args:
        companies: what drift is learnt from.
        start: folder of the encoder to begin with.
        inference: folder of public inference sets.
        work: folder for checkpoints.
        threads: processor threads.

    Raises:
        InputError: an inference set cannot be read.
    """
    first = train_stage(
        start,
        lambda _: inference_examples(inference),
        work / "inference",
        replace(INFERENCE, threads=threads),
        data=_digest(f"{path.name} {sha256_of(path)}" for path in inference_sets(inference)),
    )
    trained: dict[str, Path] = {}
    for name, held_out in (("all", None), *((f"fold-{fold}", fold) for fold in range(FOLDS))):
        seen = [company for company in companies if held_out is None or fold_of(company.name) != held_out]
        folder, data = first, _digest(map(_all_of, seen))
        for plan, place in ((DRIFT, work / f"{name}-begun"), (DRIFT_AGAIN, work / name)):
            folder = train_stage(folder, _drift_of(seen, plan), place, replace(plan, threads=threads), data=data)
        trained[name] = export_pair_model(folder, work / f"{name}-onnx", max_tokens=DRIFT.max_tokens)
        _log.info("%s: trained on %d companies", name, len(seen))
    return PairModels(shipped=trained["all"], folds=tuple(trained[f"fold-{fold}"] for fold in range(FOLDS)))


def _drift_of(companies: Collection[Company], plan: Plan) -> Callable[[int], list[Example]]:
    """Return what gives the pairs of an epoch of a round."""
    seen = tuple(companies)
    return lambda epoch: drift_examples(seen, epoch, plan=plan)


def _all_of(company: Company) -> str:
    """Return all that pairs of a company are made of, as one text."""
    return f"{company.messaging.hash} {[item.gold for item in (*company.statements, *company.clean)]}"


def _digest(parts: Iterable[str]) -> str:
    """Return a hash of some texts."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of one set.

    Raises:
        InputError: it is no such file, or a line is no pair with one of the four labels; the message names the line.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            lines = list(stream)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as err:
        raise InputError(f"cannot be read: {err}", where=str(path), hint="fetch or pack the file anew") from err
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            rows.append(_pair_row(json.loads(line)))
        except KeyError as err:
            raise InputError(f"is no labelled pair: it has no {err.args[0]!r}", where=f"{path}:{number}") from err
        except (ValueError, TypeError) as err:
            raise InputError(f"is no labelled pair: {err}", where=f"{path}:{number}") from err
    return rows


def _pair_row(values: Any) -> dict[str, str]:
    """Return what a row must hold."""
    row = {key: str(values[key]) for key in ("premise", "hypothesis", "label")}
    if row["label"] not in _ALLOWED:
        raise ValueError(f"unknown label {row['label']!r}")
    return row
