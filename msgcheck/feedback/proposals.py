"""When the field's wording is put to marketing as a proposal: enough independent sources over enough time."""

from __future__ import annotations

from msgcheck.records import Divergence

FEWEST_SOURCES = 2
"""One source is one opinion, whatever the settings say."""


def is_proposal(divergence: Divergence, *, least_sources: int, least_days: int) -> bool:
    """Return whether a divergence has come up often and long enough to be put to marketing as a proposal.

    Args:
        divergence: with its independent sources and the days of its first and last document.
        least_sources: independent sources it needs; never fewer than two.
        least_days: days between its first and its last document that it needs.
    """
    spread = divergence.spread
    lasted_days = (spread.last_seen - spread.first_seen).days
    return spread.sources >= max(least_sources, FEWEST_SOURCES) and lasted_days >= least_days
