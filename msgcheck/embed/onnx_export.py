"""Makes a prepared model of a sentence-transformers model; a program of its own, so that nothing else loads torch.

    python -m msgcheck.embed.onnx_export SOURCE TARGET MADE_FROM NAME

The whole model is exported, pooling and later layers included, so that nothing of it is rebuilt by hand; it is
accepted only if its vectors are those of sentence-transformers. The folder appears as a whole or not at all.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from msgcheck.closed_network import closed_network
from msgcheck.embed.model_files import sha256_of
from msgcheck.embed.prepared_model import (
    DESCRIPTION,
    GRAPH,
    INPUTS,
    TOKENIZER,
    Damaged,
    Description,
    PreparedModel,
    check_prepared,
    read_tokenizer,
)
from msgcheck.errors import EnvironmentFailure, MissingDependency, ModelUnavailable, MsgcheckError
from msgcheck.onnx_runtime import new_session

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EXIT_DONE = 0
EXIT_NOT_THIS_MODEL = 3
"""ONNX Runtime cannot stand in for this model, on any machine."""
EXIT_NOT_HERE = 4
"""Something on this machine stands in the way."""

REASON = "cannot prepare: "
"""Begins the line that says why."""

_OPSET = 20
_NO_END = 1_000_000
"""A tokenizer without an end gives a length beyond all reason."""
_TOLERANCE = 1e-4
_LOCK_TIMEOUT_S = 600.0
_CHECKED_WITH = (
    "Setup takes up to ten days.",
    "Cuts onboarding time by 30 %, which 112 customers of ours confirmed in the study of 2025.",
    "",
    "  WE NEVER LOSE A CONTAINER  ",
    "Łódź–Zürich: naïve Größen für 2 500 €, 価格 🚢",
    "Yes",
    "The quay, the boats and everybody who waits for them. " * 60,
)
"""Short, long beyond every model's end, empty, padded with spaces, capital, foreign."""
_PACKAGES = ("sentence-transformers", "transformers", "torch", "onnxscript", "onnx")


class NotThisModel(ModelUnavailable):
    """A model that ONNX Runtime cannot stand in for."""

    def __init__(self, message: str) -> None:
        super().__init__(message, hint="set embedder.kind: sentence-transformers in msgcheck.yaml")


