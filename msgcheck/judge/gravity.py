"""What a wrong word may cost has a say in whether a statement is raised.

A weaker or a different promise is mostly of low severity, a line that must never be said always of high. Where the
judge is in doubt, the first needs more to be raised than the second: its odds are weighed by what is at stake.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgcheck.codes import CLEAN, Label

_GRAVITY = {Label.FORBIDDEN: 1.4, Label.UNDERSTATED: 0.7, Label.REFRAMED: 0.7, Label.UNSUPPORTED: 0.7}
"""By default severity: high 1.4, medium 1, low 0.7. On held-out training companies about two points more of what is
grave are raised for it, with as many false alarms (November 2026)."""


def weighed_by_gravity(probability: float, label: Label) -> float:
    """Return the probability that a statement should be raised with its odds weighed by what the drift may cost.

    Args:
        probability: that it should be raised, in [0, 1].
        label: the likeliest drift.
    """
    odds = _GRAVITY.get(label, 1.0) * probability
    # Rounding may take what is all but certain a hair beyond 1.
    return min(odds / (odds + 1.0 - probability), 1.0) if odds else 0.0


def likeliest_drift(probabilities: Mapping[str, float]) -> Label:
    """Return the most probable label that is not clean."""
    return max(
        (Label(name) for name in probabilities if Label(name) not in CLEAN), key=lambda label: probabilities[label]
    )
