"""A small pair model for tests: an ONNX graph with random weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from msgcheck.pairs.interface import PAIR_LABELS

WORDS = "[PAD] [UNK] [CLS] [SEP] [old] [never] up to 30 50 % cuts costs setup time guaranteed for all customers".split()
_WIDTH = 8


def make_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


def make_graph(*, columns: int = len(PAIR_LABELS), bias: float = 0.0, inputs: Sequence[str] = ()) -> bytes:
    """Return a model that averages random vectors of its tokens, those of either text apart, and weighs the mean.

    Args:
        columns: labels it gives.
        bias: added to every score; not a number makes every row useless.
        inputs: names of the inputs in place of the usual three.
    """
    random = np.random.default_rng(7)
    ids, mask, types = inputs or ("input_ids", "attention_mask", "token_type_ids")
    weights = {
        "words": random.normal(size=(len(WORDS), _WIDTH)),
        "sides": random.normal(size=(2, _WIDTH)),
        "out": random.normal(size=(_WIDTH, columns)) * 3,
        "bias": np.full(columns, bias),
        "last": np.array([2], dtype=np.int64),
        "tokens": np.array([1], dtype=np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["words", ids], ["word"]),
        helper.make_node("Gather", ["sides", types], ["side"]),
        helper.make_node("Mul", ["word", "side"], ["both"]),
        helper.make_node("Cast", [mask], ["weight"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["weight", "last"], ["wide"]),
        helper.make_node("Mul", ["both", "wide"], ["counted"]),
        helper.make_node("ReduceSum", ["counted", "tokens"], ["sum"], keepdims=0),
        helper.make_node("ReduceSum", ["wide", "tokens"], ["length"], keepdims=0),
        helper.make_node("Div", ["sum", "length"], ["mean"]),
        helper.make_node("MatMul", ["mean", "out"], ["scores"]),
        helper.make_node("Add", ["scores", "bias"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"]) for name in (ids, mask, types)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", columns])],
        [
            numpy_helper.from_array(values if values.dtype == np.int64 else values.astype(np.float32), name)
            for name, values in weights.items()
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def make_onnx_model(folder: Path, *, graph: bytes | None = None, **described: Any) -> Path:
    """Write a whole pair model into a folder and return it; `described` replaces keys of model.json, None leaves out."""
    weights = make_graph() if graph is None else graph
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(weights)
    make_tokenizer().save(str(folder / "tokenizer.json"))
    values = {
        "name": "tiny",
        "labels": [str(label) for label in PAIR_LABELS],
        "max_tokens": 128,
        "marks": {"retired": "[old] ", "never_say": "[never] "},
        "sha256": hashlib.sha256(weights).hexdigest(),
        **described,
    }
    values = {key: value for key, value in values.items() if value is not None}
    (folder / "model.json").write_text(json.dumps(values), encoding="utf-8")
    return folder