def make_prepared(source: Path, target: Path, *, made_from: str, name: str) -> Description:
    """Return the description of the prepared model in `target`, made from `source` unless another process just did.

    Raises:
        NotThisModel: the model cannot be exported, or its vectors would be others.
        EnvironmentFailure: a package is missing, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_name(f"{target.name}.lock"), timeout=_LOCK_TIMEOUT_S):
            try:
                return check_prepared(target, made_from=made_from)
            except Damaged:
                return _made(source, target, made_from=made_from, name=name)
    except Timeout as err:
        raise EnvironmentFailure(
            "another process has been preparing the model for too long", where=str(target), hint="end it, try again"
        ) from err
    except OSError as err:
        raise EnvironmentFailure(f"the model cannot be written: {err}", where=str(target.parent)) from err


def _made(source: Path, target: Path, *, made_from: str, name: str) -> Description:
    """Return the description of what was made beside the target and then put in its place; the lock is held."""
    for left_behind in target.parent.glob(f".{target.name}.*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        partial.mkdir()
        description = _export(source, partial, made_from=made_from, name=name)
        if target.exists():
            shutil.rmtree(target)
        partial.replace(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return description


def _export(source: Path, folder: Path, *, made_from: str, name: str) -> Description:
    """Write the three files and return the description, after the vectors were found to be the same."""
    model = _loaded(source)
    example = _example(model)
    _write_tokenizer(model.tokenizer, folder / TOKENIZER)
    _write_graph(model, example, folder / GRAPH)
    expected = np.asarray(model.encode(list(_CHECKED_WITH), normalize_embeddings=True, show_progress_bar=False))
    session = new_session(folder / GRAPH)
    description = Description(
        name=name,
        made_from=made_from,
        inputs=tuple(given.name for given in session.get_inputs()),
        dimensions=expected.shape[1],
        padding_id=model.tokenizer.pad_token_id or 0,
        padding_left=model.tokenizer.padding_side == "left",
        prompt=model.prompts.get(model.default_prompt_name or "") or "",
        graph_sha256=sha256_of(folder / GRAPH),
        tokenizer_sha256=sha256_of(folder / TOKENIZER),
        largest_difference=0.0,
        made_with=", ".join(f"{package} {metadata.version(package)}" for package in _PACKAGES),
    )
    prepared = PreparedModel(session, read_tokenizer(folder / TOKENIZER), description)
    alone = [prepared.embed([text])[0] for text in _CHECKED_WITH]
    together = prepared.embed(_CHECKED_WITH)
    difference = float(max(np.abs(alone - expected).max(), np.abs(together - expected).max()))
    if not difference <= _TOLERANCE:
        raise NotThisModel(f"in ONNX Runtime the embedding model gives other vectors, by up to {difference:.2g}")
    description = replace(description, largest_difference=difference)
    (folder / DESCRIPTION).write_text(description.written(), encoding="utf-8")
    return description


def _loaded(source: Path) -> SentenceTransformer:
    """Return the model in full precision, its attention in the form that exports best."""
    for package in ("onnxscript", "sentence_transformers"):
        if importlib.util.find_spec(package) is None:
            raise MissingDependency(
                f"{package} is not installed; it is needed once, to prepare the embedding model",
                hint=f"pip install {package.replace('_', '-')}",
            )
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(
            str(source), device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
        )
    except (OSError, ValueError, ImportError, AttributeError, KeyError) as err:
        raise ModelUnavailable(f"the embedding model cannot be loaded: {err}", where=str(source)) from err
    return model.float().eval()


def _example(model: SentenceTransformer) -> dict[str, Any]:
    """Return two texts of different length as the model takes them."""
    if not hasattr(getattr(model, "tokenizer", None), "backend_tokenizer"):
        raise NotThisModel("the embedding model has no tokenizer of the fast kind")
    texts = ["Yes", "Setup takes up to ten days."]
    features: Mapping[str, Any] = model.tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    example = {name: value for name, value in features.items() if name in INPUTS}
    if "attention_mask" not in example or len(example) != len(features):
        raise NotThisModel(f"the embedding model wants {', '.join(sorted(features)) or 'no tokens'}")
    return example


def _write_tokenizer(tokenizer: Any, path: Path) -> None:
    """Write a tokenizer that cuts off where the model does and leaves the padding to us."""
    from tokenizers import Tokenizer

    written = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
    written.no_padding()
    written.no_truncation()
    if tokenizer.model_max_length < _NO_END:
        written.enable_truncation(tokenizer.model_max_length, direction=tokenizer.truncation_side)
    written.save(str(path))


def _write_graph(model: SentenceTransformer, example: Mapping[str, Any], path: Path) -> None:
    """Write the whole model, tokens in and vectors out, for any number of texts of any length."""
    import torch

    class Whole(torch.nn.Module):
        """Takes its inputs by place, as the exporter gives them."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tokens: Any) -> Any:
            """Return one vector a text."""
            return self.model(dict(zip(example, tokens, strict=True)))["sentence_embedding"]

    any_size = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    try:
        torch.onnx.export(
            Whole(),
            tuple(example.values()),
            str(path),
            input_names=list(example),
            output_names=["vectors"],
            dynamic_shapes=((any_size,) * len(example),),
            opset_version=_OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    except (MemoryError, OSError):
        raise
    except Exception as err:  # whatever a foreign layer does while it is traced
        first = (str(err).strip() or type(err).__name__).splitlines()[0]
        raise NotThisModel(f"the embedding model cannot be exported: {first}") from err


def main(arguments: Sequence[str]) -> int:
    """Return the exit code; the reason of a failure is the last line of stderr that begins as `REASON`."""
    source, target, made_from, name = arguments
    try:
        with closed_network():
            make_prepared(Path(source), Path(target), made_from=made_from, name=name)
    except NotThisModel as err:
        sys.stderr.write(f"\n{REASON}{err.message}\n")
        return EXIT_NOT_THIS_MODEL
    except MsgcheckError as err:
        sys.stderr.write(f"\n{REASON}{err}\n")
        return EXIT_NOT_HERE
    except MemoryError:
        sys.stderr.write(f"\n{REASON}the memory is not enough\n")
        return EXIT_NOT_HERE
    return EXIT_DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
