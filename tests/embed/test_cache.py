"""What is remembered between runs, and what must never be."""

import multiprocessing
import os
import sqlite3
import stat
import sys
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.embed.cache import Cache, CachedEmbedder, forget_vectors
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.errors import StoreError
from tests.builders_judge import CountingEmbedder

PRIVATE = "The quay at Ormsvik is sold to the harbour master"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def cache(folder):
    opened = Cache(folder)
    yield opened
    opened.close()


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


# --- vectors ---------------------------------------------------------------------------------------


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5, unique=True))
def test_cache_gives_vectors_back_as_they_were_kept(tmp_path_factory, texts):
    cache = Cache(tmp_path_factory.mktemp("cache"))
    rows = HashingEmbedder().embed(texts)
    cache.keep_vectors("m@1", texts, rows)
    known = cache.vectors("m@1", texts)
    cache.close()
    assert np.array_equal(np.stack([known[text] for text in texts]), rows)


def test_cache_keeps_the_vectors_of_two_models_apart(cache):
    cache.keep_vectors("m@1", ["a"], HashingEmbedder().embed(["a"]))
    assert cache.vectors("m@2", ["a"]) == {}


def test_cache_is_remembered_by_the_next_one_that_opens_it(folder):
    first = Cache(folder)
    first.keep_vectors("m@1", ["a"], HashingEmbedder().embed(["a"]))
    first.keep_near("m@1", "h", [("a", [(3, 0.5)])])
    first.close()
    second = Cache(folder)
    assert list(second.vectors("m@1", ["a", "b"])) == ["a"]
    assert second.near("m@1", "h", ["a", "b"]) == {"a": [(3, 0.5)]}
    second.close()


def test_cache_answers_for_more_texts_than_one_query_may_hold(cache):
    texts = [f"text {number}" for number in range(1201)]
    cache.keep_vectors("m@1", texts, HashingEmbedder(dimensions=8).embed(texts))
    assert len(cache.vectors("m@1", texts)) == 1201


def test_cached_embedder_gives_what_the_embedder_gives(cache):
    embedder = CachedEmbedder(HashingEmbedder(), cache)
    texts = ["one", "two", "one"]
    for _ in range(2):
        assert np.array_equal(embedder.embed(texts), HashingEmbedder().embed(texts))
    assert embedder.embed([]).shape[0] == 0


def test_cached_embedder_asks_for_each_text_once(cache):
    counting = CountingEmbedder()
    embedder = CachedEmbedder(counting, cache)
    embedder.embed(["one", "two", "one"])
    embedder.embed(["two", "three"])
    assert counting.seen == ["one", "two", "three"]


# --- what is near ----------------------------------------------------------------------------------


def test_cache_keeps_what_is_near_by_model_and_messaging(cache):
    cache.keep_near("m@1", "h1", [("a", [(1, 0.25)])])
    assert cache.near("m@1", "h2", ["a"]) == {}
    assert cache.near("m@2", "h1", ["a"]) == {}


def test_cache_of_what_is_near_holds_neither_text_nor_vector(folder, cache):
    cache.keep_near("m@1", "h", [(PRIVATE, [(4, 0.75), (0, 0.5)])])
    cache.close()
    kept = every_byte(folder)
    row = HashingEmbedder().embed([PRIVATE])[0]
    for planted in (PRIVATE.encode(), PRIVATE.lower().encode(), PRIVATE.encode("utf-16-le"), b"Ormsvik"):
        assert planted not in kept
    assert row.tobytes() not in kept
    assert row[np.flatnonzero(row)[0] :][:4].tobytes() not in kept


def test_cache_of_what_is_near_cannot_be_looked_up_with_another_key(tmp_path):
    """A sentence that is guessed cannot be found in a cache that was copied without its key."""
    ours, theirs = Cache(tmp_path / "ours"), Cache(tmp_path / "theirs")
    ours.keep_near("m@1", "h", [(PRIVATE, [(4, 0.75)])])
    ours.close()
    theirs.close()
    (tmp_path / "ours" / "cache.key").write_bytes((tmp_path / "theirs" / "cache.key").read_bytes())
    opened = Cache(tmp_path / "ours")
    assert opened.near("m@1", "h", [PRIVATE]) == {}
    opened.close()


