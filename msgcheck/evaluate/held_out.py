"""The cross-validated figures that were written when the packaged judge was fitted.

Companies were folded, and each was judged by weights that had never seen it. What a development set says can be luck or
tuning; the distance between the two tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

FILE_NAME = "held_out.json"

Values = Mapping[str, float]
"""Figures by the names of `Scores`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Figures on training companies, each judged by weights that had not seen it."""

    folds: int
    figures: Values
    halves: Mapping[str, Values] = field(default_factory=dict)
    """By form: near (little was reworded) and far."""
    statement_only: Values = field(default_factory=dict)
    """The judge that sees the statement alone, on the same folds."""
    calibration_error: float = float("nan")
    bars: Values = field(default_factory=dict)


def held_out_for(judge: str) -> HeldOut | None:
    """Return the packaged figures; None where there are none, or where they name another judge.

    Args:
        judge: name and hash of the judge that is evaluated.
    """
    path = resources.files("msgcheck.judge").joinpath(FILE_NAME)
    if not path.is_file():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    return held_out_from(values) if values.get("judge", judge) == judge else None


def held_out_from(values: Mapping[str, Any]) -> HeldOut:
    """Return the figures that a JSON object holds; what it does not hold is left out."""
    return HeldOut(
        folds=int(values["folds"]),
        figures=_numbers(values["figures"]),
        halves={name: _numbers(half) for name, half in values.get("halves", {}).items()},
        statement_only=_numbers(values.get("statement_only", {})),
        calibration_error=_numbers(values).get("calibration_error", float("nan")),
        bars=_numbers(values.get("bars", {})),
    )


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    """Return the entries that are figures; what could not be counted is null in JSON."""
    return {name: float(value) for name, value in values.items() if isinstance(value, int | float)}
