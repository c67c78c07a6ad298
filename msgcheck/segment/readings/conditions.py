"""Conditions: under which circumstances, for which plans, places, times and sizes a promise holds.

Each cue spans the whole condition ("for annual plans", "unless you renew by May"). Its lemma is the kind
and the content words, so that "on annual plans" and "for annual plans" compare equal, and a rule can also
ask for the kind alone.
"""

from __future__ import annotations

import re

from msgcheck.records import Cue
from msgcheck.segment.readings.cue_table import CueTable, straightened, without_overlaps

_OPENERS = CueTable(
    {
        "if": r"""
            if(?! only), provided( that)?(?= \w), providing( that)?(?= \w), as long as(?! \d), so long as,
            on condition( that)?(?= \w), in case, in the event, assuming( that)?(?= \w),
            should (you|your|the|a|an|any|anyone|anything|it|they), were you to, had you, given that, in so far as,
            insofar as, where(?= (you|your|the law|it|there|available|applicable|we|they)\b), whenever
        """,
        "when": "when(?! it comes| did| will| can| do), once(?! a| an| per| every| in| more| again), as soon as",
        "unless": "unless, without prejudice",
        "except": r"""
            except( for)?(?= \w), excepting, excluding, excl\., excludes, other than, apart from, aside from,
            not including, save for, save where, save in, barring, with the exception of,
            bar(?= (the|a|an|public|bank|sundays?|weekends?)\b), minus(?= [a-z])
        """,
        "subject to": """
            subject to, depending on, depends on, depend on, contingent on, conditional on, at our discretion,
            while (stocks?|supplies) lasts?, hinges on, varies (by|with), vary (by|with), comes down to
        """,
        "only": """
            only (for|on|in|with|if|when|at|from|after|until|to|during|where|within|under), solely (for|on|in|with),
            exclusively (for|on|in|with)
        """,
        "until": r"""
            until, till,
            through(?= (the end|end|january|february|march|april|may|june|july|august|september|october|november|
              december|20\d\d)\b),
            by the end of
        """,
        "after": "after, following, from (day|month|year|week|visit) , starting from, from then on",
        "for those who": "(for )?(those|customers|clients|companies|firms|people|teams|users|members|anyone|anybody|"
        "everyone|sites|users) (who|that|with|on|over|under|above|below|of|outside|inside)",
    }
)
_STOP = re.compile(
    r"[,.;:!?)\]\n—]|\s-\s|\b(?:and|but|so|then)\s+(?:you|your|we|our|it|they|the|there|that|nothing|no)\b|\b(?:you|"
    r"we|they|it)(?:'ll|'re)\b"
)
_MAX_WORDS = 9

_PLAN_WORDS = (
    r"plans?|tiers?|contracts?|editions?|packages?|subscriptions?|licen[cs]es?|agreements?|accounts?|terms?|billing|"
    r"levels?|bundles?|"
    r"customers?|clients?|members?|users?|subscribers?|orders?|deposits?|memberships?|policies|polic(?:y|ies)|cover|"
    r"rentals?|leases?"
)
_TIERS = (
    r"premium|enterprise|business|pro|professional|starter|basic|plus|standard|team|growth|essentials?|advanced|"
    r"ultimate|gold|silver|platinum|"
    r"bronze|free|core|scale|elite|lite|max"
)
_PLAN = re.compile(
    rf"(?<!\w)(?:for|on|with|under|in|from|to)\s+(?:(?:the|our|an?|any|all|every|each|your|its|most|some)\s+)?"
    rf"(?:(?!and\b|or\b|the\b|with\b)[\w€£$'-]+\s+){{1,2}}(?:{_PLAN_WORDS})(?!\w)",
    re.IGNORECASE,
)
_TIER = re.compile(
    rf"(?<!\w)(?:[Oo]n|[Ww]ith|[Uu]nder|[Ff]or|[Ff]rom|[Ii]n)\s+(?:the\s+|our\s+)?"
    rf"(?:(?:{_TIERS.title().replace('?', '')})|(?-i:[A-Z]\w+\s(?:{_TIERS.title()})))(?:\s+(?:and|or|"
    rf"&)\s+[A-Z]\w+)?(?!\w)"
)
_HOURS = CueTable(
    {
        "during hours": """
            (during|within|in|inside|outside) {(our|normal|regular|usual|local|your|the)} {(business|office|working|
              opening|trading|service|core)} hours,
            {on} (weekdays|working days|business days|school days|workdays), (business|working|office|opening) hours,
            (mon|monday|mo) ?(-|to|through|thru|till) ?(fri|friday|sat|saturday|sun|sunday),
            (weekdays|working days|business days) only,
            during (the)? ?(day|daytime|week|term|season|harvest|pilot|trial|shift), on weekends, at weekends,
            outside weekends
        """,
    }
)
_SIZE = re.compile(
    r"(?<!\w)(?:from|for|over|above|under|below|up to|upwards of|with|at|starting at)\s+"
    r"(?:(?:at least|more than|fewer than|less than|over|up to|a minimum of)\s+)?[€£$]?\d[\d.,]*\s?(?:k|m|"
    r"%)?(?:\s?(?:to|-)\s?[€£$]?\d[\d.,]*)?\s+"
    r"(?:or (?:more|fewer|less)\s+)?(?!(?:days?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|seconds?|per|"
    r"percent|euros?|dollars?|pounds?)\b)[a-z]\w+",
    re.IGNORECASE,
)
_MINIMUM = CueTable(
    {"from size": "with a minimum of, minimum (order|term|spend|volume|purchase), min\\. (order|term|spend)"}
)
_PLACES = (
    r"EU|EEA|UK|US|USA|U\.S\.|EMEA|APAC|DACH|EFTA|Europe|European Union|Germany|Austria|Switzerland|France|Belgium|"
    r"Netherlands|Luxembourg|Italy|Spain|"
    r"Portugal|Ireland|Northern Ireland|Scotland|Wales|England|Great Britain|Britain|Denmark|Sweden|Norway|Finland|"
    r"Iceland|Poland|Czechia|Hungary|"
    r"Romania|Greece|Turkey|Canada|Mexico|Brazil|Australia|New Zealand|Japan|China|India|Singapore|Asia|Africa|"
    r"North America|South America|"
    r"Latin America|Nordics|Benelux|Baltics|Alaska|Hawaii|California|Texas|Florida|New York|London|Ontario|Quebec|"
    r"Bavaria|Tokyo|Berlin|Paris|mainland|Midlands"
)
_REGION = re.compile(
    rf"(?<!\w)(?:(?:[Oo]nly|[Aa]nywhere|[Ee]verywhere)\s+)?(?:[Ii]n|[Ww]ithin|[Aa]cross|[Tt]hroughout|[Ff]or|"
    rf"[Oo]utside|[Ii]nside|[Oo]n)\s+(?:the\s+|mainland\s+|continental\s+)*"
    rf"(?:{_PLACES})(?:(?:,|\s+and|\s+or|\s+&)\s+(?:the\s+)?(?:{_PLACES}))*(?!\w)"
)
_BEFORE_PLACE = re.compile(
    r"(?<!\w)((?:(?:only|anywhere|everywhere)\s+)?(?:in|across|throughout|outside|inside|"
    r"within(?:\s+[\d.,]+\s+(?:miles|mi|km|kilomet(?:re|er)s)\s+of)?)\s+(?:the\s+|mainland\s+|continental\s+)*)\Z",
    re.IGNORECASE,
)
_BEFORE_PRODUCT = re.compile(r"(?<!\w)((?:on|with|under|for|from|in)\s+(?:the\s+|our\s+)?)\Z", re.IGNORECASE)
_FUNCTION = frozenset(
    "if unless except for on with under in from to the our an a any all every each your you we it is are be of only "
    "and or that when once as long so provided providing within across throughout during after until till "
    "subject should by at have has "
    "were was do does they their over above least more than those who which".split()
)


