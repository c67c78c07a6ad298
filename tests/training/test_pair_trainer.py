"""The trainer and the export, on a tiny encoder with random weights."""

from dataclasses import replace

import numpy as np
import pytest

from msgcheck.pairs.interface import PAIR_LABELS, Pair, PairKind
from msgcheck.pairs.onnx_model import OnnxPairModel
from msgcheck.training import pair_trainer
from msgcheck.training.pair_export import MARKS, export_pair_model
from msgcheck.training.pair_trainer import Example, Plan, train_stage
from tests.builders_training import write_encoder

pytestmark = [
    pytest.mark.slow,
    # torch's exporter warns of its own inner workings.
    pytest.mark.filterwarnings("ignore"),
]

torch = pytest.importorskip("torch")

LABELS = tuple(label.value for label in PAIR_LABELS)
PLAN = Plan(labels=LABELS, rate=1e-2, max_tokens=24, threads=1)
SAID = ("setup takes ten days", "boats wait", "setup is free", "never at the quay")
EXAMPLES = [
    Example(first="the quay is free", second=f"{said} {number}", allowed=(place, 6) if place == 3 else (place,))
    for number in range(10)
    for place, said in enumerate(SAID)
]
PAIRS = [
    Pair(approved="the quay is free", said=f"{said} to customers" * length, kind=kind)
    for length in (1, 4)
    for said in SAID
    for kind in PairKind
]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    return write_encoder(tmp_path_factory.mktemp("start") / "encoder")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(pair_trainer, "BATCH", 8)
    monkeypatch.setattr(pair_trainer, "CHECKPOINT_STEPS", 2)


@pytest.fixture(scope="module")
def trained(encoder, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_trainer, "BATCH", 8)
        return train_stage(encoder, lambda _: EXAMPLES, tmp_path_factory.mktemp("work") / "all", PLAN)


@pytest.fixture(scope="module")
def exported(trained, tmp_path_factory):
    return export_pair_model(trained, tmp_path_factory.mktemp("onnx"), max_tokens=24)


def weights_of(folder):
    from safetensors.numpy import load_file

    return load_file(folder / "model.safetensors")


def same_weights(one, other):
    first, second = weights_of(one), weights_of(other)
    return first.keys() == second.keys() and all(np.array_equal(first[name], second[name]) for name in first)


def interrupted(encoder, target, monkeypatch, *, after=3):
    """Train until the machine goes off."""
    original, steps = pair_trainer._loss, []

    def loss(*arguments):
        steps.append(1)
        if len(steps) > after:
            raise KeyboardInterrupt
        return original(*arguments)

    monkeypatch.setattr(pair_trainer, "_loss", loss)
    with pytest.raises(KeyboardInterrupt):
        train_stage(encoder, lambda _: EXAMPLES, target, PLAN)
    monkeypatch.setattr(pair_trainer, "_loss", original)


def test_interrupted_run_ends_with_the_weights_of_one_that_was_not(encoder, trained, tmp_path, monkeypatch):
    interrupted(encoder, tmp_path / "all", monkeypatch)
    assert (tmp_path / "all" / "checkpoint.pt").is_file()
    began = []
    monkeypatch.setattr(pair_trainer, "_log", type("Log", (), {"info": lambda _, *said: began.append(said)})())
    assert same_weights(train_stage(encoder, lambda _: EXAMPLES, tmp_path / "all", PLAN), trained)
    assert ("going on at step %d", 2) in began
    assert not (tmp_path / "all" / "checkpoint.pt").exists()


def test_finished_folder_is_left_alone(encoder, trained):
    before = (trained / "model.safetensors").stat().st_mtime_ns

    def never(_):
        raise AssertionError("nothing is to be drawn")

    assert train_stage(encoder, never, trained, replace(PLAN, threads=2)) == trained
    assert (trained / "model.safetensors").stat().st_mtime_ns == before


@pytest.mark.parametrize("other", [{"plan": replace(PLAN, seed=99)}, {"data": "1a2b"}], ids=["plan", "data"])
def test_other_plan_or_data_begin_anew(encoder, tmp_path, monkeypatch, other):
    interrupted(encoder, tmp_path / "all", monkeypatch)
    given = {"plan": PLAN, "data": ""} | other
    again = train_stage(encoder, lambda _: EXAMPLES[:16], tmp_path / "all", **given)
    fresh = train_stage(encoder, lambda _: EXAMPLES[:16], tmp_path / "fresh", **given)
    assert same_weights(again, fresh)


def test_training_lowers_the_loss(encoder, trained):
    def loss(model):
        tokenizer = AutoTokenizer.from_pretrained(str(trained))
        inputs, wanted = pair_trainer._tensors(pair_trainer._encoded(EXAMPLES, tokenizer, 24), len(LABELS))
        with torch.no_grad():
            return float(pair_trainer._loss(torch.log_softmax(model.eval()(**inputs).logits, -1), wanted, 0.0))

    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    assert loss(AutoModelForSequenceClassification.from_pretrained(str(trained))) < 0.8 * np.log(len(LABELS))


