"""Which wordings hang together, however many there are and whether anything tells what they are like."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from msgcheck.feedback import wording_likeness
from msgcheck.feedback.wording_likeness import SAME_EDIT_COSINE, WordingNode, alike_groups


def keys(groups):
    return [[node.key for node in group] for group in groups]


def labels_of(alike):
    labels = np.arange(len(alike))
    for start in range(0, len(alike), 3):
        wording_likeness._join(labels, alike[start : start + 3], start=start)
    return labels


def test_alike_groups_wordings_without_words_or_vector_are_alone_in_order():
    nodes = [
        WordingNode(key="c", text=None, vector=None),
        WordingNode(key="b", text="Half the wait.", vector=None),
        WordingNode(key="a", text=None, vector=None),
    ]
    assert keys(alike_groups(nodes, same_cosine=SAME_EDIT_COSINE)) == [["a"], ["b"], ["c"]]


def test_alike_groups_wordings_without_words_change_nothing_for_the_others():
    said = [WordingNode(key=key, text="Half the wait.", vector=None) for key in ("b", "d")]
    unsaid = [WordingNode(key=key, text=None, vector=None) for key in ("a", "c", "e")]
    assert keys(alike_groups([*said, *unsaid], same_cosine=SAME_EDIT_COSINE)) == [["a"], ["b", "d"], ["c"], ["e"]]


def test_alike_groups_of_nothing_is_nothing():
    assert alike_groups([], same_cosine=SAME_EDIT_COSINE) == []


@given(
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_join_finds_what_hangs_together_by_pairs_in_either_direction(pairs):
    alike = np.array(pairs)
    np.fill_diagonal(alike, val=True)
    _, expected = connected_components(csr_array(alike), directed=False)
    labels = labels_of(alike)
    together = expected[:, np.newaxis] == expected[np.newaxis, :]
    assert np.array_equal(labels[:, np.newaxis] == labels[np.newaxis, :], together)
