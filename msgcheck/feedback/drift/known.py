"""What may be said of what nobody said: that needs documents of the field in which somebody could have said it.

One file of long ago, or a template of marketing's own, tells nothing of what the field said since.
"""

from __future__ import annotations

from msgcheck.feedback.drift.by_period import ByPeriod
from msgcheck.feedback.drift.recent import first_of_recent
from msgcheck.records import Period, PeriodKind

_LEAST_MONTHS = 2
"""Of three. A month of holidays without a document hides nothing, but one month alone does not speak for three."""


def is_new_known(by_period: ByPeriod, period: Period) -> bool:
    """Return whether it can be told what is new in a period: whether the three months before it are known.

    Args:
        by_period: the documents.
        period: that is reported.
    """
    return bool(_months_known(by_period, period.before()))


def is_never_used_known(by_period: ByPeriod, period: Period) -> bool:
    """Return whether it can be told that nobody used a message in the last three months of a period.

    The field's documents of the first of them must be known, and those of one more.

    Args:
        by_period: the documents.
        period: that is reported.
    """
    known = _months_known(by_period, period)
    first = Period.of(first_of_recent(period), PeriodKind.MONTH)
    return first in known and len(known) >= _LEAST_MONTHS


def _months_known(by_period: ByPeriod, period: Period) -> frozenset[Period]:
    """Return which of the last three months of a period hold documents of the field that were judged."""
    first, last = first_of_recent(period), period.last
    return frozenset(
        Period.of(judged.document.day, PeriodKind.MONTH)
        for one in by_period.periods()
        if one.first <= last and first <= one.last
        for judged in by_period.fields_of(one)
        if judged.document.judged and first <= judged.document.day <= last
    )
