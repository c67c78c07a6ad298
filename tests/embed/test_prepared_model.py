"""Running a prepared model: batches, padding, and folders that are not what they say."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.embed.model_files import sha256_of
from msgcheck.embed.prepared_model import (
    DESCRIPTION,
    GRAPH,
    TOKENIZER,
    Damaged,
    Description,
    PreparedModel,
    batches,
    check_prepared,
    load_prepared,
)
from msgcheck.errors import ModelUnavailable

SOURCE = "f" * 64
PLAIN = Description(
    name="tiny@1",
    made_from=SOURCE,
    inputs=("input_ids", "attention_mask"),
    dimensions=2,
    padding_id=9,
    padding_left=False,
    prompt="",
    graph_sha256="",
    tokenizer_sha256="",
    largest_difference=0.0,
    made_with="hand 1.0",
)


class Letters:
    """A tokenizer that makes one token a letter."""

    def encode_batch(self, texts):
        for text in texts:
            text.encode("utf-8")
        return [
            SimpleNamespace(
                ids=[ord(letter) % 50 + 10 for letter in text] or [10], attention_mask=[1] * max(len(text), 1)
            )
            for text in texts
        ]


class Sums:
    """A session whose rows are (sum of the words that count, their number); remembers what it was fed."""

    def __init__(self):
        self.fed = []

    def run(self, _outputs, feed):
        self.fed.append(feed)
        ids, mask = feed["input_ids"], feed["attention_mask"]
        return [np.stack([(ids * mask).sum(axis=1), mask.sum(axis=1)], axis=1).astype(np.float32)]


def model(**changes):
    session = Sums()
    return PreparedModel(session, Letters(), replace(PLAIN, **changes)), session


@given(st.lists(st.integers(1, 5000), max_size=300))
def test_batches_hold_each_text_once_and_keep_within_bounds(lengths):
    found = list(batches(lengths))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    for batch in found:
        longest = max(lengths[place] for place in batch)
        assert 1 <= len(batch) <= 64
        assert len(batch) == 1 or len(batch) * longest <= 4096


@given(st.lists(st.text(max_size=20), min_size=1, max_size=150))
def test_row_of_a_text_depends_on_no_other_text(texts):
    embedder, _ = model()
    together = embedder.embed(texts)
    assert np.allclose(together, np.concatenate([embedder.embed([text]) for text in texts]))
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-4)


@pytest.mark.parametrize(("left", "expected"), [(False, [11, 9, 9]), (True, [9, 9, 11])])
def test_shorter_text_is_padded_on_the_side_of_the_model(left, expected):
    embedder, session = model(padding_left=left)
    embedder.embed([chr(51), "abc"])
    (fed,) = session.fed
    assert fed["input_ids"][1].tolist() == expected
    assert fed["attention_mask"][1].tolist() == [int(token != 9) for token in expected]


def test_prompt_stands_before_each_text():
    with_prompt, _ = model(prompt="ab")
    without, _ = model()
    assert np.array_equal(with_prompt.embed(["c", ""]), without.embed(["abc", "ab"]))


def test_half_a_surrogate_pair_counts_as_a_question_mark():
    embedder, _ = model()
    assert np.array_equal(embedder.embed(["a\ud83d"]), embedder.embed(["a?"]))


def test_rows_without_numbers_are_an_error():
    embedder, session = model()
    session.run = lambda *_: [np.full((1, 2), np.nan, dtype=np.float32)]
    with pytest.raises(ModelUnavailable, match="without numbers"):
        embedder.embed(["a"])


def test_model_that_stops_is_an_error():
    embedder, session = model()
    session.run = lambda *_: (_ for _ in ()).throw(RuntimeError("no memory"))
    with pytest.raises(ModelUnavailable, match="no memory"):
        embedder.embed(["a"])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / GRAPH).write_bytes(b"graph")
    (tmp_path / TOKENIZER).write_text("{}", encoding="utf-8")
    described = replace(
        PLAIN, graph_sha256=sha256_of(tmp_path / GRAPH), tokenizer_sha256=sha256_of(tmp_path / TOKENIZER)
    )
    (tmp_path / DESCRIPTION).write_text(described.written(), encoding="utf-8")
    return tmp_path


def test_description_is_read_as_it_was_written(folder):
    assert replace(check_prepared(folder, made_from=SOURCE), graph_sha256="", tokenizer_sha256="") == PLAIN


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, DESCRIPTION])
@pytest.mark.parametrize("damage", [None, b"", b"\xff", b"[]", b"{}", b'{"schema": "other/1"}'])
def test_missing_or_changed_file_is_damage(folder, name, damage):
    if name == TOKENIZER and damage == b"{}":
        damage = b"{ }"
    if damage is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(damage)
    with pytest.raises(Damaged):
        check_prepared(folder, made_from=SOURCE)


def test_model_made_from_other_files_is_damage(folder):
    with pytest.raises(Damaged, match="other files"):
        check_prepared(folder, made_from="0" * 64)


def test_files_that_are_as_described_and_still_no_model_are_damage(folder):
    with pytest.raises(Damaged):
        load_prepared(folder, made_from=SOURCE, threads=1)
