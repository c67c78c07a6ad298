"""What was read of approved wording is remembered; of internal lines nothing is."""

import json
import sqlite3

import pytest

from msgcheck import wording_memory
from msgcheck.candidates import CandidateFinder
from msgcheck.embed.cache import Cache
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.record_json import from_json_value
from msgcheck.records import NO_READINGS, Readings, Source, Variant
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_judge import internal, message, messaging, never_say, retired

PRIVATE = "Our floor price is seventy-one euros a month for every pier."
HOUSE = messaging(
    message(
        "onboarding",
        "Harbourlight cuts onboarding time by up to 30%, and your crew needs no training on it. It is free in May.",
        variants=(Variant(text="Up to 30% less onboarding."),),
    ),
    retired=(retired("old", "Harbourlight cuts onboarding time by up to 20%.", replaced_by="onboarding"),),
    never_say=(never_say("refund", "We guarantee that you earn the fee back.", instead="onboarding"),),
    internal_only=(internal("floor", PRIVATE, owner="pricing"),),
)


class CountingSegmenter(PlainSegmenter):
    """Remembers which texts it was given."""

    def __init__(self, name="plain"):
        self.name = name
        self.seen = []

    def read_texts(self, texts, vocabulary, contexts=()):
        self.seen.extend(texts)
        return super().read_texts(texts, vocabulary, contexts)

    def split_texts(self, texts):
        self.seen.extend(texts)
        return super().split_texts(texts)


def wordings(cache, segmenter=None, house=HOUSE):
    finder = CandidateFinder(house, segmenter=segmenter or PlainSegmenter(), embedder=HashingEmbedder(), cache=cache)
    return tuple(finder.wordings)


@pytest.fixture
def cache(tmp_path):
    opened = Cache(tmp_path)
    yield opened
    opened.close()


def test_wordings_are_read_once(cache):
    wordings(cache)
    again = CountingSegmenter()
    wordings(cache, again)
    assert again.seen == [PRIVATE]


def test_remembered_wordings_equal_those_read_anew(cache):
    first = wordings(cache)
    assert first == wordings(cache) == wordings(None)
    assert all(wording.readings != NO_READINGS for wording in first)
    assert {wording.source for wording in first} >= {Source.PART, Source.INTERNAL_ONLY}


def test_internal_lines_are_read_anew_and_remembered_nowhere(cache, tmp_path):
    wordings(cache)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"onboarding" in kept
    assert b"seventy" not in kept
    assert b"floor" not in kept


@pytest.mark.parametrize("segmenter", [CountingSegmenter("plain 2"), None])
def test_wordings_are_read_anew_by_another_segmenter_and_of_other_messaging(cache, segmenter):
    wordings(cache)
    used = segmenter or CountingSegmenter()
    wordings(cache, used, HOUSE if segmenter else messaging(message("one", "Harbourlight is free.")))
    assert len(used.seen) > 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"parts": {}, "readings": {"a": 1}}', '{"parts": 3, "readings": {}}'])
def test_damaged_memory_is_no_memory(cache, tmp_path, text):
    right = wordings(cache)
    cache.close()
    connection = sqlite3.connect(tmp_path / "cache.sqlite")
    assert connection.execute("update reading set found = ?", (text,)).rowcount == 1
    connection.commit()
    connection.close()
    damaged = Cache(tmp_path)
    assert wordings(damaged) == right
    damaged.close()


def test_remembered_wordings_are_put_together_when_they_are_asked_for(cache, monkeypatch):
    wordings(cache)
    asked = []
    monkeypatch.setattr(
        wording_memory, "from_json_value", lambda kind, value: asked.append(kind) or from_json_value(kind, value)
    )
    finder = CandidateFinder(HOUSE, segmenter=PlainSegmenter(), embedder=HashingEmbedder(), cache=cache)
    assert len(finder.wordings) > 1
    assert finder.wordings[0] is finder.wordings[0]
    assert asked.count(Readings) == 1


def test_one_damaged_wording_is_read_anew(cache, tmp_path):
    right = wordings(cache)
    connection = sqlite3.connect(tmp_path / "cache.sqlite")
    ((kept,),) = connection.execute("select found from reading")
    value = json.loads(kept)
    value["readings"][right[0].text] = 1
    connection.execute("update reading set found = ?", (json.dumps(value),))
    connection.commit()
    connection.close()
    again = CountingSegmenter()
    assert wordings(cache, again) == right
    assert right[0].text in again.seen
