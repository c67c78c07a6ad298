"""Dates, years, quarters and times of day as they stand in a text.

Each comes with a value that can be compared within its unit: days since 1970-01-01 for a full date (`day`),
months since year 0 (`month`), quarters since year 0 (`quarter`), the year (`year`), month * 100 + day for a
day without a year (`day of year`), 1 to 12 for a month (`month of year`), seconds since midnight (`clock`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d./-])(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])",
        r"(?<![\d./-])(?P<first>\d{1,2})(?P<sep>[./-])(?P<second>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/-])",
        rf"(?<![\w.]){_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?(?!\w)",
        rf"(?<!\w){_MONTH}\s+(?:the\s+)?{_DAY}(?![\d%:]|[.,]\d)(?:,?\s+{_YEAR})?(?!\w)",
        rf"(?<!\w){_MONTH}(?:\s+of)?,?\s+{_YEAR}(?!\w)",
        r"(?<!\w)(?:(?P<half>h)|q)(?P<quarter>[1-4])(?:[\s/'’-]{0,2}(?P<year>(?:19|20)\d\d|\d\d(?!\d)))?(?!\w|[.,]\d|%)",
        r"(?<!\w)(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)",
        r"(?<!\w)fy\s?[’']?(?P<year>(?:19|20)\d\d|\d\d)(?!\w)",
        r"(?<![\w'’])['’](?P<short>\d\d)(?![\w%])",
    )
)
_MAYBE_DATE = re.compile(
    r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]|\bq[1-4]|\bh[12]\b|\bfy|['’]\d\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w:.,$€£])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?<![\w:.,/])(?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?!\d|:\d|\s?[%x×])(?:\s?(?P<half24>[ap])\.?m\b\.?)?"
    r"|(?<!\w)(?P<word>noon|midday|midnight)(?!\w)"
    r"|(?<!\w)(?P<spelled>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
    r"(?:\s(?P<past>thirty|fifteen))?\s?(?:(?P<oclock>o['’]clock)(?:\s(?P<day_part>(?:in\sthe\s|at\s)?(?:morning|afternoon|evening|night)))?"
    r"|(?P<part>in\sthe\s(?:morning|afternoon|evening)|at\snight|(?:the\s)?evening(?=\sprior|\sbefore)|[ap]\.?\s?m\b\.?))",
    re.IGNORECASE,
)
_HALF_PAST = re.compile(
    r"\b(?P<part>half|quarter)\s(?P<side>past\s|to\s)?(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:\sin\sthe\s(?P<late>afternoon|evening))?\b(?!\s(?:percent|per|million|thousand|hundred|of|hours|days))",
    re.IGNORECASE,
)
_MAYBE_CLOCK = re.compile(
    r"\d\s?[ap]\.?\s?m\b|\d:\d|noon|midday|midnight|clock|morning|afternoon|evening|night|half\s|quarter\s|\s[ap]\.?m\b",
    re.IGNORECASE,
)
_BARE_CLOCK = re.compile(
    r"(?<![\w:.,$€£-])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?:-|–|—|to|until|till)\s?$", re.IGNORECASE
)
_BARE_YEAR = re.compile(r"(?<![\w.,$€£¥#/-])(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d|\s?[%€$£]|-[a-z])")
_YEAR_RANGE = re.compile(
    r"(?<![\w.,$€£¥#/-])(?P<year>(?:19|20)\d\d)\s?(?:-|–|/|to|until)\s?(?P<last>(?:19|20)\d\d|\d\d)(?![\w%]|[.,]\d)"
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|by|during|until|till|from|of|for|through|before|after|early|late|mid|year|fiscal|end|est\.?|founded|and|between|spring|summer|"
    r"autumn|fall|winter|season|january|february|march|april|june|july|august|september|october|november|december)[\s,-]+$",
    re.IGNORECASE,
)
_PLURAL_NEXT = re.compile(r"\s+(?!was|is|has|does|as|its|this|plus|us)[^\W\d_]+s\b")
_SPELLED_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A date or time with its place."""

    start: int
    end: int
    kind: str
    """date or time."""
    value: float
    unit: str
    """day, month, quarter, year, day of year, month of year, quarter of year or clock."""
    value_max: float | None = None


def read_dates(text: str) -> tuple[When, ...]:
    """Return the dates and times of day of `text` in order, not overlapping."""
    found: list[When] = []
    if _MAYBE_DATE.search(text) is not None:
        for form in _FORMS:
            for match in form.finditer(text):
                when = _date_of(match)
                if when is not None and _free(found, when):
                    found.append(when)
        found.extend(when for when in _bare_years(text) if _free(found, when))
    if _MAYBE_CLOCK.search(text) is not None:
        found.extend(when for when in _clocks(text) if _free(found, when))
    return tuple(sorted(found, key=lambda when: when.start))


def _free(found: list[When], new: When) -> bool:
    """Return whether `new` overlaps nothing found before."""
    return all(new.end <= when.start or new.start >= when.end for when in found)