# --- the files -------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_cache_files_are_for_their_owner_only(folder, cache):
    cache.keep_near("m@1", "h", [("a", [(1, 0.25)])])
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_cache_that_is_no_database_is_a_clear_error(folder):
    folder.mkdir()
    (folder / "cache.sqlite").write_bytes(b"this is no database, whatever its name says" * 40)
    with pytest.raises(StoreError) as caught:
        Cache(folder)
    assert str(folder) in str(caught.value)


def test_cache_damaged_in_the_middle_is_passed_over(folder, caplog):
    cache = Cache(folder)
    texts = [f"text {number}" for number in range(200)]
    cache.keep_vectors("m@1", texts, HashingEmbedder().embed(texts))
    cache.close()
    path = folder / "cache.sqlite"
    damaged = bytearray(path.read_bytes())
    damaged[8192:] = b"\xff" * (len(damaged) - 8192)
    path.write_bytes(bytes(damaged))
    try:
        opened = Cache(folder)
    except StoreError:
        return
    embedder = CachedEmbedder(HashingEmbedder(), opened)
    assert np.array_equal(embedder.embed(texts), HashingEmbedder().embed(texts))
    opened.close()


@pytest.mark.parametrize("found", ["", "no JSON", "[[1]]", '{"a": 1}', "7", "null", '[["a", 0.5]]'])
def test_cache_passes_over_a_damaged_entry_of_what_is_near(folder, cache, found):
    cache.keep_near("m@1", "h", [("a", [(1, 0.25)])])
    with sqlite3.connect(folder / "cache.sqlite") as connection:
        connection.execute("update near set found = ?", (found,))
    connection.close()
    assert cache.near("m@1", "h", ["a"]) == {}


@pytest.mark.parametrize("row", [b"", b"\0" * 7, b"\0" * 8])
def test_cached_embedder_computes_a_damaged_vector_anew(folder, cache, row):
    embedder = CachedEmbedder(HashingEmbedder(), cache)
    embedder.embed(["a", "b"])
    with sqlite3.connect(folder / "cache.sqlite") as connection:
        connection.execute("update vector set row = ? where key = (select min(key) from vector)", (row,))
    connection.close()
    assert np.array_equal(embedder.embed(["a", "b", "c"]), HashingEmbedder().embed(["a", "b", "c"]))


def test_cache_makes_a_new_key_where_the_old_one_is_cut_off(folder):
    """An empty key would let everybody look sentences up."""
    Cache(folder).close()
    (folder / "cache.key").write_bytes(b"")
    Cache(folder).close()
    assert len((folder / "cache.key").read_bytes()) == 32


