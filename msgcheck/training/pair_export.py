"""Writes a trained pair model as `msgcheck.pairs.onnx_model` reads it: products in integers, the last layer short.

Both make it fast on a processor (`int8_graph.py`, `first_token.py`); the file is a quarter as large, too.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgcheck.embed.model_files import sha256_of
from msgcheck.pairs.interface import PAIR_LABELS, PairKind
from msgcheck.training.first_token import scores_of

if TYPE_CHECKING:
    import onnx

NAME = "drift-minilm"
MARKS = {PairKind.CURRENT: "", PairKind.RETIRED: "[old] ", PairKind.NEVER_SAY: "[never] "}
"""What is put before the approved side, so that the kinds of lines can be told apart."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_pair_model(trained: Path, target: Path, *, max_tokens: int, name: str = NAME) -> Path:
    """Return the folder with the trained model as ONNX, its tokenizer and its description.

    Args:
        trained: folder of a model as `train_stage` leaves it, its labels in the order of PAIR_LABELS.
        target: folder to write to.
        max_tokens: where pairs are cut off.
        name: of the model.
    """
    import onnx

    from msgcheck.training.int8_graph import use_int8

    target.mkdir(parents=True, exist_ok=True)
    model = _exact(trained, target / "exact.onnx")
    use_int8(model)
    _forget_the_maker(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(target / "model.onnx"))
    shutil.copyfile(trained / "tokenizer.json", target / "tokenizer.json")
    description = {
        "name": name,
        "labels": [label.value for label in PAIR_LABELS],
        "max_tokens": max_tokens,
        "marks": {kind.value: mark for kind, mark in MARKS.items() if mark},
        "sha256": sha256_of(target / "model.onnx"),
    }
    (target / "model.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")
    return target


def _exact(trained: Path, path: Path) -> onnx.ModelProto:
    """Return the model in 32-bit floating point; `path` is where the exporter may write it in between."""
    import onnx
    import torch
    from transformers import AutoModelForSequenceClassification

    from msgcheck.training.int8_graph import OPSET

    model = AutoModelForSequenceClassification.from_pretrained(str(trained), attn_implementation="eager").float().eval()
    ids = torch.tensor([[101, 2054, 102, 2178, 102], [101, 2054, 102, 102, 0]])
    example = (ids, (ids > 0).long(), torch.zeros_like(ids))
    any_size = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        scores_of(model),
        example,
        str(path),
        input_names=list(_INPUTS),
        output_names=["logits"],
        dynamic_shapes=(any_size,) * len(_INPUTS),
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    exported = onnx.load(str(path))
    path.unlink()
    return exported


def _forget_the_maker(model: onnx.ModelProto) -> None:
    """Remove what an exporter notes about the program it ran in: it changes bytes, not numbers."""
    parts: Sequence[Any] = (*model.graph.node, model.graph)
    for part in parts:
        del part.metadata_props[:]
        part.doc_string = ""
    model.doc_string = ""
