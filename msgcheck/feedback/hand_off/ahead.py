"""How far a sheet looks ahead."""

from __future__ import annotations

from datetime import date

from msgcheck.errors import InputError
from msgcheck.feedback.span import HOW_TO_WRITE, Span, parse_span

_FURTHEST = Span(days=731, months=24)
"""Two years: nobody plans wordings further, and a mistyped figure is noticed."""


def last_day_ahead(text: str, as_of: date) -> date:
    """Return the last day of the time ahead: `6w` after 22 November 2026 is 3 January 2027.

    Raises:
        InputError: `text` is no length of time from a day to two years, or the calendar ends before.
    """
    span = parse_span(text)
    if span.days > _FURTHEST.days or span.months > _FURTHEST.months:
        raise InputError(f'"{text.strip()}" is more than two years.', hint=HOW_TO_WRITE)
    try:
        return span.after(as_of)
    except OverflowError as err:
        raise InputError(f"{as_of.isoformat()} is too late to look ahead from.") from err
