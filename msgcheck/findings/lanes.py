"""What happens with a finding: ask, suggest, note or nothing.

Only a high finding that is nearly certain may interrupt anybody.
"""

from __future__ import annotations

from msgcheck.codes import Lane, Severity
from msgcheck.config import Thresholds


def lane_of(*, probability: float, severity: Severity, thresholds: Thresholds) -> Lane:
    """Return the lane of a finding.

    Without calibration a probability is only a rank, so nothing goes beyond the note lane.
    """
    if probability < thresholds.note or severity is Severity.NONE:
        return Lane.SILENT
    if not thresholds.calibrated:
        return Lane.NOTE
    if severity is Severity.HIGH and probability >= thresholds.ask:
        return Lane.ASK
    return Lane.SUGGEST if probability >= thresholds.suggest else Lane.NOTE
