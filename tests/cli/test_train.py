"""`msgcheck train`: what it refuses before hours are spent, and a whole run with nothing trained in it."""

import functools
import importlib.util
import json
import subprocess
import sys

import pytest
from builders_pairs import make_onnx_model

from msgcheck import assembly
from msgcheck.cli.main import run
from msgcheck.evaluate.held_out import held_out_from
from msgcheck.judge.boosted_trees import load_trees
from msgcheck.judge.calibration import load_calibration
from msgcheck.judge.combine import packaged_judge
from msgcheck.training import combination, pair_stages
from msgcheck.training import run as training_run
from tests.builders_training import inference_row, write_clean, write_inference, write_set
from tests.cli.plain_stages import OUTDATED, write


@pytest.fixture
def given(plain, monkeypatch):
    """A folder with all that training needs, and training that trains nothing."""
    write_set(plain / "set", times=3)
    write_clean(plain / "clean")
    write_inference(plain / "inference" / "boats.jsonl.gz", [inference_row(number) for number in range(3)])
    (plain / "start").mkdir()
    (plain / "start" / "model.safetensors").write_bytes(b"")
    monkeypatch.setattr(pair_stages, "train_stage", lambda _, examples, target, *__, **___: examples(0) and target)
    monkeypatch.setattr(pair_stages, "export_pair_model", lambda _, target, **__: make_onnx_model(target))
    monkeypatch.setattr(training_run, "fit", functools.partial(combination.fit, rounds=2))
    return plain


def train(capsys, folder, **options):
    """Run the command with everything in place but what is given otherwise; None leaves an option out."""
    named = {"set": "set", "inference": "inference", "start": "start", "work": "work", "output": "out", "threads": 1}
    arguments = [(f"--{name}", str(value)) for name, value in (named | options).items() if value is not None]
    code = run(["train", *(part for pair in arguments for part in pair)])
    captured = capsys.readouterr()
    assert "should not have" not in captured.err
    return code, captured.out, captured.err


@pytest.mark.slow
def test_training_writes_weights_the_package_can_load(given, capsys, monkeypatch):
    code, out, err = train(capsys, given, clean="clean")
    assert code == 0, err
    assert "auroc" in out
    assert "fixed on clean documents" in out
    assert "wrote out" in err
    files = {path.relative_to(given / "out").as_posix() for path in (given / "out").rglob("*") if path.is_file()}
    assert files == {
        *(f"pairs/weights/{name}" for name in ("model.onnx", "model.json", "tokenizer.json")),
        *(f"judge/{name}" for name in ("combination.npz", "calibration.json", "held_out.json")),
    }
    trees, digest = load_trees(given / "out" / "judge" / "combination.npz")
    assert any(name.startswith("pair.") for name in trees.features)
    models = load_calibration(given / "out" / "judge" / "calibration.json").models
    assert models.judge == f"readings@{digest}"
    assert models.pair_model.startswith("tiny@")
    held_out = json.loads((given / "out" / "judge" / "held_out.json").read_text("utf-8"))
    assert held_out["judge"] == models.judge
    assert held_out_from(held_out).figures["auroc"] > 0
    assert_used(given, capsys, monkeypatch, models)


