"""Preparing a model: the same vectors whatever stands behind the transformer, and a folder that is whole or not there."""

import json
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from filelock import FileLock

from msgcheck.embed import onnx_export
from msgcheck.embed.onnx_export import NotThisModel, make_prepared
from msgcheck.embed.prepared_model import GRAPH, load_prepared
from msgcheck.embed.sentence_transformer import SentenceTransformerEmbedder
from msgcheck.errors import EnvironmentFailure, ModelUnavailable
from tests.builders_models import write_json, write_model

TEXTS = [
    "Setup takes ten days.",
    "",
    "boats",
    "The quay waits for customers and boats. " * 9,
    "  NEVER!  ",
    "free, ten %",
]

pytestmark = [
    pytest.mark.slow,
    # Of the exporter, which runs in a process of its own outside the tests.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def made_once(tiny, tmp_path_factory):
    target = tmp_path_factory.mktemp("prepared") / "target"
    made(tiny, target)
    return target


@pytest.fixture
def ready(made_once, tmp_path):
    return shutil.copytree(made_once, tmp_path / "target")


def made(source, target):
    return make_prepared(source, target, made_from="a" * 64, name="tiny@1")


def prepared_rows(target):
    return load_prepared(target, made_from="a" * 64, threads=1).embed(TEXTS)


@pytest.mark.parametrize(
    "layout",
    [
        {"pooling": "cls"},
        {"pooling": "max"},
        {"pooling": "mean", "layers": ("Dense", "Normalize")},
    ],
    ids=["cls", "max", "dense"],
)
def test_vectors_are_those_of_sentence_transformers(tmp_path, layout):
    source = write_model(tmp_path / "source", **layout)
    description = made(source, tmp_path / "target")
    found, expected = prepared_rows(tmp_path / "target"), SentenceTransformerEmbedder(str(source)).embed(TEXTS)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() < 1e-4
    assert description.largest_difference < 1e-4
    assert np.abs(found[0] - found[2]).max() > 0.01


def test_mean_over_words_is_that_of_sentence_transformers(tiny, ready):
    assert np.abs(prepared_rows(ready) - SentenceTransformerEmbedder(str(tiny)).embed(TEXTS)).max() < 1e-4


def test_prompt_of_the_model_stands_before_each_text(tmp_path):
    source = write_model(tmp_path / "source")
    write_json(
        source / "config_sentence_transformers.json",
        {"prompts": {"query": "boats and the quay: "}, "default_prompt_name": "query"},
    )
    assert made(source, tmp_path / "target").prompt == "boats and the quay: "
    expected = SentenceTransformerEmbedder(str(source)).embed(TEXTS)
    assert np.abs(prepared_rows(tmp_path / "target") - expected).max() < 1e-4


def test_model_without_transformer_is_refused_and_nothing_is_left(tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    words = Tokenizer(models.WordLevel({"boats": 0, "quay": 1, "Yes": 2}))
    SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=8)]).save(str(tmp_path / "source"))
    with pytest.raises(NotThisModel) as caught:
        made(tmp_path / "source", tmp_path / "models" / "target")
    assert "embedder.kind: sentence-transformers" in str(caught.value)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["target.lock"]


def test_model_whose_vectors_would_be_others_is_refused(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(onnx_export, "_TOLERANCE", -1.0)
    with pytest.raises(NotThisModel, match="other vectors"):
        made(tiny, tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_model_that_cannot_be_loaded_is_unavailable(tmp_path):
    source = write_model(tmp_path / "source")
    (source / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelUnavailable):
        made(source, tmp_path / "target")


def test_what_another_process_just_made_is_taken(tiny, ready, monkeypatch):
    monkeypatch.setattr(onnx_export, "_export", lambda *_, **__: pytest.fail("made twice"))
    assert made(tiny, ready).name == "tiny@1"


def test_damaged_folder_is_replaced(tiny, ready, made_once, monkeypatch):
    def copied(_source, folder, **_):
        shutil.copytree(made_once, folder, dirs_exist_ok=True)

    monkeypatch.setattr(onnx_export, "_export", copied)
    (ready / GRAPH).write_bytes(b"torn")
    made(tiny, ready)
    assert (ready / GRAPH).read_bytes() == (made_once / GRAPH).read_bytes()


def test_waiting_for_another_process_has_an_end(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(onnx_export, "_LOCK_TIMEOUT_S", 0.05)
    with FileLock(tmp_path / "target.lock"), pytest.raises(EnvironmentFailure, match="another process"):
        made(tiny, tmp_path / "target")


def test_interrupted_export_leaves_no_model_and_the_next_one_cleans_up(tiny, tmp_path):
    target = tmp_path / "models" / "target"
    arguments = [str(tiny), str(target), "a" * 64, "tiny@1"]
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "msgcheck.embed.onnx_export", *arguments], stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not list(target.parent.glob(".target.*")):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert not target.exists()
    assert list(target.parent.glob(".target.*"))
    made(tiny, target)
    assert json.loads((target / "model.json").read_text(encoding="utf-8"))["name"] == "tiny@1"
    assert not list(target.parent.glob(".target.*"))
