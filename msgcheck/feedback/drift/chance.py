"""How likely chance alone brings as many drifting documents as there are.

A beta-binomial model over all messages of a report: each message has a usual share, known from its own earlier
documents and, as far as messages are alike, from those of the others; documents of one period hang together as far as
earlier periods show it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from msgcheck.feedback.drift.counts import Counts

Floats1d = npt.NDArray[np.float64]

LAST_WEIGHT = 3.0
"""A document of the last period counts as three of the period before it: between a jump, which shows in the last
period only, and a slow rise, which shows in both. Measured in benchmarks/bench_drift.py."""
LARGEST_CLUSTERING = 0.5
LARGEST_SQUARE = 6.0
"""Squared differences between neighbouring periods, in units of their variance, above which they are left out: a drift
that begins between two periods is no clustering."""
MEAN_SQUARE = float(special.gammainc(1.5, LARGEST_SQUARE / 2))
"""What such squares are on average where those left out count as 0: of a chi-squared variable of one degree of
freedom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What is known of the usual share of each series."""

    mean: Floats1d
    variance: Floats1d


def clustering(histories: Sequence[Sequence[Counts]]) -> float:
    """Return how far documents of one period hang together: their correlation, 0 where they do not.

    Under the beta-binomial model the squared difference between two neighbouring periods of m documents each is
    1 + (m - 1) rho times what chance alone gives. rho is where their mean over all series is as expected;
    0 unless it is more than one-sided 5 % above what chance alone gives.
    """
    squares, sizes = _differences(histories)
    if not len(squares):
        return 0.0

    def kept(rho: float) -> Floats1d:
        scaled = squares / (1 + (sizes - 1) * rho)
        return np.where(scaled <= LARGEST_SQUARE, scaled, 0.0)

    def surplus(rho: float) -> float:
        return float(np.mean(kept(rho))) - MEAN_SQUARE

    # Neighbouring differences share a period, which makes the mean vary half as much again.
    error = math.sqrt(1.5 * float(np.var(kept(0.0))) / len(squares))
    if surplus(0.0) <= 1.645 * error:
        return 0.0
    if surplus(LARGEST_CLUSTERING) >= 0:
        return LARGEST_CLUSTERING
    return float(optimize.brentq(surplus, 0.0, LARGEST_CLUSTERING, xtol=1e-6))


def _differences(histories: Sequence[Sequence[Counts]]) -> tuple[Floats1d, Floats1d]:
    pairs = [(a, b) for periods in histories for a, b in itertools.pairwise(periods)]
    rows = np.array([(a.drifting, a.documents, b.drifting, b.documents) for a, b in pairs], dtype=float).reshape(-1, 4)
    both = (rows[:, 0] + rows[:, 2]) / (rows[:, 1] + rows[:, 3])
    told = (both > 0) & (both < 1)
    rows, both = rows[told], both[told]
    size = 2 / (1 / rows[:, 1] + 1 / rows[:, 3])
    total = rows[:, 1] + rows[:, 3]
    squares = (rows[:, 0] / rows[:, 1] - rows[:, 2] / rows[:, 3]) ** 2 / (both * (1 - both) * 2 / size)
    return squares * (total - 1) / total, size


def usual_shares(histories: Sequence[Sequence[Counts]], *, rho: float) -> Shares:
    """Return mean and variance of the usual share of each series, all learning from each other."""
    part = np.array([_weighed(periods, rho) for periods in histories], dtype=float).reshape(-1, 2)
    drifting, documents = part[:, 0], part[:, 1]
    own = _posterior(drifting, documents, 0.5, 0.5)
    prior = _prior(drifting, documents)
    if prior is None:
        return Shares(mean=own[0], variance=own[1])
    shared = _posterior(drifting, documents, *prior)
    weight = special.expit(shared[2] - own[2])
    mean = weight * shared[0] + (1 - weight) * own[0]
    square = weight * (shared[1] + shared[0] ** 2) + (1 - weight) * (own[1] + own[0] ** 2)
    return Shares(mean=mean, variance=square - mean**2)


def _weighed(periods: Sequence[Counts], rho: float) -> tuple[float, float]:
    factors = [1 / (1 + (period.documents - 1) * rho) for period in periods]
    return (
        sum(period.drifting * factor for period, factor in zip(periods, factors, strict=True)),
        sum(period.documents * factor for period, factor in zip(periods, factors, strict=True)),
    )


def _posterior(drifting: Floats1d, documents: Floats1d, a: float, b: float) -> tuple[Floats1d, Floats1d, Floats1d]:
    one, other = drifting + a, documents - drifting + b
    total = one + other
    likelihood = special.betaln(one, other) - special.betaln(a, b)
    return one / total, one * other / (total**2 * (total + 1)), likelihood


def _prior(drifting: Floats1d, documents: Floats1d) -> tuple[float, float] | None:
    if len(documents) < 2:
        return None
    total = documents.sum()
    mean = (drifting.sum() + 0.5) / (total + 1)
    freedom = len(documents) - 1
    room = total - (documents**2).sum() / total
    away = float((documents * (drifting / documents - mean) ** 2).sum() / (mean * (1 - mean)))
    alike = max(away - freedom, math.sqrt(2 * freedom)) / room
    strength = max(1 / alike - 1, 1.0)
    return mean * strength, (1 - mean) * strength


def upper_tails(
    leads: Sequence[Counts], lasts: Sequence[Counts], shares: Shares, *, rho: float
) -> tuple[Floats1d, Floats1d]:
    """Return the chance of at least as many drifting documents, of both periods together and of the last alone."""
    lead, lead_size = _columns(leads)
    last, last_size = _columns(lasts)
    # However many documents the period before had, it never outweighs the last one.
    weight = np.minimum(1.0, last_size / np.maximum(lead_size, 1.0)) / LAST_WEIGHT
    alone = (last, last_size, np.ones_like(last))
    return _tail([(lead, lead_size, weight), alone], shares, rho), _tail([alone], shares, rho)


def _columns(counted: Sequence[Counts]) -> tuple[Floats1d, Floats1d]:
    return (
        np.array([one.drifting for one in counted], dtype=float),
        np.array([one.documents for one in counted], dtype=float),
    )


def _tail(parts: Sequence[tuple[Floats1d, Floats1d, Floats1d]], shares: Shares, rho: float) -> Floats1d:
    p, v = shares.mean, shares.variance
    spread = np.maximum(p * (1 - p) - v, 1e-12)
    skewed = 1 - 2 * p
    score = sum(w * x for x, _, w in parts)
    size = sum(w * n for _, n, w in parts)
    second = sum(w**2 * n * (1 + (n - 1).clip(0) * rho) for _, n, w in parts)
    third = sum(w**3 * n * (1 + (n - 1).clip(0) * rho) ** 2 for _, n, w in parts)
    variance = spread * second + size**2 * v
    cumulant = skewed * (spread * third + 3 * size * second * v + 2 * size**3 * v**2 / np.maximum(p * (1 - p), 1e-12))
    return pearson_tail((score - size * p) / np.sqrt(variance), cumulant / variance**1.5)


def pearson_tail(away: Floats1d, skewness: Floats1d) -> Floats1d:
    """Return the chance of a value at least so many standard deviations above the mean (Pearson's type III)."""
    skew = np.where(np.abs(skewness) < 1e-3, 1e-3, skewness)
    shape = 4 / skew**2
    upper = special.gammaincc(shape, np.maximum(shape + away * np.sqrt(shape), 0))
    lower = special.gammainc(shape, np.maximum(shape - away * np.sqrt(shape), 0))
    tail: Floats1d = np.where(skew > 0, upper, lower)
    return tail
