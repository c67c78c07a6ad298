"""How well `msgcheck evaluate --pairs` tells what a text backs from what it does not, on texts nobody wrote for us.

Table 1, from a folder of natural-language inference sets (`summedits_*.jsonl.gz`: premise, hypothesis, label): edited
summaries beside their documents. Balanced accuracy; the threshold of a domain is the one with the best mean over the
other four domains, so no row has a say in its own. Beside it judges that know next to nothing, by the same rule.

Table 2, from a folder of companies' own claims (`changed_claims.jsonl`: old, new, kind): how many changes are raised,
by kind, and how many by a code that fits one of the kinds. Rows of which only the format or the wording changed must
stay quiet; where the positioning was reworded, opinions differ, so those are counted apart. `reworded_claims.jsonl`:
how many rewordings are raised, each of them listed: the set was chosen by rule, and some are real changes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from msgcheck.cli.main import run
from msgcheck.codes import BY_LABEL, CLEAN, Label
from msgcheck.evaluate.scores import ranking

DOMAINS = ("ectsum", "qmsumm", "samsum", "news", "podcast")
QUIET = ("format only: same claim", "wording only")
APART = ("positioning reworded",)
ACCEPTED = {
    "number changed": {"MC102"},
    "number added": {"MC102", "MC103", "MC301"},
    "number dropped": {"MC102", "MC104", "MC105"},
    "standard or certification changed": {"MC101", "MC102", "MC103", "MC104", "MC301"},
    "hedge or bound added": {"MC103", "MC104"},
    "hedge or bound dropped": {"MC103", "MC104"},
    "absolute or superlative added": {"MC103", "MC301"},
    "absolute or superlative dropped": {"MC104"},
}
"""Codes that fit a kind of change; a row may have several kinds, and any of theirs counts."""

Row = dict[str, Any]
Scored = dict[str, list[tuple[float, bool]]]
"""By domain: (score, whether it should be raised)."""

_WORD = re.compile(r"\w+")


def read_rows(path: Path) -> list[Row]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def evaluated(path: Path, options: Sequence[str]) -> list[Row]:
    """Return what `msgcheck evaluate --pairs` says of each row of a file, in order."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        if run(["evaluate", "--pairs", str(path), "--predictions", str(out), *options]):
            raise SystemExit(2)
        return read_rows(out)


