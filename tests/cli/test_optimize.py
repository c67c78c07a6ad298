"""`msgcheck optimize`: what it prepares, what it says, and how it ends where it cannot."""

import pytest

from msgcheck.cli.main import run
from msgcheck.embed.onnx_embedder import OnnxEmbedder


def optimized(capsys, *arguments):
    code = run(["optimize", *map(str, arguments)])
    found = capsys.readouterr()
    return code, found.out, found.err


def test_embedder_without_a_model_has_nothing_to_prepare(plain, capsys):
    code, out, _ = optimized(capsys)
    assert (code, out) == (0, "embedder.kind is hashing: there is nothing to prepare.\n")


@pytest.mark.parametrize("arguments", [["surplus"], ["--config", "missing.yaml"], ["--folder", "msgcheck.yaml"]])
def test_bad_input_is_two(plain, capsys, arguments):
    code, out, err = optimized(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "Error" in err


def test_model_that_is_nowhere_is_two_and_named(plain, capsys):
    (plain / "msgcheck.yaml").write_text("embedder: {model: no-such-model}\ncache: cache\n", encoding="utf-8")
    code, out, err = optimized(capsys)
    assert (code, out) == (2, "")
    assert '"no-such-model" is not on this machine' in err


def test_folder_that_cannot_be_written_is_two(plain, capsys):
    (plain / "msgcheck.yaml").write_text("cache: cache\n", encoding="utf-8")
    (plain / "file").write_text("", encoding="utf-8")
    code, _, err = optimized(capsys, "--folder", plain / "file" / "models")
    assert code == 2
    assert "cannot be written" in err


@pytest.mark.model
@pytest.mark.slow
def test_packaged_model_is_prepared_where_it_was_asked(plain, prepared_models, capsys):
    (plain / "msgcheck.yaml").write_text("cache: cache\n", encoding="utf-8")
    code, out, _ = optimized(capsys, "--folder", prepared_models)
    assert code == 0
    assert out.startswith("all-MiniLM-L6-v2@53aa5117 ")
    assert str(OnnxEmbedder(folder=prepared_models).folder) in out
    assert "ms a sentence" in out
