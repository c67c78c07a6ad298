"""Months, quarters and spans of time as people write them on the command line."""

from __future__ import annotations

import re
from datetime import date

import click

from msgcheck.cli.options import now
from msgcheck.records import Period, PeriodKind

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(?P<year>\d{4})-?[qQ](?P<number>[1-4])")
_FIRST_YEAR = 1990
"""As for the day of a document: before it nobody wrote what is sent today."""


class PeriodType(click.ParamType[Period]):
    """A month as 2026-11 or a quarter as 2026-Q4; `last` and `this` count from today.

    Args:
        kinds: the kinds that are taken; of several, `last` and `this` are of the first.
    """

    def __init__(self, *kinds: PeriodKind) -> None:
        self._kinds = kinds
        self.name = kinds[0].value

    def convert(self, value: str | Period, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Return the period."""
        if isinstance(value, Period):
            return value
        written = value.strip().lower()
        if written in {"this", "last"}:
            current = Period.of(now().date(), self._kinds[0])
            return current if written == "this" else current.before()
        period = self._written(written)
        if period is None:
            ways = {PeriodKind.MONTH: "2026-11", PeriodKind.QUARTER: "2026-Q4"}
            written_as = " or ".join(ways[kind] for kind in self._kinds)
            self.fail(f'"{value}" is no {" or ".join(self._kinds)}; write it as {written_as}, last or this', param, ctx)
        return period

    def _written(self, written: str) -> Period | None:
        """Return the period that is written, None where it is none."""
        for kind, pattern in ((PeriodKind.MONTH, _MONTH), (PeriodKind.QUARTER, _QUARTER)):
            found = pattern.fullmatch(written)
            if found and kind in self._kinds and int(found["year"]) >= _FIRST_YEAR:
                month = (int(found["number"]) - 1) * kind.months + 1
                return Period(first=date(int(found["year"]), month, 1), kind=kind)
        return None
