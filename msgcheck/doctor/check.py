"""What looking after the installation finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    what: str
    good: bool
    found: str
    mend: str = ""
    """What to do where it is not good; empty for things one can do without."""
