"""Products in integers: near the exact ones, the same in any batch and on any processor."""

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from msgcheck.training.int8_graph import OPSET, use_int8

WIDE, OUT = 96, 64
RANDOM = np.random.default_rng(11)
WEIGHTS = RANDOM.normal(size=(WIDE, OUT)).astype(np.float32)


def model_of(*nodes, constants, given_as=TensorProto.FLOAT):
    """Return a model that takes `x` and gives `y`."""
    graph = helper.make_graph(
        list(nodes),
        "test",
        [helper.make_tensor_value_info("x", given_as, None)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(values, name) for name, values in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def product_with(weights, *, after=()):
    """Return a model of one product, behind other operators if wanted."""
    names = ["x", *(f"x{place}" for place in range(len(after)))]
    before = [helper.make_node(kind, [names[place]], [names[place + 1]]) for place, kind in enumerate(after)]
    return model_of(*before, helper.make_node("MatMul", [names[-1], "w"], ["y"]), constants={"w": weights})


def run(model, x, *, precise=False):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.x64quantprecision", str(int(precise)))
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def rewritten(model):
    use_int8(model)
    return model


def kinds_of(model):
    return [node.op_type for node in model.graph.node]


def values_of(model, ending):
    (found,) = (tensor for tensor in model.graph.initializer if tensor.name.endswith(ending))
    return numpy_helper.to_array(found)


@pytest.mark.parametrize("after", [(), ("Gelu",)], ids=["plain", "after-gelu"])
def test_a_product_in_integers_is_near_the_exact_one(after):
    x = RANDOM.normal(size=(3, 7, WIDE)).astype(np.float32)
    exact = run(product_with(WEIGHTS, after=after), x)
    found = run(rewritten(product_with(WEIGHTS, after=after)), x)
    assert np.abs(found - exact).max() < 0.03 * np.abs(exact).max()
    assert not np.array_equal(found, exact)


def test_after_gelu_twice_as_many_steps_are_left():
    x = RANDOM.normal(size=(1, 40, WIDE)).astype(np.float32)
    same = np.eye(WIDE, dtype=np.float32)  # which bytes hold exactly, so that only those of the rows are seen
    exact = run(product_with(same, after=("Gelu",)), x)
    known = np.abs(run(rewritten(product_with(same, after=("Gelu",))), x) - exact).mean()
    # The same numbers, of which the rewriting does not know that they come out of a GELU.
    unknown = np.abs(run(rewritten(product_with(same, after=("Gelu", "Identity"))), x) - exact).mean()
    assert known < 0.7 * unknown


@settings(max_examples=25, deadline=None)
@given(st.floats(1e-3, 1e4), st.integers(1, 5))
def test_a_row_does_not_depend_on_the_others(size, others):
    model = rewritten(product_with(WEIGHTS))
    row = RANDOM.normal(size=(1, 1, WIDE)).astype(np.float32)
    beside = (size * RANDOM.normal(size=(1, others, WIDE))).astype(np.float32)
    assert np.array_equal(run(model, np.concatenate([row, beside], axis=1))[:, :1], run(model, row))


def test_a_row_of_noughts_gives_noughts():
    assert np.array_equal(
        run(rewritten(product_with(WEIGHTS)), np.zeros((1, 2, WIDE), np.float32)), np.zeros((1, 2, OUT))
    )


@pytest.mark.parametrize("wide", [WIDE, WIDE + 1], ids=["even", "odd"])
def test_the_way_for_older_processors_gives_the_same(wide):
    model = rewritten(product_with(RANDOM.standard_t(2, size=(wide, OUT)).astype(np.float32)))
    x = RANDOM.normal(size=(2, 5, wide)).astype(np.float32)
    assert np.array_equal(run(model, x, precise=True), run(model, x))
    assert np.abs(values_of(model, ".int8").astype(int)).max() == 127, "the steps are as small as they may be"


def test_products_with_the_same_rows_share_their_bytes():
    nodes = [helper.make_node("MatMul", ["x", name], [f"{name}.y"]) for name in ("v", "w")]
    model = rewritten(
        model_of(*nodes, helper.make_node("Add", ["v.y", "w.y"], ["y"]), constants={"v": WEIGHTS, "w": WEIGHTS})
    )
    assert kinds_of(model).count("QuantizeLinear") == 1
    assert kinds_of(model).count("MatMulInteger") == 2


def test_two_products_behind_one_gelu_are_near_the_exact_ones():
    """Of an odd number of rows, and both take the same bytes."""
    weights = {name: RANDOM.normal(size=(WIDE + 1, wide)).astype(np.float32) for name, wide in (("v", OUT), ("w", 80))}
    nodes = [helper.make_node("MatMul", ["given", name], [f"{name}.y"]) for name in weights]
    gelu, both = helper.make_node("Gelu", ["x"], ["given"]), helper.make_node("Concat", ["v.y", "w.y"], ["y"], axis=-1)
    x = RANDOM.normal(size=(2, 3, WIDE + 1)).astype(np.float32)
    exact = run(model_of(gelu, *nodes, both, constants=weights), x)
    model = rewritten(model_of(gelu, *nodes, both, constants=weights))
    assert kinds_of(model).count("QuantizeLinear") == 1
    assert np.abs(run(model, x) - exact).max() < 0.03 * np.abs(exact).max()


@pytest.mark.parametrize("first", ["MatMul", "Gather"])
def test_a_table_that_is_also_multiplied_with_is_stored_both_ways(first):
    table = (RANDOM.normal(size=(WIDE, OUT)) * np.linspace(0.1, 5, OUT)).astype(np.float32)
    nodes = [helper.make_node("MatMul", ["x", "w"], ["m"]), helper.make_node("Gather", ["w", "places"], ["g"])]
    nodes.sort(key=lambda node: node.op_type != first)
    added = helper.make_node("Add", ["m", "g"], ["y"])
    constants = {"w": table, "places": np.array([3, 4, 5])}
    x = RANDOM.normal(size=(3, WIDE)).astype(np.float32)
    exact = run(model_of(*nodes, added, constants=constants), x)
    found = run(rewritten(model_of(*nodes, added, constants=constants)), x)
    assert np.abs(found - exact).max() < 0.03 * np.abs(exact).max()


def test_a_constant_of_the_model_is_never_taken_for_one_of_ours():
    nodes = [helper.make_node("MatMul", ["x", "w"], ["m"]), helper.make_node("Add", ["m", "smallest"], ["y"])]
    constants = {"w": WEIGHTS, "smallest": np.float32(70)}
    x = RANDOM.normal(size=(3, WIDE)).astype(np.float32)
    found = run(rewritten(model_of(*nodes, constants=constants)), x)
    assert np.abs(found - x @ WEIGHTS - 70).max() < 0.03 * np.abs(x @ WEIGHTS).max()


def test_a_small_product_stays_exact():
    model = rewritten(product_with(WEIGHTS[:, :4]))
    assert kinds_of(model) == ["MatMul"]


def test_a_product_of_two_activations_stays_exact():
    model = rewritten(model_of(helper.make_node("MatMul", ["x", "x"], ["y"]), constants={}))
    assert kinds_of(model) == ["MatMul"]


def test_rows_of_a_table_are_unfolded_as_they_are_looked_up():
    table = RANDOM.normal(size=(80, WIDE)).astype(np.float32)
    node = helper.make_node("Gather", ["w", "x"], ["y"])
    model = rewritten(model_of(node, constants={"w": table}, given_as=TensorProto.INT64))
    places = np.array([[3, 79], [0, 3]])
    assert values_of(model, ".int8").dtype == np.int8
    assert np.abs(run(model, places) - table[places]).max() <= np.abs(table).max() / 127


def test_constants_nobody_takes_any_more_are_gone():
    model = rewritten(product_with(WEIGHTS))
    used = {name for node in model.graph.node for name in node.input}
    assert {tensor.name for tensor in model.graph.initializer} <= used
