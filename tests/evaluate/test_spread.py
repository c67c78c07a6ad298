"""The range of each figure over sets drawn anew."""

from msgcheck.codes import Label
from msgcheck.evaluate.figures import FIGURES
from msgcheck.evaluate.scores import score
from msgcheck.evaluate.spread import spread
from tests.builders_evaluate import PAIRS, pair


def test_spread_is_the_same_every_time():
    assert spread(PAIRS, draws=20) == spread(PAIRS, draws=20)


def test_spread_of_many_statements_holds_the_figure():
    scores = score(PAIRS * 10)
    for name, low, high in spread(PAIRS * 10, draws=60):
        assert low <= getattr(scores, name) <= high


def test_spread_of_a_judge_without_mistakes_is_a_point():
    pairs = [pair("1", Label.CONSISTENT, Label.CONSISTENT, 0.0), pair("2", Label.OVERSTATED, Label.OVERSTATED, 1.0)] * 9
    assert ("alarm_f1", 1.0, 1.0) in spread(pairs, draws=20)


def test_spread_leaves_out_what_cannot_be_counted():
    found = {name for name, *_ in spread([pair("1", Label.CONSISTENT, Label.CONSISTENT, 0.0)], draws=3)}
    assert "fa_consistent" in found
    assert "auroc" not in found


def test_spread_of_nothing_is_nothing():
    assert spread([]) == ()


def test_spread_names_figures_in_their_order():
    names = [figure.name for figure in FIGURES]
    assert [name for name, *_ in spread(PAIRS, draws=20)] == [name for name in names if name != "fa_consistent_hard"]
