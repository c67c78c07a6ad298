"""A pair model that remembers."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.embed.cache import Cache
from msgcheck.pairs.cached import CachedPairModel
from msgcheck.pairs.interface import Floats2d, Pair, PairKind
from msgcheck.pairs.probabilities import EVEN, as_rows, log_softmax

ONE = Pair(approved="Cuts costs.", said="It halves costs.")
OTHER = Pair(approved="Cuts costs.", said="Hello.")
texts = st.text(max_size=8)
pairs = st.lists(st.builds(Pair, approved=texts, said=texts, kind=st.sampled_from(PairKind)), max_size=6)


class CountingPairModel:
    """Gives each pair a row of its own and keeps what it was asked."""

    def __init__(self, model: str = "m@1", *, silent: bool = False) -> None:
        self.model = model
        self.silent = silent
        self.asked: list[Pair] = []

    def read(self, pairs: Sequence[Pair]) -> Floats2d:
        self.asked.extend(pairs)
        if self.silent:
            return np.tile(EVEN, (len(pairs), 1))
        logits = [[len(pair.approved), len(pair.said), list(PairKind).index(pair.kind), 0, 0, 0, 1] for pair in pairs]
        return as_rows(log_softmax(np.array(logits, dtype=np.float32)))


@pytest.fixture
def cache(tmp_path):
    opened = Cache(tmp_path / "cache")
    yield opened
    opened.close()


@given(pairs)
def test_remembered_rows_are_the_ones_the_model_gives(tmp_path_factory, pairs):
    cache = Cache(tmp_path_factory.mktemp("cache"))
    model = CachedPairModel(CountingPairModel(), cache)
    expected = CountingPairModel().read(pairs).reshape(-1, 7) if pairs else np.zeros((0, 7))
    first, second = model.read(pairs), model.read(pairs)
    cache.close()
    assert np.array_equal(first, expected)
    assert np.array_equal(second, expected)


def test_only_unknown_pairs_reach_the_model_and_each_once(cache):
    model = CountingPairModel()
    CachedPairModel(model, cache).read([ONE, ONE])
    CachedPairModel(model, cache).read([OTHER, ONE, OTHER])
    assert model.asked == [ONE, OTHER]


def test_rows_of_another_model_are_not_taken(cache):
    CachedPairModel(CountingPairModel("m@1"), cache).read([ONE])
    other = CountingPairModel("m@2")
    CachedPairModel(other, cache).read([ONE])
    assert other.asked == [ONE]


def test_kind_of_a_pair_is_part_of_it(cache):
    model = CountingPairModel()
    retired = Pair(approved=ONE.approved, said=ONE.said, kind=PairKind.RETIRED)
    rows = CachedPairModel(model, cache).read([ONE, retired])
    assert len(model.asked) == 2
    assert not np.array_equal(rows[0], rows[1])


def test_rows_without_an_answer_are_not_remembered(cache):
    silent = CountingPairModel(silent=True)
    assert np.array_equal(CachedPairModel(silent, cache).read([ONE])[0], EVEN)
    answering = CountingPairModel()
    CachedPairModel(answering, cache).read([ONE])
    assert answering.asked == [ONE]


def test_remembered_row_of_another_length_is_not_known(cache):
    key = (ONE.kind.value, ONE.approved, ONE.said)
    cache.keep_pairs("m@1", [key], np.log(np.full((1, 3), 1 / 3, dtype=np.float32)))
    model = CountingPairModel()
    assert CachedPairModel(model, cache).read([ONE]).shape == (1, 7)
    assert model.asked == [ONE]


def test_halves_of_characters_are_remembered(cache):
    half = Pair(approved="\ud83d", said="\udc00")
    model = CountingPairModel()
    for _ in range(2):
        CachedPairModel(model, cache).read([half])
    assert model.asked == [half]
