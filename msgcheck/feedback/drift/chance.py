"""How likely chance alone brings as many drifting documents as there are.

A beta-binomial model: every series has a usual share, which is known from its own earlier documents and, as far as the
series of a report are alike, from those of the others. Documents of one period hang together by a given correlation.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from msgcheck.feedback.drift.counts import Counts

Floats1d = npt.NDArray[np.float64]

LAST_WEIGHT = 3.0
"""A document of the last period counts as three of the period before it: between a jump, which shows in the last period
only, and a slow rise, which shows in both. Of 1, 2, 2.5, 3 and 4 the one that loses least on either."""
JEFFREYS = 0.5
"""Both parameters of the prior of a series that is not like the others."""
SMALLEST_SKEWNESS = 1e-3
"""Below this a distribution is taken for one with this skewness; the tails agree to four places."""
TINY = 1e-12
"""Keeps what is divided by from being zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What is known of the usual share of each series."""

    mean: Floats1d
    variance: Floats1d


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beta:
    """Beta distributions of the usual shares, one a series."""

    a: Floats1d
    b: Floats1d
    evidence: Floats1d
    """Logarithm of how likely the documents of the series are under the prior it was made from."""

    @property
    def mean(self) -> Floats1d:
        return self.a / (self.a + self.b)

    @property
    def square(self) -> Floats1d:
        """Return the mean of the square."""
        return self.mean * (self.a + 1) / (self.a + self.b + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The documents of one period, with the weight each has."""

    drifting: Floats1d
    documents: Floats1d
    weight: Floats1d


def usual_shares(histories: Sequence[Sequence[Counts]], *, rho: float) -> Shares:
    """Return mean and variance of the usual share of each series.

    A series with few earlier documents learns from the others as far as they are alike (empirical Bayes), unless its
    own documents speak against it: its share is a mixture of what the others and what its own documents alone say,
    each as likely beforehand (a robust prior, as H. Schmidli et al., "Robust meta-analytic-predictive priors in
    clinical trials with historical control information", Biometrics 70 (2014), 1023-1032).

    Args:
        histories: the usual periods of each series; each with documents.
        rho: correlation of two documents of one period; the more, the fewer documents a period stands for.
    """
    counted = np.array([_independent(periods, rho) for periods in histories], dtype=float).reshape(-1, 2)
    drifting, documents = counted.T
    alone = _learned(drifting, documents, JEFFREYS, JEFFREYS)
    prior = _prior(drifting, documents)
    if prior is None:
        return Shares(mean=alone.mean, variance=alone.square - alone.mean**2)
    shared = _learned(drifting, documents, *prior)
    weight = special.expit(shared.evidence - alone.evidence)
    mean = weight * shared.mean + (1 - weight) * alone.mean
    square = weight * shared.square + (1 - weight) * alone.square
    return Shares(mean=mean, variance=square - mean**2)


def _independent(periods: Sequence[Counts], rho: float) -> tuple[float, float]:
    """Return as how many independent documents, drifting and all, these count."""
    drifting = documents = 0.0
    for period in periods:
        factor = 1 / (1 + (period.documents - 1) * rho)
        drifting += period.drifting * factor
        documents += period.documents * factor
    return drifting, documents


def _learned(drifting: Floats1d, documents: Floats1d, a: float, b: float) -> _Beta:
    after_a, after_b = drifting + a, documents - drifting + b
    return _Beta(a=after_a, b=after_b, evidence=special.betaln(after_a, after_b) - special.betaln(a, b))


