import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.segment.sentence_bounds import needs_proposal, sentence_spans


def sentences(text, proposed=None):
    return [text[start:end] for start, end in sentence_spans(text, proposed)]


@pytest.mark.parametrize(
    "text",
    [
        "It costs 0.9 % a year.",
        "It connects to many tools, e.g. Slack or Teams.",
        "Ask Dr. Weiss about it.",
        "You need approx. 5 minutes.",
        "It is plan No. 3 of the list.",
        "GmbH & Co. KG is its legal form.",
        "Acme Inc. is a software house.",
        "Well... it depends.",
        "Open from 8 a.m. to 6 p.m. on weekdays.",
        "J. Smith wrote the study.",
        "Version 2.1 is out.",
        "Waiting for terms? With Advance you have them today.",
    ],
)
def test_sentences_stay_whole(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It is fast. It is free.", "It is fast."),
        ("Is it fast? It is.", "Is it fast?"),
        ('He said "yes." We signed.', 'He said "yes."'),
        ("Founded in 1998. Family-run since.", "Founded in 1998."),
        ("It works for Acme Inc. The rest follows.", "It works for Acme Inc."),
        ("We do it all. 40 partners help.", "We do it all."),
        ("Thanks! We will call.", "Thanks!"),
    ],
)
def test_sentences_end_where_one_ends(text, first):
    assert sentences(text)[0] == first
    assert len(sentences(text)) == 2


def test_sentence_with_a_small_letter_begins_only_where_proposed():
    text = "we do it all. it costs nothing."
    assert sentences(text, [0]) == [text]
    assert sentences(text, [0, 14]) == ["we do it all.", "it costs nothing."]


@given(st.text(alphabet="aB .?!…e.g1\n\"'", max_size=80))
def test_sentence_spans_are_in_order_and_trimmed(text):
    before = 0
    for start, end in sentence_spans(text):
        assert before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        before = end


@given(st.text(alphabet="aA1 .!?…e.g", max_size=40), st.sets(st.integers(0, 40)))
def test_text_that_needs_no_proposal_is_cut_alike_with_any(text, proposed):
    if not needs_proposal(text):
        assert sentence_spans(text, proposed) == sentence_spans(text, ())


def test_small_letter_behind_a_full_stop_needs_a_proposal():
    assert needs_proposal("It runs on iOS. iPhones need no set-up.")
    assert not needs_proposal("It runs on iOS. Phones need no set-up, e.g. none at all.")
