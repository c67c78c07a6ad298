"""Which approved lines fit a question; the embedder knows words, not meaning."""

from datetime import date

import numpy as np
import pytest

from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.house.say import NEAREST, Said, say
from msgcheck.records import Pillar, Variant
from tests.builders_judge import message, messaging

HOUSE = messaging(
    message("claim-mooring", "A berth is free again ten minutes after the boat has left.", pillar="order"),
    message(
        "data-hosting",
        "Berth data of harbours in the EU is kept in Frankfurt.",
        region=("eu",),
        variants=(
            Variant(text="Berth data of harbours in the United Kingdom is kept in London.", region=("uk",)),
            Variant(text="Where our data of berths in the United States is kept: in Ohio.", region=("us",)),
        ),
    ),
    message(
        "price-berth",
        "A berth costs €19 per month.",
        region=("eu",),
        variants=(Variant(text="A berth costs £17 per month.", region=("uk",)),),
    ),
    message(
        "positioning",
        "Harbourlight runs the quay.",
        variants=(
            Variant(text="A finance team pays one monthly fee for the whole quay.", persona=("cfo",)),
            Variant(text="The harbour master sees every berth on one page.", persona=("harbour-master",)),
        ),
    ),
    pillars=(Pillar(id="order", title="Skippers who wait for nothing"),),
)


def answer(question, **more):
    return say(question, HOUSE, HashingEmbedder(), day=date(2026, 11, 16), **more)


def said(question, **more):
    answered = answer(question, **more)
    return [(line.message.id, line.text) for line in (*answered.lines, *answered.nearest)]


@pytest.mark.parametrize("question", ["mooring", "skippers", "what do skippers wait for"])
def test_say_finds_a_line_by_its_id_and_its_pillar(question):
    assert said(question)[0][0] == "claim-mooring"


def test_say_gives_the_line_of_the_region_that_is_named():
    assert said("price uk")[0] == ("price-berth", "A berth costs £17 per month.")


def test_say_takes_a_small_us_for_a_word():
    assert "Ohio" in dict(said("where is our data kept in the US"))["data-hosting"]
    assert "Ohio" not in dict(said("where is the data kept for us"))["data-hosting"]


def test_say_gives_the_message_itself_where_no_region_is_named():
    assert dict(said("where is our data kept"))["data-hosting"].startswith("Berth data of harbours in the EU")


def test_say_finds_a_line_made_for_a_persona_that_nobody_named():
    assert said("roi for a finance team")[0][1].startswith("A finance team")


@pytest.mark.parametrize(("persona", "begins"), [("harbour-master", "The harbour master"), ("cfo", "A finance team")])
def test_say_prefers_the_line_made_for_the_persona_that_is_named(persona, begins):
    assert dict(said("one berth, one fee", persona=persona))["positioning"].startswith(begins)


def test_say_gives_only_lines_that_answer():
    answered = answer("what does a berth cost per month")
    assert [line.message.id for line in answered.lines] == ["price-berth"]
    assert answered.nearest == ()


def test_say_names_the_nearest_where_no_line_answers():
    answered = answer("does a berth come with a sauna, a pool and a massage")
    assert answered.lines == ()
    assert 1 <= len(answered.nearest) <= NEAREST


def test_say_has_nothing_near_to_what_nobody_wrote_about():
    assert answer("zebra") == Said()


@pytest.mark.parametrize("question", ["zebra stripes, for a cfo", "stripes for a retail cfo", "a zebra cfo"])
def test_a_line_for_a_reader_is_no_answer_to_whatever_that_reader_asks(question):
    assert answer(question).lines == ()


@pytest.mark.parametrize(
    "question",
    ["roi for a cfo", "roi for a retail cfo", "a pitch for the harbour master"],
)
def test_lines_made_for_a_reader_answer_who_asks_for_nothing_else(question):
    assert [line.message.id for line in answer(question).lines] == ["positioning"]


def test_say_knows_a_persona_whose_name_begins_with_a_small_word():
    house = messaging(
        message("hosting", "Nothing to run.", variants=(Variant(text="No servers of your own.", persona=("it-lead",)),))
    )
    answered = say("roi for an it lead", house, HashingEmbedder(), day=date(2026, 11, 16))
    assert [line.text for line in answered.lines] == ["No servers of your own."]


def test_a_word_that_few_lines_have_tells_more_than_one_that_many_have():
    assert said("berth data in frankfurt")[0][0] == "data-hosting"


@pytest.mark.parametrize("named", ["it", "c-level (emea)"])
def test_say_knows_a_given_persona_that_no_sentence_would_name(named):
    ours = Variant(text="No servers of your own.", persona=(named,))
    house = messaging(message("hosting", "Nothing to run.", variants=(ours,)))
    answered = say("roi", house, HashingEmbedder(), day=date(2026, 11, 16), persona=named)
    assert [line.text for line in answered.lines] == ["No servers of your own."]


class SetNearness:
    """Finds texts as near to a question as a test says."""

    model = "set"

    def __init__(self, nearness):
        self._nearness = nearness

    def embed(self, texts):
        near = [max((value for part, value in self._nearness.items() if part in text), default=1.0) for text in texts]
        return np.array([[cosine, (1 - cosine**2) ** 0.5] for cosine in near], dtype=np.float32)


def test_a_line_that_is_only_for_the_reader_hides_none_that_answers():
    for_cfo = Variant(text="One fee for the whole quay.", persona=("cfo",))
    house = messaging(message("fee", "Tolls.", variants=(for_cfo,)), message("coins", "Coins are taken."))
    near = SetNearness({"Tolls": 0.0, for_cfo.text: 0.28, "Coins": 0.44})
    answered = say("bitcoin for a cfo", house, near, day=date(2026, 11, 16), most=1)
    assert [line.message.id for line in answered.lines] == ["coins"]


def test_a_wording_that_is_only_for_the_reader_hides_none_of_its_message_that_answers():
    for_cfo = Variant(text="One fee for the whole quay.", persona=("cfo",))
    house = messaging(message("coins", "Coins are taken.", variants=(for_cfo,)))
    near = SetNearness({for_cfo.text: 0.28, "Coins": 0.44})
    answered = say("bitcoin for a cfo", house, near, day=date(2026, 11, 16))
    assert [line.text for line in answered.lines] == ["Coins are taken."]


@pytest.mark.parametrize(("nearness", "answers", "nearest"), [(0.6, 1, 0), (0.3, 0, 1)])
def test_say_gives_no_more_than_was_asked_for(nearness, answers, nearest):
    house = messaging(message("quay", "The quay."), message("pier", "The pier."))
    near = SetNearness({"The": nearness})
    everything = say("boats", house, near, day=date(2026, 11, 16))
    assert (len(everything.lines), len(everything.nearest)) == (2 * answers, 2 * nearest)
    one = say("boats", house, near, day=date(2026, 11, 16), most=1)
    assert (len(one.lines), len(one.nearest)) == (answers, nearest)