def read_conditions(text: str, names: tuple[Cue, ...] = ()) -> tuple[Cue, ...]:
    """Return under which conditions `text` holds, in order, never overlapping.

    Args:
        text: statement or wording.
        names: what `read_names` found in it; "on Flow Pro" is a condition where Flow Pro is a product.
    """
    plain = straightened(text)
    found: tuple[Cue, ...] = ()
    clauses = tuple(_clause(text, opener) for opener in _OPENERS.find(text))
    for cues in (
        _first_of_nested(clauses),
        _spans(text, plain, _REGION, "in"),
        _in_places(text, plain, names),
        _spans(text, plain, _PLAN, "for"),
        _with_products(text, plain, names),
        _spans(text, plain, _TIER, "for"),
        tuple(_with_content(text, cue.start, cue.end, "during") for cue in _HOURS.find(text)),
        _spans(text, plain, _SIZE, "size"),
        tuple(_with_content(text, cue.start, cue.end, "size") for cue in _MINIMUM.find(text)),
    ):
        found += without_overlaps(cues, found)
    return tuple(sorted(found, key=lambda cue: cue.start))


def _clause(text: str, opener: Cue) -> Cue:
    """Return the opener with its clause: up to the next punctuation or main clause, nine words at most."""
    rest = straightened(text)[opener.end :]
    stop = _STOP.search(rest, 1)
    reach = stop.start() if stop else len(rest)
    words = list(re.finditer(r"\S+", rest[:reach]))[:_MAX_WORDS]
    end = opener.end + (words[-1].end() if words else 0)
    return _with_content(text, opener.start, end, opener.lemma)


def _first_of_nested(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    kept: tuple[Cue, ...] = ()
    for cue in cues:
        kept += without_overlaps((cue,), kept)
    return kept


def _spans(text: str, plain: str, pattern: re.Pattern[str], kind: str) -> tuple[Cue, ...]:
    return tuple(_with_content(text, *match.span(), kind) for match in pattern.finditer(plain))


def _with_products(text: str, plain: str, names: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return "on Flow Pro", "with Premium": a product or tier named as what the promise comes with."""
    return tuple(
        _with_content(text, opener.start(1), name.end, "product")
        for name in names
        if name.lemma.startswith("product:") and (opener := _BEFORE_PRODUCT.search(plain, 0, name.start))
    )


def _in_places(text: str, plain: str, names: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return "in Leeds", "within 60 miles of Hull": a place, known or not, to which the promise is bound."""
    return tuple(
        _with_content(text, opener.start(1), name.end, "in")
        for name in names
        if name.lemma.startswith(("place:", "name:")) and (opener := _BEFORE_PLACE.search(plain, 0, name.start))
    )


def _with_content(text: str, start: int, end: int, kind: str) -> Cue:
    words = [word for word in re.findall(r"[\w€£$%]+", text[start:end].lower()) if word not in _FUNCTION]
    stems = [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words]
    return Cue(start=start, end=end, text=text[start:end], lemma=" ".join([kind, *stems]))
