"""Writes a trained pair model as `msgcheck.pairs.onnx_model` reads it.

Weights are stored as int8 with one scale a column (a row in tables of embeddings) and computed with in 32-bit
floating point: ONNX Runtime unfolds them when it loads the model. So the file is a quarter as large, and a pair's
row depends neither on its batch nor on what the processor can do, as it would where activations are int8, too.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from msgcheck.embed.model_files import sha256_of
from msgcheck.pairs.interface import PAIR_LABELS, PairKind

NAME = "drift-minilm"
MARKS = {PairKind.CURRENT: "", PairKind.RETIRED: "[old] ", PairKind.NEVER_SAY: "[never] "}
"""What is put before the approved side, so that the kinds of lines can be told apart."""
_OPSET = 20
_LARGE = 4096
"""Numbers from which a tensor is stored as int8."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_pair_model(trained: Path, target: Path, *, max_tokens: int, name: str = NAME) -> Path:
    """Return the folder with the trained model as ONNX, its tokenizer and its description.

    Args:
        trained: folder of a model as `train_stage` leaves it, its labels in the order of PAIR_LABELS.
        target: folder to write to.
        max_tokens: where pairs are cut off.
        name: of the model.
    """
    target.mkdir(parents=True, exist_ok=True)
    exact = target / "exact.onnx"
    _write_exact(trained, exact)
    _store_as_int8(exact, target / "model.onnx")
    exact.unlink()
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


def _write_exact(trained: Path, path: Path) -> None:
    """Write the model in 32-bit floating point."""
    import torch
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_pretrained(str(trained), attn_implementation="eager").float().eval()

    class Whole(torch.nn.Module):
        """Takes its inputs by place, as the exporter gives them."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:
            """Return one row of scores a pair."""
            return self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits

    ids = torch.tensor([[101, 2054, 102, 2178, 102], [101, 2054, 102, 102, 0]])
    example = (ids, (ids > 0).long(), torch.zeros_like(ids))
    any_size = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        Whole().eval(),
        example,
        str(path),
        input_names=list(_INPUTS),
        output_names=["logits"],
        dynamic_shapes=(any_size,) * len(_INPUTS),
        opset_version=_OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def _store_as_int8(exact: Path, path: Path) -> None:
    """Write a model whose large tensors are int8 numbers times a scale."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(exact))
    graph = model.graph
    gathered = {node.input[0] for node in graph.node if node.op_type == "Gather"}
    kept, unfolded = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _LARGE:
            kept.append(tensor)
            continue
        numbers, scales = _rounded(values, axis=1 if tensor.name in gathered else 0)
        kept.append(numpy_helper.from_array(numbers, f"{tensor.name}.int8"))
        kept.append(numpy_helper.from_array(scales, f"{tensor.name}.scale"))
        wide = f"{tensor.name}.wide"
        unfolded.append(helper.make_node("Cast", [f"{tensor.name}.int8"], [wide], to=onnx.TensorProto.FLOAT))
        unfolded.append(helper.make_node("Mul", [wide, f"{tensor.name}.scale"], [tensor.name]))
    nodes = [*unfolded, *graph.node]
    del graph.initializer[:], graph.node[:], graph.value_info[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    _forget_the_maker(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _rounded(values: npt.NDArray[np.float32], *, axis: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return int8 numbers in [-127, 127] and the scales, along `axis` one each, whose product is near the values."""
    largest = np.abs(values).max(axis=axis, keepdims=True)
    scales = np.where(largest > 0, largest / 127.0, 1.0).astype(np.float32)
    return np.clip(np.rint(values / scales), -127, 127).astype(np.int8), scales


def _forget_the_maker(model: Any) -> None:
    """Remove what an exporter notes about the program it ran in: it changes bytes, not numbers."""
    parts: Sequence[Any] = (*model.graph.node, model.graph)
    for part in parts:
        del part.metadata_props[:]
        part.doc_string = ""
    model.doc_string = ""
