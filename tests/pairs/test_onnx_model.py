"""The ONNX pair model: what it gives, that neither order nor company of a pair matters, and what it refuses."""

import dataclasses
import json
import logging
import subprocess
import sys

import numpy as np
import pytest
from builders_pairs import make_graph, make_onnx_model
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import ModelMismatch, ModelUnavailable
from msgcheck.pairs import onnx_model
from msgcheck.pairs.interface import NEVER, PAIR_LABELS, Pair, PairKind, PairLabel
from msgcheck.pairs.onnx_model import OnnxPairModel, packaged_model

PAIR = Pair(approved="cuts costs up to 30 %", said="cuts costs for all customers")
PAIRS = (PAIR, Pair(approved="setup time", said="guaranteed setup time for all"), Pair(approved="costs", said=""))
ROUNDING = 2e-3

words = st.lists(st.sampled_from("up to 30 50 % cuts costs setup time other".split()), max_size=12).map(" ".join)
pairs = st.lists(st.builds(Pair, approved=words, said=words, kind=st.sampled_from(PairKind)), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_onnx_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def model(folder):
    return OnnxPairModel(folder)


@pytest.fixture(scope="module")
def small_batches(tmp_path_factory):
    return OnnxPairModel(make_onnx_model(tmp_path_factory.mktemp("small"), batch=2))


def test_rows_are_log_probabilities(model):
    rows = model.read(PAIRS)
    assert (rows.shape, rows.dtype) == ((3, 7), np.float32)
    assert np.allclose(np.exp(rows).sum(axis=1), 1, atol=5e-3)


def test_no_pairs_give_no_rows(model):
    assert model.read([]).shape == (0, 7)


def test_model_is_named_by_its_weights_without_loading_them(tmp_path):
    folder = make_onnx_model(tmp_path)
    digest = json.loads((folder / "model.json").read_text())["sha256"]
    (folder / "model.onnx").unlink()
    assert OnnxPairModel(folder).model == f"tiny@{digest[:8]}"


def test_neither_torch_nor_onnxruntime_is_imported_before_the_first_pair(folder):
    code = (
        "import sys, pathlib; from msgcheck.pairs.onnx_model import OnnxPairModel as M;"
        f"m = M(pathlib.Path({str(folder)!r})); m.model; m.read([]);"
        "print([n for n in ('torch', 'onnxruntime', 'tokenizers', 'transformers') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@given(pairs, st.randoms(use_true_random=False))
def test_order_of_pairs_changes_no_row(model, pairs, random):
    order = list(range(len(pairs)))
    random.shuffle(order)
    rows = model.read(pairs)
    assert np.allclose(model.read([pairs[place] for place in order]), rows[order], atol=ROUNDING)


@given(pairs)
def test_company_of_a_pair_changes_no_row(model, small_batches, pairs):
    alone = np.concatenate([model.read([pair]) for pair in pairs])
    assert np.allclose(model.read(pairs), alone, atol=ROUNDING)
    assert np.allclose(small_batches.read(pairs), alone, atol=ROUNDING)


def test_the_two_texts_are_told_apart(model):
    turned = Pair(approved=PAIR.said, said=PAIR.approved)
    assert not np.allclose(model.read([PAIR]), model.read([turned]), atol=0.05)


@pytest.mark.parametrize(("kind", "mark"), [("retired", "[old]"), ("never_say", "[never]")])
def test_kind_of_a_pair_is_marked_before_the_approved_wording(model, kind, mark):
    marked = dataclasses.replace(PAIR, kind=PairKind(kind))
    by_hand = dataclasses.replace(PAIR, approved=f"{mark} {PAIR.approved}")
    assert np.array_equal(model.read([marked]), model.read([by_hand]))
    assert not np.allclose(model.read([marked]), model.read([PAIR]), atol=0.05)


def test_long_pairs_are_shortened_at_the_longer_side(tmp_path):
    model = OnnxPairModel(make_onnx_model(tmp_path, max_tokens=10))
    long = Pair(approved="costs " * 500, said="cuts setup")
    assert np.array_equal(model.read([long]), model.read([dataclasses.replace(long, approved="costs " * 5)]))


def test_halves_of_characters_are_read(model):
    assert np.isfinite(model.read([Pair(approved="cuts \ud83d costs", said="\udc00")])).all()


def test_columns_are_put_in_our_order(tmp_path, folder):
    turned = make_onnx_model(tmp_path, labels=[str(label) for label in reversed(PAIR_LABELS)])
    assert np.array_equal(OnnxPairModel(turned).read(PAIRS), OnnxPairModel(folder).read(PAIRS)[:, ::-1])


def test_labels_of_entailment_models_are_known(tmp_path):
    labels = ["contradiction", "entailment", "neutral"]
    rows = OnnxPairModel(make_onnx_model(tmp_path, graph=make_graph(columns=3), labels=labels)).read(PAIRS)
    given = [PAIR_LABELS.index(PairLabel(name)) for name in ("consistent", "contradicts", "unrelated")]
    assert np.allclose(np.exp(rows[:, given]).sum(axis=1), 1, atol=5e-3)
    assert (np.delete(rows, given, axis=1) == NEVER).all()


def test_written_labels_change_the_name_of_the_model(folder):
    names = {OnnxPairModel(folder, labels=labels).model for labels in ({}, {"a": PairLabel.REFRAMED})}
    assert len(names) == 2


def test_row_without_numbers_counts_as_undecided_and_is_told(tmp_path, caplog):
    model = OnnxPairModel(make_onnx_model(tmp_path, graph=make_graph(bias=float("nan"))))
    with caplog.at_level(logging.WARNING):
        rows = model.read(PAIRS)
    assert np.allclose(np.exp(rows), 1 / 7)
    assert "3 of 3 pairs" in caplog.text


def test_session_takes_one_thread_and_spins_none(folder, monkeypatch):
    import onnxruntime

    seen = []
    genuine = onnxruntime.InferenceSession
    monkeypatch.setattr(
        onnxruntime,
        "InferenceSession",
        lambda path, options, **more: seen.append(options) or genuine(path, options, **more),
    )
    OnnxPairModel(folder, threads=2).read([PAIR])
    assert (seen[0].intra_op_num_threads, seen[0].inter_op_num_threads) == (1, 1)
    assert seen[0].get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_batches_side_by_side_give_the_same_rows(tmp_path):
    folder = make_onnx_model(tmp_path, batch=2)
    many = [Pair(approved=f"cuts costs {number} %", said="setup time " * number) for number in range(15)]
    assert np.array_equal(OnnxPairModel(folder, threads=3).read(many), OnnxPairModel(folder).read(many))


# --- what is refused -------------------------------------------------------------------------------


def test_other_weights_than_described_are_refused(tmp_path):
    folder = make_onnx_model(tmp_path, sha256="0" * 64)
    with pytest.raises(ModelMismatch) as caught:
        OnnxPairModel(folder).read([PAIR])
    assert caught.value.where == str(folder / "model.onnx")
    assert "000000000000" in str(caught.value)
    assert caught.value.hint


def test_other_weights_than_set_are_refused_before_they_are_loaded(folder):
    with pytest.raises(ModelMismatch):
        _ = OnnxPairModel(folder, sha256="0" * 64).model


def test_hash_may_be_set_in_capitals(folder):
    digest = json.loads((folder / "model.json").read_text())["sha256"]
    assert OnnxPairModel(folder, sha256=digest.upper()).read([PAIR]).shape == (1, 7)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "model.json"])
