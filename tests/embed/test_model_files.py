"""Where a model lies, what it is called, and what counts as another model."""

import pytest

from msgcheck.embed.model_files import find_model, sha256_of
from msgcheck.errors import ModelMismatch, ModelUnavailable
from tests.builders_models import write_json


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "own-model"
    source.mkdir()
    (source / "model.safetensors").write_bytes(b"weights")
    (source / "README.md").write_text("About", encoding="utf-8")
    write_json(source / "modules.json", [{"path": ""}, {"path": "1_Pooling"}, {"path": "2_Dense"}])
    write_json(source / "1_Pooling" / "config.json", {"mean": True})
    (source / "2_Dense").mkdir()
    (source / "2_Dense" / "model.safetensors").write_bytes(b"layer")
    return source


def everything(folder):
    return find_model(str(folder)).everything_sha256()


def test_name_is_that_of_the_folder_with_the_hash_of_the_weights(folder):
    assert find_model(str(folder)).name == f"own-model@{sha256_of(folder / 'model.safetensors')[:8]}"


@pytest.mark.parametrize(
    "part", ["model.safetensors", "1_Pooling/config.json", "2_Dense/model.safetensors", "modules.json"]
)
def test_another_part_that_decides_vectors_is_another_model(folder, part):
    before = everything(folder)
    (folder / part).write_bytes((folder / part).read_bytes() + b" ")
    assert everything(folder) != before


def test_readme_is_no_part_of_the_model(folder):
    before = everything(folder)
    (folder / "README.md").write_text("More about", encoding="utf-8")
    assert everything(folder) == before


def test_copy_elsewhere_is_the_same_model(folder, tmp_path):
    import shutil

    assert everything(shutil.copytree(folder, tmp_path / "copy")) == everything(folder)


def test_weights_that_are_not_the_expected_ones_are_refused(folder):
    with pytest.raises(ModelMismatch, match="000000000000"):
        find_model(str(folder), sha256="0" * 64)


def test_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"model\.safetensors"):
        find_model(str(tmp_path))


@pytest.mark.parametrize("damage", ["", "{", "[1]", "{}"])
def test_list_of_layers_that_cannot_be_read_ends_nothing(folder, damage):
    (folder / "modules.json").write_text(damage, encoding="utf-8")
    assert len(everything(folder)) == 64


@pytest.mark.parametrize("name", ["no-such-model", "some/model", "a/b/c", "C:\\models\\own", "-"])
def test_name_that_is_nowhere_is_no_model(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_model(name) is None
