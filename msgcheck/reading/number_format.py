"""What a stored number looks like to the reader of a sheet or chart.

A price list stores 0.3 and 89 where people see 30% and €89.00. Only what changes the meaning is applied:
percent, currency, decimals, thousands. Colours, padding and conditions are not.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_DATE_LETTERS = re.compile(r"^(?!General).*[yYdD]")
_DAY_ZERO = date(1899, 12, 30)
_MAX_DAY = 2_958_466
"""The year 10000, where the calendar of sheets ends."""
_MAX_DECIMALS = 15
_EXPONENT = re.compile(r"[eE][+-]")


def shown(value: object, number_format: str = "General") -> str:
    """Return a cell's value as people see it, "" for an empty cell.

    Args:
        value: number, text, boolean, date or None.
        number_format: the format code of the cell or chart cache, as `0%` or `"€"#,##0.00`.
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, number_format)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time() | timedelta():
            return str(value)
        case _:
            return str(value).strip()


def shown_text(value: str, number_format: str) -> str:
    """Return a cached chart value, stored as text, as people see it; unchanged where it is no number."""
    try:
        number = float(value)
    except ValueError:
        return value
    return _number(number, number_format) if math.isfinite(number) else value


def _number(value: float, number_format: str) -> str:
    section = number_format.split(";", maxsplit=1)[0]
    literal = _LITERAL.sub(_kept_literal, section)
    if _DATE_LETTERS.search(_LITERAL.sub("", section)) and 0 < value < _MAX_DAY:
        return (_DAY_ZERO + timedelta(days=int(value))).isoformat()
    digits = _DIGITS.search(literal)
    if digits is None or _EXPONENT.search(literal):
        return _plain(value)
    before, after = literal[: digits.start()], literal[digits.end() :]
    if "%" in literal:
        value *= 100
    grouping = "," if "," in digits.group().partition(".")[0] else ""
    text = f"{abs(value):{grouping}.{min(len(digits.group(1) or ''), _MAX_DECIMALS)}f}"
    sign = "-" if value < 0 else ""
    return f"{sign}{before}{text}{after}".strip()


def _kept_literal(match: re.Match[str]) -> str:
    """Return the text a format code shows as it stands: quoted text, an escaped sign, a currency."""
    return match.group(1) or match.group(2) or match.group(3) or ""


def _plain(value: float) -> str:
    """Return a number without the noise of binary fractions: 0.3, not 0.30000000000000004."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)
