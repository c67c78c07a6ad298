"""Blocks laid over the elements they were read from."""

from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from msgcheck.feedback.fixing.block_text import BlockText
from msgcheck.reading.docx import text_of
from msgcheck.reading.drawingml import paragraph_text
from msgcheck.reading.ooxml import A, W

LETTERS = st.text(alphabet="abc XÄ", max_size=8)


def paragraph(*runs):
    """Return a paragraph of a slide; None stands for a line break."""
    made = etree.Element(A + "p")
    for run in runs:
        if run is None:
            etree.SubElement(made, A + "br")
        else:
            etree.SubElement(etree.SubElement(made, A + "r"), A + "t").text = run
    return made


def word_texts(xml):
    """Return the text elements of a piece of a Word text."""
    root = etree.fromstring(f'<w:p xmlns:w="{W.strip("{}")}">{xml}</w:p>')
    return [element for element in root.iter() if text_of(element) is not None]


@given(st.lists(st.one_of(LETTERS, st.none()), min_size=1, max_size=6), st.data())
def test_swap_changes_what_lies_between_two_letters_and_nothing_else(runs, data):
    made = paragraph(*runs)
    text = paragraph_text(made)
    letters = [place for place, character in enumerate(text) if not character.isspace()]
    assume(letters)
    start = data.draw(st.sampled_from(letters))
    last = data.draw(st.sampled_from([place for place in letters if place >= start]))
    block = BlockText(text, [made])
    assert block.can_swap(start, last + 1)
    block.swap(start, last + 1, "new")
    assert paragraph_text(made) == text[:start] + "new" + text[last + 1 :]


def test_swap_from_the_end_to_the_beginning_keeps_offsets():
    made = paragraph("one two", " three")
    block = BlockText("one two three", [made])
    block.swap(8, 13, "3")
    block.swap(0, 3, "1")
    assert paragraph_text(made) == "1 two 3"


def test_title_over_two_paragraphs_is_laid_over_both():
    first, second = paragraph("Why us", None), paragraph("and now")
    block = BlockText("Why us and now", [first, second])
    block.swap(7, 10, "or")
    assert (paragraph_text(first), paragraph_text(second)) == ("Why us", "or now")


def test_swap_at_white_space_is_refused():
    block = BlockText("one two", [paragraph("one two")])
    assert not block.can_swap(3, 7)
    assert not block.can_swap(0, 4)


def test_text_that_does_not_agree_is_refused():
    assert not BlockText("another", [paragraph("one two")]).can_swap(0, 7)


def test_text_without_elements_is_refused():
    assert not BlockText("a chart", []).can_swap(0, 1)


def test_word_that_holds_a_hyphen_of_its_own_is_refused():
    texts = word_texts("<w:r><w:t>Harbour</w:t><w:noBreakHyphen/><w:t>Flow</w:t></w:r>")
    assert not BlockText("Harbour-Flow", texts).can_swap(0, 12)


def test_text_bound_to_data_is_refused():
    bound = "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent><w:r><w:t>Flow</w:t></w:r></w:sdtContent></w:sdt>"
    assert not BlockText("Flow", word_texts(bound)).can_swap(0, 4)
    assert BlockText("Flow", word_texts(bound.replace("<w:dataBinding/>", ""))).can_swap(0, 4)


def test_white_space_at_the_edge_of_a_word_run_is_preserved():
    (text,) = word_texts("<w:r><w:t>Flow now</w:t></w:r>")
    BlockText("Flow now", [text]).swap(0, 8, "Flow ")
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
