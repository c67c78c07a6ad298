"""Judges that know next to nothing."""

import pytest

from msgcheck.codes import CLEAN, Label
from msgcheck.evaluate import trivial
from msgcheck.evaluate.scores import score
from tests.evaluate.test_scores import gold as labelled


def statements(*texts, label=Label.CONSISTENT):
    from dataclasses import replace

    return [replace(labelled(label, number=number), statement=text) for number, text in enumerate(texts)]


def nearest(text, cosine=0.5):
    return lambda _: ("m-1", text, cosine)


def raised(predictions):
    return [prediction.label not in CLEAN for prediction in predictions]


def of_others(items):
    from dataclasses import replace

    return [replace(item, company="others") for item in items]


HABITS = statements(*["always and forever free"] * 6, label=Label.OVERSTATED) + statements(*["free for plans"] * 6)


def test_always_clean_raises_nothing():
    assert raised(trivial.always_clean(statements("a", "b"))) == [False, False]


def test_always_raised_raises_everything():
    assert raised(trivial.always_raised(statements("a", "b"))) == [True, True]


def test_exact_match_passes_what_differs_in_quotes_and_case_only():
    found = trivial.exact_match(statements("It’s FREE", "It is free"), nearest("It's free"))
    assert raised(found) == [False, True]


def test_word_overlap_ranks_by_shared_words():
    same, near, far = trivial.word_overlap(
        statements("Setup is free", "Setup is free today", "We like boats"), nearest("Setup is free")
    )
    assert same.score == 0.0 < near.score < far.score == 1.0
    assert raised([same, near, far]) == [False, False, True]


def test_word_overlap_of_nothing_with_nothing_is_defined():
    (found,) = trivial.word_overlap(statements(""), nearest(""))
    assert found.score == 1.0


@pytest.mark.parametrize(("cosine", "distance"), [(1.0, 0.0), (0.0, 0.5), (-1.0, 1.0)])
def test_cosine_only_scores_the_distance(cosine, distance):
    (found,) = trivial.cosine_only(statements("a"), nearest("b", cosine))
    assert found.score == distance
    assert found.message_id == "m-1"


def test_statement_only_learns_the_writers_habits():
    judge = trivial.StatementOnly(of_others(HABITS))
    assert raised(judge.judge(statements("always and forever", "for plans"))) == [True, False]


def test_statement_only_gives_the_likeliest_label_too():
    more = statements(*["never and nowhere"] * 6, label=Label.CONTRADICTS)
    judge = trivial.StatementOnly(of_others([*HABITS, *more]))
    labels = [prediction.label for prediction in judge.judge(statements("always and forever", "never and nowhere"))]
    assert labels == [Label.OVERSTATED, Label.CONTRADICTS]


def test_statement_only_never_learns_from_the_company_it_judges():
    (found,) = trivial.StatementOnly([*HABITS, *of_others(HABITS[:1])]).judge(statements("always and forever"))
    (alone,) = trivial.StatementOnly(of_others(HABITS[:1])).judge(statements("always and forever"))
    assert found.score == alone.score


def test_statement_only_passes_over_words_it_saw_too_seldom():
    judge = trivial.StatementOnly(of_others([*HABITS, *statements("boats", "boats", label=Label.OVERSTATED)]))
    seldom, never = judge.judge(statements("boats", "ships"))
    assert seldom.score == never.score


def test_statement_only_of_an_empty_set_knows_nothing():
    (found,) = trivial.StatementOnly([]).judge(statements("anything"))
    assert found.score == pytest.approx(0.5)


def test_trivial_predictions_can_be_scored():
    gold = statements("a", "b") + statements("c", label=Label.OVERSTATED)
    found = score(list(zip(gold, trivial.always_raised(gold), strict=True)))
    assert (found.alarm_recall, found.fa_consistent) == (1.0, 1.0)
