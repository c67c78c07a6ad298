"""How far a sheet looks ahead, as people write it: 6w, 40d, 3m."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from msgcheck.errors import InputError

_WRITTEN = re.compile(r"(?P<count>[0-9]{1,4}) ?(?P<unit>d|days?|w|weeks?|m|months?)", re.IGNORECASE | re.ASCII)
_DAYS_A_WEEK = 7
_MONTHS_A_YEAR = 12
_MOST = {"d": 731, "w": 105, "m": 24}
"""Two years: nobody plans wordings further, and a mistyped figure is noticed."""
_HINT = "write a number with d for days, w for weeks or m for months, from 1d to 24m: 6w"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A length of time from a day on."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """Return the day that lies this far ahead; where a month is too short for it, the month's last day.

        Raises:
            InputError: the calendar ends before.
        """
        months = day.year * _MONTHS_A_YEAR + day.month - 1 + self.months
        year, month = months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1
        if year > date.max.year:
            raise InputError(f"{day.isoformat()} is too late to look ahead from.")
        try:
            return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days=self.days)
        except OverflowError as err:
            raise InputError(f"{day.isoformat()} is too late to look ahead from.") from err


def parse_ahead(text: str) -> Ahead:
    """Return how far ahead `6w`, `40d` or `3m` is; `6 weeks` will do, too.

    Raises:
        InputError: it is written otherwise, or is under a day or over two years; the hint says how to write it.
    """
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise InputError(f'"{text.strip()}" is no length of time.', hint=_HINT)
    count, unit = int(written["count"]), written["unit"][0].lower()
    if not 1 <= count <= _MOST[unit]:
        raise InputError(f'"{text.strip()}" is less than a day or more than two years.', hint=_HINT)
    match unit:
        case "d":
            return Ahead(days=count)
        case "w":
            return Ahead(days=count * _DAYS_A_WEEK)
        case _:
            return Ahead(months=count)


def last_day_ahead(text: str, as_of: date) -> date:
    """Return the last day of the time ahead: `6w` after 22 November 2026 is 3 January 2027.

    Raises:
        InputError: `text` is no length of time from a day to two years.
    """
    return parse_ahead(text).after(as_of)
