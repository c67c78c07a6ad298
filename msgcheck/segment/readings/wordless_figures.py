"""Figures without a number: `twice`, `double`, `every week`, `hourly`, `within a day`, `in its first year`, `24/7`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from msgcheck.records import Comparator, Figure
from msgcheck.segment.readings.figure_bounds import comparator_before
from msgcheck.segment.readings.figure_per import PERIODS, per_noun
from msgcheck.segment.readings.number_words import MULTIPLES
from msgcheck.segment.readings.units import DAY_S

_YEAR_S = 365.25 * DAY_S
_SECONDS = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": DAY_S, "night": DAY_S, "week": 7 * DAY_S,
    "fortnight": 14 * DAY_S, "decade": 10 * _YEAR_S, "month": _YEAR_S / 12, "quarter": _YEAR_S / 4, "year": _YEAR_S,
}  # fmt: skip
_PERIOD = r"second|minute|hour|day|night|week|fortnight|month|quarter|year"
MULTIPLE = re.compile(r"\s?[x×](?!\w)(?!\s?[\d.])|[\s-]?times\b|[\s-]?fold\b", re.IGNORECASE)
"""What turns a number before it into a multiple."""

_ALWAYS = re.compile(
    r"(?<![\d.,])24\s?/\s?7(?:\s?/\s?365)?(?!\d)|(?<!\d)24\s?[x×]\s?7(?!\d)|\b(?:a)?round[\s-]the[\s-]clock\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"\b(?P<times>once|twice|thrice)\s(?:an?|per|each|every|in\sa)\s(?P<period>{_PERIOD})\b", re.IGNORECASE
)
_TIMES_ADVERB = re.compile(
    r"\b(?P<times>twice|thrice)[\s-](?P<adverb>daily|weekly|monthly|yearly|annually|hourly)\b", re.IGNORECASE
)
_EVERY = re.compile(
    rf"\b(?:every|each)\s(?P<nth>(?:other|second|third|fourth|single|calendar|business|working)\s)?(?P<period>{_PERIOD})\b",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?P<half>half[\s-])?(?P<adverb>hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annually|annual)\b"
    r"(?!\s(?:report|plans?|contracts?|agreements?|terms?|basis|subscriptions?)\b)",
    re.IGNORECASE,
)
_PERIOD_OF = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip
_ARTICLE = re.compile(
    r"\b(?P<lead>in|within|inside|inside\sof|under|less\sthan|more\sthan|over|for|after|about|takes?|took|than|by|of|as|least|most|lasts?|nearly|almost|around|keeps|next|to)\s"
    r"(?P<article>an?(?:\s(?:single|full|whole))?|the\s(?:first|next|following)|(?:its|their|your|our|the)?\s?(?:first|next))\s"
    rf"(?P<unit>business\sday|working\sday|work\sweek|working\sweek|working\shour|business\shour|{_PERIOD})\b"
    r"(?!['’]s|\sbefore|\slater)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    rf"\b(?P<unit>{_PERIOD})\s(?P<word>one)\b|\bnext[\s-](?P<business>(?:business|working)[\s-]day)\b", re.IGNORECASE
)
_AND_A_HALF = re.compile(
    rf"\b(?:an?|one)\s(?P<unit>{_PERIOD}|business\sday|working\sday|fortnight|decade)\sand\sa\s(?P<part>half|quarter)\b",
    re.IGNORECASE,
)
_PLAIN_PERIOD = re.compile(
    r"\b(?:an?|one|the|next|last|past)\s(?P<unit>fortnight|decade)\b"
    r"|\b(?P<hour>an\shour|a\sbusiness\sday|a\sworking\sday)\b(?!['’])",
    re.IGNORECASE,
)
_NTH = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0}
_MULTIPLE_WORDS = re.compile(
    rf"\b(?:{'|'.join(word for word in MULTIPLES if word != 'once')})\b"
    r"(?![\s-](?:click|check|room|side|bed|ended|sided|decker|glaz))",
    re.IGNORECASE,
)


def period_seconds(period: str) -> float:
    """Return how many seconds a period (`day`, `month`) lasts; a month is a twelfth of 365.25 days."""
    return _SECONDS[period]


def read_mixed(text: str) -> Iterator[Figure]:
    """Yield the figures whose words must not be read as numbers: `24/7`, `once a quarter`, `a week and a half`."""
    for match in _ALWAYS.finditer(text):
        yield _made(match, "time", 168.0, "hours a week", (168.0, "hours a week"))
    for match in _TIMES.finditer(text):
        times, period = MULTIPLES[match["times"].lower()], per_noun(match["period"])
        yield _made(match, "frequency", _SECONDS[period] / times, "second", (times, period))
    for match in _TIMES_ADVERB.finditer(text):
        times, period = MULTIPLES[match["times"].lower()], _PERIOD_OF[match["adverb"].lower()]
        yield _made(match, "frequency", _SECONDS[period] / times, "second", (times, period))
    for match in _AND_A_HALF.finditer(text):
        name = match["unit"].lower().replace("working", "business")
        count = 1.5 if match["part"].lower() == "half" else 1.25
        comparator, approximate, _, _ = comparator_before(text, match.start())
        seconds = _SECONDS.get(name)
        value, unit = (count, name) if seconds is None else (count * seconds, "second")
        yield replace(
            _made(match, "duration", value, unit, (count, name)), comparator=comparator, approximate=approximate
        )


def read_wordless(text: str) -> Iterator[Figure]:
    """Yield the figures of `text` that hold no number; a later one may overlap an earlier one and then gives way."""
    taken: list[tuple[int, int]] = []
    for figure in _all(text):
        if not any(figure.start < end and start < figure.end for start, end in taken):
            taken.append((figure.start, figure.end))
            yield figure


def _all(text: str) -> Iterator[Figure]:
    for match in _EVERY.finditer(text):
        nth, period = (match["nth"] or "").strip().lower(), per_noun(match["period"])
        if nth in {"business", "working"} and period == "day":
            yield _made(match, "frequency", DAY_S, "second", (1.0, "day"))
        else:
            yield _made(
                match, "frequency", _SECONDS[period] * _NTH.get(nth, 1.0), "second", (_NTH.get(nth, 1.0), period)
            )
    yield from _durations(text)
    for match in _ADVERB.finditer(text):
        if match["adverb"][0].isupper() and match.start() > 0:
            continue  # a name: "Kindlewick Daily"
        period = _PERIOD_OF[match["adverb"].lower()]
        factor = 0.5 if match["half"] and match["adverb"].lower() in {"hourly", "yearly"} else 1.0
        yield _made(match, "frequency", _SECONDS[period] * factor, "second", (factor, period))
    for match in _MULTIPLE_WORDS.finditer(text):
        factor = MULTIPLES[match[0].lower()]
        yield _made(match, "multiple", factor, "", (factor, ""))


def _durations(text: str) -> Iterator[Figure]:
    """Yield periods of one: `within a day`, `in the first year`, `year one`, `next business day`."""
    for match in _ORDERED.finditer(text):
        if match["business"]:
            yield _made(match, "duration", 1.0, "business day", (1.0, "business day"))
        else:
            period = per_noun(match["unit"])
            yield _made(match, "duration", _SECONDS[period], "second", (1.0, period))
    for match in _PLAIN_PERIOD.finditer(text):
        name = (match["unit"] or match["hour"].partition(" ")[2]).lower().replace("working", "business")
        comparator, approximate, _, _ = comparator_before(text, match.start())
        value, unit = (_SECONDS[name], "second") if name in _SECONDS else (1.0, name)
        figure = _made(match, "duration", value, unit, (1.0, name))
        yield replace(figure, comparator=comparator, approximate=approximate)
    for match in _ARTICLE.finditer(text):
        name = match["unit"].lower().replace("working", "business").replace("work ", "business ")
        count = 1.0
        comparator, approximate, _, _ = comparator_before(text, match.start("article"))
        if match["lead"].lower() == "over":
            comparator = Comparator.EQUAL
        value, unit = (count * _SECONDS[name], "second") if name in PERIODS else (count, name)
        if name == "business week":
            value, unit = 5 * count, "business day"
        start = match.start("article")
        yield Figure(
            start=start,
            end=match.end(),
            text=text[start : match.end()],
            kind="duration",
            value=value,
            unit=unit,
            as_written=(count, name),
            comparator=comparator,
            approximate=approximate,
        )


def _made(match: re.Match[str], kind: str, value: float, unit: str, written: tuple[float, str]) -> Figure:
    return Figure(
        start=match.start(), end=match.end(), text=match[0], kind=kind, value=value, unit=unit, as_written=written
    )
