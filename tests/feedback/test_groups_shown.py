"""Counts by group tell nothing of fewer than five authors, not even by subtraction."""

from builders_stored import make_stored
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.groups_shown import LEAST_AUTHORS, OTHER, shown_groups


def documents_of(name, *authors, start=1):
    return [(name, make_stored(start + place, author=author)) for place, author in enumerate(authors)]


def people(name, number, start):
    return documents_of(name, *(f"{name}{place}" for place in range(number)), start=start)


def test_shown_groups_large_ones_are_shown_most_documents_first():
    assert shown_groups([*people("bank", 5, 1), *people("retail", 6, 20)]) == (("retail", 6), ("bank", 5))


def test_shown_groups_small_ones_merge_into_other():
    drawn = [*people("retail", 6, 1), *people("bank", 3, 20), *people("care", 2, 30)]
    assert shown_groups(drawn) == (("retail", 6), (OTHER, 5))


def test_shown_groups_a_rest_that_is_too_small_takes_a_larger_group_with_it():
    drawn = [*people("retail", 7, 1), *people("bank", 5, 20), *people("care", 1, 30)]
    assert shown_groups(drawn) == (("retail", 7), (OTHER, 6))


def test_shown_groups_of_one_large_and_one_small_group_shows_nothing():
    assert shown_groups([*people("retail", 7, 1), *people("care", 1, 30)]) == ()


def test_shown_groups_many_documents_of_few_authors_are_not_shown():
    assert shown_groups(documents_of("retail", *(["p1", "p2"] * 20))) == ()


def test_shown_groups_unknown_authors_count_one_a_document():
    assert shown_groups(documents_of("retail", *[""] * 5)) == (("retail", 5),)


def test_shown_groups_documents_without_a_group_are_other():
    assert shown_groups([*people("retail", 5, 1), *people("", 5, 20)]) == (("retail", 5), (OTHER, 5))


def test_shown_groups_a_group_that_is_called_other_is_no_way_around():
    assert shown_groups([*people(OTHER, 5, 1), *people("retail", 5, 20)]) == (("retail", 5), (OTHER, 5))


drawn_documents = st.lists(
    st.tuples(
        st.sampled_from(["", "retail", "bank", "care", OTHER]), st.sampled_from(["", *(f"p{n}" for n in range(9))])
    ),
    max_size=40,
)


@given(drawn_documents)
def test_shown_groups_an_attacker_who_subtracts_learns_of_no_fewer_than_five_authors(drawn):
    """Every number that can be made of the total and the rows is about nobody or at least five authors."""
    documents = [(name, make_stored(key, author=author)) for key, (name, author) in enumerate(drawn, 1)]
    shown = shown_groups(documents)
    named = {name for name, _ in shown} - {OTHER}

    def authors(names, *, inside):
        chosen = [one for name, one in documents if ((name in names and name != OTHER) is inside)]
        return {one.author or one.key for one in chosen}, len(chosen)

    for name in named:
        assert len(authors({name}, inside=True)[0]) >= LEAST_AUTHORS
    if shown:
        hidden, number = authors(named, inside=False)
        assert not hidden or len(hidden) >= LEAST_AUTHORS
        assert len(documents) - sum(count for name, count in shown if name != OTHER) == number
        assert dict(shown).get(OTHER, 0) == number


@given(drawn_documents, st.randoms())
def test_shown_groups_are_the_same_in_any_order(drawn, random):
    documents = [(name, make_stored(key, author=author)) for key, (name, author) in enumerate(drawn, 1)]
    shown = shown_groups(documents)
    random.shuffle(documents)
    assert shown_groups(documents) == shown
