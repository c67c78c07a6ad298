"""Rewrites a model in ONNX so that its large products are computed in integers.

Weights become int8 with one scale a column, and activations uint8 with one scale a row. So a token's numbers depend on
that token alone, and a pair gives the same scores in any batch; the usual dynamic quantization takes one scale for a
whole batch. Integer products are the same on every processor, since `msgcheck/onnx_runtime.py` takes the exact way
where one might cut them off; what lies between them is not to the last bit, and may tip a byte: scores differ by a
hundredth on average, by a tenth at most, where a norm is 2e-7 larger (November 2026).
All operators are of the ONNX standard: its QuantizeLinear takes scales a block, and here a block is a row.

Tables of embeddings are stored as int8 with one scale a row and unfolded row by row as they are looked up. Gemm is
left alone: the exporter makes it of the pooler and the classifier, which have one row a pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

OPSET = 21
"""The first with scales a block in QuantizeLinear."""

_LARGE = 4096
"""Numbers from which a tensor is stored as int8."""
_HALF, _WHOLE = 127.0, 255.0
"""Steps of one byte on each side of nought, and from nought up."""
_GELU_DEPTH = 0.17
"""GELU gives nothing below -0.16998: from there up a byte has twice as many steps for it as on both sides of nought."""
_SMALLEST = 1e-6
"""Largest number of a row that counts as one of noughts only."""


def use_int8(model: onnx.ModelProto) -> None:
    """Rewrite products with large constant weights, and look-ups in large tables, in place.

    Args:
        model: of opset 21 or later, its weights in 32-bit floating point.
    """
    graph = model.graph
    rewriting = _Rewriting(graph)
    nodes = list(graph.node)
    del graph.node[:], graph.value_info[:]
    for node in nodes:
        rewriting.add(node)
    del graph.initializer[:]
    graph.node.extend(rewriting.nodes)
    graph.initializer.extend(rewriting.used_constants())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Activations as bytes, by the names of what they are made of in the graph: (numbers - nought) * scale - depth."""

    numbers: str
    scale: str
    nought: str
    depth: float
    """What was added before rounding."""


class _Rewriting:
    """The new graph as it grows."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self._constants = {tensor.name: tensor for tensor in graph.initializer}
        self._made_by = {name: node.op_type for node in graph.node for name in node.output}
        self._rows: dict[str, _Rows] = {}

    def add(self, node: onnx.NodeProto) -> None:
        """Add a node, or what stands in for it."""
        if node.op_type == "MatMul" and self._is_large(node.input[1]):
            self._product(node.input[0], node.input[1], node.output[0])
        elif node.op_type == "Gather" and self._is_large(node.input[0]):
            self._looked_up(node.input[0], node.input[1], node.output[0])
        else:
            self.nodes.append(node)

    def used_constants(self) -> list[onnx.TensorProto]:
        """Return the constants that a node still takes, in the order they came in."""
        used = {name for node in self.nodes for name in node.input}
        return [tensor for name, tensor in self._constants.items() if name in used]

    def _is_large(self, name: str) -> bool:
        tensor = self._constants.get(name)
        if tensor is None or tensor.data_type != onnx.TensorProto.FLOAT or len(tensor.dims) != 2:
            return False
        return int(np.prod(tensor.dims)) >= _LARGE

    def _product(self, rows: str, weights: str, product: str) -> None:
        """Multiply rows by weights in integers, and scale back."""
        values = self._values(weights)
        given = self._in_bytes(rows, wide=len(values))
        numbers, scales = _rounded(values, axis=0)
        in_bytes = self._constant(f"{weights}.int8", numbers)
        whole = self._node("MatMulInteger", given.numbers, in_bytes, given.nought)
        by_column = self._node("Mul", self._as_float(whole), self._constant(f"{weights}.scale", scales[0]))
        if not given.depth:
            self._node("Mul", by_column, given.scale, output=product)
            return
        added = given.depth * (numbers * scales.astype(np.float64)).sum(axis=0)
        by_row = self._node("Mul", by_column, given.scale)
        self._node("Sub", by_row, self._constant(f"{weights}.added", added.astype(np.float32)), output=product)

    def _in_bytes(self, rows: str, *, wide: int) -> _Rows:
        """Return rows as uint8, made once for all products with them."""
        if rows not in self._rows:
            last = self._constant("last axis", np.array([-1], dtype=np.int64))
            if self._made_by.get(rows) == "Gelu":
                depth, nought, steps = _GELU_DEPTH, self._constant("uint8.nought", np.uint8(0)), _WHOLE
                shift = self._constant("depth", np.float32(depth))
                reach = self._node("Add", self._node("ReduceMax", rows, last, keepdims=1), shift)
                given = self._node("Add", rows, shift)
            else:
                depth, nought, steps = 0.0, self._constant("uint8.middle", np.uint8(128)), _HALF
                largest = self._node("ReduceMax", self._node("Abs", rows), last, keepdims=1)
                reach = self._node("Max", largest, self._constant("smallest", np.float32(_SMALLEST)))
                given = rows
            scale = self._node("Mul", reach, self._constant(f"1/{steps:.0f}", np.float32(1 / steps)))
            noughts = self._node("Expand", nought, self._node("Shape", scale))
            numbers = self._node("QuantizeLinear", given, scale, noughts, axis=-1, block_size=wide)
            self._rows[rows] = _Rows(numbers=numbers, scale=scale, nought=nought, depth=depth)
        return self._rows[rows]

    def _looked_up(self, table: str, places: str, found: str) -> None:
        """Unfold only the rows that are looked up."""
        numbers, scales = _rounded(self._values(table), axis=1)
        rows = self._node("Gather", self._constant(f"{table}.int8", numbers), places)
        scale = self._node("Gather", self._constant(f"{table}.scale", scales), places)
        self._node("Mul", self._as_float(rows), scale, output=found)

    def _as_float(self, name: str) -> str:
        return self._node("Cast", name, to=onnx.TensorProto.FLOAT)

    def _node(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Add a node and return the name of what it gives."""
        name = output or f"int8.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def _constant(self, name: str, values: npt.NDArray[Any] | np.generic) -> str:
        """Return the name of a constant; not quite the given one where that holds something else."""
        made = numpy_helper.from_array(np.asarray(values), name)
        return name if self._constants.setdefault(name, made) == made else self._constant(f"{name}'", values)

    def _values(self, name: str) -> npt.NDArray[np.float32]:
        values: npt.NDArray[np.float32] = numpy_helper.to_array(self._constants[name])
        return values


def _rounded(values: npt.NDArray[np.float32], *, axis: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return int8 numbers in [-127, 127] and the scales, along `axis` one each, whose product is near the values."""
    steps = np.abs(values).max(axis=axis, keepdims=True) / _HALF
    scales = np.where(steps > 0, steps, 1.0).astype(np.float32)
    return np.rint(values / scales).astype(np.int8), scales
