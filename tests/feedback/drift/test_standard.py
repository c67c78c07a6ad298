"""Which earlier periods the last one is compared with."""

import pytest

from msgcheck.feedback.drift.counts import NOTHING, Counts, together
from msgcheck.feedback.drift.standard import history, standard


def counts(*drifting, documents=40):
    return tuple(Counts(drifting=part, documents=documents) for part in drifting)


def compared(*drifting, rho=0.0):
    return standard(counts(*drifting), risen_for=6, rho=rho)


def test_history_keeps_the_period_before_apart():
    found = history(counts(4, 5, 6))
    assert (found.earlier, found.lead) == (counts(4, 5), counts(6)[0])


def test_history_keeps_none_apart_where_the_others_would_be_too_few():
    found = history((*counts(1, documents=10), *counts(6)))
    assert (found.earlier, found.lead) == ((*counts(1, documents=10), *counts(6)), NOTHING)


def test_history_leaves_out_periods_without_documents():
    assert history((*counts(4, 5), NOTHING, *counts(6), NOTHING)) == history(counts(4, 5, 6))


@pytest.mark.parametrize("periods", [(), counts(3, documents=29)], ids=["none", "few documents"])
def test_history_of_few_documents_is_none(periods):
    assert history(periods) is None


def test_history_is_of_a_year():
    assert len(history(counts(*[4] * 30)).earlier) == 11


def test_standard_of_quiet_periods_is_all_of_them():
    found = compared(4, 5, 3, 4, 6)
    assert found.usual == found.recent == counts(4, 5, 3, 4, 6)


def test_standard_does_not_learn_a_rise():
    found = compared(4, 5, 3, 4, 16, 17, 15)
    assert (found.usual, found.recent) == (counts(4, 5, 3, 4), counts(16, 17, 15))


def test_standard_leaves_out_a_single_high_period():
    found = compared(4, 5, 3, 16, 4, 5)
    assert found.usual == found.recent == counts(4, 5, 3, 4, 5)


def test_standard_takes_a_long_rise_as_usual():
    assert compared(4, 5, 3, 4, *[16] * 6).usual == counts(*[16] * 6)


def test_standard_takes_a_fall_as_usual_sooner():
    assert compared(16, 15, 17, 16, 4, 5).usual == counts(16, 15, 17, 16)
    assert compared(16, 15, 17, 16, 4, 5, 3).usual == counts(4, 5, 3)


def test_standard_sets_less_aside_where_documents_hang_together():
    assert compared(4, 5, 3, 4, 13, rho=0.1).usual == counts(4, 5, 3, 4, 13)


def test_together_of_nothing_is_nothing():
    assert together(()) == NOTHING
    assert NOTHING.share == 0
