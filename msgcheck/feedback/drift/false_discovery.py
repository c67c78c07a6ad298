"""Which of many small chances may be called so that few of the calls are chance.

SciPy has it too, in a module that alone takes half a second to load: a large part of what a month's report may take.
The tests hold the two to be equal.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats1d = npt.NDArray[np.float64]


def false_discovery_rates(chances: Floats1d) -> Floats1d:
    """Return for each chance the share of false calls at which it would just be called.

    Benjamini and Hochberg, "Controlling the False Discovery Rate" (Journal of the Royal Statistical Society B 57,
    1995): the k-th smallest of n is multiplied by n / k, and none is above a larger one.

    Args:
        chances: float64, shape (n,), 0 to 1.

    Returns:
        float64, shape (n,), 0 to 1.
    """
    order = np.argsort(chances)
    ranked = chances[order] * len(chances) / np.arange(1, len(chances) + 1)
    rates = np.empty_like(ranked)
    rates[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return rates
