"""How fast new documents take a message up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.drift.adoption import adoption
from msgcheck.records import Share

APPROVED = date(2026, 9, 1)
UNTIL = date(2026, 11, 30)


def documents(*carries, family="deck", every_days=1):
    """One document a day from the approval on."""
    return [
        (APPROVED + timedelta(days=place * every_days), family, bool(carried)) for place, carried in enumerate(carries)
    ]


def test_adoption_counts_the_days_until_half_and_most_carry_it():
    found = adoption(APPROVED, documents(*[0] * 10, *[0, 1] * 10, *[1] * 20), until=UNTIL)
    assert (found.days_to_half, found.days_to_most) == (11, 29)


def test_adoption_is_at_once_where_all_carry_it():
    found = adoption(APPROVED, documents(*[1] * 10), until=UNTIL)
    assert (found.days_to_half, found.days_to_most) == (0, 0)


def test_adoption_takes_four_of_five_for_most():
    found = adoption(APPROVED, [(APPROVED, "deck", place % 5 > 0) for place in range(10)], until=UNTIL)
    assert found.days_to_most == 0


@pytest.mark.parametrize(
    "carries",
    [[1] * 9, [0] * 30, [0] * 30 + [1] * 9, [1, 0, 0] * 12, []],
    ids=["too few", "nobody", "only the last few", "a third throughout", "no documents"],
)
def test_adoption_says_nothing_where_half_do_not_carry_it(carries):
    assert adoption(APPROVED, documents(*carries), until=UNTIL).days_to_half is None


def test_adoption_is_not_misled_by_a_few_early_documents():
    found = adoption(APPROVED, documents(*[1] * 5, *[0] * 20, *[1] * 20), until=UNTIL)
    assert found.days_to_half == 25


def test_adoption_leaves_out_documents_before_the_approval_and_after_the_period():
    outside = [(APPROVED - timedelta(days=1), "deck", True), (UNTIL + timedelta(days=1), "deck", True)]
    found = adoption(APPROVED, [*outside, *documents(1, 0)], until=UNTIL)
    assert found.share == Share(part=1, whole=2)


def test_adoption_counts_families_apart_by_name():
    found = adoption(APPROVED, [*documents(1, 1, 0), *documents(0, family="document")], until=UNTIL)
    assert found.by_family == (("deck", Share(part=2, whole=3)), ("document", Share(part=0, whole=1)))


def test_adoption_gives_the_days_since_the_approval():
    assert adoption(APPROVED, [], until=UNTIL).days == 90


def test_adoption_of_a_message_approved_later_is_of_no_days():
    assert adoption(UNTIL, documents(1), until=APPROVED).days == 0


made = st.lists(
    st.tuples(st.dates(APPROVED - timedelta(days=9), UNTIL), st.sampled_from(["deck", "email"]), st.booleans()),
    max_size=60,
)


@given(made, st.randoms(use_true_random=False))
def test_adoption_does_not_depend_on_order(some, random):
    shuffled = list(some)
    random.shuffle(shuffled)
    assert adoption(APPROVED, shuffled, until=UNTIL) == adoption(APPROVED, some, until=UNTIL)


@given(made)
def test_adoption_reaches_half_before_most(some):
    found = adoption(APPROVED, some, until=UNTIL)
    if found.days_to_most is not None:
        assert found.days_to_half is not None
        assert 0 <= found.days_to_half <= found.days_to_most <= found.days
