"""Somebody else's words in quotation marks are no claim of ours."""

import pytest

from msgcheck.judge.quoted_words import repeats_others_words
from msgcheck.records import Cue, DocumentId, Readings, Statement


def statement(text: str, *, guarantee: str = "") -> Statement:
    start = text.find(guarantee) if guarantee else -1
    cues = (Cue(start=start, end=start + len(guarantee), text=guarantee, lemma=guarantee),) if start >= 0 else ()
    return Statement(text=text, document=DocumentId("d"), location="body line 1", readings=Readings(guarantees=cues))


@pytest.mark.parametrize(
    "text",
    [
        'You wrote "we need a berth guaranteed by Friday", which I have passed on.',
        "In your words: “a harbour that never closes, whatever the weather”.",
        '"Our old system lost a boat a week", Mara said, and everybody laughed.',
        '"I never want to queue at a quay again": noted.',
    ],
)
def test_words_of_others_are_told_by_who_said_them(text):
    assert repeats_others_words(statement(text, guarantee="guaranteed"))


@pytest.mark.parametrize(
    "text",
    [
        "Harbourlight cuts waiting times at the quay by up to 30%.",
        'We call it "the quay that never sleeps", and it is what you get.',
        'You wrote "Friday".',
        "You wrote that you need a berth guaranteed by Friday.",
        'You said "we lose an hour a day at the quay" and then we built what does away with it.',
    ],
)
def test_own_words_are_not_taken_for_those_of_others(text):
    assert not repeats_others_words(statement(text))


def test_sentence_that_answers_a_quotation_with_a_claim_is_ours():
    text = 'You wrote "we need a berth by Friday", and that is guaranteed.'
    assert not repeats_others_words(statement(text, guarantee="guaranteed"))
