"""How exact a share is for the number it is counted from."""

from __future__ import annotations

import math

Z_95 = 1.959963984540054
"""Two-sided 95 % quantile of the normal distribution."""


def wilson_interval(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share, (0, 1) where there is nothing to share.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22 (1927), 209-212: with share p of n and the quantile z, the middle is
    (p + z²/2n) / (1 + z²/n) and half the width z sqrt(p(1-p)/n + z²/4n²) / (1 + z²/n).

    Args:
        part: how many of them; 0 to `whole`.
        whole: of how many.

    Returns:
        Both ends, within [0, 1].
    """
    if whole == 0:
        return 0.0, 1.0
    share, weight = part / whole, Z_95**2 / whole
    middle = share + weight / 2
    half = Z_95 * math.sqrt(share * (1 - share) / whole + weight / (4 * whole))
    low, high = (middle - half) / (1 + weight), (middle + half) / (1 + weight)
    # Rounding must not leave a share of nothing, or of all, outside of its interval.
    return max(low, 0.0) if part else 0.0, min(high, 1.0) if part < whole else 1.0
