"""How strongly the last period speaks for a rise or a fall, of many series at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from msgcheck.feedback.drift.chance import upper_tails, usual_shares
from msgcheck.feedback.drift.correlation import correlation
from msgcheck.feedback.drift.counts import Counts, together
from msgcheck.feedback.drift.standard import History, standard

LEAST_DRIFTING = 3
"""Documents that drift in the last period below which nothing is called drift, however rare they were."""
STILL_LIKELY = 0.25
"""Chance of the last period by itself above which it does not count, so that what stood out in the period before, and
is over, is no news; nor is what stands out for one source only."""
ENOUGH_PERIODS = 2
"""Earlier periods that show by themselves how far documents hang together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether the last period differs from earlier ones."""

    last: Counts
    before: History


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The answer."""

    rise: float
    """How likely chance alone brings a rise as large as this from the usual share; 1 where there is none."""
    fall: float
    """The same of a fall from the latest level."""
    usual: float
    """The usual share, 0 to 1, a rise is measured by."""
    recent: float
    """The latest level a fall is measured by: above the usual share while a rise lasts."""


def evidence(questions: Sequence[Question], *, risen_for: int) -> tuple[Evidence, ...]:
    """Return the evidence on each question, in their order.

    They are asked together, since they learn from each other how alike usual shares are, and how far documents of one
    period hang together.

    Args:
        questions: of the same kind: messages, or segments.
        risen_for: periods after which a higher share is the usual one; a lower one is after half as many.
    """
    if not questions:
        return ()
    rho = correlation([_undisturbed(one.before) for one in questions])
    standards = [standard(one.before.earlier, risen_for=risen_for, rho=rho) for one in questions]
    leads, lasts = [one.before.lead for one in questions], [one.last for one in questions]
    usual, recent = [one.usual for one in standards], [one.recent for one in standards]

    shares = usual_shares(usual, rho=rho)
    both, _ = upper_tails(leads, lasts, shares, rho=rho)
    _, alone = upper_tails(leads, [last.by_several for last in lasts], shares, rho=rho)
    enough = np.array([last.drifting >= LEAST_DRIFTING for last in lasts])
    rises = np.where(enough & (alone <= STILL_LIKELY), both, 1.0)
    both, alone = upper_tails(leads, lasts, usual_shares(recent, rho=rho), rho=rho)
    falls = np.where(1 - alone <= STILL_LIKELY, 1 - both, 1.0)
    return tuple(
        Evidence(rise=rise, fall=fall, usual=together(before).share, recent=together(lately).share)
        for rise, fall, before, lately in zip(rises.tolist(), falls.tolist(), usual, recent, strict=True)
    )


def _undisturbed(before: History) -> tuple[Counts, ...]:
    """Return the periods that show how far documents hang together.

    The lead is left out, since a drift may have begun in it, unless there is nothing else.
    """
    if before.lead.documents and len(before.earlier) < ENOUGH_PERIODS:
        return (*before.earlier, before.lead)
    return before.earlier
