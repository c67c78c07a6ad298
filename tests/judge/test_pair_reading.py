"""What the judge makes of a pair model: which pairs are read, what they count, and that company does not matter."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.codes import STATEMENT_LABELS, Label
from msgcheck.errors import InputError
from msgcheck.judge.boosted_trees import BoostedTrees
from msgcheck.judge.combine import ReadingsJudge, packaged_judge
from msgcheck.judge.features import LEAST_LOG, picture, row
from msgcheck.judge.pair_reading import (
    LEAST_COSINE,
    PLACES,
    RIVAL_BEHIND,
    UNRELATED_FROM,
    PairRows,
    with_pairs_read,
    worth_reading,
)
from msgcheck.pairs.interface import NEVER, PAIR_LABELS, PairKind, PairLabel
from msgcheck.pairs.labels import LabelMap
from msgcheck.pairs.said import CONTEXT_WORDS, said
from msgcheck.records import BlockKind, Source
from tests.builders_judge import matched

SAID = "Harbourlight cuts waiting by half."
LINE = "Harbourlight cuts waiting by up to 30 %."
CONSISTENT = PAIR_LABELS.index(PairLabel.CONSISTENT)
UNRELATED = PAIR_LABELS.index(PairLabel.UNRELATED)


class ToldModel:
    """Finds consistent with the statement what it was told to, everything else unrelated; remembers what it read."""

    model = "told@00000000"

    def __init__(self, *consistent):
        self.consistent = consistent
        self.calls = []

    @property
    def pairs(self):
        return [pair for call in self.calls for pair in call]

    def read(self, pairs):
        self.calls.append(list(pairs))
        rows = np.full((len(pairs), len(PAIR_LABELS)), -6.0, dtype=np.float32)
        for place, pair in enumerate(pairs):
            label = PairLabel.CONSISTENT if pair.approved in self.consistent else PairLabel.UNRELATED
            rows[place, PAIR_LABELS.index(label)] = -0.01
        return rows


def near(source=Source.MESSAGE, *, cosine=0.8, id_="m-1", wording=LINE, text=SAID):
    return matched(text, wording, source=source, cosine=cosine, id_=id_)


def seen_of(*candidates):
    return picture(candidates[0].statement, candidates)


def rival(behind):
    return near(cosine=0.8 - behind, id_="m-2", wording="Setup is free.")


def old(source, cosine):
    return near(source, cosine=cosine, id_="old", wording="Waiting is cut by 20 %.")


def judge_by_pairs(model):
    """A judge that finds a line overstated unless the pair model finds it consistent with the message."""
    classes = tuple(label.value for label in STATEMENT_LABELS)
    columns = {Label.CONSISTENT: (-4.0, 4.0), Label.OVERSTATED: (4.0, -4.0)}
    feature, threshold, left, right, value, roots = [], [], [], [], [], []
    for label in STATEMENT_LABELS:
        start = len(feature)
        roots.append(start)
        feature += [0, -1, -1]
        threshold += [-1.0, 0.0, 0.0]
        left += [start + 1, 0, 0]
        right += [start + 2, 0, 0]
        value += [0.0, *columns.get(label, (-9.0, -9.0))]
    trees = BoostedTrees(
        classes=classes,
        features=("pair.current.consistent",),
        baseline=np.zeros(len(classes)),
        roots=np.array([roots], dtype=np.int32),
        feature=np.array(feature, dtype=np.int32),
        threshold=np.array(threshold),
        left=np.array(left, dtype=np.int32),
        right=np.array(right, dtype=np.int32),
        value=np.array(value),
    )
    return ReadingsJudge(trees, digest="00000000", raise_at=0.5, pair_model=model)


# --- which pairs are read ---------------------------------------------------------------------------


@pytest.mark.parametrize(("behind", "is_read"), [(RIVAL_BEHIND - 0.01, True), (RIVAL_BEHIND + 0.01, False)])
def test_next_message_is_read_if_it_is_nearly_as_near(behind, is_read):
    assert ("rival" in worth_reading(seen_of(near(), rival(behind)))) is is_read


@pytest.mark.parametrize("place", [Source.RETIRED, Source.NEVER_SAY])
@pytest.mark.parametrize(("further", "is_read"), [(0.0, True), (-0.01, False)])
def test_old_line_is_read_unless_it_is_far_away(place, further, is_read):
    found = worth_reading(seen_of(near(), old(place, LEAST_COSINE[place] + further)))
    assert (str(place) in found) is is_read


def test_another_wording_of_the_same_message_is_read():
    found = worth_reading(seen_of(near(), near(Source.VARIANT, cosine=0.7, wording="Up to 30 % less waiting.")))
    assert found["sibling"].wording.text == "Up to 30 % less waiting."


def test_internal_wording_is_never_read():
    assert worth_reading(seen_of(near(Source.INTERNAL_ONLY, cosine=0.99))) == {}


def test_statement_without_candidates_has_no_pair():
    model = ToldModel()
    (seen,) = with_pairs_read([picture(near().statement, ())], model)
    assert seen.pairs == PairRows()
    assert model.pairs == []


SOURCES = st.sampled_from(list(Source))


@given(st.lists(st.tuples(SOURCES, st.floats(-1, 1), st.integers(1, 4)), max_size=12))
def test_at_most_five_pairs_of_a_statement_are_read(drawn):
    candidates = [near(source, cosine=cosine, id_=f"m-{number}") for source, cosine, number in drawn]
    found = worth_reading(picture(near().statement, candidates))
    assert len(found) <= 5
    assert set(found) <= set(PLACES)
    assert all(match in candidates for match in found.values())


# --- how they are read ------------------------------------------------------------------------------


def test_kind_of_a_line_is_told_to_the_model():
    model = ToldModel()
    with_pairs_read([seen_of(near(), old(Source.RETIRED, 0.8), old(Source.NEVER_SAY, 0.7))], model)
    assert [pair.kind for pair in model.pairs] == [PairKind.CURRENT, PairKind.RETIRED, PairKind.NEVER_SAY]


def test_pairs_of_all_statements_are_read_in_two_calls_and_come_back_in_place():
    model = ToldModel(LINE, "Setup is free.")
    one, other = with_pairs_read([seen_of(near(), rival(0.05)), seen_of(near(wording="Cuts half."))], model)
    assert [[pair.approved for pair in call] for call in model.calls] == [[LINE, "Cuts half."], ["Setup is free."]]
    assert one.pairs.current[CONSISTENT] == one.pairs.rival[CONSISTENT] == pytest.approx(-0.01)
    assert other.pairs.current[CONSISTENT] == pytest.approx(-6.0)
    assert one.pairs.retired is None


def test_of_a_statement_that_is_plainly_not_about_its_message_no_other_wording_is_read():
    model = ToldModel()  # finds everything unrelated
    variant = near(Source.VARIANT, cosine=0.7, wording="Up to 30 % less waiting.")
    (seen,) = with_pairs_read([seen_of(near(), variant, rival(0.05))], model)
    assert [pair.approved for pair in model.pairs] == [LINE]
    assert (seen.pairs.sibling, seen.pairs.rival) == (None, None)


@pytest.mark.parametrize(("sure", "are_read"), [(UNRELATED_FROM - 0.01, True), (UNRELATED_FROM, False)])
def test_where_the_model_is_not_sure_the_other_wordings_are_read(sure, are_read):
    class Unsure(ToldModel):
        def read(self, pairs):
            self.calls.append(list(pairs))
            return np.log(
                np.where(np.arange(len(PAIR_LABELS)) == UNRELATED, sure, (1 - sure) / 6) * np.ones((len(pairs), 1))
            )

    model = Unsure()
    with_pairs_read([seen_of(near(), rival(0.05))], model)
    assert (len(model.pairs) == 2) is are_read


def test_a_model_of_fewer_labels_reads_the_other_wordings_whatever_it_calls_unrelated():
    """To one that knows "follows" and "does not follow" only, a line that says something else is as unrelated."""

    class TwoLabels(ToldModel):
        def read(self, pairs):
            self.calls.append(list(pairs))
            follows = np.array([[pair.approved in self.consistent] for pair in pairs])
            return LabelMap(columns=(PairLabel.CONSISTENT, PairLabel.UNRELATED)).rows(
                np.where(follows, [[5.0, -5.0]], [[-5.0, 5.0]])
            )

    variant = near(Source.VARIANT, cosine=0.7, wording="Waiting falls by half.")
    (seen,) = with_pairs_read([seen_of(near(), variant)], TwoLabels(variant.wording.text))
    assert seen.pairs.sibling[CONSISTENT] == pytest.approx(0.0)


def test_old_lines_are_read_whatever_the_statement_is_about():
    model = ToldModel()
    (seen,) = with_pairs_read([seen_of(near(), old(Source.RETIRED, 0.8))], model)
    assert seen.pairs.retired is not None


def test_line_of_mail_is_read_with_the_end_of_the_sentence_before():
    asked = " ".join(f"word{number}" for number in range(30))
    statement = replace(near().statement, kind=BlockKind.LINE, context=asked)
    before, _, text = said(statement).partition(" | ")
    assert text == SAID
    assert before == " ".join(asked.split()[-CONTEXT_WORDS:])


@pytest.mark.parametrize("kind", [kind for kind in BlockKind if kind is not BlockKind.LINE])
def test_sentence_before_is_left_out_elsewhere(kind):
    assert said(replace(near().statement, kind=kind, context="What does it cut?")) == SAID


def test_line_of_mail_without_a_sentence_before_stands_alone():
    assert said(replace(near().statement, kind=BlockKind.LINE, context="  ")) == SAID


def test_table_cell_is_read_with_its_heads():
    cell = replace(near().statement, kind=BlockKind.TABLE_CELL, heads=("Waiting", "2026"), text="30 %")
    assert said(cell) == "Waiting, 2026: 30 %"


# --- what they count --------------------------------------------------------------------------------


def features(**rows):
    return row(replace(seen_of(near()), pairs=PairRows(**rows)))


def log_row(**labels):
    return tuple(labels.get(label.value, -5.0) for label in PAIR_LABELS)


def test_features_of_pairs_are_there_only_where_pairs_were_read():
    assert not [name for name in row(seen_of(near())) if name.startswith("pair.")]
    assert [name for name in features() if name.startswith("pair.")]


def test_line_that_was_not_read_is_surely_about_something_else():
    values = features(current=log_row(consistent=-0.1))
    for place in ("sibling", "rival", "retired", "never_say"):
        assert values[f"pair.{place}.unrelated"] == 0.0
        assert values[f"pair.{place}.consistent"] == LEAST_LOG


def test_message_has_the_better_of_its_two_wordings():
    values = features(current=log_row(consistent=-3.0), sibling=log_row(consistent=-0.2))
    assert values["pair.message.consistent"] == -0.2
    assert values["pair.current.consistent"] == -3.0


def test_old_line_that_fits_better_is_ahead():
    values = features(current=log_row(consistent=-3.0), retired=log_row(consistent=-0.5))
    assert values["pair.retired.ahead"] == pytest.approx(2.5)
    assert values["pair.never_say.ahead"] < 0


rows_of_logs = st.one_of(st.none(), st.tuples(*[st.one_of(st.floats(-100, 0), st.just(NEVER)) for _ in PAIR_LABELS]))


@given(st.fixed_dictionaries(dict.fromkeys(PLACES, rows_of_logs)))
def test_features_of_any_rows_have_the_same_names_and_bounds(drawn):
    values = {name: value for name, value in features(**drawn).items() if name.startswith("pair.")}
    assert values.keys() == {name for name in features() if name.startswith("pair.")}
    assert all(LEAST_LOG <= value <= -LEAST_LOG for value in values.values())


# --- what the judge does with them ------------------------------------------------------------------


ITEMS = [
    (match.statement, [match, old(Source.RETIRED, cosine)])
    for match, cosine in [
        (near(), 0.8),
        (near(text="Waiting is cut by up to 30 % by Harbourlight."), 0.2),
        (near(text=LINE), 0.5),
        (near(text="Agenda", cosine=0.1), 0.1),
        (near(text="Boats wait longer and pay more.", wording="Setup is free."), 0.6),
    ]
] + [(near(text="We always answer.").statement, [])]


def test_judging_all_at_once_is_judging_one_by_one():
    for judge in (judge_by_pairs(ToldModel(LINE)), packaged_with(ToldModel(LINE))):
        together = judge.judge_all(ITEMS)
        assert together == tuple(judgement for item in ITEMS for judgement in judge.judge_all([item]))
        assert [judgement.statement for judgement in together] == [statement for statement, _ in ITEMS]


def packaged_with(model):
    return packaged_judge(raise_at=0.5, pair_model=model)


def test_pair_model_decides_what_the_trees_make_of_a_statement():
    item = [(near().statement, [near()])]
    assert judge_by_pairs(ToldModel(LINE)).judge_all(item)[0].label is Label.CONSISTENT
    assert judge_by_pairs(ToldModel()).judge_all(item)[0].label is Label.OVERSTATED


def test_what_is_settled_without_weighing_costs_no_pair():
    model = ToldModel()
    exact = near(text=LINE)
    judge_by_pairs(model).judge_all([(exact.statement, [exact])])
    assert model.pairs == []


def test_nothing_to_judge_reads_nothing():
    model = ToldModel()
    assert judge_by_pairs(model).judge_all([]) == ()
    assert model.calls == []


def test_judge_fitted_with_pairs_refuses_to_do_without(tmp_path):
    path = tmp_path / "combination.npz"
    judge_by_pairs(ToldModel()).trees.save(path)
    with pytest.raises(InputError, match=r"pairs\.kind is none") as caught:
        packaged_judge(raise_at=0.5, weights=path)
    assert "leave pairs.kind out" in caught.value.hint


def test_judge_fitted_without_pairs_reads_none(tmp_path):
    path = tmp_path / "combination.npz"
    replace(judge_by_pairs(None).trees, features=("current.cosine",)).save(path)
    model = ToldModel()
    packaged_judge(raise_at=0.5, weights=path, pair_model=model).judge_all(ITEMS)
    assert model.pairs == []