def evaluated_rows(rows: Sequence[Row], options: Sequence[str]) -> list[Row]:
    """Return what is said of rows that have no file in the form of pairs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return evaluated(path, options)


# --- table 1: edited summaries ---------------------------------------------------------------------


def balanced_accuracy(scored: Sequence[tuple[float, bool]], threshold: float) -> float:
    """Return the mean of the shares of both classes on the right side; a score at the threshold is raised."""
    values = np.array([value for value, _ in scored])
    wanted = np.array([should for _, should in scored])
    raised = values >= threshold
    return float((raised[wanted].mean() + (~raised[~wanted]).mean()) / 2)


def best_threshold(others: Sequence[Sequence[tuple[float, bool]]]) -> float:
    """Return the threshold with the best mean balanced accuracy over several domains, the lowest of equals."""
    tried = sorted({value for scored in others for value, _ in scored})
    if len(tried) > 500:
        tried = sorted(set(np.quantile(tried, np.linspace(0, 1, 500)).tolist()))
    means = [np.mean([balanced_accuracy(scored, threshold) for scored in others]) for threshold in tried]
    return tried[int(np.argmax(means))]


def left_out(scores: Scored) -> dict[str, float]:
    """Return the balanced accuracy of each domain at the threshold that the others chose."""
    return {
        domain: balanced_accuracy(
            scored, best_threshold([other for name, other in scores.items() if name != domain])
        )
        for domain, scored in scores.items()
    }  # fmt: skip


def new_words(row: Row) -> float:
    known = set(_WORD.findall(row["premise"].lower()))
    words = _WORD.findall(row["hypothesis"].lower())
    return sum(word not in known for word in words) / max(1, len(words))


def distances(rows: Sequence[Row]) -> list[float]:
    """Return how far each summary is from the nearest sentence of its document, by cosine, the mean of its own."""
    from msgcheck.assembly import build_stages
    from msgcheck.config import Settings
    from msgcheck.segment.sentence_bounds import sentence_spans

    embedder = build_stages(Settings(), use_cache=False).embedder
    documents: dict[str, Any] = {}
    found = []
    for row in rows:
        premise, said = row["premise"], row["hypothesis"]
        if premise not in documents:
            documents[premise] = embedder.embed([premise[start:end] for start, end in sentence_spans(premise)])
        own = embedder.embed([said[start:end] for start, end in sentence_spans(said)])
        found.append(1 - float((own @ documents[premise].T).max(axis=1).mean()))
    return found


def summaries(folder: Path, options: Sequence[str]) -> None:
    files = {domain: folder / f"summedits_{domain}.jsonl.gz" for domain in DOMAINS}
    missing = [path.name for path in files.values() if not path.is_file()]
    if missing:
        print(f"summaries skipped: {folder} has no {', '.join(missing)}")
        return
    rows = {domain: read_rows(path) for domain, path in files.items()}
    judges: dict[str, Callable[[str], list[float]]] = {
        "msgcheck": lambda domain: [row["score"] for row in evaluated(files[domain], options)],
        "always": lambda domain: [1.0] * len(rows[domain]),
        "word overlap": lambda domain: [new_words(row) for row in rows[domain]],
        "cosine": lambda domain: distances(rows[domain]),
    }
    print("Balanced accuracy, threshold of the other four domains (AUROC)")
    print(f"{'':<14}" + "".join(f"{domain:>16}" for domain in DOMAINS) + f"{'mean':>8}")
    for name, judge in judges.items():
        scores = {
            domain: list(zip(judge(domain), (row["label"] != "entailment" for row in rows[domain]), strict=True))
            for domain in DOMAINS
        }
        accuracy = left_out(scores)
        cells = "".join(f"{accuracy[d] * 100:>8.1f} ({ranking(scores[d])[0]:.3f})" for d in DOMAINS)
        print(f"{name:<14}{cells}{np.mean(list(accuracy.values())) * 100:>8.1f}", flush=True)


# --- table 2: claims that companies changed --------------------------------------------------------


def code_of(said: Row) -> str:
    """Return the code of a prediction, "" where nothing is raised."""
    label = Label(said["label"])
    return "" if label in CLEAN else BY_LABEL[label].code


def fits(kinds: Sequence[str], code: str) -> bool:
    return any(code in ACCEPTED.get(kind, ()) for kind in kinds)


def claims(folder: Path, options: Sequence[str]) -> None:
    for name, show in (("changed_claims.jsonl", changed), ("reworded_claims.jsonl", reworded)):
        path = folder / name
        if not path.is_file():
            print(f"\n{name} skipped: {folder} has none")
            continue
        rows = read_rows(path)
        pairs = [{"premise": row["old"], "hypothesis": row["new"]} for row in rows]
        show(list(zip(rows, evaluated_rows(pairs, options), strict=True)))


def changed(pairs: Sequence[tuple[Row, Row]]) -> None:
    """Print what is raised of the changes, by kind, and with which code."""
    quiet = [(row, said) for row, said in pairs if set(row["kind"]) & set(QUIET)]
    apart = [(row, said) for row, said in pairs if set(row["kind"]) & set(APART) and (row, said) not in quiet]
    counted = [pair for pair in pairs if pair not in quiet and pair not in apart]
    print(f"\nChanged claims{'':<30}{'rows':>6}{'raised':>9}{'fitting code':>14}")
    for kind in ACCEPTED:
        line(kind, [(row, said) for row, said in counted if kind in row["kind"]])
    line("all of these", counted)
    line("positioning reworded", apart)
    line("format or wording only (must stay quiet)", quiet)
    print("\nChanges that are not raised, or by another code:")
    for row, said in counted:
        if not fits(row["kind"], code_of(said)):
            show_pair(row, said)


def line(title: str, pairs: Sequence[tuple[Row, Row]]) -> None:
    raised = sum(bool(code_of(said)) for _, said in pairs)
    right = sum(fits(row["kind"], code_of(said)) for row, said in pairs)
    most = max(1, len(pairs))
    print(f"  {title:<42}{len(pairs):>6}{raised / most:>9.0%}{right / most:>14.0%}")


def reworded(pairs: Sequence[tuple[Row, Row]]) -> None:
    """Print how many rewordings are raised, and which."""
    raised = [(row, said) for row, said in pairs if code_of(said)]
    print(f"\nReworded claims: {len(raised)} of {len(pairs)} raised ({len(raised) / max(1, len(pairs)):.0%})")
    for row, said in raised:
        show_pair(row, said)


def show_pair(row: Row, said: Row) -> None:
    print(f"  {code_of(said) or '-':<6}{said['score']:.2f}  {', '.join(row['kind'])}: {'; '.join(said['reasons'])}")
    print(f"      old: {row['old']}\n      new: {row['new']}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--nli", type=Path, help="folder with summedits_*.jsonl.gz, or one with such a folder dev in it"
    )
    parser.add_argument("--claims", type=Path, help="folder with changed_claims.jsonl and reworded_claims.jsonl")
    parser.add_argument("--config", help="settings file")
    chosen = parser.parse_args(arguments)
    options = ["--config", chosen.config] if chosen.config else []
    for name, folder in (("NLI", chosen.nli), ("CLAIMS", chosen.claims)):
        if folder is None:
            print(f"{name} skipped: no folder named")
        elif not folder.is_dir():
            print(f"{name} skipped: {folder} is no folder")
    if chosen.nli is not None and chosen.nli.is_dir():
        summaries(chosen.nli / "dev" if (chosen.nli / "dev").is_dir() else chosen.nli, options)
    if chosen.claims is not None and chosen.claims.is_dir():
        claims(chosen.claims, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
