"""A figure in words that are equal for equal figures, however they were written.

"30 %", "30 percent" and "three in ten" are `30 percent`; "90 minutes" and "1.5 hours" are `90 minute`. Of a writer's
words only those stay that every language of business shares: units, currencies and periods. What is counted
(customers, lorries) is named only where the approved line names it, too.
"""

from __future__ import annotations

from datetime import date

from msgcheck.records import Figure

_UNIX_DAY = date(1970, 1, 1).toordinal()
_DIGITS = 10
_SHARE_DIGITS = 4
_PERIODS_S = (("second", 1.0), ("minute", 60.0), ("hour", 3600.0), ("day", 86400.0))
_DAY_S, _MONTH_S = 86400.0, 2629800.0
_MONTHS_A_YEAR = 12
_MONTH_SLACK = 0.035
"""A month has 28 to 31 days, so 90 days are three months. The figure comparison of the judge has the same slack."""
_PERIODS = frozenset("second minute hour day night week fortnight month quarter year".split())
_SHARED_PER = _PERIODS | {"hundred", "thousand", "million", "each", "user"}
"""What a price or rate may hold per without telling anything of its writer."""
_COUNTED = "number"


def figure_key(figure: Figure, *, beside: Figure | None = None) -> str:
    """Return a figure in normalised words: `30 percent`, `19 eur per month`, `2026-10-01`.

    Args:
        figure: as it was read; its comparator and "about" are left out.
        beside: the approved figure it stands in the place of. What it counts, what it holds per and the year of a
            date are taken from there where the writer left them out or used words of their own.
    """
    match figure.kind:
        case "date":
            return _date(figure, beside)
        case "time":
            return f"{int(figure.value // 3600):02d}:{int(figure.value % 3600 // 60):02d}"
        case "version":
            return f"{figure.unit} {figure.as_written[1]}".strip()
        case "duration" if figure.unit == "second":
            words = [_duration(figure)]
        case "percent" | "ratio" if figure.unit in {"percent", ""}:
            words = [_ends(figure, 100.0 if figure.kind == "ratio" else 1.0, digits=_SHARE_DIGITS), "percent"]
        case "multiple":
            words = [_ends(figure), "times"]
        case _:
            words = [_ends(figure), _unit(figure, beside)]
    return " ".join(word for word in (*words, *_per(figure, beside)) if word)


def figure_change_key(approved: Figure, found: Figure) -> str:
    """Return both figures of a change, equal for equal changes: `30 percent > 50 percent`."""
    before, after = figure_key(approved), figure_key(found, beside=approved)
    if before == after:  # 30 days became 31: both are about a month
        before, after = _as_written(approved), _as_written(found)
    return f"{before} > {after}"


def _ends(figure: Figure, factor: float = 1.0, *, digits: int = _DIGITS) -> str:
    """Return the value, or both ends of a range."""
    ends = [figure.value] if figure.value_max is None else [figure.value, figure.value_max]
    shown = [_number(_share(value * factor, figure) if factor != 1.0 else value, digits) for value in ends]
    return "-".join(shown)


def _share(percent: float, figure: Figure) -> float:
    """Return a share in per cent; a third or a sixth is rounded as people write it in per cent."""
    endless = figure.kind == "ratio" and not float(round(percent * 100, 6)).is_integer()
    return float(round(percent)) if endless else percent


def _number(value: float, digits: int = _DIGITS) -> str:
    rounded = round(value, digits)
    return str(int(rounded)) if float(rounded).is_integer() else f"{rounded:.{digits}f}".rstrip("0")


def _duration(figure: Figure) -> str:
    ends = [figure.value] if figure.value_max is None else [figure.value, figure.value_max]
    name, factor = _period(ends)
    return f"{'-'.join(_number(round(value / factor, 2)) for value in _rounded(ends, name))} {name}"


def _period(ends: list[float]) -> tuple[str, float]:
    """Return the period that a duration is told in: months or years where it comes to whole ones, else what fits."""
    if all(value >= _DAY_S and _months(value) for value in ends):
        in_years = all(_months(value) % _MONTHS_A_YEAR == 0 for value in ends)
        return ("year", _MONTH_S * _MONTHS_A_YEAR) if in_years else ("month", _MONTH_S)
    even = [(name, length) for name, length in _PERIODS_S if all((value / length).is_integer() for value in ends)]
    return even[-1] if even else _PERIODS_S[0]


def _months(value: float) -> int:
    """Return the whole months that a duration stands for, 0 where it stands for none."""
    months = round(value / _MONTH_S)
    return months if months and abs(value / _MONTH_S - months) <= _MONTH_SLACK * months else 0


def _rounded(ends: list[float], name: str) -> list[float]:
    return [_months(value) * _MONTH_S for value in ends] if name in {"month", "year"} else ends


def _unit(figure: Figure, beside: Figure | None) -> str:
    """Return the unit; what is counted only where the approved line counts it."""
    if figure.kind != _COUNTED:
        return figure.unit
    return figure.unit if beside is None or beside.unit == figure.unit else ""


def _per(figure: Figure, beside: Figure | None) -> tuple[str, ...]:
    """Return what it holds per, as the approved line says it where the writer does not."""
    if beside is not None and not figure.per:
        return _per(beside, None)
    allowed = _SHARED_PER | (set(beside.per.split()) if beside is not None else set(figure.per.split()))
    words = sorted((word for word in figure.per.split() if word in allowed), key=lambda word: (word in _PERIODS, word))
    return tuple(part for word in words for part in ("per", word))


def _date(figure: Figure, beside: Figure | None) -> str:
    """Return a date as ISO 8601, with the year of the approved one where it has none."""
    year = _year(beside) if beside is not None and beside.kind == "date" else None
    value = int(figure.value)
    match figure.unit:
        case "day":
            return date.fromordinal(value + _UNIX_DAY).isoformat()
        case "month":
            return f"{value // 12:04d}-{value % 12 + 1:02d}"
        case "quarter":
            return f"{value // 4:04d}-Q{value % 4 + 1}"
        case "day of year":
            return f"{year if year is not None else '-'}-{value // 100:02d}-{value % 100:02d}"
        case "quarter of year":
            return f"{year if year is not None else '-'}-Q{value}"
        case _:
            return f"{value:04d}"


def _year(figure: Figure) -> int | None:
    value = int(figure.value)
    match figure.unit:
        case "day":
            return date.fromordinal(value + _UNIX_DAY).year
        case "month":
            return value // 12
        case "quarter":
            return value // 4
        case "year":
            return value
        case _:
            return None


def _as_written(figure: Figure) -> str:
    value, unit = figure.as_written
    return f"{_number(value)} {unit}".strip() if figure.kind != "date" else figure_key(figure)
