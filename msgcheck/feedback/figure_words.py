"""Figures of a change key as people write them: "30 days" and "60 days" where the key says `1 month > 2 month`.

A key holds equal figures in equal words, so it does not tell how somebody wrote one. Where a text is at hand its
figure is told as it stands there. Of mail no text is kept; its figure is told the way the approved line tells its own.
"""

from __future__ import annotations

import re

from msgcheck.findings.figure_key import figure_key
from msgcheck.records import Figure
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.plain_segmenter import PlainSegmenter

_QUANTITY = re.compile(r"(?P<value>\d[\d.]*(?:-\d[\d.]*)?) (?P<unit>[a-z]+)(?: per (?P<per>.+))?")
_CURRENCIES = {"eur": "€", "usd": "$", "gbp": "£"}
_PERIODS = frozenset("second minute hour day night week fortnight month quarter year".split())
_WEEK_DAYS = 7
_FEWEST_WEEKS = 2
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONTH_DAYS = 30
"""Who counts in days writes two months as 60 days; a key has both as `2 month`."""
_MOST = 999
"""Nobody writes more of one period than this."""
_PER = " per "


def figures_in_words(before: str, after: str, *, approved: str = "", said: str = "") -> tuple[str, str]:
    """Return both figures of a change as people write them; what both hold per is left out.

    Args:
        before: figure of the approved line, as the key has it.
        after: what stands in its place, likewise.
        approved: the approved line, for its figure as written there.
        said: a sentence with the change, for the other figure; "" where none is kept.
    """
    (shown_before, _, per_before), (shown_after, _, per_after) = before.partition(_PER), after.partition(_PER)
    if per_before != per_after:
        return figure_in_words(before), figure_in_words(after)
    ours = _figure_in(approved, before)
    theirs = _figure_in(said, after, beside=ours if per_after else None)
    unit = ours.as_written[1] if ours is not None and ours.kind == "duration" else ""
    return (
        ours.text if ours is not None else figure_in_words(shown_before),
        theirs.text if theirs is not None else figure_in_words(shown_after, unit=unit),
    )


def figure_in_words(key: str, *, unit: str = "") -> str:
    """Return a figure of a key as people write it: `30 percent` is "30%", `4.5 eur per month` "€4.50 per month".

    Args:
        key: the figure.
        unit: period to tell a length of time in where that gives whole numbers; "" for what is usual.
    """
    parts = _QUANTITY.fullmatch(key)
    if parts is None:
        return key
    value, period, per = parts["value"], parts["unit"], f"{_PER}{parts['per']}" if parts["per"] else ""
    if period == "percent":
        return f"{value}%{per}"
    if period in _CURRENCIES and "-" not in value:
        number = float(value)
        return f"{_CURRENCIES[period]}{number:,.{0 if number.is_integer() else 2}f}{per}"
    if period in _PERIODS:
        value, period = _told_in(value, period, unit) if unit else _in_weeks(value, period)
    return f"{value} {period}{'s' if period in _PERIODS and value != '1' else ''}{per}"


def _figure_in(text: str, key: str, *, beside: Figure | None = None) -> Figure | None:
    """Return the figure of a text that a key stands for, read beside the approved one; None where there is none."""
    if text:
        (readings,) = PlainSegmenter().read_texts([text], Vocabulary())
        for figure in readings.figures:
            if key in {figure_key(figure), figure_key(figure, beside=beside)}:
                return figure
    return None


def _in_weeks(value: str, period: str) -> tuple[str, str]:
    """Return a length of time in weeks, where it is days that come to some whole ones."""
    is_weeks = period == "day" and value.isdigit() and not int(value) % _WEEK_DAYS
    if is_weeks and int(value) >= _FEWEST_WEEKS * _WEEK_DAYS:
        return str(int(value) // _WEEK_DAYS), "week"
    return value, period


def _told_in(value: str, period: str, unit: str) -> tuple[str, str]:
    """Return a length of time in another period, as it is where that gives no whole number or an endless one."""
    unit = "week" if unit == "fortnight" else unit
    factor = _factor(period, unit)
    ends = [float(end) * factor for end in value.split("-")]
    if not all(end.is_integer() and 1 <= end <= _MOST for end in ends):
        return value, period
    return "-".join(str(int(end)) for end in ends), unit


def _factor(period: str, unit: str) -> float:
    """Return how many of a unit a period is; 0 where nobody would say so."""
    if (period, unit) == ("month", "day"):
        return _MONTH_DAYS
    for lengths in (_SECONDS, _MONTHS):
        if period in lengths and unit in lengths:
            return lengths[period] / lengths[unit]
    return 0.0