def test_cache_in_a_place_that_is_a_file_is_a_clear_error(tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        Cache(tmp_path / "taken" / "cache")
    assert "--no-cache" in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_cache_in_a_read_only_folder_is_a_clear_error(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError):
            Cache(tmp_path / "cache")
    finally:
        tmp_path.chmod(0o700)


def test_cache_whose_file_cannot_be_written_is_passed_over(folder, cache, caplog):
    with sqlite3.connect(folder / "cache.sqlite") as connection:
        connection.execute("drop table vector")
    connection.close()
    embedder = CachedEmbedder(HashingEmbedder(), cache)
    assert embedder.embed(["a"]).shape == (1, 512)
    assert "passed over" in caplog.text


# --- two processes ---------------------------------------------------------------------------------


def _fill(folder: str, number: int) -> None:
    cache = Cache(Path(folder))
    for turn in range(20):
        text = f"process {number} text {turn}"
        cache.keep_vectors("m@1", [text], HashingEmbedder(dimensions=8).embed([text]))
        cache.keep_near("m@1", "h", [(text, [(number, 0.5)])])
    cache.close()


def test_cache_is_shared_by_processes_that_start_together(folder):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(str(folder), number)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    texts = [f"process {number} text {turn}" for number in range(3) for turn in range(20)]
    cache = Cache(folder)
    assert set(cache.vectors("m@1", texts)) == set(texts)
    assert set(cache.near("m@1", "h", texts)) == set(texts)
    cache.close()


# --- pairs -----------------------------------------------------------------------------------------

PAIR = ("current", "Cuts costs by up to 30 %.", PRIVATE)
ROW = np.log(np.array([[0.4, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]], dtype=np.float32))


def test_cache_gives_rows_of_pairs_back_as_they_were_kept(cache):
    cache.keep_pairs("m@1", [PAIR], ROW)
    assert np.array_equal(cache.pairs("m@1", [PAIR])[PAIR], ROW[0])


@pytest.mark.parametrize("other", [("retired", *PAIR[1:]), (PAIR[0], PAIR[2], PAIR[1]), (*PAIR[:2], PAIR[2] + ".")])
def test_cache_keeps_pairs_apart(cache, other):
    cache.keep_pairs("m@1", [PAIR], ROW)
    assert cache.pairs("m@1", [other]) == {}
    assert cache.pairs("m@2", [PAIR]) == {}


def test_cache_keeps_pairs_apart_whose_texts_run_together_alike(cache):
    cache.keep_pairs("m@1", [("current", "a\0b", "c")], ROW)
    assert cache.pairs("m@1", [("current", "a", "b\0c")]) == {}


def test_cache_holds_no_text_of_a_pair(cache, folder):
    cache.keep_pairs("m@1", [PAIR], ROW)
    cache.close()
    kept = every_byte(folder)
    assert not [text for text in PAIR[1:] if text.encode() in kept or text.encode("utf-16-le") in kept]


def test_pair_cannot_be_looked_up_without_the_key_of_the_machine(cache, folder):
    cache.keep_pairs("m@1", [PAIR], ROW)
    (folder / "cache.key").write_bytes(b"k" * 32)
    assert Cache(folder).pairs("m@1", [PAIR]) == {}


@pytest.mark.parametrize(
    "damaged", [b"", b"abc", "text", b"\0" * 28, ROW.tobytes()[:-4], np.full(7, np.nan, dtype="<f4").tobytes()]
)
def test_damaged_row_of_a_pair_is_not_known(cache, damaged):
    cache.keep_pairs("m@1", [PAIR], ROW)
    with sqlite3.connect(cache.path) as connection:
        connection.execute("update pair set row = ?", (damaged,))
    connection.close()
    assert cache.pairs("m@1", [PAIR]) == {}


def test_forgotten_vectors_are_in_no_file(folder, cache):
    texts = [f"Setup takes {number} days." for number in range(200)]
    rows = np.random.default_rng(1).normal(size=(200, 256)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    cache.keep_vectors("model", texts, rows)
    assert cache.vectors("model", texts)
    cache.keep_near("model", "mc1:house", [(texts[0], [(1, 0.5)])])
    forget_vectors(folder)
    assert cache.vectors("model", texts) == {}
    assert cache.near("model", "mc1:house", texts[:1]) == {texts[0]: [(1, 0.5)]}
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not any(row.astype("<f4").tobytes()[:200] in content for row in rows)


def test_there_are_no_vectors_to_forget_where_there_is_no_cache(folder):
    forget_vectors(folder)
    assert not folder.exists()


def test_cache_that_cannot_be_emptied_is_named(folder):
    folder.mkdir()
    (folder / "cache.sqlite").write_text("this is no database " * 100)
    with pytest.raises(StoreError, match="emptied") as caught:
        forget_vectors(folder)
    assert "cache.sqlite" in str(caught.value)


def test_cache_may_be_used_by_another_thread_than_the_one_that_opened_it(folder):
    cache = Cache(folder)
    other = threading.Thread(target=lambda: cache.keep_reading("one", "read elsewhere"))
    other.start()
    other.join()
    assert cache.reading("one") == "read elsewhere"
    cache.close()


def test_cache_takes_little_more_of_the_disk_than_its_vectors(folder):
    rows = np.random.default_rng(1).standard_normal((500, 384)).astype(np.float32)
    kept = Cache(folder)
    kept.keep_vectors("model", [f"sentence {number}" for number in range(500)], rows)
    kept.close()
    assert kept.path.stat().st_size < 1.25 * rows.nbytes


def test_cache_of_an_earlier_version_is_used_as_it_is(folder):
    folder.mkdir()
    with closing(sqlite3.connect(folder / "cache.sqlite")) as connection:
        connection.execute("create table vector (key blob primary key, row blob not null) without rowid")
    earlier = Cache(folder)
    row = np.array([[0.6, 0.8]], dtype=np.float32)
    earlier.keep_vectors("model", ["A sentence."], row)
    found = earlier.vectors("model", ["A sentence."])
    earlier.close()
    assert found["A sentence."].tolist() == row[0].tolist()
