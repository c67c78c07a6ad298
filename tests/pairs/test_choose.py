"""From the settings to a pair model."""

import json
import subprocess
import sys

import pytest
from builders_pairs import make_onnx_model

from msgcheck.config import PairSettings, load_settings
from msgcheck.errors import ModelMismatch, SettingsError
from msgcheck.pairs import onnx_model
from msgcheck.pairs.choose import pair_model
from msgcheck.pairs.interface import Pair


def test_none_is_no_model():
    assert pair_model(PairSettings(kind="none"), environ={}) is None


def test_packaged_model_is_the_default(tmp_path, monkeypatch):
    make_onnx_model(tmp_path / "weights", name="packaged")
    monkeypatch.setattr(onnx_model.resources, "files", lambda package: tmp_path)
    model = pair_model(PairSettings(), threads=2, environ={})
    assert model.model.startswith("packaged@")
    assert model.threads == 2


def test_onnx_model_is_made_with_hash_labels_and_threads(tmp_path):
    folder = make_onnx_model(tmp_path)
    digest = json.loads((folder / "model.json").read_text())["sha256"]
    model = pair_model(PairSettings(kind="onnx", model=str(folder), sha256=digest), threads=0, environ={})
    assert model.threads == 1
    assert model.read([Pair(approved="costs", said="costs")]).shape == (1, 7)
    with pytest.raises(ModelMismatch):
        _ = pair_model(PairSettings(kind="onnx", model=str(folder), sha256="0" * 64), environ={}).model


def test_cross_encoder_stays_off_the_network_unless_allowed():
    settings = {
        remote: PairSettings(kind="cross-encoder", model="a/b", allow_remote=remote) for remote in (False, True)
    }
    assert [pair_model(settings[remote], environ={}).offline for remote in (False, True)] == [True, False]


def test_chat_takes_its_key_from_the_environment_only():
    settings = PairSettings(kind="chat", model="tiny", url="http://127.0.0.1:1", timeout_s=3)
    model = pair_model(settings, environ={"MSGCHECK_PAIRS_API_KEY": "k"})
    assert (model._api_key, model.timeout_s) == ("k", 3)
    assert not [name for name in PairSettings.__dataclass_fields__ if "key" in name]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (PairSettings(kind="onnx"), "pairs.model"),
        (PairSettings(kind="cross-encoder"), "pairs.model"),
        (PairSettings(kind="chat", url="http://127.0.0.1"), "pairs.model"),
        (PairSettings(kind="chat", model="tiny"), "pairs.url"),
        (PairSettings(kind="chat", model="tiny", url="http://models.example"), "pairs.allow_remote"),
        (PairSettings(kind="guess"), "pairs.kind"),
        (PairSettings(kind="none", labels="entailment"), "pairs.labels"),
    ],
)
def test_settings_that_cannot_work_are_refused(settings, named):
    with pytest.raises(SettingsError) as caught:
        pair_model(settings, environ={})
    assert named in str(caught.value)


def test_settings_come_from_file_and_environment(tmp_path):
    (tmp_path / "msgcheck.yaml").write_text(
        "pairs: {kind: chat, model: tiny, url: 'http://127.0.0.1:11434', labels: 'entailment=consistent, neutral=unrelated'}\n"
    )
    pairs = load_settings(tmp_path, {"MSGCHECK_PAIRS_KIND": "none", "MSGCHECK_PAIRS_ALLOW_REMOTE": "true"}).pairs
    assert (pairs.kind, pairs.model, pairs.allow_remote) == ("none", "tiny", True)
    assert pairs.labels == "entailment=consistent, neutral=unrelated"


def test_unknown_kind_in_a_file_is_refused(tmp_path):
    (tmp_path / "msgcheck.yaml").write_text("pairs: {kind: chats}\n")
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path, {})
    assert "chat" in caught.value.hint


def test_choosing_imports_nothing_heavy():
    code = (
        "import sys; from msgcheck.pairs.choose import pair_model; from msgcheck.config import PairSettings as S;"
        "pair_model(S(kind='none')); pair_model(S(kind='cross-encoder', model='a'));"
        "pair_model(S(kind='onnx', model='a'));"
        "print([n for n in ('torch', 'sentence_transformers', 'onnxruntime', 'httpx') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
