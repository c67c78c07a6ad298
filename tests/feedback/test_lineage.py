"""Which slides changed from one version to the next."""

from dataclasses import replace
from datetime import date

from builders_stored import FakeStore, make_stored
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.lineage import slide_changes, version_changes
from msgcheck.records import DocumentKey, Period, PeriodKind, SlideKeys

JULY = Period.of(date(2026, 7, 1), PeriodKind.MONTH)
CONTENTS = st.lists(st.frozensets(st.integers(0, 15), min_size=1, max_size=5), max_size=8)


def deck(*slides) -> tuple[SlideKeys, ...]:
    """Return slides numbered from 1, each of these statements."""
    return tuple(SlideKeys(place=f"slide {at}", statements=frozenset(keys)) for at, keys in enumerate(slides, start=1))


class SlideStore(FakeStore):
    """A store that knows slides and nothing else."""

    def __init__(self, slides):
        super().__init__()
        self.known = {DocumentKey(key): found for key, found in slides.items()}

    def slides(self, documents):
        return {key: self.known[key] for key in documents if key in self.known}


def changes_of(slides, *documents, period=JULY):
    return version_changes(SlideStore(slides), documents, period=period)


# --- slides ----------------------------------------------------------------------------------------


def test_slide_with_another_sentence_is_changed():
    assert slide_changes(deck({1, 2}, {3, 4}), deck({1, 2}, {3, 5})) == (("slide 2",), (), ())


def test_slide_put_between_is_added_and_the_others_have_not_changed():
    assert slide_changes(deck({1}, {2}), deck({1}, {9}, {2})) == ((), ("slide 2",), ())


def test_slide_taken_out_is_named_as_the_earlier_version_has_it():
    assert slide_changes(deck({1}, {9}, {2}), deck({1}, {2})) == ((), (), ("slide 2",))


def test_slide_that_was_moved_and_changed_is_changed_where_it_stands_now():
    assert slide_changes(deck({1, 2}, {3}, {4}), deck({3}, {4}, {1, 9})) == (("slide 3",), (), ())


def test_slide_of_one_sentence_that_was_rewritten_is_changed():
    assert slide_changes(deck({1}, {2}), deck({1}, {3})) == (("slide 2",), (), ())


def test_line_that_stands_on_many_slides_makes_no_two_slides_alike():
    line = 7
    earlier = deck({1, line}, {2, line}, {3, line})
    later = deck({1, line}, {3, line}, {9, line})
    assert slide_changes(earlier, later) == ((), ("slide 3",), ("slide 2",))


def test_slide_is_compared_with_the_one_it_shares_most_with():
    earlier = deck({1, 2, 3}, {4, 5, 6})
    later = deck({1, 4, 5}, {2, 3, 9})
    assert slide_changes(earlier, later) == (("slide 1", "slide 2"), (), ())


def test_of_two_equal_slides_one_taken_out_is_removed():
    assert slide_changes(deck({1}, {1}, {2}), deck({1}, {2})) == ((), (), ("slide 2",))


def test_version_from_nothing_is_added_as_a_whole():
    assert slide_changes((), deck({1}, {2})) == ((), ("slide 1", "slide 2"), ())


@given(CONTENTS, st.randoms(use_true_random=False))
def test_moving_slides_changes_nothing(contents, random):
    moved = list(contents)
    random.shuffle(moved)
    assert slide_changes(deck(*contents), deck(*moved)) == ((), (), ())


@given(CONTENTS, CONTENTS)
def test_swapping_the_versions_swaps_added_and_removed(one, other):
    there, back = slide_changes(deck(*one), deck(*other)), slide_changes(deck(*other), deck(*one))
    assert (there.added, there.removed) == (back.removed, back.added)
    assert len(there.changed) == len(back.changed)


@given(CONTENTS, CONTENTS)
def test_every_slide_of_both_versions_is_accounted_for(one, other):
    found = slide_changes(deck(*one), deck(*other))
    assert len(one) - len(found.removed) == len(other) - len(found.added)
    assert len({*found.changed, *found.added}) == len(found.changed) + len(found.added) <= len(other)


@given(CONTENTS, st.frozensets(st.integers(100, 110), min_size=1), st.integers(0, 8))
def test_new_slide_anywhere_is_the_only_one_added(contents, new, at):
    later = [*contents[:at], new, *contents[at:]]
    expected = f"slide {min(at, len(contents)) + 1}"
    assert slide_changes(deck(*contents), deck(*later)) == ((), (expected,), ())


# --- versions --------------------------------------------------------------------------------------

FIRST = make_stored(1, day=date(2026, 6, 3))
SECOND = make_stored(2, day=date(2026, 7, 3), version_of=DocumentKey(1), path="decks/new.pptx")
SLIDES = {1: deck({1}, {2}), 2: deck({1}, {3})}


def test_change_names_both_versions():
    (change,) = changes_of(SLIDES, FIRST, SECOND)
    assert (change.document, change.earlier) == (2, 1)
    assert (change.path, change.earlier_path) == ("decks/new.pptx", "decks/1.pptx")
    assert (change.day, change.earlier_day) == (date(2026, 7, 3), date(2026, 6, 3))
    assert (change.changed, change.added, change.removed) == (("slide 2",), (), ())


def test_versions_of_another_period_are_left_out():
    assert changes_of(SLIDES, FIRST, SECOND, period=JULY.next()) == ()


def test_document_without_a_version_before_is_left_out():
    assert changes_of(SLIDES, FIRST, replace(SECOND, version_of=None)) == ()


def test_version_with_the_same_slides_is_left_out():
    assert changes_of({1: SLIDES[1], 2: deck({2}, {1})}, FIRST, SECOND) == ()


def test_version_whose_slides_are_not_known_is_left_out():
    assert changes_of({2: SLIDES[2]}, FIRST, SECOND) == ()
    assert changes_of({1: SLIDES[1]}, FIRST, SECOND) == ()


def test_version_before_that_is_dated_after_it_is_left_out():
    assert changes_of(SLIDES, replace(FIRST, day=date(2026, 7, 9)), SECOND) == ()


def test_version_before_that_was_erased_is_left_out():
    assert changes_of(SLIDES, SECOND) == ()


def test_changes_are_in_order_of_day():
    third = make_stored(3, day=date(2026, 7, 1), version_of=DocumentKey(1))
    found = changes_of({**SLIDES, 3: deck({1}, {4})}, FIRST, SECOND, third)
    assert [change.document for change in found] == [3, 2]
