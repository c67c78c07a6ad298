"""Per what a figure holds: `a month`, `/user/month`, `per 1,000`, `each`."""

from __future__ import annotations

import re

from msgcheck.segment.readings.counted_nouns import FUNCTION_WORDS, IRREGULAR_PLURALS
from msgcheck.segment.readings.units import singular

_TIME_NAMES = {
    "sec": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour", "h": "hour", "wk": "week",
    "mo": "month", "mth": "month", "mon": "month", "yr": "year", "annum": "year", "yearly": "year",
    "annually": "year", "annual": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour",
    "quarterly": "quarter", "nightly": "night", "s": "second", "y": "year", "m": "month", "d": "day",
    "p.a": "year", "pa": "year", "pcm": "month", "pm": "month", "1,000": "thousand", "1000": "thousand",
    "100": "hundred", "capita": "person", "people": "person", "head": "person",
}  # fmt: skip
PERIODS = frozenset({"second", "minute", "hour", "day", "night", "week", "fortnight", "month", "quarter", "year"})
_PERIOD_WORD = r"(?:calendar\s)?(?:second|minute|hour|day|night|week|fortnight|month|quarter|year)"
_PER_WORD = re.compile(
    r"(?:\s?/\s?|[\s,]*\bper\s)(?P<any>1,?000\b|100\b|[^\W\d_]+(?:\.[a-z]\b)?(?:-[^\W\d_]+)?)(?P<second>\s[^\W\d_]+)?"
    rf"|\s(?:an?|each|every|every\ssingle|for\seach|for\severy|in\sa)\s(?P<period>{_PERIOD_WORD}|wk|mo|yr|hr)(?!\w)"
    r"|\s?,?\s?(?P<adverb>yearly|annually|monthly|weekly|daily|hourly|quarterly|nightly|p\.a\.?|pcm|pepm|pupm)(?!\w)"
    r"|\s(?P<each>each|apiece|a\spop|a\sgo|a\spiece|a\stime)(?!\w)(?!\s(?:of|day|week|month|year)\b)"
)
_NO_RATE = "in within inside over for after under once twice times than about of by as to takes least is".split()
"""Words after which `a week` is a length of time and not a rate."""
_PER_LATER = re.compile(
    rf"(?:[ -][^\W\d_]+(?:['’]\w+)?){{1,6}}?\s(?:per|each|every)\s(?P<period>{_PERIOD_WORD})(?!\w)"
    rf"|(?:[ -](?!(?:{'|'.join(_NO_RATE)})\san?\b|(?:{'|'.join(w for w in _NO_RATE if w != 'of')})\b)[^\W\d_]+){{1,5}}?"
    rf"\san?\s(?P<article>{_PERIOD_WORD})(?!\w)(?!\s(?:ago|later|before|or)\b)"
)
_PER_SLASH = re.compile(rf"(?:\s[^\W\d_]+){{1,2}}\s?/\s?(?P<any>{_PERIOD_WORD}|sec|min|hr|h|wk|mo|yr|s)(?!\w)")
_FEE = re.compile(
    r"(?:\s[^\W\d_]+)?\s(?:fee|charge|rate|price|rent|surcharge|premium|contribution|deposit)(?!\w)", re.IGNORECASE
)
_PER_MONEY = re.compile(
    r"\s(?:an?|each|every|for\seach|for\severy|for\san?|of\seach|of\severy)\s(?P<any>[^\W\d_]+)(?!\w)", re.IGNORECASE
)
_NO_PER = frozenset(
    "bit few fixed flat free further little lot more new one single third total while year-long".split()
)
"""What "a" before them does not make a per-what: `£5 a fixed sum`."""
_PER_ADJECTIVES = frozenset(
    (
        "active additional billion calendar converted cubic delivered extra managed "
        "million named paid resulted single square tracked"
    ).split()
)
"""Words after "per" that are passed over: `per managed bay` is per bay."""
_PERIOD_BEFORE = re.compile(
    r"\b(?P<adverb>monthly|annual|yearly|weekly|daily|quarterly|hourly)\s(?:[^\W\d_]+\s){0,3}?(?:is|of|at|costs?|from|for|starts?\sat|fee|price|rate)?\s?[:(]?\s?$",
    re.IGNORECASE,
)


def per_after(text: str, end: int, *, money: bool) -> tuple[str, int]:
    """Return per what the figure ending at `end` holds (`month`, `user month`, `each`), and where that ends."""
    names: list[str] = []
    at = end
    for _ in range(3):
        match = _PER_WORD.match(text, at)
        if match is None and money and not names:
            match = _PER_MONEY.match(text, at)
            if match is not None and (match["any"].lower() in _NO_PER or match["any"].lower() in FUNCTION_WORDS):
                match = None
        if match is None:
            break
        name, at = _per_name(match)
        names.extend(part for part in name.split() if part not in names)
    return " ".join(sorted(names)), at


def per_slash_later(text: str, end: int) -> tuple[str, int]:
    """Return per what a figure holds where a slash says it after a word or two: `100 req/min`."""
    match = _PER_SLASH.match(text, end)
    return ("", end) if match is None else (per_noun(match["any"]), match.end())


def per_after_fee(text: str, end: int) -> tuple[str, int]:
    """Return per what an amount holds where its own noun stands between: `a £9.50 charge per drop`."""
    match = _FEE.match(text, end)
    return ("", end) if match is None else per_after(text, match.end(), money=True)


def period_later(text: str, end: int) -> tuple[str, int]:
    """Return the period a figure holds for where it stands some words later: `six hours of admin a week`."""
    match = _PER_LATER.match(text, end)
    if match is None:
        return "", end
    return per_noun(match["period"] or match["article"]), match.end()


def period_before(text: str, start: int) -> tuple[str, int]:
    """Return the period of an amount that stands before it (`a monthly fee of €5`), and where that begins."""
    head = text[max(0, start - 44) : start]
    match = _PERIOD_BEFORE.search(head)
    if match is None:
        return "", start
    return _TIME_NAMES.get(match["adverb"].lower(), ""), start - len(head) + match.start()


def _per_name(match: re.Match[str]) -> tuple[str, int]:
    """Return the canonical name of what was matched and where it ends."""
    part = match.groupdict()
    if part.get("each"):
        return "each", match.end()
    if part.get("adverb"):
        adverb = part["adverb"].lower().rstrip(".")
        return {"pepm": "person month", "pupm": "user month"}.get(adverb) or _TIME_NAMES.get(
            adverb, adverb
        ), match.end()
    if part.get("period"):
        return per_noun(part["period"]), match.end()
    word, second = part["any"], part.get("second")
    if (
        second is not None
        and (word.lower() in _PER_ADJECTIVES or word[:1].isupper())
        and second.strip().lower() not in FUNCTION_WORDS
    ):
        return per_noun(second.strip()), match.end("second")
    return per_noun(word), match.end("any")


def per_noun(word: str) -> str:
    """Return the canonical form of a per-what: `mo` and `months` are `month`, `1,000` is `thousand`."""
    lower = word.lower().rstrip(".").removeprefix("calendar ")
    return _TIME_NAMES.get(lower) or IRREGULAR_PLURALS.get(lower) or singular(lower)
