"""Which words are new in what the field says."""

import time
from dataclasses import replace
from datetime import date

import pytest
from builders_stored import MESSAGING, WHERE, make_stored, make_stored_finding
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.phrase_words import PhraseReader, phrases_of
from msgcheck.feedback.phrases import new_phrases
from msgcheck.records import (
    Audience,
    Competitor,
    DocumentKey,
    InternalOnly,
    MessageId,
    Messaging,
    Period,
    PeriodKind,
    Product,
)

JUNE = Period.of(date(2026, 6, 1), PeriodKind.MONTH)
IN_MAY, IN_JUNE, IN_JULY = date(2026, 5, 9), date(2026, 6, 9), date(2026, 7, 9)
HOUSE = replace(
    MESSAGING,
    competitors=(Competitor(name="Dockwise", where=WHERE),),
    products=(Product(name="Harbourlight Flow", where=WHERE),),
    internal_only=(InternalOnly(id=MessageId("floor"), text="Our floor is seventy-one euros a berth.", where=WHERE),),
)
EVERYDAY = (
    "The crane is booked from a phone.",
    "Pilots see every berth on one map.",
    "Boats are told when to leave.",
    "The office plans the week on Monday.",
    "Ropes and fenders are counted by hand.",
    "Every pier has its own screen.",
    "Harbours with a lock plan the lock too.",
    "Skippers read the plan on the water.",
)
"""What the field says in every month."""


def said(*sentences, day=IN_JUNE, first=1, **document):
    """Return a document and a finding for each sentence, each of its own author."""
    made = []
    for key, sentence in enumerate(sentences, start=first):
        stored = {"author": f"author {key}", "day": day, "audience": Audience(owner="field")} | document
        made.append((make_stored(key, **stored), make_stored_finding(key, key, text=sentence)))
    return made


BEFORE = said(*EVERYDAY * 6, day=IN_MAY, first=1001) + said(*EVERYDAY, first=2001)
FIVE = tuple(f"{who} can be live in two weeks." for who in ("Quays", "Marinas", "Locks", "Piers", "Boats"))


def told(*made, messaging=HOUSE, period=JUNE, before=BEFORE, **more):
    pairs = [*before, *(pair for several in made for pair in several)]
    documents = {document.key: document for document, _ in pairs}
    return new_phrases([finding for _, finding in pairs], documents, messaging, period=period, **more)


def phrases(*made, **more):
    return [found.phrase for found in told(*made, **more)]


def words_of(*made, **more) -> str:
    return " ".join(phrases(*made, **more)).lower()


# --- what is told ----------------------------------------------------------------------------------


def test_phrase_of_several_documents_is_told_with_its_counts():
    (found,) = told(said(*FIVE))
    assert (found.phrase, found.documents, found.sources, found.before) == ("live in two weeks", 5, 5, 0)


def test_documents_of_before_are_counted():
    (found,) = told(said(*FIVE * 3), said(FIVE[0], day=IN_MAY, first=501))
    assert (found.phrase, found.documents, found.before) == ("live in two weeks", 15, 1)


def test_what_was_said_as_often_before_is_not_told():
    assert phrases(said(*FIVE), said(*FIVE * 3, day=IN_MAY, first=501)) == []


def test_what_is_approved_is_not_told():
    assert phrases(said(*["Setup takes up to ten days."] * 5), before=[]) == []


def test_what_is_said_after_the_period_changes_nothing():
    assert told(said(*FIVE), said(*FIVE * 9, day=IN_JULY, first=501)) == told(said(*FIVE))


def test_competitor_may_be_told():
    assert phrases(said(*(f"{text[:-1]}, unlike Dockwise." for text in FIVE))) == [
        "live in two weeks",
        "unlike Dockwise",
    ]


def test_figure_may_be_told():
    assert "50% fewer" in phrases(said(*["Waiting is cut by 50 % fewer queues."] * 5))[0]


def test_most_that_are_told_can_be_limited():
    sentences = [f"{text[:-1]}, no more ropes, free mooring." for text in FIVE]
    assert len(phrases(said(*sentences))) == 3
    assert len(phrases(said(*sentences), most=2)) == 2


# --- what is not enough ----------------------------------------------------------------------------


def test_two_documents_are_too_few():
    assert phrases(said(*FIVE[:2])) == []


def test_one_source_is_too_few():
    assert phrases(said(*FIVE, author="kim")) == []


def test_near_copies_count_once():
    assert phrases(said(*FIVE, group=1)) == []
    (found,) = told(said(*FIVE), said(*FIVE * 2, first=501, group=1))
    assert (found.documents, found.sources) == (5, 5)


def test_sentence_that_is_not_kept_contributes_nothing():
    kept = [(document, replace(finding, text=None)) for document, finding in said(*FIVE)]
    assert phrases(kept) == []


def test_marketings_own_words_contribute_nothing():
    assert phrases(said(*FIVE, audience=Audience(owner="marketing"))) == []


