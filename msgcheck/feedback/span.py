"""Lengths of time as people write them: 90d, 6w, 18m, 2y. How far to look ahead, and how far back to keep."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from msgcheck.errors import InputError

_WRITTEN = re.compile(r"(?P<count>[0-9]{1,5})(?P<unit>[dwmy])", re.IGNORECASE | re.ASCII)
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}
_MONTHS_A_YEAR = 12
HOW_TO_WRITE = "write a number with d for days, w for weeks, m for months or y for years: 90d, 6w, 18m or 2y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time, counted from some day."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """Return the day that lies this far ahead; where a month is too short for it, the month's last day.

        Raises:
            OverflowError: the calendar ends before.
        """
        return _moved(day, self.months) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """Return the day that lies this far back; where a month is too short for it, the month's last day.

        Raises:
            OverflowError: the calendar begins after.
        """
        return _moved(day, -self.months) - timedelta(days=self.days)


def parse_span(text: str) -> Span:
    """Return the length of time that is written as `90d`, `6w`, `18m` or `2y`.

    Raises:
        InputError: it is written otherwise, or is none at all; the hint says how to write it.
    """
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or int(written["count"]) == 0:
        raise InputError(f'"{text.strip()}" is no length of time.', hint=HOW_TO_WRITE)
    count, unit = int(written["count"]), written["unit"].lower()
    return Span(days=count * _DAYS.get(unit, 0), months=count * _MONTHS.get(unit, 0))


def _moved(day: date, months: int) -> date:
    count = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    year, month = count // _MONTHS_A_YEAR, count % _MONTHS_A_YEAR + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("no calendar reaches that far")
    return date(year, month, min(day.day, monthrange(year, month)[1]))
