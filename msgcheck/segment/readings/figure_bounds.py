"""The words before and after a figure that bound it ("up to", "or more") or soften it ("about")."""

from __future__ import annotations

import re

from msgcheck.records import Comparator

_AT_MOST = (
    "up ?to", "up until", "at (?:the )?(?:very )?most", "at (?:best|worst)",
    "as (?:much|many|long|high|late|far|large|big|fast) as",
    "(?:no|not|never|nor) ?(?:more|longer|later|greater|higher|larger|bigger|further|slower) than",
    r"(?:a )?max(?:imum)?\.?(?: of)?", "capped (?:at|to)", "limit(?:ed)? (?:of|to)", "cap of", "ceiling of",
    "not exceed(?:ing)?", "not over", "never (?:over|above)", "within", "inside(?: of)?", "until", "by day",
    "(?:smaller|less|lower|fewer) (?:than )?or equal (?:than|to)", "equal to or (?:less|lower|fewer|smaller) than",
    "≤", "< ?=", "= ?<(?= ?$)",
)  # fmt: skip
_AT_LEAST = (
    "at (?:the )?(?:very )?least(?: or equal to)?", "at minimum", r"(?:a )?min(?:imum)?\.?(?: of)?",
    "(?:no|not|never) (?:less|fewer|lower|under|below|smaller|earlier|shorter)(?: than)?",
    "as (?:little|low|few|early|soon) as", "start(?:s|ing)? (?:at|from)", "begin(?:s|ning)? (?:at|from)",
    "(?:bigger|greater|larger|higher|more) (?:than )?or equal (?:than|to)",
    "equal to or (?:more|greater|larger|higher) than", "≥", "> ?=", "= ?>(?= ?$)",
)  # fmt: skip
_LESS = (
    "(?:less|fewer|lower|smaller|shorter|faster|quicker|sooner|cheaper|earlier) than", "under", "below", "beneath",
    "shy of", "short of", "not even", "before", "<", "sub[ -]",
)  # fmt: skip
_MORE = (
    "(?:more|greater|larger|higher|bigger|longer|better|later) than", "over", "above", "beyond", "past", ">",
    "exceed(?:s|ed|ing)?", "surpass(?:es|ed|ing)?", "upwards? of", "north of", "in excess of", "top(?:s|ping|ped)",
)  # fmt: skip
_ABOUT = (
    "about", "around", "round", "roughly", "approximately", r"approx\.?", "circa", r"ca?\.", "some", "nearly", "almost",
    "close to", "something like", "in the (?:region|neighbou?rhood|order) of", "on the order of", "(?:an )?estimated",
    "somewhere (?:between|around)", "call it", "say,?", "or so", "just (?:over|under)", "~", "≈", "∼",
)  # fmt: skip
_FILLER = (
    "only just even the a an first its their your our as well is of than still about around flat full further then "
    "least"
).split()
"""Words that may stand between a bound and its figure: `up to the first 50`."""


def _either(phrases: tuple[str, ...]) -> str:
    return "|".join(phrase.replace(" ", r"\s") for phrase in phrases)


_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?P<at_most>{_either(_AT_MOST)})|(?P<at_least>{_either(_AT_LEAST)})|(?P<less>{_either(_LESS)})"
    rf"|(?P<more>{_either(_MORE)})|(?P<about>{_either(_ABOUT)})|(?P<start>from))"
    rf"\s*(?:(?:{'|'.join(_FILLER)})\s+)?$",
    re.IGNORECASE,
)
_BEFORE_MARK = re.compile(
    r"(?:(?P<at_most>≤|<\s?=)|(?P<at_least>≥|>\s?=)|(?P<less><)|(?P<more>(?<![-=])>)|(?P<about>~|≈|∼))\s*$"
)
_LAST_WORDS = frozenset(
    {*re.findall(r"[a-z]+", " ".join((*_AT_MOST, *_AT_LEAST, *_LESS, *_MORE, *_ABOUT))), *_FILLER}
    | set("exceeds exceeded exceeding surpasses surpassed surpassing tops topped topping maximum minimum".split())
    | {"upwards", "ca", "c", "from", "neighborhood", "neighbourhood"}
)
"""What a bound can end with; most figures have no such word before them, which saves the search."""
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?,?[\s-]*$")
_AFTER_AT_LEAST = (
    r"\+(?![\d\w])", r"\s?plus(?=\s[a-z]+s\b)", r"\s(?:upwards|up)(?=\s*(?:$|[.,;)]))",
    (
        r"\s?,?\s?(?:or|and)\s(?:more|longer|above|over|up|greater|higher|upwards?|bigger|larger|older|further|later|equal)"
        r"\b(?!\sthan\s\d)"
    ),
    r",?\s(?:at\s(?:the\s(?:very\s)?)?least|at\sminimum|min(?:imum|\.)?)\b",
)  # fmt: skip
_AFTER_AT_MOST = (
    r"\s?,?\s?or\s(?:less|fewer|under|below|lower|sooner|faster|shorter|quicker|earlier|smaller)\b(?!\sthan\s\d)",
    r"\s?\(?,?\s?(?:max(?:imum|\.)?|tops|at\s(?:the\s)?(?:very\s)?most|at\sthe\slatest|ceiling|cap|limit)\b",
)
_AFTER = re.compile(
    rf"(?P<at_least>{'|'.join(_AFTER_AT_LEAST)})|(?P<at_most>{'|'.join(_AFTER_AT_MOST)})"
    r"|(?P<about>\s?-?ish\b|\sor\sso\b|,?\sgive\sor\stake\b)",
    re.IGNORECASE,
)
_COMPARATORS = {
    "at_most": Comparator.AT_MOST,
    "at_least": Comparator.AT_LEAST,
    "less": Comparator.LESS,
    "more": Comparator.MORE,
}
_DENIED = re.compile(
    r"\b(?:never|not|no|isn't|won't)\s(?:go(?:es)?\s|drops?\s|rises?\s|be\s|is\s|was\s)?$", re.IGNORECASE
)


def comparator_before(text: str, start: int) -> tuple[Comparator, bool, bool, int]:
    """Return how the words before a figure bound it.

    Returns:
        Comparator, whether it is approximate, whether a bare `from` stands before it, and where those words start.
    """
    comparator, approximate, from_, at = Comparator.EQUAL, False, False, start
    for _ in range(3):
        head = text[max(0, at - 40) : at]
        last = _LAST_WORD.search(head)
        if last is not None and last[1].lower() not in _LAST_WORDS:
            break
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
    if _DENIED.search(text[max(0, start - 16) : start]) is not None:
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
