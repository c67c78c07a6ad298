import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.history.near_copies import MIN_JACCARD, near_earlier, shared_part

SETS = st.lists(st.sets(st.integers(0, 12), max_size=12), max_size=12)
"""Few different elements, so that sets overlap often."""


def hashes(elements) -> np.ndarray:
    return np.array(sorted(elements), dtype=np.uint64)


def nearest(documents) -> list[int | None]:
    return [near[0].at if near else None for near in near_earlier(documents, start=0)]


@given(SETS)
def test_near_earlier_is_what_comparing_each_with_each_finds(sets):
    documents = [hashes(elements) for elements in sets]
    expected = []
    for index, own in enumerate(documents):
        near = [(-shared_part(own, other), at) for at, other in enumerate(documents[:index])]
        expected.append([(at, -part) for part, at in sorted(near) if -part >= MIN_JACCARD])
    assert list(map(list, near_earlier(documents, start=0))) == expected


@given(SETS, st.integers(0, 12))
def test_documents_placed_before_need_not_be_placed_again(sets, start):
    documents = [hashes(elements) for elements in sets]
    start = min(start, len(documents))
    assert near_earlier(documents, start=start) == near_earlier(documents, start=0)[start:]


def test_four_of_five_statements_are_enough():
    assert nearest([hashes(range(4)), hashes(range(5))]) == [None, 0]
    assert nearest([hashes(range(3)), hashes(range(4))]) == [None, None]


def test_document_without_statements_is_near_to_none():
    assert nearest([hashes([]), hashes([])]) == [None, None]


def test_equal_documents_are_all_near():
    assert [near.at for near in near_earlier([hashes([1])] * 3, start=2)[0]] == [0, 1]


def test_thousands_of_equal_mails_are_placed_quickly():
    template = range(1_000_000, 1_000_030)
    others = [hashes([*template, number]) for number in range(100)]
    begun = time.process_time()
    placed = nearest([*others, *[hashes(template)] * 3000])
    assert placed[-1] == 100
    assert time.process_time() - begun < 15


def test_a_thousand_documents_from_one_template_are_placed_quickly():
    template = range(1_000_000, 1_000_040)
    documents = [hashes([*template, number]) for number in range(1000)]
    begun = time.process_time()
    placed = nearest(documents)
    assert placed == [None] + [0] * 999
    assert time.process_time() - begun < 15
