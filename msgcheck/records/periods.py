"""The months and quarters that documents are counted in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """Return its length."""
        return 1 if self is PeriodKind.MONTH else 3


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A calendar month or quarter."""

    first: date
    kind: PeriodKind

    @classmethod
    def of(cls, day: date, kind: PeriodKind) -> Self:
        """Return the period a day lies in."""
        month = day.month - (day.month - 1) % kind.months
        return cls(first=date(day.year, month, 1), kind=kind)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.next().first - timedelta(days=1)

    def next(self) -> Self:
        """Return the period after it."""
        return self._moved(1)

    def before(self) -> Self:
        """Return the period before it."""
        return self._moved(-1)

    def holds(self, day: date) -> bool:
        """Return whether a day lies in it."""
        return self.first <= day <= self.last

    def _moved(self, periods: int) -> Self:
        months = self.first.year * 12 + self.first.month - 1 + periods * self.kind.months
        return type(self)(first=date(months // 12, months % 12 + 1, 1), kind=self.kind)
