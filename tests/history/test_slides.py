"""What stands on each slide or page, as it goes into the store and comes back."""

import pytest
from builders_history import make_document, make_mail, make_scan
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.history.keyed_hashes import KeyedHashes
from msgcheck.history.slides import packed_slides, unpacked_slides

HASHES = KeyedHashes(b"k" * 32)
WORDS = ("Welcome.", "Setup takes ten days.", "Thank you.")
PLACES = st.sampled_from(["slide 1", "slide 2", "slide 10", "page 1", "page 12", ""])


def slides_of(store, *documents):
    store.keep_scan(make_scan(*documents))
    keys = [document.key for document in store.documents()]
    return [[slide.place for slide in found] for key, found in store.slides(keys).items()]


def key_of(text: str) -> int:
    return int(HASHES.statements((text,))[0])


def test_slides_are_read_back_in_order(store):
    places = ("slide 10", "slide 9", "slide 9")
    assert slides_of(store, make_document(statements=WORDS, places=places)) == [["slide 9", "slide 10"]]


def test_pages_are_told_from_slides(store):
    assert slides_of(store, make_document(statements=WORDS, places=("page 1", "page 2", "page 2"))) == [
        ["page 1", "page 2"]
    ]


def test_document_without_slides_has_no_entry(store):
    store.keep_scan(make_scan(make_document(), make_mail(places=())))
    assert store.slides([document.key for document in store.documents()]) == {}


def test_statement_without_a_place_is_on_no_slide(store):
    assert slides_of(store, make_document(statements=WORDS, places=("", "slide 2", ""))) == [["slide 2"]]


def test_slides_of_no_documents_are_none(store):
    assert store.slides([]) == {}


def test_slides_hold_no_word(store):
    packed = packed_slides(make_document(statements=WORDS, places=("slide 1",) * 3), HASHES)
    assert b"etup" not in packed
    assert len(packed) == 12 * len(WORDS)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=3), PLACES), max_size=20))
def test_packed_slides_unpack_to_the_keys_of_each_slide(rows):
    document = make_document(
        statements=tuple(text for text, _ in rows), fingerprint="x", places=tuple(place for _, place in rows)
    )
    expected: dict[str, set[int]] = {}
    for text, place in zip(document.statements, document.places, strict=True):
        if text and place:
            expected.setdefault(place, set()).add(key_of(text))
    found = {slide.place: slide.statements for slide in unpacked_slides(packed_slides(document, HASHES))}
    assert found == expected


@pytest.mark.parametrize("place", ["slide", "slide x", "sheet 3", "slide 3 bullet 2", "slide 99999999999", "page -1"])
def test_what_is_no_slide_or_page_is_passed_over(place):
    assert packed_slides(make_document(statements=("Words.",), places=(place,)), HASHES) == b""
