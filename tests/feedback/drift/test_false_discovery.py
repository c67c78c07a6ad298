import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msgcheck.feedback.drift.false_discovery import false_discovery_rates


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_false_discovery_rates_are_those_of_scipy(chances):
    found = false_discovery_rates(np.array(chances))
    assert found == pytest.approx(stats.false_discovery_control(chances), abs=1e-15)


def test_false_discovery_rates_of_nothing_are_none():
    assert false_discovery_rates(np.array([])).tolist() == []
