"""Which wordings a statement may be about."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from msgcheck.errors import ModelMismatch
from msgcheck.match import Neighbour, cosine, matches, neighbours
from msgcheck.records import DocumentId, MessageId, Source, Statement, Wording


def rows(count, dimensions, seed=0):
    made = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@st.composite
def similarities_and_ids(draw):
    shape = (draw(st.integers(0, 5)), draw(st.integers(0, 9)))
    values = draw(arrays.arrays(np.float32, shape, elements=st.floats(-1, 1, width=32)))
    return values, draw(st.lists(st.sampled_from("abcd"), min_size=shape[1], max_size=shape[1]))


@given(st.integers(0, 5), st.integers(0, 5), st.integers(1, 8))
def test_cosine_has_one_cell_a_pair(statements, wordings, dimensions):
    found = cosine(rows(statements, dimensions), rows(wordings, dimensions, seed=1))
    assert found.shape == (statements, wordings)
    assert np.all(np.abs(found) <= 1.0)


def test_cosine_of_a_row_with_itself_is_one():
    vectors = rows(4, 16)
    assert np.allclose(np.diag(cosine(vectors, vectors)), 1.0, atol=1e-5)


def test_cosine_of_two_models_is_refused_with_both_shapes():
    with pytest.raises(ModelMismatch) as caught:
        cosine(rows(2, 384), rows(3, 512))
    assert "(2, 384)" in str(caught.value)
    assert "(3, 512)" in str(caught.value)


@given(similarities_and_ids(), st.integers(1, 4), st.integers(1, 3))
def test_neighbours_come_best_first(drawn, entries, per_entry):
    for found in neighbours(*drawn, entries=entries, per_entry=per_entry):
        values = [item.cosine for item in found]
        assert values == sorted(values, reverse=True)


@given(similarities_and_ids(), st.integers(1, 4), st.integers(1, 3))
def test_neighbours_keep_the_limits(drawn, entries, per_entry):
    similarities, ids = drawn
    for found in neighbours(similarities, ids, entries=entries, per_entry=per_entry):
        kept = [ids[item.wording] for item in found]
        assert len(set(kept)) <= entries
        assert all(kept.count(name) <= per_entry for name in kept)


@given(similarities_and_ids(), st.integers(1, 4), st.integers(1, 3))
def test_neighbours_leave_out_nothing_nearer_that_there_was_room_for(drawn, entries, per_entry):
    similarities, ids = drawn
    for row, found in zip(
        similarities, neighbours(similarities, ids, entries=entries, per_entry=per_entry), strict=True
    ):
        if not found:
            assert not len(ids)
            continue
        kept = {item.wording for item in found}
        names = [ids[index] for index in kept]
        for index, name in enumerate(ids):
            room = names.count(name) < per_entry if name in names else len(set(names)) < entries
            if index not in kept and room:
                raise AssertionError(f"{index} was left out of {row}")


@given(similarities_and_ids())
def test_neighbours_of_one_row_do_not_depend_on_the_others(drawn):
    similarities, ids = drawn
    together = neighbours(similarities, ids, entries=2, per_entry=2)
    alone = [neighbours(similarities[[place]], ids, entries=2, per_entry=2)[0] for place in range(len(similarities))]
    assert together == alone


def test_matches_are_ranked_from_zero():
    wordings = [Wording(text=name, id=MessageId(name), source=Source.MESSAGE) for name in "abc"]
    statement = Statement(text="a", document=DocumentId("d"), location="slide 1 title")
    found = matches(statement, [Neighbour(wording=2, cosine=0.9), Neighbour(wording=0, cosine=0.1)], wordings)
    assert [(match.wording.text, match.rank, match.cosine) for match in found] == [("c", 0, 0.9), ("a", 1, 0.1)]
    assert all(match.statement is statement for match in found)
