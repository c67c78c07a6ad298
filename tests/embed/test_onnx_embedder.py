"""The embedder on ONNX Runtime: what it does where the model is not ready, cannot be made ready, or is damaged."""

import logging
import subprocess
import sys

import numpy as np
import pytest

from msgcheck.embed import onnx_embedder
from msgcheck.embed.model_files import PACKAGED_SHA256
from msgcheck.embed.onnx_embedder import NotPrepared, OnnxEmbedder
from msgcheck.embed.onnx_export import EXIT_NOT_HERE, EXIT_NOT_THIS_MODEL, REASON, NotThisModel, main
from msgcheck.embed.prepared_model import GRAPH
from msgcheck.embed.sentence_transformer import SentenceTransformerEmbedder
from msgcheck.errors import ModelMismatch, ModelUnavailable
from tests.builders_models import write_model

FALLEN_BACK = np.ones((1, 1), dtype=np.float32)
REAL = [
    "Cuts onboarding time by up to 30%.",
    "New hires are productive nearly a third sooner.",
    "",
    "Every container is tracked from the quay to the customer, day and night, at sea and on land. " * 40,
    "Łódź–Zürich: 2 500 €",
]


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


@pytest.fixture
def ended(monkeypatch):
    """Say how the process that prepares a model ends; the list tells how often it was started."""
    started = []

    def ends(code, *lines):
        def run(arguments, **_):
            started.append(arguments)
            return subprocess.CompletedProcess(arguments, code, stderr="\n".join(lines))

        monkeypatch.setattr(onnx_embedder.subprocess, "run", run)
        return started

    return ends


@pytest.fixture
def fallen_back(monkeypatch):
    monkeypatch.setattr(SentenceTransformerEmbedder, "embed", lambda *_: FALLEN_BACK)


def test_nothing_is_loaded_before_the_first_text(tmp_path):
    code = (
        "import sys, pathlib; from msgcheck.embed.onnx_embedder import OnnxEmbedder as E;"
        f"e = E(folder=pathlib.Path({str(tmp_path)!r}));"
        "print(e.model, e.embed([]).shape, [n for n in ('torch', 'onnxruntime', 'tokenizers') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:8]} (0, 0) []"


def test_name_is_the_one_sentence_transformers_has(source, tmp_path):
    assert OnnxEmbedder(str(source), folder=tmp_path).model == SentenceTransformerEmbedder(str(source)).model


def test_other_weights_than_expected_are_refused(source, tmp_path):
    embedder = OnnxEmbedder(str(source), folder=tmp_path, sha256="0" * 64)
    with pytest.raises(ModelMismatch):
        _ = embedder.model
    with pytest.raises(ModelMismatch):
        embedder.embed(["a"])


def test_model_that_is_not_on_this_machine_is_unavailable(tmp_path, ended):
    started = ended(0)
    embedder = OnnxEmbedder("no-such-model-anywhere", folder=tmp_path)
    assert embedder.model == "no-such-model-anywhere"
    with pytest.raises(ModelUnavailable, match="no-such-model-anywhere"):
        embedder.embed(["a"])
    assert started == []


def test_model_that_onnx_cannot_stand_in_for_is_an_error_with_the_way_out(source, tmp_path, ended):
    ended(EXIT_NOT_THIS_MODEL, "noise", f"{REASON}strange layer", "noise at the end")
    with pytest.raises(NotThisModel) as caught:
        OnnxEmbedder(str(source), folder=tmp_path).embed(["a"])
    assert "strange layer" in str(caught.value)
    assert "embedder.kind: sentence-transformers" in str(caught.value)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ((EXIT_NOT_HERE, f"{REASON}the disk is full"), "the disk is full"),
        ((-9,), "code -9"),
        ((1, "Traceback", "SomeError: odd"), "SomeError: odd"),
        ((0,), "model.json"),
    ],
)
@pytest.mark.usefixtures("fallen_back")
def test_where_it_cannot_be_prepared_sentence_transformers_takes_over_and_says_so(source, ended, caplog, how, reason):
    started = ended(*how)
    embedder = OnnxEmbedder(str(source), folder=source.parent)
    with caplog.at_level(logging.WARNING):
        assert embedder.embed(["a"]) is FALLEN_BACK
        embedder.embed(["b"])
    said = [record.getMessage() for record in caplog.records]
    assert len(started) == 1
    assert reason in said[1]
    assert "sentence-transformers takes over" in said[1]