def test_part_of_an_epoch_draws_for_it_and_trains_less(encoder, tmp_path):
    drawn = []

    def examples(epoch):
        drawn.append(epoch)
        return EXAMPLES

    from transformers import AutoTokenizer

    batches = pair_trainer._batches(examples, AutoTokenizer.from_pretrained(str(encoder)), replace(PLAN, epochs=1.4))
    assert drawn == [0, 1]
    assert len(batches) == 5 + 2


def test_frozen_words_stay_as_they_are(encoder, tmp_path):
    trained = train_stage(encoder, lambda _: EXAMPLES[:16], tmp_path / "all", replace(PLAN, freeze_words=True))
    name = "embeddings.word_embeddings.weight"
    assert np.array_equal(weights_of(trained)[f"bert.{name}"], weights_of(encoder)[name])


def test_head_grows_out_of_the_columns_it_is_told(encoder, tmp_path):
    three = train_stage(
        encoder, lambda _: [Example(first="a", second="b", allowed=(0,))], tmp_path / "three",
        replace(PLAN, labels=("entailment", "neutral", "contradiction")),
    )  # fmt: skip
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_pretrained(str(three))
    old = model.classifier.weight.detach().clone()
    plan = replace(PLAN, heads=(0, 2, 2, 1, 1, 1, 1))
    pair_trainer._grow_head(model, plan)
    new = model.classifier.weight.detach()
    assert torch.allclose(new, old[list(plan.heads)], atol=0.1)
    assert model.config.id2label == dict(enumerate(LABELS))


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [((0,), -np.log(0.5)), ((0, 2), -np.log(0.75)), ((0, 1, 2), 0.0)],
)
def test_loss_is_that_of_any_allowed_label(allowed, expected):
    logs = torch.log(torch.tensor([[0.5, 0.25, 0.25]]))
    wanted = torch.tensor([[place in allowed for place in range(3)]])
    assert float(pair_trainer._loss(logs, wanted, 0.0)) == pytest.approx(expected, abs=1e-5)


def test_smoothing_asks_a_little_of_every_label():
    logs = torch.log(torch.tensor([[0.98, 0.01, 0.01]]))
    wanted = torch.tensor([[True, False, False]])
    assert pair_trainer._loss(logs, wanted, 0.1) > pair_trainer._loss(logs, wanted, 0.0)


def test_rate_rises_then_falls():
    rates = [pair_trainer._rate_at(step, 100) for step in range(100)]
    top = int(np.argmax(rates))
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)
    assert 0.9 < rates[top] <= 1
    assert min(rates[top:]) >= pair_trainer.LEAST_RATE


def test_exported_model_reads_as_the_trained_one(trained, exported):
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(trained))
    model = AutoModelForSequenceClassification.from_pretrained(str(trained)).eval()
    inputs = tokenizer(
        [MARKS[pair.kind] + pair.approved for pair in PAIRS],
        [pair.said for pair in PAIRS],
        truncation=True, max_length=24, padding=True, return_tensors="pt",
    )  # fmt: skip
    with torch.no_grad():
        exact = torch.log_softmax(model(**inputs).logits, -1).numpy()
    rows = OnnxPairModel(exported).read(PAIRS)
    assert np.abs(np.exp(rows) - np.exp(exact)).max() < 0.03
    assert np.ptp(exact, axis=0).max() > 0.5, "the pairs are too much alike to tell"


def test_layers_and_tables_are_stored_as_bytes(exported, trained):
    import onnx

    graph = onnx.load(str(exported / "model.onnx")).graph
    kinds = {tensor.name: tensor.data_type for tensor in graph.initializer}
    in_bytes = {kinds[node.input[1]] for node in graph.node if node.op_type == "MatMulInteger"}
    assert in_bytes == {onnx.TensorProto.INT8}
    assert not any(node.op_type == "MatMul" and node.input[1] in kinds for node in graph.node)
    assert (exported / "model.onnx").stat().st_size < 0.5 * (trained / "model.safetensors").stat().st_size


def test_row_of_an_exported_model_does_not_depend_on_its_batch(exported):
    model = OnnxPairModel(exported)
    together = model.read(PAIRS)
    alone = np.concatenate([model.read([pair]) for pair in PAIRS])
    assert np.abs(together - alone).max() <= 2e-3


def test_export_of_the_same_model_is_the_same_file(trained, exported, tmp_path):
    again = export_pair_model(trained, tmp_path / "again", max_tokens=24)
    assert (again / "model.onnx").read_bytes() == (exported / "model.onnx").read_bytes()
    assert {path.name for path in again.iterdir()} == {"model.onnx", "tokenizer.json", "model.json"}
