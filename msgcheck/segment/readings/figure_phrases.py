"""The words around a figure that bound it, soften it or say per what it holds."""

from __future__ import annotations

import re

from msgcheck.records import Comparator
from msgcheck.segment.readings.units import singular

_AT_MOST = (
    r"up\s?to|at\s(?:the\s)?(?:very\s)?most|at\s(?:best|worst)|as\s(?:much|many|long|high|late|far|large|big|fast|long)\sas|(?:no|not|never|nor)\s"
    r"(?:more|longer|later|greater|higher|larger|bigger|further|slower)\sthan|(?:a\s)?max(?:imum)?\.?(?:\sof)?|capped\s(?:at|to)|"
    r"limit(?:ed)?\s(?:of|to)|cap\sof|ceiling\sof|not\sexceed(?:ing)?|not\sover|within|inside(?:\sof)?|until|(?:smaller|less|lower|fewer)\s(?:than\s)?or\sequal\s(?:than|to)|"
    r"equal\sto\sor\s(?:less|lower|fewer|smaller)\sthan|≤|<\s?=|=\s?<(?=\s?$)|never\s(?:over|above)|well\sinside|by\sday|in\sat\smost|"
    r"no\s?more\sthan|up\suntil|anything\sup\sto"
)
_AT_LEAST = (
    r"at\s(?:the\s)?(?:very\s)?least(?:\sor\sequal\sto)?|at\sminimum|(?:no|not|never)\s(?:less|fewer|lower|under|below|smaller|earlier|shorter)(?:\sthan)?|"
    r"(?:a\s)?min(?:imum)?\.?(?:\sof)?|as\s(?:little|low|few|early|soon)\sas|start(?:s|ing)?\s(?:at|from)|begin(?:s|ning)?\s(?:at|from)|"
    r"(?:bigger|greater|larger|higher|more)\s(?:than\s)?or\sequal\s(?:than|to)|equal\sto\sor\s(?:more|greater|larger|higher)\sthan|≥|>\s?=|=\s?>(?=\s?$)"
)
_LESS = r"(?:less|fewer|lower|smaller|shorter|faster|quicker|sooner|cheaper|earlier)\sthan|under|below|shy\sof|short\sof|not\seven|before|<|sub[\s-]|beneath|well\sunder"
_MORE = (
    r"(?:more|greater|larger|higher|bigger|longer|better|later)\sthan|over|above|beyond|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|upwards?\sof|north\sof|"
    r"in\sexcess\sof|past|well\sover|>|top(?:s|ping|ped)"
)
_ABOUT = (
    r"about|around|round|roughly|approximately|approx\.?|circa|ca\.?|some|nearly|almost|close\sto|something\slike|in\sthe\s(?:region|neighbourhood|neighborhood|order)\sof|"
    r"on\sthe\sorder\sof|an?\sestimated|estimated|somewhere\sbetween|call\sit|say,?|~|≈|∼|c\.|reckon\son|typically|or\sso|somewhere\saround|just\s(?:over|under)"
)
_FILLER = r"only|just|even|the|a|an|first|its|their|your|our|as|well|is|of|than|still|about|around|flat|full|further|then|least"
_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?P<at_most>{_AT_MOST})|(?P<at_least>{_AT_LEAST})|(?P<less>{_LESS})|(?P<more>{_MORE})|(?P<about>{_ABOUT})|(?P<start>from))"
    rf"\s*(?:(?:{_FILLER})\s+)?$",
    re.IGNORECASE,
)
_BEFORE_MARK = re.compile(
    r"(?:(?P<at_most>≤|<\s?=)|(?P<at_least>≥|>\s?=)|(?P<less><)|(?P<more>(?<![-=])>)|(?P<about>~|≈|∼))\s*$"
)
_AFTER = re.compile(
    r"(?P<at_least>\+(?![\d\w])|\s?plus(?=\s[a-z]+s\b)|\s?,?\s?(?:or|and)\s(?:more|longer|above|over|up|greater|higher|upwards?|bigger|larger|older|further|later|equal)\b(?!\sthan\s\d)"
    r"|\s(?:upwards|up)(?=\s*(?:$|[.,;)]))|,?\s(?:at\s(?:the\s(?:very\s)?)?least|at\sminimum|min(?:imum|\.)?)\b)"
    r"|(?P<at_most>\s?,?\s?or\s(?:less|fewer|under|below|lower|sooner|faster|shorter|quicker|earlier|smaller)\b(?!\sthan\s\d)|\s?\(?,?\s?(?:max(?:imum|\.)?|tops|at\s(?:the\s)?(?:very\s)?most|"
    r"at\sthe\slatest|ceiling|cap|limit)\b)"
    r"|(?P<about>\s?[-]?ish\b|\sor\sso\b|,?\sgive\sor\stake\b)",
    re.IGNORECASE,
)
_COMPARATORS = {
    "at_most": Comparator.AT_MOST,
    "at_least": Comparator.AT_LEAST,
    "less": Comparator.LESS,
    "more": Comparator.MORE,
}
_TIME_NAMES = {
    "sec": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour", "h": "hour", "wk": "week",
    "mo": "month", "mth": "month", "mon": "month", "yr": "year", "annum": "year", "yearly": "year", "annually": "year", "annual": "year",
    "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour", "quarterly": "quarter", "nightly": "night",
    "s": "second", "y": "year", "m": "month", "d": "day", "p.a": "year", "pa": "year", "pcm": "month", "pm": "month",
    "1,000": "thousand", "1000": "thousand", "100": "hundred", "capita": "person", "people": "person", "head": "person",
}  # fmt: skip
PERIODS = frozenset({"second", "minute", "hour", "day", "night", "week", "fortnight", "month", "quarter", "year"})
_PERIOD_WORD = r"(?:calendar\s)?(?:second|minute|hour|day|night|week|fortnight|month|quarter|year)"
_PER_WORD = re.compile(
    r"(?:\s?/\s?|[\s,]*\bper\s|\s?\bp\.?\s?(?=a\b))(?P<any>1,?000\b|100\b|[^\W\d_]+(?:\.[a-z]\b)?(?:-[^\W\d_]+)?)(?P<second>\s[^\W\d_]+)?"
    rf"|\s(?:an?|each|every|every\ssingle|for\seach|for\severy|in\sa)\s(?P<period>{_PERIOD_WORD}|wk|mo|yr|hr)(?!\w)"
    r"|\s?,?\s?(?P<adverb>yearly|annually|monthly|weekly|daily|hourly|quarterly|nightly|p\.a\.?|pcm|pepm|pupm)(?!\w)"
    r"|\s(?P<each>each|apiece|a\spop|a\sgo|a\spiece|a\stime)(?!\w)(?!\s(?:of|day|week|month|year)\b)"
)
_PER_LATER = re.compile(
    rf"(?:[ -][^\W\d_]+(?:['’]\w+)?){{1,6}}?\s(?:per|each|every)\s(?P<period>{_PERIOD_WORD})(?!\w)"
    rf"|(?:[ -](?!in\b|within\b|inside\b|over\b|for\b|after\b|under\b|once\b|twice\b|times\b|than\b|about\b|of\sa\b|by\b|as\b|to\b|takes\b|least\b|is\b)[^\W\d_]+){{1,5}}?\san?\s(?P<article>{_PERIOD_WORD})(?!\w)(?!\s(?:ago|later|before|or)\b)"
)
_PER_SLASH = re.compile(rf"(?:\s[^\W\d_]+){{1,2}}\s?/\s?(?P<any>{_PERIOD_WORD}|sec|min|hr|h|wk|mo|yr|s)(?!\w)")
_FEE = re.compile(
    r"(?:\s[^\W\d_]+)?\s(?:fee|charge|rate|price|rent|surcharge|premium|contribution|deposit)(?!\w)", re.IGNORECASE
)
_PER_MONEY = re.compile(
    r"\s(?:an?|each|every|for\seach|for\severy|for\san?|of\seach|of\severy)\s(?P<any>[^\W\d_]+)(?!\w)", re.IGNORECASE
)
_NO_PER = frozenset(
    {
        "fixed",
        "flat",
        "free",
        "bit",
        "few",
        "lot",
        "one",
        "further",
        "little",
        "year-long",
        "more",
        "new",
        "total",
        "single",
        "third",
        "while",
    }
)
_PER_ADJECTIVES = frozenset(
    [
        "managed",
        "calendar",
        "active",
        "single",
        "extra",
        "additional",
        "resulted",
        "tracked",
        "named",
        "paid",
        "delivered",
        "converted",
        "square",
        "cubic",
        "million",
        "billion",
    ]
)
_PERIOD_BEFORE = re.compile(
    r"\b(?P<adverb>monthly|annual|yearly|weekly|daily|quarterly|hourly)\s(?:[^\W\d_]+\s){0,3}?(?:is|of|at|costs?|from|for|starts?\sat|fee|price|rate)?\s?[:(]?\s?$",
    re.IGNORECASE,
)
_STOP = frozenset(
    [
        "a", "about", "above", "across", "after", "against", "all", "along", "among", "an", "and", "any", "are", "around", "as", "at", "away", "back", "be",
        "because", "been", "before", "behind", "below", "between", "but", "by", "can", "down", "during", "each", "either", "ever", "every", "except", "for",
        "from", "had", "has", "have", "he", "here", "how", "if", "in", "inside", "instead", "into", "is", "it", "its", "later", "less", "long", "may", "might", "more",
        "must", "near", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "onto", "or", "our", "out", "over", "past", "per", "plus", "since", "so", "sooner",
        "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "till", "to", "today", "together", "too", "under",
        "until", "up", "upon", "us", "via", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "will", "with", "within",
        "without", "yet", "you", "your", "vs", "versus", "faster", "earlier", "fewer", "ago", "old", "high", "wide", "deep", "tall", "apiece", "gets", "runs",
        "takes", "uses", "needs", "says", "does", "makes", "costs", "helps", "means", "lets", "us", "yes", "plus", "always", "perhaps", "less", "thus", "also",
    ]
)  # fmt: skip
_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "staff": "staff", "feet": "foot",
    "mice": "mouse", "personnel": "staff", "bedrooms": "bedroom", "head": "head", "heads": "person", "cattle": "cattle",
    "families": "family", "companies": "company", "countries": "country", "data": "data", "police": "police",
    "criteria": "criterion", "aircraft": "aircraft", "halves": "half", "lives": "life", "shelves": "shelf",
}  # fmt: skip
_NOUN_RUN = re.compile(r"\+?[ \u00a0]{0,2}-?((?:[^\W\d_][\w'’&.-]*)(?:[ \u00a0][^\W\d_][\w'’&.-]*){0,4})")


