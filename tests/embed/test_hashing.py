"""The embedder without a model."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.embed.hashing import HashingEmbedder

TEXTS = st.lists(st.text(max_size=60), max_size=6)


@given(TEXTS)
def test_hashing_rows_have_length_one(texts):
    rows = HashingEmbedder().embed(texts)
    assert rows.shape == (len(texts), 512)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)


@given(TEXTS)
def test_hashing_gives_a_text_the_same_row_alone_and_in_company(texts):
    together = HashingEmbedder().embed(texts)
    alone = [HashingEmbedder().embed([text])[0] for text in texts]
    assert all(np.array_equal(row, other) for row, other in zip(together, alone, strict=True))


def test_hashing_ranks_shared_words_above_other_words():
    near, same, other = HashingEmbedder().embed(
        ["Setup is free for annual plans.", "Annual plans come with free setup.", "Our office is closed on Friday."]
    )
    assert near @ same > near @ other


def test_hashing_knows_no_difference_of_case_or_quotes():
    left, right = HashingEmbedder().embed(["“Setup” is FREE", '"setup" is free'])
    assert np.array_equal(left, right)


@pytest.mark.parametrize("dimensions", [8, 64])
def test_hashing_model_name_tells_the_dimensions(dimensions):
    embedder = HashingEmbedder(dimensions=dimensions)
    assert embedder.embed(["a"]).shape == (1, dimensions)
    assert str(dimensions) in embedder.model