def test_hashes_are_remembered_where_it_was_said(source, tmp_path):
    _ = OnnxEmbedder(str(source), folder=tmp_path / "models", hashes=tmp_path / "kept" / "hashes.json").model
    assert (tmp_path / "kept" / "hashes.json").is_file()
    assert not (tmp_path / "models").exists()


def test_preparing_beforehand_ends_with_the_reason_where_it_cannot_be_done(source, tmp_path, ended):
    ended(EXIT_NOT_HERE, f"{REASON}the disk is full")
    with pytest.raises(NotPrepared, match="the disk is full"):
        OnnxEmbedder(str(source), folder=tmp_path).prepare()


def test_folder_that_cannot_be_written_is_found_out_before_torch_is_loaded(source, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotPrepared, match="cannot be written"):
        OnnxEmbedder(str(source), folder=tmp_path / "file" / "models").prepare()


def test_file_among_the_documents_is_not_taken_for_a_package(source, tmp_path, monkeypatch):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "numpy.py").write_text("raise SystemExit('run')", encoding="utf-8")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.chdir(documents)
    with pytest.raises(NotPrepared, match="cannot be written"):
        OnnxEmbedder(str(source), folder=tmp_path / "file").prepare()


@pytest.mark.slow
def test_model_is_prepared_once_and_anew_where_it_was_damaged(tmp_path, caplog):
    source, models = write_model(tmp_path / "source"), tmp_path / "models"
    with caplog.at_level(logging.WARNING, logger="msgcheck"):
        first = OnnxEmbedder(str(source), folder=models).embed(["boats", "ten days"])
        assert np.array_equal(OnnxEmbedder(str(source), folder=models).embed(["boats", "ten days"]), first)
        assert len(caplog.records) == 1
        embedder = OnnxEmbedder(str(source), folder=models)
        graph = embedder.folder / GRAPH
        graph.write_bytes(graph.read_bytes()[:-100])
        assert np.array_equal(embedder.embed(["boats", "ten days"]), first)
    assert [record.getMessage().split(",")[0] for record in caplog.records] == ["preparing the embedding model"] * 2


@pytest.mark.slow
def test_other_layers_behind_the_same_weights_are_another_prepared_model(tmp_path):
    one, other = write_model(tmp_path / "one"), write_model(tmp_path / "other", pooling="cls")
    models = tmp_path / "models"
    assert OnnxEmbedder(str(one), folder=models).folder != OnnxEmbedder(str(other), folder=models).folder


def test_program_that_prepares_says_why_it_cannot(source, tmp_path, capsys, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    # In this process: the network of the tests stays open.
    monkeypatch.setattr("msgcheck.embed.onnx_export.closed_network", __import__("contextlib").nullcontext)
    assert main([str(source), str(tmp_path / "file" / "target"), "a" * 64, "n@1"]) == EXIT_NOT_HERE
    assert REASON in capsys.readouterr().err


@pytest.mark.model
@pytest.mark.slow
def test_packaged_model_gives_the_vectors_of_sentence_transformers(prepared_models):
    found = OnnxEmbedder(folder=prepared_models).embed(REAL)
    expected = SentenceTransformerEmbedder().embed(REAL)
    assert np.abs(found - expected).max() < 1e-4
    assert np.abs(found @ found.T - expected @ expected.T).max() < 1e-3
