"""The stages of training: what each model sees, and what public pairs are read from."""

import gzip

import pytest
from builders_pairs import make_onnx_model

from msgcheck.errors import InputError
from msgcheck.pairs.interface import PAIR_LABELS
from msgcheck.training import pair_stages
from msgcheck.training.combination import FOLDS, fold_of
from msgcheck.training.pair_stages import DRIFT, DRIFT_AGAIN, drift_examples, inference_examples, train_pair_models
from tests.builders_training import inference_row, read_companies, write_inference, write_set


@pytest.fixture(scope="module")
def companies(tmp_path_factory):
    return read_companies(write_set(tmp_path_factory.mktemp("set")))


@pytest.fixture
def stages(companies, tmp_path, monkeypatch):
    """Train with nothing trained; return by the stage's name what it started from, its examples, plan and data."""
    seen = {}

    def train_stage(start, examples, target, plan, *, data):
        seen[target.name] = (start.name, examples(0), plan, data)
        return target

    monkeypatch.setattr(pair_stages, "train_stage", train_stage)
    monkeypatch.setattr(pair_stages, "export_pair_model", lambda _, target, **__: make_onnx_model(target))
    inference = tmp_path / "inference"
    write_inference(inference / "boats.jsonl.gz", [inference_row(number) for number in range(3)])

    def train(found=companies, threads=1):
        models = train_pair_models(
            found, start=tmp_path / "encoder", inference=inference, work=tmp_path / "work", threads=threads
        )
        return models, seen

    return train


def test_company_of_the_held_out_fold_is_never_among_the_examples(stages, companies):
    _, seen = stages()
    for fold in range(FOLDS):
        told = " ".join(f"{example.first} {example.second}" for example in seen[f"fold-{fold}"][1])
        for company in companies:
            assert (company.name in told) is (fold_of(company.name) != fold)


def test_shipped_model_learns_from_all_companies(stages, companies):
    _, seen = stages()
    assert seen["all-begun"][1] == drift_examples(companies, 0)


def test_second_round_goes_on_with_pairs_drawn_anew(stages, companies):
    _, seen = stages()
    assert seen["all"][0] == "all-begun"
    assert seen["all"][1] == drift_examples(companies, 0, plan=DRIFT_AGAIN) != seen["all-begun"][1]


def test_every_model_starts_from_the_one_that_saw_public_pairs_only(stages):
    models, seen = stages()
    assert seen["inference"][0] == "encoder"
    assert len(seen["inference"][1]) == 3
    assert {seen[name][0] for name in seen if name.endswith("-begun")} == {"inference"}
    assert [folder.name for folder in models.folds] == [f"fold-{fold}-onnx" for fold in range(FOLDS)]
    assert models.shipped.name == "all-onnx"


def test_plan_takes_the_threads_it_was_given(stages):
    assert {plan.threads for _, _, plan, _ in stages(threads=3)[1].values()} == {3}


def test_other_companies_are_other_data_for_the_models_that_see_them(stages, companies):
    before = {name: data for name, (*_, data) in stages()[1].items() if not name.endswith("-begun")}
    after = {name: data for name, (*_, data) in stages(companies[:1])[1].items() if not name.endswith("-begun")}
    kept = f"fold-{fold_of(companies[1].name)}"
    assert {name for name in before if before[name] == after[name]} == {"inference", kept}


def test_kind_of_a_line_is_marked_in_front_of_it(companies):
    marks = {example.first.split("]")[0] for example in drift_examples(companies, 0) if example.first.startswith("[")}
    assert marks == {"[old", "[never"}


def test_columns_are_those_of_the_pair_labels(companies):
    columns = {column for example in drift_examples(companies, 0) for column in example.allowed}
    assert columns == set(range(len(PAIR_LABELS)))
    assert DRIFT.labels == tuple(label.value for label in PAIR_LABELS)


def test_each_epoch_draws_anew(companies):
    assert drift_examples(companies, 0) == drift_examples(companies, 0) != drift_examples(companies, 1)


def test_inference_sets_are_read_with_their_labels(tmp_path):
    labels = ("entailment", "neutral", "contradiction", "not_entailment")
    write_inference(tmp_path / "boats.jsonl.gz", [inference_row(number, label) for number, label in enumerate(labels)])
    found = {example.first: example for example in inference_examples(tmp_path)}
    assert [found[f"Boat {number} is at the quay."].allowed for number in range(4)] == [(0,), (1,), (2,), (1, 2)]
    assert found["Boat 2 is at the quay."].second == "Boat 2 waits."


def test_same_seed_gives_inference_examples_in_the_same_order(tmp_path):
    write_inference(tmp_path / "boats.jsonl.gz", [inference_row(number) for number in range(30)])
    assert inference_examples(tmp_path, seed=3) == inference_examples(tmp_path, seed=3)
    assert inference_examples(tmp_path, seed=3) != inference_examples(tmp_path, seed=4)


def test_sets_made_by_rule_are_capped_and_others_are_not(tmp_path, monkeypatch):
    monkeypatch.setitem(pair_stages._MOST, "counted", 5)
    for name in ("counted", "boats"):
        write_inference(tmp_path / f"{name}.jsonl.gz", [inference_row(number, hypothesis=name) for number in range(12)])
    found = [example.second for example in inference_examples(tmp_path)]
    assert (found.count("counted"), found.count("boats")) == (5, 12)


def test_long_premise_is_left_out(tmp_path):
    long = inference_row(1, premise="boat " * 90)
    write_inference(tmp_path / "boats.jsonl.gz", [inference_row(0), long])
    assert [example.first for example in inference_examples(tmp_path)] == ["Boat 0 is at the quay."]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"premise": "A", "hypothesis": "B"}', "it has no 'label'"),
        ('{"premise": "A", "hypothesis": "B", "label": "maybe"}', "unknown label 'maybe'"),
        ('["A", "B", "neutral"]', "is no labelled pair"),
        ("{", "is no labelled pair"),
    ],
)
def test_row_that_is_no_pair_is_named_by_file_and_line(tmp_path, line, said):
    path = write_inference(tmp_path / "boats.jsonl.gz", [inference_row(0)])
    with gzip.open(path, "at", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(InputError, match=said) as caught:
        inference_examples(tmp_path)
    assert caught.value.where == f"{path}:2"


@pytest.mark.parametrize(
    "cut", [lambda packed: packed[:-12], lambda _: b"no archive", lambda _: gzip.compress(b"\xff")]
)
def test_file_that_cannot_be_unpacked_is_named(tmp_path, cut):
    path = write_inference(tmp_path / "boats.jsonl.gz", [inference_row(0)])
    path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(InputError, match="cannot be read") as caught:
        inference_examples(tmp_path)
    assert caught.value.where == str(path)


def test_folder_without_inference_sets_is_refused(tmp_path):
    (tmp_path / "boats.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no inference set") as caught:
        inference_examples(tmp_path)
    assert ".jsonl.gz" in caught.value.hint
