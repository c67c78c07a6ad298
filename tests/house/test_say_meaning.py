"""Which approved lines answer a question, with the real embedding model and the messaging of the demo."""

from datetime import date
from pathlib import Path

import pytest

from msgcheck.assembly import build_stages
from msgcheck.config import Settings
from msgcheck.house.say import say
from msgcheck.messaging.load import load_messaging

pytestmark = pytest.mark.model

HOUSE = load_messaging(Path(__file__).parents[2] / "messaging")


@pytest.fixture(scope="module")
def answer():
    embedder = build_stages(Settings(), use_cache=False).embedder
    return lambda question: say(question, HOUSE, embedder, day=date(2026, 11, 16))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("how long does the battery last", "claim-battery"),
        ("what happens without mobile signal", "claim-roaming"),
        ("roi for a cfo", "pos-rimeholt"),
    ],
)
def test_say_gives_the_line_that_answers_and_no_more(answer, question, first):
    assert [line.message.id for line in answer(question).lines] == [first]


def test_the_question_in_the_help_gets_lines_made_for_its_reader(answer):
    lines = answer("roi for a retail cfo").lines
    assert [(line.message.id, line.approved.persona) for line in lines[:1]] == [("pos-rimeholt", ("cfo",))]


@pytest.mark.parametrize("question", ["humidity sensor", "do you have an app for ios and android", "bitcoin for a cfo"])
def test_say_gives_no_line_for_an_answer_that_is_none(answer, question):
    answered = answer(question)
    assert answered.lines == ()
    assert answered.nearest