def test_finding_of_a_document_that_is_gone_contributes_nothing():
    pairs = said(*FIVE)
    assert new_phrases([finding for _, finding in pairs], {}, HOUSE, period=JUNE) == ()


def test_nothing_said_gives_nothing():
    assert new_phrases((), {}, Messaging(company=HOUSE.company), period=JUNE) == ()


def test_only_one_phrase_in_the_world_gives_nothing():
    pairs = said(*["quick wins"] * 5)
    documents = {document.key: document for document, _ in pairs}
    empty = Messaging(company=HOUSE.company)
    assert new_phrases([finding for _, finding in pairs], documents, empty, period=JUNE) == ()


# --- what is never told ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "secret"),
    [
        ("Live in two weeks at Skagen and others.", "skagen"),
        ("Live in two weeks at the port of skagen today.", "skagen"),
        ("Live in two weeks, says kim.lee@harbourlight.example to all.", "kim"),
        ("Live in two weeks: see https://harbourlight.example/offer now.", "offer"),
        ("Live in two weeks: see harbourlight.example/offer now.", "offer"),
        ("Live in two weeks, call +49 (0)40 1234567 now.", "1234567"),
        ("Live in two weeks, call 040 123 45 67 now.", "45"),
        ("Live in two weeks, as decks/retail/norrby_pitch.pptx says.", "norrby"),
        ("Live in two weeks, asks Tom Berger every day.", "berger"),
        ("Tom gets you live in two weeks.", "tom"),
        ("Live in two weeks at BMW or elsewhere.", "bmw"),
        ("Live in two weeks, {{first_name}} and others.", "name"),
        ("Live in two weeks for seventy-one euros a berth.", "seventy"),
    ],
)
def test_what_is_somebodys_is_never_told(sentence, secret):
    found = words_of(said(*[sentence] * 8))
    assert "live in two weeks" in found
    assert secret not in found


def test_function_words_alone_are_no_phrase():
    assert phrases(said(*["It is what we are in there for."] * 8)) == []


def test_our_own_names_alone_are_no_phrase():
    assert phrases(said(*["Harbourlight Flow."] * 8)) == []


def test_bare_number_is_no_phrase():
    assert phrases(said(*["14."] * 8)) == []


def test_part_of_a_longer_phrase_with_the_same_documents_is_left_out():
    assert phrases(said(*FIVE)) == ["live in two weeks"]


def test_part_of_a_longer_phrase_that_more_documents_hold_is_told():
    more = ("Two weeks is all.", "Wait two weeks.", "Give it two weeks.")
    assert phrases(said(*FIVE), said(*more, first=501)) == ["two weeks", "live in two weeks"]


def test_phrase_does_not_reach_over_a_comma():
    assert phrases(said(*["No fees, free mooring."] * 5)) == ["free mooring", "no fees"]


def test_phrase_is_written_small_where_anybody_writes_it_small():
    sentences = ["Live in two weeks.", "LIVE IN TWO WEEKS.", *FIVE[:3]]
    assert phrases(said(*sentences)) == ["live in two weeks"]


def test_word_that_somebody_writes_with_a_capital_is_told_where_others_write_it_small():
    sentences = [*FIVE, "You can be Live in two weeks with us."]
    assert phrases(said(*sentences)) == ["live in two weeks"]


# --- invariants ------------------------------------------------------------------------------------


@given(st.randoms(use_true_random=False))
def test_order_of_findings_and_documents_does_not_matter(random):
    pairs = [*BEFORE, *said(*FIVE), *said(*["Free mooring, no fees."] * 6, first=501)]
    findings, documents = [finding for _, finding in pairs], [document for document, _ in pairs]
    expected = new_phrases(findings, {document.key: document for document in documents}, HOUSE, period=JUNE)
    random.shuffle(findings)
    random.shuffle(documents)
    shuffled: dict[DocumentKey, object] = {document.key: document for document in documents}
    assert new_phrases(findings, shuffled, HOUSE, period=JUNE) == expected


@given(st.lists(st.text(alphabet="abcAB @.,|{}0123456789%-'/", max_size=60), max_size=12))
def test_any_text_is_taken(texts):
    for found in told(said(*texts), before=[]):
        assert found.documents >= 3
        assert found.sources >= 2
        assert "@" not in found.phrase


@given(st.text(alphabet="abAB @.,|%-'/+€3 ", max_size=60))
def test_phrases_are_the_same_whether_they_are_counted_or_told(text):
    assert {spelling.phrase for spelling in PhraseReader(HOUSE, [text]).spellings(text)} == phrases_of(text)


def test_long_text_without_a_space_is_read_at_once():
    begun = time.process_time()
    for text in ("a" * 100_000, "a.b-" * 30_000, "1 " * 50_000, "@" * 50_000, "{" * 50_000):
        phrases(said(*[text] * 3))
    assert time.process_time() - begun < 10


@given(st.integers(1, 9))
def test_more_near_copies_change_nothing(copies):
    copied = said(*[FIVE[0]] * copies, first=501, group=1, author="author 1")
    assert told(said(*FIVE), copied) == told(said(*FIVE))
