"""What labels of foreign models count as."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from msgcheck.errors import ModelMismatch, SettingsError
from msgcheck.pairs.interface import NEVER, PAIR_LABELS, PairLabel
from msgcheck.pairs.labels import LabelMap, label_map, read_written_labels, tag_of
from msgcheck.pairs.probabilities import EVEN

NLI = ("contradiction", "entailment", "neutral")


def column(label: str) -> int:
    return PAIR_LABELS.index(PairLabel(label))


@pytest.mark.parametrize(
    "names", [NLI, ("CONTRADICTION", "Entailment", "Neutral"), (" contradiction", "entailment ", "neutral")]
)
def test_usual_labels_are_known_however_they_are_written(names):
    expected = (PairLabel.CONTRADICTS, PairLabel.CONSISTENT, PairLabel.UNRELATED)
    assert label_map(names, {}, where="m").columns == expected


@pytest.mark.parametrize("name", ["not_entailment", "Not Entailment", "not-entailment"])
def test_two_way_models_are_known(name):
    assert label_map(["entailment", name], {}, where="m").columns == (PairLabel.CONSISTENT, PairLabel.UNRELATED)


def test_our_own_labels_are_known():
    assert label_map([label.upper() for label in PAIR_LABELS], {}, where="m").columns == PAIR_LABELS


def test_written_labels_go_before_the_usual_ones():
    written = {"neutral": PairLabel.REFRAMED}
    assert label_map(NLI, written, where="m").columns[2] is PairLabel.REFRAMED


def test_unknown_label_is_refused_with_both_lists():
    with pytest.raises(ModelMismatch) as caught:
        label_map(["LABEL_0", "entailment"], {}, where="some/model")
    said = str(caught.value)
    assert all(name in said for name in ("LABEL_0", "entailment", *PAIR_LABELS, "some/model", "pairs.labels"))


def test_written_label_the_model_does_not_have_is_refused():
    with pytest.raises(ModelMismatch) as caught:
        label_map(NLI, {"neutrall": PairLabel.UNRELATED}, where="m")
    assert "neutrall" in str(caught.value)


@pytest.mark.parametrize("names", [["LABEL_0"], ["entailment"], []])
def test_model_with_one_score_is_refused_with_a_hint(names):
    with pytest.raises(ModelMismatch) as caught:
        label_map(names, {"label_0": PairLabel.CONSISTENT}, where="m")
    assert "one score" in caught.value.message
    assert "entailment" in caught.value.hint


def test_labels_that_all_count_as_the_same_are_refused():
    with pytest.raises(ModelMismatch):
        label_map(["a", "b"], {"a": PairLabel.CONSISTENT, "b": PairLabel.CONSISTENT}, where="m")


def test_two_labels_with_the_same_name_are_refused():
    with pytest.raises(ModelMismatch):
        label_map(["entailment", "ENTAILMENT", "neutral"], {}, where="m")


def test_columns_of_the_same_label_are_added_up():
    labels = label_map(["a", "b", "entailment"], {"a": PairLabel.REFRAMED, "b": PairLabel.REFRAMED}, where="m")
    rows = labels.rows(np.log(np.array([[0.2, 0.3, 0.5]])))
    assert np.exp(rows[0, column("reframed")]) == pytest.approx(0.5, abs=1e-3)
    assert (np.delete(rows[0], [column("reframed"), column("consistent")]) == NEVER).all()


numbers = st.floats(width=32, allow_nan=False, allow_infinity=False)


@given(arrays.arrays(np.float32, st.tuples(st.integers(0, 5), st.just(3)), elements=numbers))
def test_rows_are_finite_log_probabilities_whatever_the_scores(logits):
    rows = label_map(NLI, {}, where="m").rows(logits)
    assert rows.shape == (len(logits), 7)
    assert (rows <= 1e-3).all()
    assert (rows >= NEVER).all()
    assert np.allclose(np.exp(rows).sum(axis=1), 1, atol=5e-3)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_row_with_a_score_that_is_no_number_is_even_and_spoils_no_other(bad):
    labels = LabelMap(columns=PAIR_LABELS)
    good = np.arange(7.0)
    rows = labels.rows(np.array([good, [bad, *good[1:]]]))
    assert np.array_equal(rows[1], EVEN)
    assert np.array_equal(rows[0], labels.rows(good[None])[0])


# --- as written in the settings --------------------------------------------------------------------


def test_written_labels_are_read():
    written = read_written_labels(" Entailment = consistent,neutral=Unrelated, says no=contradicts ,")
    assert written == {
        "entailment": PairLabel.CONSISTENT,
        "neutral": PairLabel.UNRELATED,
        "says_no": PairLabel.CONTRADICTS,
    }


def test_nothing_written_is_nothing():
    assert read_written_labels("  ") == {}


@pytest.mark.parametrize("written", ["entailment", "entailment=agrees", "=consistent", "a=consistent, a=reframed"])
def test_written_labels_that_cannot_be_read_are_refused(written):
    with pytest.raises(SettingsError) as caught:
        read_written_labels(written)
    assert caught.value.hint


def test_tag_tells_sets_of_written_labels_apart():
    one, other = {"a": PairLabel.CONSISTENT}, {"a": PairLabel.REFRAMED}
    assert tag_of({}) == ""
    assert tag_of(one) != tag_of(other)