def test_missing_file_is_named(tmp_path, name):
    folder = make_onnx_model(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ModelUnavailable) as caught:
        OnnxPairModel(folder).read([PAIR])
    assert caught.value.where == str(folder / name)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("described", "named"),
    [
        ({"name": None}, "'name' is missing"),
        ({"name": " "}, "'name'"),
        ({"labels": "consistent"}, "'labels'"),
        ({"labels": [1]}, "'labels'"),
        ({"max_tokens": 0}, "'max_tokens'"),
        ({"max_tokens": True}, "'max_tokens'"),
        ({"sha256": "12"}, "'sha256'"),
        ({"marks": {"old": "[old]"}}, "old"),
        ({"batch": "many"}, "'batch'"),
    ],
)
def test_description_that_does_not_fit_is_refused(tmp_path, described, named):
    folder = make_onnx_model(tmp_path, **described)
    with pytest.raises(ModelMismatch) as caught:
        _ = OnnxPairModel(folder).model
    assert named in str(caught.value)
    assert caught.value.where == str(folder / "model.json")


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_description_that_is_no_map_is_refused(tmp_path, text):
    folder = make_onnx_model(tmp_path)
    (folder / "model.json").write_text(text)
    with pytest.raises(ModelMismatch):
        _ = OnnxPairModel(folder).model


def test_labels_that_do_not_fit_the_columns_are_refused(tmp_path):
    folder = make_onnx_model(tmp_path, graph=make_graph(columns=3))
    with pytest.raises(ModelMismatch) as caught:
        OnnxPairModel(folder).read([PAIR])
    assert "(1, 3)" in str(caught.value)


def test_strange_inputs_are_refused(tmp_path):
    graph = make_graph(inputs=("input_ids", "attention_mask", "pictures"))
    with pytest.raises(ModelMismatch) as caught:
        OnnxPairModel(make_onnx_model(tmp_path, graph=graph)).read([PAIR])
    assert "pictures" in str(caught.value)


def test_weights_that_are_no_model_are_unavailable(tmp_path):
    with pytest.raises(ModelUnavailable) as caught:
        OnnxPairModel(make_onnx_model(tmp_path, graph=b"no model")).read([PAIR])
    assert caught.value.where.endswith("model.onnx")


def test_tokenizer_that_is_none_is_unavailable(tmp_path):
    folder = make_onnx_model(tmp_path)
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelUnavailable) as caught:
        OnnxPairModel(folder).read([PAIR])
    assert caught.value.where.endswith("tokenizer.json")


def test_tokens_the_model_does_not_have_are_a_mismatch(tmp_path):
    folder = make_onnx_model(tmp_path)
    path = folder / "tokenizer.json"
    tokenizer = json.loads(path.read_text())
    tokenizer["model"]["vocab"]["costs"] = 9999
    path.write_text(json.dumps(tokenizer))
    with pytest.raises(ModelMismatch):
        OnnxPairModel(folder).read([PAIR])


def test_packaged_model_that_is_missing_is_unavailable_with_a_hint(monkeypatch):
    monkeypatch.setattr(onnx_model, "_PACKAGED", "no-such-folder")
    with pytest.raises(ModelUnavailable) as caught:
        packaged_model()
    assert "pairs.kind" in caught.value.hint
