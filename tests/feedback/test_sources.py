"""One voice is counted once."""

from builders_stored import make_stored
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.sources import copies, independent_sources


def test_independent_sources_thirty_near_copies_are_one_source_with_twenty_nine_copies():
    documents = [make_stored(key, group=1, author=f"p{key}") for key in range(1, 31)]
    assert len(independent_sources(documents)) == 1
    assert copies(documents) == 29


def test_independent_sources_documents_of_one_author_are_one():
    assert independent_sources([make_stored(1, author="p1"), make_stored(2, author="p1")]) == ((1, 2),)


def test_independent_sources_unknown_authors_are_many():
    assert len(independent_sources([make_stored(1), make_stored(2)])) == 2


def test_independent_sources_what_hangs_together_is_one():
    documents = [
        make_stored(1, group=1, author="p1"),
        make_stored(2, group=1, author="p2"),
        make_stored(3, group=3, author="p2"),
        make_stored(4, group=4, author="p4"),
    ]
    assert independent_sources(documents) == ((1, 2, 3), (4,))


def test_copies_of_different_decks_are_none():
    assert copies([make_stored(1), make_stored(2)]) == 0


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "p1", "p2"])), max_size=10), st.randoms())
def test_independent_sources_hold_each_document_once_in_any_order(drawn, random):
    documents = [make_stored(key, group=group, author=author) for key, (group, author) in enumerate(drawn, 1)]
    sources = independent_sources(documents)
    assert sorted(key for source in sources for key in source) == [document.key for document in documents]
    random.shuffle(documents)
    assert independent_sources(documents) == sources
