"""What a wrong word may cost has a say in whether a statement is raised."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from msgcheck.codes import CLEAN, STATEMENT_LABELS, Label
from msgcheck.judge.gravity import likeliest_drift, weighed_by_gravity

DRIFTS = [label for label in STATEMENT_LABELS if label not in CLEAN]
PROBABILITIES = st.floats(0, 1)


ROUNDING = 1e-12


@given(PROBABILITIES, PROBABILITIES, st.sampled_from(DRIFTS))
@example(0.0, 0.9999999999999999, Label.FORBIDDEN)
def test_what_is_likelier_stays_likelier(one, other, label):
    low, high = (weighed_by_gravity(probability, label) for probability in sorted((one, other)))
    assert 0 <= low <= high + ROUNDING
    assert high <= 1


@pytest.mark.parametrize("label", [Label.UNDERSTATED, Label.REFRAMED, Label.UNSUPPORTED])
def test_light_drift_needs_more_than_what_must_never_be_said(label):
    assert weighed_by_gravity(0.6, label) < weighed_by_gravity(0.6, Label.OVERSTATED) == pytest.approx(0.6)
    assert weighed_by_gravity(0.6, Label.FORBIDDEN) > 0.6


def test_likeliest_drift_is_never_a_clean_label():
    assert likeliest_drift({"consistent": 0.9, "reframed": 0.06, "contradicts": 0.04}) is Label.REFRAMED