def comparator_before(text: str, start: int) -> tuple[Comparator, bool, bool, int]:
    """Return how the words before a figure bound it.

    Returns:
        Comparator, whether it is approximate, whether a bare `from` stands before it, and where those words start.
    """
    comparator, approximate, from_, at = Comparator.EQUAL, False, False, start
    for _ in range(3):
        head = text[max(0, at - 40) : at]
        match = _BEFORE.search(head) or _BEFORE_MARK.search(head)
        if match is None:
            break
        at -= len(head) - match.start()
        group = str(match.lastgroup)
        if group == "about":
            approximate = True
        elif group == "start":
            from_ = True
        elif comparator is Comparator.EQUAL:
            comparator = _negated(text, at, _COMPARATORS[group])
        else:
            break
    return comparator, approximate, from_, at


def _negated(text: str, start: int, comparator: Comparator) -> Comparator:
    """Return the opposite bound where `never`, `not` or `no` stands right before: `never over 5` is at most 5."""
    if re.search(
        r"\b(?:never|not|no|isn't|won't)\s(?:go(?:es)?\s|drops?\s|rises?\s|be\s|is\s|was\s)?$",
        text[max(0, start - 16) : start],
        re.IGNORECASE,
    ):
        match comparator:
            case Comparator.MORE:
                return Comparator.AT_MOST
            case Comparator.LESS:
                return Comparator.AT_LEAST
            case _:
                pass
    return comparator


