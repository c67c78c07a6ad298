"""Settings: every limit and threshold in one place, resolved once, then frozen.

Defaults give way to the settings file (`msgcheck.yaml` or `[tool.msgcheck]`), that to the environment
(`MSGCHECK_*`), and that to the command line.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """How much of a hostile file is read before it is given up."""

    max_bytes: int = 200_000_000
    """Size of one file."""
    max_unpacked_bytes: int = 1_000_000_000
    """All parts of a zip container together."""
    max_ratio: int = 200
    """Unpacked to packed size of one part above 10 MB."""
    max_parts: int = 20_000
    max_depth: int = 6
    """Mail in mail, attachment in mail, group in group counts elsewhere."""
    max_blocks: int = 200_000
    timeout_s: float = 15.0
    """For one file read by a foreign program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Probabilities from which a judgement gets a lane; they belong to one judge with one embedding model."""

    ask: float = 0.9
    """Together with high severity: asks before sending."""
    suggest: float = 0.6
    """Listed by default."""
    note: float = 0.4
    """Listed with `--all`."""
    calibrated: bool = False
    """False runs everything in the note lane and says "not calibrated"."""