def assert_used(folder, capsys, monkeypatch, models):
    """Scan with what was trained, as the help of the command says."""
    monkeypatch.setattr(assembly, "packaged_judge", packaged_judge)
    trained = "pairs: {kind: onnx, model: out/pairs/weights}\njudge: out/judge\n"
    (folder / "msgcheck.yaml").write_text(f"embedder: {{kind: hashing}}\ncache: cache\n{trained}", encoding="utf-8")
    run(["scan", str(write(folder / "docs" / "deck.md", OUTDATED, "Boats are let.")), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert (report["calibrated"], report["judge"]) == (True, models.judge)


def test_run_without_clean_documents_says_so(given, capsys):
    code, out, err = train(capsys, given)
    assert code == 0, err
    assert "give --clean for documents" in out


def test_training_begins_with_the_packaged_encoder(given, capsys, monkeypatch):
    begun = []

    def train_stage(start, examples, target, plan, *, data):
        del examples, plan, data
        begun.append(start)
        raise KeyboardInterrupt(target)

    monkeypatch.setattr(pair_stages, "train_stage", train_stage)
    code, _, err = train(capsys, given, start=None)
    assert (code, err.splitlines()[-1]) == (2, "stopped")
    assert (begun[0] / "model.safetensors").is_file()


@pytest.mark.parametrize("option", ["set", "inference", "clean", "written", "start"])
def test_missing_folder_is_two(given, capsys, option):
    code, _, err = train(capsys, given, **{option: "gone"})
    assert code == 2
    assert f"--{option}" in err
    assert "gone" in err


@pytest.mark.parametrize("option", ["set", "inference"])
def test_what_is_learnt_from_has_to_be_named(given, capsys, option):
    code, _, err = train(capsys, given, **{option: None})
    assert code == 2
    assert f"--{option}" in err


@pytest.mark.parametrize(
    ("option", "said", "hint"),
    [
        ("set", "holds no labelled company", "<company>/messaging.yaml"),
        ("inference", "holds no inference set", "<set>.jsonl.gz"),
        ("start", "holds no model to begin with", "model.safetensors"),
        ("clean", "holds no clean document", "leave out --clean"),
    ],
)
def test_empty_folder_is_two_and_said_what_belongs_there(given, capsys, option, said, hint):
    (given / "empty").mkdir()
    code, _, err = train(capsys, given, **{option: "empty"})
    assert code == 2
    assert said in err
    assert hint in err
    assert "empty" in err


def test_missing_packages_are_all_named_with_the_extra(given, capsys, monkeypatch):
    found = importlib.util.find_spec
    missing = {"torch", "onnxscript"}
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name in missing else found(name, *rest)
    )
    code, _, err = train(capsys, given)
    assert code == 2
    assert "without torch, onnxscript" in err
    assert "pip install 'msgcheck[train]'" in err


@pytest.mark.parametrize("missing", ["torch", "transformers", "onnx", "onnxscript", "sklearn"])
def test_nothing_is_imported_before_what_is_missing_can_be_named(missing):
    code = f"import sys; sys.modules[{missing!r}] = None; import msgcheck.training.run"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("option", ["work", "output"])
def test_folder_that_cannot_be_written_is_two_before_anything_is_trained(given, capsys, monkeypatch, option):
    monkeypatch.setattr(training_run, "read_material", lambda *_, **__: pytest.fail("too late"))
    (given / "file").write_text("", encoding="utf-8")
    code, _, err = train(capsys, given, **{option: "file/inside"})
    assert code == 2
    assert "cannot be written" in err


def test_one_company_is_too_few(given, capsys, monkeypatch):
    monkeypatch.setattr(training_run, "train_pair_models", lambda *_, **__: pytest.fail("too late"))
    write_set(given / "one", ["harbourlight"])
    code, _, err = train(capsys, given, set="one")
    assert code == 2
    assert "too few" in err


def test_bad_row_of_an_inference_set_is_two_and_named(given, capsys):
    write_inference(given / "inference" / "boats.jsonl.gz", [inference_row(0), inference_row(1, "perhaps")])
    code, _, err = train(capsys, given)
    assert code == 2
    assert "boats.jsonl.gz:2" in err
    assert "unknown label 'perhaps'" in err


def test_bad_row_of_the_labelled_set_is_two_and_named(given, capsys):
    path = given / "set" / "quaystone" / "statements.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    code, _, err = train(capsys, given)
    assert code == 2
    assert "statements.jsonl:1" in err


def test_threads_out_of_range_are_two(given, capsys):
    assert train(capsys, given, threads=0)[0] == 2