def comparator_after(text: str, end: int) -> tuple[Comparator, bool, int]:
    """Return how the words after a figure bound it, whether they make it approximate, and where they end."""
    match = _AFTER.match(text, end)
    if match is None:
        return Comparator.EQUAL, False, end
    if match["about"]:
        return Comparator.EQUAL, True, match.end()
    return (Comparator.AT_LEAST if match["at_least"] else Comparator.AT_MOST), False, match.end()


def per_after(text: str, end: int, *, money: bool) -> tuple[str, int]:
    """Return per what the figure ending at `end` holds (`month`, `user month`, `each`), and where that ends."""
    names: list[str] = []
    at = end
    for _ in range(3):
        match = _PER_WORD.match(text, at)
        if match is None and money and not names:
            match = _PER_MONEY.match(text, at)
            if match is not None and (match["any"].lower() in _NO_PER or match["any"].lower() in _STOP):
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


def period_before(text: str, start: int) -> str:
    """Return the period of an amount whose adjective stands before it, as in `a monthly fee of €5`, or ""."""
    match = _PERIOD_BEFORE.search(text[max(0, start - 44) : start])
    return "" if match is None else _TIME_NAMES.get(match["adverb"].lower(), "")


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
        and second.strip().lower() not in _STOP
    ):
        return per_noun(second.strip()), match.end("second")
    return per_noun(word), match.end("any")


def per_noun(word: str) -> str:
    """Return the canonical form of a per-what: `mo` and `months` are `month`, `1,000` is `thousand`."""
    lower = word.lower().rstrip(".").removeprefix("calendar ")
    return _TIME_NAMES.get(lower) or _IRREGULAR.get(lower) or singular(lower)


def counted_noun(text: str, end: int, *, plural: bool) -> tuple[str, int]:
    """Return the noun that a number ending at `end` counts, in the singular, and where it ends; "" where none.

    Adjectives are passed over by taking the first plural among the next words, up to a function word, a
    digit or a mark. A number of one takes the last of these words.
    """
    match = _NOUN_RUN.match(text, end)
    if match is None:
        return "", end
    at = match.start(1)
    first: tuple[str, int] = ("", end)
    for word in re.split(r"[ \u00a0]", match[1]):
        bare = word.rstrip(".'’&-")
        lower = bare.lower()
        if lower in _STOP:
            break
        stop = at + len(bare)
        if lower in _IRREGULAR or (
            lower.endswith("s") and not lower.endswith(("ss", "us", "'s", "’s")) and len(lower) > 2
        ):
            return _IRREGULAR.get(lower) or singular(lower.rpartition("-")[2]), stop
        if not first[0] or not plural:
            first = (lower.rpartition("-")[2], stop)
        if bare != word:
            break
        at += len(word) + 1
    return ("", end) if plural else first
