"""Thresholds belong to one judge with one embedding model; with another model nothing is known of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

from msgcheck.config import Thresholds

CALIBRATION = "calibration.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was fixed on held-out training companies."""

    judge: str
    embedder: str
    raise_at: float
    """Probability from which a statement counts as raised."""
    thresholds: Thresholds

    def thresholds_for(self, *, judge: str, embedder: str) -> Thresholds:
        """Return the thresholds where they were fixed for these models, else those of an uncalibrated judge."""
        return self.thresholds if (judge, embedder) == (self.judge, self.embedder) else Thresholds()


def packaged_calibration() -> Calibration:
    """Return the calibration that comes with the package."""
    values = json.loads(resources.files("msgcheck.judge").joinpath(CALIBRATION).read_text(encoding="utf-8"))
    return Calibration(
        judge=values["judge"],
        embedder=values["embedder"],
        raise_at=values["raise_at"],
        thresholds=Thresholds(ask=values["ask"], suggest=values["suggest"], note=values["note"], calibrated=True),
    )
