"""Days, lists and counts as people write them, in the same words on every machine and in every report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not strftime: its month names depend on the machine


def day_in_words(day: date) -> str:
    """Return "3 June 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """Return "June 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def and_list(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"; "" for nothing."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def number_of(count: int, singular: str, plural: str = "") -> str:
    """Return "1 place", "3 places"."""
    return f"{count:,} {singular}" if count == 1 else f"{count:,} {plural or singular + 's'}"
