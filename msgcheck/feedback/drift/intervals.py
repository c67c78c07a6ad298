"""Means with their 95 % intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from msgcheck.records import Interval

LEAST_VALUES = 5
"""Values below which an interval says more about chance than about them."""
LARGEST_DISTANCE = 2.0
"""1 - cosine lies between 0 and 2."""


def interval(values: Sequence[float], *, least: int = LEAST_VALUES) -> Interval | None:
    """Return the mean of cosine distances with its 95 % interval, None where there are too few.

    The interval is Student's: mean ± t(0.975, n - 1) s / sqrt(n), with both ends kept within [0, 2].

    Args:
        values: one a document, 0 to 2.
        least: values it needs; never fewer than 2.
    """
    count = len(values)
    if count < max(least, 2):
        return None
    # 1 - cosine may come out a hair below 0.
    mean = min(max(float(np.mean(values)), 0.0), LARGEST_DISTANCE)
    half = float(special.stdtrit(count - 1, 0.975)) * float(np.std(values, ddof=1)) / math.sqrt(count)
    return Interval(mean=mean, low=max(mean - half, 0.0), high=min(mean + half, LARGEST_DISTANCE), count=count)
