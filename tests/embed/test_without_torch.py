"""Commands that a writer waits for start neither torch nor sentence-transformers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = """
import json, sys
from msgcheck.cli.main import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]), file=sys.stderr)
"""

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        (["scan", "corpora/demo/decks", "--messaging", "messaging", "--quiet"], {"spacy", "thinc", "onnxruntime"}),
        (["check", "--messaging", "messaging"], {"spacy", "thinc", "onnxruntime"}),
        (["read", "corpora/demo"], set()),
    ],
    ids=["scan", "check", "read"],
)
def test_command_loads_neither_torch_nor_sentence_transformers(command, needed, prepared_models, tmp_path, monkeypatch):
    from msgcheck.embed.onnx_embedder import OnnxEmbedder

    OnnxEmbedder(folder=prepared_models).prepare()
    monkeypatch.setenv("MSGCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    found = subprocess.run(
        [sys.executable, "-c", CODE, *command],
        input="Our loggers are fully certified, and we guarantee that nothing ever breaks.\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    code, loaded = json.loads(found.stderr.splitlines()[-1])
    assert code in {0, 1}, found.stderr
    assert not {"torch", "sentence_transformers", "transformers"} & set(loaded)
    assert needed <= set(loaded)
