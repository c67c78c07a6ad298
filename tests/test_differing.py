from hypothesis import given
from hypothesis import strategies as st

from msgcheck.differing import differing_words


def changed(words):
    return [word.text for word in words if word.changed]


def test_differing_words_marks_the_figure_that_changed():
    approved, found = differing_words("Cuts waste by up to 30%.", "Cuts waste by 50%.")
    assert changed(approved) == ["up", "to", "30%."]
    assert changed(found) == ["50%."]


def test_differing_words_marks_an_added_word_on_one_side_only():
    approved, found = differing_words("Support answers in a day", "Support always answers in a day")
    assert changed(approved) == []
    assert changed(found) == ["always"]


def test_differing_words_passes_over_figures_written_differently():
    approved, found = differing_words("30% of 12,000 sites", "30 % of 12000 sites")
    assert changed(approved) == changed(found) == []


def test_differing_words_passes_over_case_and_quotes():
    approved, found = differing_words("“Fast” setup", '"fast" Setup.')
    assert changed(approved) == changed(found) == []


def test_differing_words_marks_nothing_where_hardly_a_word_is_shared():
    approved, found = differing_words(
        "Alarm within 5 minutes of a reading", "Every warning gets to your team in seconds"
    )
    assert changed(approved) == changed(found) == []


def test_differing_words_marks_nothing_beside_an_empty_line():
    approved, found = differing_words("", "Anything at all")
    assert approved == ()
    assert changed(found) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_differing_words_give_each_line_back(approved, found):
    left, right = differing_words(approved, found)
    assert "".join(word.text + word.space for word in left) == approved.lstrip()
    assert "".join(word.text + word.space for word in right) == found.lstrip()


@given(st.text(max_size=60))
def test_differing_words_of_equal_lines_marks_nothing(line):
    left, right = differing_words(line, line)
    assert changed(left) == changed(right) == []
