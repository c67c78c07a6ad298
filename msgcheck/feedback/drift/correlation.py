"""How far documents of one period hang together: one campaign, one author or one meeting moves several of them.

Under the beta-binomial model the shares of two neighbouring periods of m documents each differ by 1 + (m - 1) rho times
the variance that chance alone gives, where rho is the correlation of two documents of one period. Neighbours are
compared, not periods with their mean, so that a share that rises and stays is not taken for correlation.
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

LARGEST_CORRELATION = 0.5
LARGEST_SQUARE = 4.0
"""What squared differences, in units of their variance, are clipped at, so that drift that begins between two periods
is hardly taken for correlation (P. J. Huber's second proposal for a robust scale)."""
MEAN_SQUARE = float(
    special.gammainc(1.5, LARGEST_SQUARE / 2) + LARGEST_SQUARE * special.gammaincc(0.5, LARGEST_SQUARE / 2)
)
"""What the clipped squares are on average, for a chi-squared variable of one degree of freedom."""
FEW = 4
"""Drifting documents of both periods up to which no square is clipped: all on one side give a square of as many,
about."""
NEIGHBOURS = 1.5
"""How much more the mean varies since neighbouring differences share a period."""
SURE = 1.645
"""Standard errors above what chance gives at which documents are said to hang together (one-sided 5 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Differences:
    """Neighbouring periods, compared."""

    squares: Floats1d
    """Squared difference of their shares, in units of its variance."""
    sizes: Floats1d
    """Harmonic mean of their documents."""
    weights: Floats1d
    """Drifting documents to be expected; rare ones tell little."""
    expected: Floats1d
    """What the clipped squares are on average where documents do not hang together."""

    def surplus(self, rho: float) -> float:
        """Return how far the squares lie above what is expected with this correlation."""
        return float(np.average(self._surpluses(rho), weights=self.weights))

    @property
    def error(self) -> float:
        """Return the standard error of the surplus without correlation."""
        shares = self.weights / self.weights.sum()
        return math.sqrt(NEIGHBOURS * float(np.sum((shares * self._surpluses(0.0)) ** 2)))

    def _surpluses(self, rho: float) -> Floats1d:
        scaled = self.squares / (1 + (self.sizes - 1) * rho)
        return np.minimum(scaled, LARGEST_SQUARE) - self.expected


def correlation(histories: Sequence[Sequence[Counts]]) -> float:
    """Return the correlation of two documents of one period, 0 to 0.5, by moments over all series.

    It is 0 unless the history shows it: unless neighbouring periods differ more, by one-sided 5 %, than chance alone
    lets them.

    Args:
        histories: earlier periods of each series, oldest first, each with documents.
    """
    differences = _differences(histories)
    if differences is None or differences.surplus(0.0) <= SURE * differences.error:
        return 0.0
    if differences.surplus(LARGEST_CORRELATION) >= 0:
        return LARGEST_CORRELATION
    return float(optimize.brentq(differences.surplus, 0.0, LARGEST_CORRELATION, xtol=1e-6))


def _differences(histories: Sequence[Sequence[Counts]]) -> _Differences | None:
    """Return all neighbouring periods of which some documents drift and some do not, None where there are none."""
    pairs = [
        (one.drifting, one.documents, other.drifting, other.documents)
        for periods in histories
        for one, other in itertools.pairwise(periods)
        if 0 < one.drifting + other.drifting < one.documents + other.documents
    ]
    if not pairs:
        return None
    drifting, documents, drifting_next, documents_next = np.array(pairs, dtype=float).T
    total = documents + documents_next
    share = (drifting + drifting_next) / total
    sizes = 2 * documents * documents_next / total
    # The variance of the difference, given how many of both drift (hypergeometric).
    variance = share * (1 - share) * 2 / sizes * total / (total - 1)
    count = np.minimum(share, 1 - share) * total
    return _Differences(
        squares=(drifting / documents - drifting_next / documents_next) ** 2 / variance,
        sizes=sizes,
        weights=sizes * share * (1 - share),
        expected=np.where(count <= FEW, 1.0, MEAN_SQUARE),
    )