def _date_of(match: re.Match[str]) -> When | None:
    """Return what one of the forms matched, None where it is no date of the calendar."""
    part = match.groupdict()
    start, end = match.span()
    year = _full_year(part.get("year"))
    if part.get("short"):
        return When(start, end, "date", float(_full_year(part["short"]) or 0), "year")
    if part.get("half"):
        return None
    if part.get("quarter") or part.get("ordinal"):
        words = {"first": 1, "second": 2, "third": 3, "fourth": 4}
        quarter = int(part["quarter"]) if part.get("quarter") else words.get(part["ordinal"].lower(), 0)
        quarter = quarter or int(part["ordinal"][0])
        if year is None:
            return When(start, end, "date", float(quarter), "quarter of year")
        return When(start, end, "date", float(year * 4 + quarter - 1), "quarter")
    if part.get("first"):
        return _numeric_date(match, year or 0)
    month = int(part["number"]) if part.get("number") else _month_number(part.get("month"))
    day = int(part["day"]) if part.get("day") else None
    if month is None:
        return None if year is None else When(start, end, "date", float(year), "year")
    if day is None:
        return When(start, end, "date", float((year or 0) * 12 + month - 1), "month")
    if year is None:
        if (part.get("month") or "").lower() in {"may", "mar"} and match[0][0].islower():
            return None  # "may 5 users share a seat" is no date
        return When(start, end, "date", float(month * 100 + day), "day of year")
    return _full_date(match.span(), year, month, day)


def _full_date(span: tuple[int, int], year: int, month: int, day: int) -> When | None:
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
    return When(*span, "date", float(days), "day")


def _numeric_date(match: re.Match[str], year: int) -> When | None:
    """Return 14/03/2021 day first, unless only month first makes a date; with points always day first."""
    first, second, separator = int(match["first"]), int(match["second"]), match["sep"]
    if first <= 12 and second > 12 and separator != ".":
        first, second = second, first
    return _full_date(match.span(), year, second, first)


def _full_year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written) - (100 if int(written) >= 50 else 0)


def _month_number(written: str | None) -> int | None:
    if not written:
        return None
    stem = written.lower()[:3]
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(stem))


def _bare_years(text: str) -> Iterator[When]:
    """Yield years that stand alone, and ranges of years."""
    taken = -1
    for match in _YEAR_RANGE.finditer(text):
        first = int(match["year"])
        last = int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
        if first < last:
            taken = match.end()
            yield When(match.start(), match.end(), "date", float(first), "year", float(last))
    for match in _BARE_YEAR.finditer(text):
        if match.start() < taken:
            continue
        counted = _PLURAL_NEXT.match(text, match.end()) is not None
        if counted and _BEFORE_YEAR.search(text, max(0, match.start() - 16), match.start()) is None:
            continue
        yield When(match.start(), match.end(), "date", float(match["year"]), "year")


def _clocks(text: str) -> Iterator[When]:
    """Yield times of day; `7 to 9 pm` is two of them."""
    for match in _HALF_PAST.finditer(text):
        if match["part"].lower() == "quarter" and not match["side"]:
            continue
        minutes = 30 if match["part"].lower() == "half" else 15
        to = (match["side"] or "").strip().lower() == "to"
        hour = _SPELLED_HOURS[match["hour"].lower()] + (12 if match["late"] else 0)
        yield When(match.start(), match.end(), "time", hour * 3600.0 + (-60 if to else 60) * minutes, "clock")
    for match in _CLOCK.finditer(text):
        seconds = _clock_seconds(match)
        if seconds is None:
            continue
        half = (match["half"] or match["half24"] or "").lower()
        bare = _BARE_CLOCK.search(text, max(0, match.start() - 16), match.start()) if half else None
        if bare is not None and 1 <= int(bare["hour"]) <= 12:
            hour = int(bare["hour"]) % 12
            if half == "p" and hour < (seconds / 3600) % 12 and hour + 12 <= seconds / 3600:
                hour += 12
            value = hour * 3600 + int(bare["minute"] or 0) * 60
            last = bare.end("minute") if bare["minute"] else bare.end("hour")
            yield When(bare.start(), last, "time", float(value), "clock")
        yield When(match.start(), match.end(), "time", float(seconds), "clock")


def _clock_seconds(match: re.Match[str]) -> int | None:
    """Return the seconds since midnight that `match` names, None where the hour does not exist."""
    if match["word"]:
        return 0 if match["word"].lower() == "midnight" else 12 * 3600
    if match["hour24"]:
        hour, minute, half = int(match["hour24"]), int(match["minute24"]), (match["half24"] or "").lower()
    elif match["spelled"]:
        spelled = match["spelled"].lower()
        hour = int(spelled) if spelled.isdigit() else _SPELLED_HOURS[spelled]
        minute = {"thirty": 30, "fifteen": 15}.get((match["past"] or "").lower(), 0)
        part = (match["part"] or match["day_part"] or "").lower()
        half = "p" if any(word in part for word in ("afternoon", "evening", "night")) or part.startswith("p") else ""
        half = half or ("a" if part.startswith(("a", "in the morning")) else "")
        if "night" in part and hour < 6:
            half = "a"
    else:
        hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"].lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 3600 + minute * 60 if hour <= 24 else None