def _prior(drifting: Floats1d, documents: Floats1d) -> tuple[float, float] | None:
    """Return the beta distribution that usual shares come from, None for a single series.

    By moments: the squared distances of the shares from their mean, beyond those that chance brings. Series are never
    taken to be more alike than one standard error of that allows.
    """
    freedom = len(documents) - 1
    if freedom < 1:
        return None
    total = documents.sum()
    mean = float((drifting.sum() + JEFFREYS) / (total + 2 * JEFFREYS))
    apart = float((documents * (drifting / documents - mean) ** 2).sum() / (mean * (1 - mean)))
    between = max(apart - freedom, math.sqrt(2 * freedom)) / float(total - (documents**2).sum() / total)
    strength = max(1 / between - 1, 2 * JEFFREYS)
    return mean * strength, (1 - mean) * strength


def upper_tails(
    leads: Sequence[Counts], lasts: Sequence[Counts], shares: Shares, *, rho: float
) -> tuple[Floats1d, Floats1d]:
    """Return how likely chance brings as many drifting documents or more: of both periods together, of the last alone.

    Exactly as many count half (mid-p), so that 1 minus the result is the chance of as many or fewer.

    Args:
        leads: the period before the last one of each series; empty ones do not count.
        lasts: the last period.
        shares: what is known of the usual shares.
        rho: correlation of two documents of one period.
    """
    lead, last = _columns(leads), _columns(lasts)
    # However many documents the period before had, it never outweighs the last one.
    weight = np.minimum(1.0, last[1] / np.maximum(lead[1], 1.0)) / LAST_WEIGHT
    before = _Part(drifting=lead[0], documents=lead[1], weight=weight)
    now = _Part(drifting=last[0], documents=last[1], weight=np.ones_like(weight))
    return _upper_tail((before, now), shares, rho), _upper_tail((now,), shares, rho)


def _columns(counted: Sequence[Counts]) -> tuple[Floats1d, Floats1d]:
    return (
        np.array([one.drifting for one in counted], dtype=float),
        np.array([one.documents for one in counted], dtype=float),
    )


def _upper_tail(parts: Sequence[_Part], shares: Shares, rho: float) -> Floats1d:
    """Return the upper tail of the weighted sum of drifting documents, by its first three moments.

    Given its usual share p, the drifting ones of n documents have the variance n p(1-p) D with D = 1 + (n - 1) rho, and
    the third cumulant n p(1-p)(1-2p) D (1 + (2n - 1) rho) / (1 + rho). The moments of the sum follow from those of p by
    the laws of total variance and total cumulance; the tail is that of Pearson's type III with these moments.
    """
    share, known = shares.mean, shares.variance
    inner = np.maximum(share * (1 - share) - known, TINY)  # the mean of p(1-p)
    lean = 1 - 2 * share
    size, second, third = (np.zeros_like(share) for _ in range(3))
    away = np.zeros_like(share)
    for part in parts:
        widened = 1 + (part.documents - 1) * rho
        away += part.weight * (part.drifting - part.documents * share)
        size += part.weight * part.documents
        second += part.weight**2 * part.documents * widened
        third += part.weight**3 * part.documents * widened * (1 + (2 * part.documents - 1) * rho) / (1 + rho)
    variance = inner * second + size**2 * known
    of_share = 2 * size**3 * known**2 / np.maximum(share * (1 - share), TINY)
    cumulant = lean * (inner * third + 3 * size * second * known + of_share)
    return pearson_tail(away / np.sqrt(variance), cumulant / variance**1.5)


def pearson_tail(away: Floats1d, skewness: Floats1d) -> Floats1d:
    """Return the upper tail of Pearson's type III distribution: a gamma distribution, moved and scaled, or its mirror.

    Args:
        away: standard deviations above the mean.
        skewness: of the distribution, in the same order.
    """
    skew = np.where(np.abs(skewness) < SMALLEST_SKEWNESS, SMALLEST_SKEWNESS, skewness)
    shape = 4 / skew**2
    above = special.gammaincc(shape, np.maximum(shape + away * np.sqrt(shape), 0.0))
    mirrored = special.gammainc(shape, np.maximum(shape - away * np.sqrt(shape), 0.0))
    tail: Floats1d = np.where(skew > 0, above, mirrored)
    return tail
