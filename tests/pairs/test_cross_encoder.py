"""Any cross-encoder as a pair model: a tiny one with random weights, made here."""

import hashlib
import shutil
import subprocess
import sys

import numpy as np
import pytest
from builders_pairs import WORDS, make_tokenizer

from msgcheck.errors import ModelMismatch, ModelUnavailable
from msgcheck.pairs.cross_encoder import CrossEncoderPairModel
from msgcheck.pairs.interface import NEVER, PAIR_LABELS, Pair, PairLabel

PAIRS = (
    Pair(approved="cuts costs up to 30 %", said="cuts costs for all customers"),
    Pair(approved="setup time", said="guaranteed setup time for all customers"),
    Pair(approved="costs \ud83d", said=""),
)
NLI = ("contradiction", "entailment", "neutral")
NO_NETWORK = """
from msgcheck.closed_network import closed_network
from msgcheck.errors import ModelUnavailable
from msgcheck.pairs.cross_encoder import CrossEncoderPairModel
from msgcheck.pairs.interface import Pair
with closed_network() as tried:
    model = CrossEncoderPairModel("no-such-owner/no-such-model")
    try:
        model.read([Pair(approved="a", said="b")])
    except ModelUnavailable as err:
        print(model.model, "no-such-model" in str(err), "pairs.allow_remote" in err.hint, len(tried))
"""


def make_model(folder, labels=NLI):
    import torch
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
        initializer_range=1.0,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=make_tokenizer(),
        model_max_length=64,
        **{f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep")},
    ).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_model(tmp_path_factory.mktemp("models") / "tiny-nli")


@pytest.fixture(autouse=True)
def closed_hub(monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "1")


def test_nothing_is_imported_before_the_first_pair(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    code = (
        "import sys; from msgcheck.pairs.cross_encoder import CrossEncoderPairModel as M;"
        f"m = M({str(tmp_path)!r}); print(m.model, m.read([]).shape,"
        "[n for n in ('torch', 'sentence_transformers', 'transformers') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    digest = hashlib.sha256(b"weights").hexdigest()
    assert found.stdout.strip() == f"{tmp_path.name}@{digest[:8]} (0, 7) []"


def test_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(ModelUnavailable) as caught:
        _ = CrossEncoderPairModel(str(tmp_path)).model
    assert caught.value.where == str(tmp_path)


def test_weights_in_parts_are_named_by_all_of_them(tmp_path):
    names = set()
    for content in (b"b", b"c"):
        (tmp_path / "model-00001-of-00002.safetensors").write_bytes(b"a")
        (tmp_path / "model-00002-of-00002.safetensors").write_bytes(content)
        names.add(CrossEncoderPairModel(str(tmp_path)).model)
    assert len(names) == 2


def test_other_weights_than_expected_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    with pytest.raises(ModelMismatch) as caught:
        CrossEncoderPairModel(str(tmp_path), sha256="0" * 64).read(PAIRS)
    assert caught.value.where.endswith("model.safetensors")
    assert "pairs.sha256" in caught.value.hint


def test_written_labels_change_the_name(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    written = {"neutral": PairLabel.REFRAMED}
    assert CrossEncoderPairModel(str(tmp_path), labels=written).model != CrossEncoderPairModel(str(tmp_path)).model


@pytest.mark.model
def test_rows_are_log_probabilities_of_the_labels_the_model_has(folder):
    rows = CrossEncoderPairModel(str(folder)).read(PAIRS)
    given = [PAIR_LABELS.index(PairLabel(name)) for name in ("contradicts", "consistent", "unrelated")]
    assert (rows.shape, rows.dtype) == ((3, 7), np.float32)
    assert np.allclose(np.exp(rows[:, given]).sum(axis=1), 1, atol=5e-3)
    assert (np.delete(rows, given, axis=1) == NEVER).all()


@pytest.mark.model
def test_columns_are_the_scores_of_the_model_itself(folder):
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    given = tokenizer([PAIRS[0].approved], [PAIRS[0].said], return_tensors="pt")
    with torch.no_grad():
        logits = AutoModelForSequenceClassification.from_pretrained(folder)(**given).logits
    expected = torch.log_softmax(logits, dim=1)[0, NLI.index("contradiction")]
    row = CrossEncoderPairModel(str(folder)).read(PAIRS[:1])[0]
    assert row[PAIR_LABELS.index(PairLabel.CONTRADICTS)] == pytest.approx(float(expected), abs=2e-3)


@pytest.mark.model
def test_order_and_company_of_pairs_change_no_row(folder):
    model = CrossEncoderPairModel(str(folder))
    alone = np.concatenate([model.read([pair]) for pair in PAIRS])
    assert np.allclose(model.read(PAIRS[::-1])[::-1], alone, atol=2e-3)


@pytest.mark.model
def test_written_labels_are_used(folder):
    written = {"neutral": PairLabel.CONSISTENT}
    rows = CrossEncoderPairModel(str(folder), labels=written).read(PAIRS)
    assert (rows[:, PAIR_LABELS.index(PairLabel.UNRELATED)] == NEVER).all()


@pytest.mark.model
def test_unknown_labels_are_refused_with_both_lists(tmp_path):
    model = CrossEncoderPairModel(str(make_model(tmp_path / "unnamed", labels=("LABEL_0", "LABEL_1"))))
    with pytest.raises(ModelMismatch) as caught:
        model.read(PAIRS)
    assert "LABEL_0, LABEL_1" in str(caught.value)
    assert "figure_changed" in str(caught.value)


@pytest.mark.model
def test_model_with_one_score_is_refused(tmp_path):
    with pytest.raises(ModelMismatch) as caught:
        CrossEncoderPairModel(str(make_model(tmp_path / "ranker", labels=("LABEL_0",)))).read(PAIRS)
    assert "one score" in str(caught.value)


@pytest.mark.model
def test_folder_that_holds_no_whole_model_is_unavailable(folder, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    (broken / "model.safetensors").write_bytes(b"weights")
    with pytest.raises(ModelUnavailable) as caught:
        CrossEncoderPairModel(str(broken)).read(PAIRS)
    assert "broken" in str(caught.value)


@pytest.mark.model
def test_unknown_model_is_unavailable_without_asking_the_network():
    found = subprocess.run([sys.executable, "-c", NO_NETWORK], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "no-such-owner/no-such-model True True 0"
