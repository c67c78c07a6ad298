import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.history.near_copies import MIN_JACCARD, nearest_earlier, shared_part

SETS = st.lists(st.sets(st.integers(0, 12), max_size=12), max_size=12)
"""Few different elements, so that sets overlap often."""


def hashes(elements) -> np.ndarray:
    return np.array(sorted(elements), dtype=np.uint64)


@given(SETS)
def test_nearest_earlier_is_what_comparing_each_with_each_finds(sets):
    documents = [hashes(elements) for elements in sets]
    expected = []
    for index, own in enumerate(documents):
        near = [(shared_part(own, other), -at) for at, other in enumerate(documents[:index])]
        best = max((pair for pair in near if pair[0] >= MIN_JACCARD), default=None)
        expected.append(-best[1] if best else None)
    assert nearest_earlier(documents, start=0) == expected


@given(SETS, st.integers(0, 12))
def test_documents_placed_before_need_not_be_placed_again(sets, start):
    documents = [hashes(elements) for elements in sets]
    start = min(start, len(documents))
    assert nearest_earlier(documents, start=start) == nearest_earlier(documents, start=0)[start:]


def test_four_of_five_statements_are_enough():
    assert nearest_earlier([hashes(range(4)), hashes(range(5))], start=1) == [0]
    assert nearest_earlier([hashes(range(3)), hashes(range(4))], start=1) == [None]


def test_document_without_statements_is_near_to_none():
    assert nearest_earlier([hashes([]), hashes([])], start=0) == [None, None]


def test_a_thousand_documents_from_one_template_are_placed_quickly():
    template = range(1_000_000, 1_000_040)
    documents = [hashes([*template, number]) for number in range(1000)]
    begun = time.process_time()
    nearest = nearest_earlier(documents, start=0)
    assert nearest == [None] + [0] * 999
    assert time.process_time() - begun < 15
