"""Trains everything msgcheck judges with, from public pairs and the corpora to the weights that ship."""

from __future__ import annotations

import importlib.util
import logging
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from msgcheck.assembly import Stages, build_checker
from msgcheck.config import Settings
from msgcheck.errors import InputError, MissingDependency, ModelUnavailable
from msgcheck.evaluate.documents import ReadBytes
from msgcheck.judge.calibration import Calibration
from msgcheck.pairs.onnx_model import OnnxPairModel
from msgcheck.training.combination import Fit, check_enough_to_fit, fit, fold_of
from msgcheck.training.examples import examples
from msgcheck.training.material import read_material
from msgcheck.training.pair_stages import inference_sets, train_pair_models
from msgcheck.training.refit import Unfitted, write_judge

_log = logging.getLogger(__name__)

PAIRS = Path("pairs/weights")
JUDGE = Path("judge")
"""Where in the output the two kinds of weights go: as in the package."""
_NEEDED = ("torch", "transformers", "onnx", "onnxscript", "sklearn")


def check_training_is_possible() -> None:
    """Refuse at once where a package is missing that only training needs.

    Raises:
        MissingDependency: one is missing; the message names them all.
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingDependency(
            f"nothing can be trained without {', '.join(missing)}", hint="pip install 'msgcheck[train]'"
        )


def train(
    labelled: Path,
    *,
    inference: Path,
    written: Path | None,
    clean: Path | None,
    start: Path,
    work: Path,
    output: Path,
    settings: Settings,
    stages: Stages,
    read: ReadBytes,
    today: date,
    threads: int,
) -> tuple[Fit, Calibration]:
    """Return what was fitted, after writing the weights of the pair model and of the judge.

    Args:
        labelled: labelled set, one folder a company.
        inference: folder of public inference sets, `<set>.jsonl.gz`.
        written: further statements of the same companies, `<company>.jsonl`; None for none.
        clean: clean documents of the same companies, one folder each; None for none.
        start: folder of the encoder the pair model begins with.
        work: folder for checkpoints; a run that was stopped goes on from there.
        output: folder to write `pairs/weights` and `judge` to.
        settings: as loaded.
        stages: the segmenter and the embedder the judge reads with.
        read: reads the bytes of a file with this name.
        today: the day whose messaging counts.
        threads: processor threads.

    Raises:
        InputError: something to learn from cannot be read, or a folder cannot be written; the message names it.
        MissingDependency: a package is missing that only training needs.
        ModelUnavailable: the folder of the encoder holds none.
    """
    check_training_is_possible()
    _check_folders(inference=inference, start=start, work=work, output=output)
    companies = read_material(
        labelled,
        lambda messaging: build_checker(messaging, settings, stages, today=today, judge=Unfitted()),
        read=read,
        written=written,
        clean=clean,
    )
    check_enough_to_fit([item.gold for company in companies for item in company.statements])
    trained = train_pair_models(companies, start=start, inference=inference, work=work, threads=threads)
    _log.info("reading all pairs by models that did not see their company")
    held_out = [OnnxPairModel(folder, threads=threads) for folder in trained.folds]
    fitted = fit(examples(companies, lambda name: held_out[fold_of(name)]))
    weights = output / PAIRS
    shutil.copytree(trained.shipped, weights, dirs_exist_ok=True)
    calibration = write_judge(output / JUDGE, fitted, replace(stages, pair_model=OnnxPairModel(weights)))
    return fitted, calibration


def _check_folders(*, inference: Path, start: Path, work: Path, output: Path) -> None:
    """Refuse at once what would else be found out after hours.

    Raises:
        InputError: there is no inference set, or a folder cannot be written.
        ModelUnavailable: there is no encoder.
    """
    inference_sets(inference)
    if not (start / "model.safetensors").is_file():
        raise ModelUnavailable(
            "the folder holds no model to begin with",
            where=str(start),
            hint="expected model.safetensors, config.json and tokenizer.json",
        )
    for folder in (work, output / PAIRS, output / JUDGE):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as err:
            raise InputError(
                f"cannot be written: {err.strerror}", where=str(folder), hint="give another --work or --output"
            ) from err
