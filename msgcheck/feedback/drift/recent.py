"""The three months that a report looks back on, whatever its period: what began, was decided or went unused."""

from __future__ import annotations

from datetime import date

from msgcheck.records import Period, PeriodKind

RECENT_MONTHS = 3
"""A line that nobody took up, or nobody used, in a quarter is worth a word; after two months of holidays it is not."""


def first_of_recent(period: Period) -> date:
    """Return the first day of the last three calendar months of a period."""
    month = Period.of(period.last, PeriodKind.MONTH)
    for _ in range(RECENT_MONTHS - 1):
        month = month.before()
    return month.first
