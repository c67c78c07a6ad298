"""Pairs of texts: sentences, passages, and what is made of them with and without a pair model."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import CLEAN, Label
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.evaluate.pair_changes import Change, ChangeKind
from msgcheck.evaluate.pair_rows import PairRow
from msgcheck.evaluate.pair_weighing import Signs, weigh
from msgcheck.evaluate.pairs import PairsJudge
from msgcheck.evaluate.premises import JOINED_SENTENCES, LONG_WORDS, READ_SENTENCES, read_premise, read_sentences
from msgcheck.pairs.interface import NEVER, PAIR_LABELS, PairLabel
from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_judge import CountingEmbedder, StubJudge

PREMISE = (
    "The harbour office opened in 2019. It serves 40 berths in three basins. Visitors pay at the gate.\n"
    "The crane lifts up to 12 tonnes. Fuel is sold every day until eight. Dogs are welcome on the north pier."
)


class WordsModel:
    """A pair model that takes for said what has all its longer words in the passage."""

    model = "words@00000000"

    def __init__(self):
        self.read_pairs = []

    def read(self, pairs):
        self.read_pairs.extend(pairs)
        rows = np.full((len(pairs), len(PAIR_LABELS)), NEVER, dtype=np.float32)
        for row, pair in zip(rows, pairs, strict=True):
            words = {word.strip(".,").lower() for word in pair.said.split() if len(word) > 3}
            backed = 0.97 if all(word in pair.approved.lower() for word in words) else 0.02
            row[PAIR_LABELS.index(PairLabel.CONSISTENT)] = math.log(backed)
            row[PAIR_LABELS.index(PairLabel.CONTRADICTS)] = math.log(1 - backed)
        return rows


def pairs_judge(**more):
    values = {"segmenter": PlainSegmenter(), "embedder": HashingEmbedder(), "judge": StubJudge()} | more
    return PairsJudge(**values)


def said_of(*hypotheses, premise=PREMISE, **more):
    rows = [PairRow(id=place, premise=premise, hypothesis=text) for place, text in enumerate(hypotheses)]
    return list(pairs_judge(**more).judge_rows(rows))


@pytest.mark.parametrize("model", [None, WordsModel()])
def test_what_the_premise_says_is_backed(model):
    for prediction in said_of("The crane lifts up to 12 tonnes.", "Visitors pay at the gate.", pair_model=model):
        assert prediction.label is Label.CONSISTENT
        assert prediction.score < 0.5
        assert prediction.reasons == ()


@pytest.mark.parametrize("model", [None, WordsModel()])
def test_equal_sentence_with_a_changed_figure_is_caught(model):
    (prediction,) = said_of("The crane lifts up to 20 tonnes.", pair_model=model)
    assert prediction.label is Label.FIGURE_CHANGED
    assert prediction.score > 0.5
    assert "12" in prediction.reasons[0]


def test_sentence_without_support_is_unsupported():
    (prediction,) = said_of("Sailing lessons for children begin in April.", pair_model=WordsModel())
    assert prediction.label in {Label.UNSUPPORTED, Label.CONTRADICTS}
    (without,) = said_of("Sailing lessons for children begin in April.")
    assert without.label is Label.UNSUPPORTED


@pytest.mark.parametrize("text", ["Shall we meet on Friday?", "Hello Ana,", "", "  \n "])
def test_questions_greetings_and_nothing_claim_nothing(text):
    (prediction,) = said_of(text)
    assert (prediction.label, prediction.score) == (Label.NOT_A_CLAIM, 0.0)


def test_question_the_premise_asks_as_well_is_compared_with_it():
    premise = "How do you meet ISO 27001 and SOC 2 for harbour offices? Ask us."
    (same,) = said_of("How do you meet ISO 27001 and SOC 2 for harbour offices?", premise=premise)
    (changed,) = said_of("How do you meet ISO 27001 for harbour offices?", premise=premise)
    assert same.label is Label.CONSISTENT
    assert changed.label not in CLEAN


def test_worst_sentence_decides():
    (prediction,) = said_of("Visitors pay at the gate. The crane lifts up to 20 tonnes. Are you well?")
    assert prediction.label is Label.FIGURE_CHANGED


def test_figure_that_stands_in_another_sentence_is_not_missing():
    premise = "The crane lifts up to 12 tonnes at 40 berths."
    said = "The crane lifts at 40 berths."
    (dropped,) = said_of(said, premise=premise, judge=StubJudge({said: Label.UNDERSTATED}))
    (split,) = said_of(f"{said} The crane lifts up to 12 tonnes.", premise=premise)
    assert (dropped.label, dropped.reasons) == (Label.UNDERSTATED, ('"12 tonnes" is missing',))
    assert split.label is Label.CONSISTENT


def test_figure_of_another_sentence_that_is_alike_is_no_change():
    premise = "The crane lifts up to 12 tonnes. The crane lifts up to 20 tonnes."
    (prediction,) = said_of("The crane lifts up to 20 tonnes.", premise=premise)
    assert prediction.label is Label.CONSISTENT


def test_empty_premise_backs_nothing():
    (prediction,) = said_of("The crane lifts up to 12 tonnes.", premise="")
    assert prediction.label is Label.UNSUPPORTED


def test_predictions_come_in_the_order_of_the_rows():
    rows = [
        PairRow(id=f"r{place}", premise=PREMISE if place % 2 else "Ferries run daily.", hypothesis="Ferries run daily.")
        for place in range(7)
    ]
    found = list(pairs_judge().judge_rows(rows))
    assert [prediction.id for prediction in found] == [row.id for row in rows]
    assert [prediction.label is Label.CONSISTENT for prediction in found] == [place % 2 == 0 for place in range(7)]


def test_premise_is_read_once_for_all_its_rows():
    embedder = CountingEmbedder()
    said_of(*(f"Berth {number} is free." for number in range(5)), embedder=embedder)
    assert embedder.seen.count("Visitors pay at the gate.") == 1


def test_other_rows_with_the_same_premise_change_nothing():
    alone = [said_of(text)[0].score for text in ("The crane lifts 20 tonnes.", "Ferries run daily.")]
    together = [prediction.score for prediction in said_of("The crane lifts 20 tonnes.", "Ferries run daily.")]
    assert alone == together


def test_pair_model_reads_few_passages_and_none_twice():
    model = WordsModel()
    long_premise = " ".join(f"Berth {number} has water and light." for number in range(300))
    said_of("Berth 7 has water.", "Berth 7 has water.", premise=long_premise, pair_model=model)
    assert 0 < len(model.read_pairs) <= READ_SENTENCES + 2
    assert len(set(model.read_pairs)) == len(model.read_pairs)


def test_sentence_backed_by_two_others_together_is_backed():
    model = WordsModel()
    (prediction,) = said_of("The harbour office serves berths in three basins.", pair_model=model)
    assert prediction.score < 0.5


# --- premises ---------------------------------------------------------------------------------------


def test_passages_join_what_is_nearest_in_its_order():
    premise = read_premise(PREMISE, segmenter=PlainSegmenter(), embedder=HashingEmbedder())
    statements = read_sentences("Visitors pay at the gate.", PlainSegmenter())
    passages = premise.passages(premise.near(statements)[0])
    assert passages[0] == "Visitors pay at the gate."
    joined = passages[-1].split(". ")
    places = [PREMISE.replace("\n", " ").index(part.rstrip(".")) for part in joined]
    assert places == sorted(places)
    assert len(joined) <= JOINED_SENTENCES


def test_text_without_full_stops_is_cut():
    found = read_sentences(" ".join(["word"] * 500), PlainSegmenter())
    assert [len(statement.text.split()) for statement in found[:-1]] == [LONG_WORDS] * (500 // LONG_WORDS)
    assert sum(len(statement.text.split()) for statement in found) == 500


def test_answers_and_other_languages_are_read_as_well():
    found = read_sentences("Yes. Der Hafen ist heute geschlossen.", PlainSegmenter())
    assert len(found) == 2
    assert all(statement.judged and statement.readings.tokens for statement in found)


# --- weighing ---------------------------------------------------------------------------------------

SIGNS = st.builds(
    Signs,
    label=st.sampled_from([Label.CONSISTENT, Label.NOT_A_CLAIM, Label.OVERSTATED, Label.FIGURE_CHANGED]),
    judged=st.floats(0, 1),
    alike=st.floats(0, 1),
    backed=st.none() | st.floats(0, 1),
    drift=st.none() | st.sampled_from([Label.CONTRADICTS, Label.UNSUPPORTED]),
    changed=st.none()
    | st.builds(Change, kind=st.sampled_from(ChangeKind), label=st.just(Label.UNDERSTATED), what=st.just("")),
    new_figures=st.integers(0, 5),
    new_names=st.integers(0, 5),
    new_words=st.floats(0, 1),
)


@given(SIGNS)
def test_score_is_a_probability_and_agrees_with_the_label(signs):
    weighed = weigh(signs)
    assert 0 <= weighed.score <= 1
    assert (weighed.label not in CLEAN) is (weighed.score >= 0.5)
    assert weighed.label is not Label.NOT_A_CLAIM


@given(SIGNS, st.floats(0, 1), st.floats(0, 1))
def test_better_support_never_raises_the_score(signs, one, other):
    from dataclasses import replace

    low, high = sorted((one, other))
    assert weigh(replace(signs, backed=high)).score <= weigh(replace(signs, backed=low)).score


def test_what_repeats_the_premise_to_the_letter_is_backed_whatever_a_model_says():
    signs = Signs(label=Label.CONSISTENT, judged=0.0, alike=1.0, backed=0.0001, drift=Label.CONTRADICTS)
    assert weigh(signs).score == 0.0
    assert weigh(signs).label is Label.CONSISTENT


@given(SIGNS)
def test_new_figure_never_lowers_the_score(signs):
    from dataclasses import replace

    more = replace(signs, new_figures=signs.new_figures + 1)
    assert weigh(more).score >= weigh(signs).score
