"""Hashes of large files: right whatever happened to the file, and computed once where nothing did."""

import hashlib
import os

import pytest

from msgcheck.embed import file_hashes
from msgcheck.embed.file_hashes import FileHashes


@pytest.fixture
def weights(tmp_path):
    path = tmp_path / "weights"
    path.write_bytes(b"first")
    return path


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def test_hash_is_computed_once(weights, tmp_path, monkeypatch):
    assert FileHashes(tmp_path / "models" / "hashes.json").sha256(weights) == sha256(b"first")
    monkeypatch.setattr(file_hashes, "sha256_of", lambda _: pytest.fail("computed twice"))
    assert FileHashes(tmp_path / "models" / "hashes.json").sha256(weights) == sha256(b"first")


def test_file_of_equal_size_and_time_that_was_written_anew_is_hashed_anew(weights, tmp_path):
    hashes = FileHashes(tmp_path / "hashes.json")
    hashes.sha256(weights)
    before = weights.stat()
    weights.write_bytes(b"other")
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert hashes.sha256(weights) == sha256(b"other")


@pytest.mark.parametrize("damage", [b"", b"\xff{", b"[1]", b'{"a": 1}'])
def test_damaged_memory_is_an_empty_one(weights, tmp_path, damage):
    (tmp_path / "hashes.json").write_bytes(damage)
    assert FileHashes(tmp_path / "hashes.json").sha256(weights) == sha256(b"first")


def test_hash_is_right_where_nothing_can_be_written(weights, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert FileHashes(tmp_path / "file" / "hashes.json").sha256(weights) == sha256(b"first")


def test_files_that_are_gone_are_forgotten(weights, tmp_path):
    hashes = FileHashes(tmp_path / "hashes.json")
    gone = tmp_path / "old-model"
    gone.write_bytes(b"x")
    hashes.sha256(gone)
    gone.unlink()
    hashes.sha256(weights)
    assert "old-model" not in (tmp_path / "hashes.json").read_text(encoding="utf-8")
