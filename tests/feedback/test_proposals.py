"""What is put to marketing as a proposal."""

from datetime import date, timedelta

import pytest

from msgcheck.feedback.proposals import is_proposal
from tests.builders_divergences import make_divergence, make_spread


def proposal(*, sources, days, least_sources=3, least_days=14):
    first = date(2026, 6, 1)
    spread = make_spread(sources=sources, first_seen=first, last_seen=first + timedelta(days=days))
    return is_proposal(make_divergence(spread=spread), least_sources=least_sources, least_days=least_days)


@pytest.mark.parametrize(
    ("sources", "days", "expected"), [(3, 14, True), (2, 14, False), (3, 13, False), (9, 90, True)]
)
def test_is_proposal_needs_sources_and_days(sources, days, expected):
    assert proposal(sources=sources, days=days) is expected


def test_is_proposal_follows_the_settings():
    assert proposal(sources=2, days=1, least_sources=2, least_days=0)


def test_is_proposal_never_takes_a_single_source():
    assert not proposal(sources=1, days=90, least_sources=0, least_days=0)
