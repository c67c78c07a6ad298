"""What a bare yes or no says with the question it answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.segment.bare_answers import is_bare_answer, is_denial, said_in_full, without_quote_marks
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import plain_tokens
from msgcheck.segment.spacy_segmenter import SpacySegmenter


@pytest.fixture(scope="module")
def parsed():
    segmenter = SpacySegmenter()
    return lambda question: segmenter.read_texts([question], Vocabulary())[0].tokens


def said(question, *, denies=False, by_reader=True, tokens=None):
    return said_in_full(question, tokens or plain_tokens(question), denies=denies, by_reader=by_reader)


@pytest.mark.parametrize(
    "text",
    [
        "Yes",
        "yes.",
        "No",
        "Yes, that's right.",
        "Yes, that is correct!",
        "No, it isn't.",
        "I'm afraid not.",
        "Yes - all of them",
        "Of course, it does.",
        "Yes, we do, thanks.",
        "Not yet.",
    ],
)
def test_bare_answer_only_says_yes_or_no(text):
    assert is_bare_answer(text)


@pytest.mark.parametrize("text", ["Thanks", "No, you may leave at any time", "Yes, in May", "No problem", "Ana,", ""])
def test_answer_that_says_more_is_not_bare(text):
    assert not is_bare_answer(text)


@pytest.mark.parametrize(
    ("text", "denies"),
    [("Yes.", False), ("No.", True), ("I'm afraid not.", True), ("It doesn't.", True), ("That's right.", False)],
)
def test_bare_answer_denies(text, denies):
    assert is_denial(text) is denies


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("Can we leave early?", "You can leave early.", "You cannot leave early."),
        ("Do you charge for it?", "We charge for it.", "We do not charge for it."),
        ("Does it cut waiting by 50%?", "It cuts waiting by 50%.", "It does not cut waiting by 50%."),
        ("And are you certified?", "We are certified.", "We are not certified."),
        ("Am I covered, too?", "You are covered, too.", "You are not covered, too."),
        ("Isn't it certified?", "It is certified.", "It is not certified."),
        ("Is it safe with you?", "It is safe with us.", "It is not safe with us."),
        ("3) Is it open on Sunday, yes or no?", "It is open on Sunday.", "It is not open on Sunday."),
        ("Quick question: is it open on Sunday?", "It is open on Sunday.", "It is not open on Sunday."),
        ("Could you confirm that our data stays here?", "Your data stays here.", "It is not true that your data stays here."),
        ("It is certified to ISO 27001, right?", "It is certified to ISO 27001.", "It is not true that it is certified to ISO 27001."),
        ("The data is kept here?", "The data is kept here.", "It is not true that the data is kept here."),
    ],
)  # fmt: skip
def test_answer_in_full_turns_the_question_round(question, yes, no):
    assert (said(question), said(question, denies=True)) == (yes, no)


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("Is your company certified to ISO 27001?", "Our company is certified to ISO 27001."),
        ("Is all of our booking data stored in Germany?", "All of your booking data is stored in Germany."),
        ("Does the data leave Germany?", "The data leaves Germany."),
        ("Is availability of 99.9% promised in the contract?", "Availability of 99.9% is promised in the contract."),
        ("Are the gates open without internet?", "The gates are open without internet."),
        ("Will the price stay the same next year?", "The price will stay the same next year."),
    ],
)
def test_answer_in_full_finds_where_the_subject_ends(parsed, question, full):
    assert said(question, tokens=parsed(question)) == full


@pytest.mark.parametrize(
    "question",
    [
        "When can we start?",
        "And how long does it take?",
        "What about the price?",
        "Is it kept in Germany or in Ireland?",
        "Shall we say Thursday?",
        "Can we meet at ten?",
        "months are over?",
        "Any news?",
        "Is the price right?",
        "Kann der Chef das?",
        "Is the price of €75 per berth that Jo named still valid?",
        "",
    ],
)
def test_answer_is_left_alone_where_the_question_does_not_tell_for_sure(parsed, question):
    assert said(question, tokens=parsed(question)) is None


def test_answer_to_a_question_of_its_own_writer_is_left_alone_where_somebody_is_meant():
    assert said("Can we promise that?", by_reader=False) is None
    assert said("Is it safe?", by_reader=False) == "It is safe."


def test_quote_marks_are_left_out():
    assert without_quote_marks("> can we leave > before the end?") == "can we leave before the end?"
    assert without_quote_marks("> 3) can we leave?") == "3) can we leave?"
    assert without_quote_marks("is it >99% sure, or > 99%?") == "is it >99% sure, or > 99%?"


@given(question=st.text(max_size=120), denies=st.booleans(), by_reader=st.booleans())
def test_answer_in_full_never_fails(question, denies, by_reader):
    full = said(question, denies=denies, by_reader=by_reader)
    assert full is None or full.endswith(".")


@pytest.mark.parametrize(
    "question",
    [
        "Could you confirm that we can " + "?" * 20_000 + "x",
        "Can we leave " + "? " * 20_000 + "x",
        "Do" + " \n" * 20_000 + "x",
        "Right, " * 20_000 + "?",
    ],
    ids=["marks", "marks apart", "lines", "commas"],
)
def test_question_without_end_is_left_at_once(question):
    assert said(question, tokens=plain_tokens("")) is None


@pytest.mark.parametrize(
    "question",
    ["Can we leave early ?? :-)", 'Can we leave early?"', "Can we leave early?!?!", "Can we leave early ... ?"],
)
def test_question_may_end_in_more_than_its_mark(question):
    assert said(question).startswith("You can leave early")
