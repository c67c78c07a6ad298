"""Whether a changed figure promises the customer more or less than the approved one.

The messaging may say which way a figure promises more (`better: higher|lower`). Where it does not, the
unit and the words around the figure decide: a shorter wait and a lower price promise more, a higher
saving and a longer warranty do too. Where nothing tells, the answer is None, never a guess by sign.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgcheck.records import Comparator, Figure

_SAVING = re.compile(
    r"\b(?:sav(?:e[sd]?|ings?)|cut(?:s|ting)?|reduc\w+|lower(?:s|ed|ing)?|fewer|less|faster|sooner|avoid\w*|gain\w*"
    r"|earn\w*|return\w*|win(?:s)? back|recover\w*|off)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:pric\w+|costs?|fees?|charge[sd]?|pay(?:s|ing)?|tariff|starts? at|from|commission|per|rent|lease[sd]?)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:warrant\w+|guarantee[sd]?|kept|keep|retention|retained|lasts?|free|trial|valid|life|runtime|autonomy"
    r"|notice|available for|download for|experience|since)\b",
    re.IGNORECASE,
)
_WAIT = re.compile(
    r"\b(?:within|in|under|takes?|wait\w*|respon[sd]\w*|respond\w*|answer\w*|deliver\w*|arriv\w*|on site|go(?:es)? live"
    r"|live|turnaround|installed|repair\w*|fix\w*|ship\w*|setup|set up|less than|lead time)\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:error|defect|loss|failure|fault|incident|injur\w+|waste|downtime|churn|complaint|return|latency|noise"
    r"|emission|consumption)s?\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"\b(?:minimum|at least|or more|requires?|needs?|from)\b", re.IGNORECASE)


class Direction(StrEnum):
    """What a changed figure does to the promise."""

    MORE = "more"
    LESS = "less"


def direction_of_change(*, approved: Figure, found: Figure, line: str, better: str | None = None) -> Direction | None:
    """Return whether `found` promises more or less than `approved`, or None where it cannot be told.

    Args:
        approved: the figure of the approved line.
        found: the figure that stands in its place.
        line: the approved line, whose words say what the figure counts.
        better: `higher` or `lower` where the messaging says which promises more.
    """
    if approved.unit != found.unit or approved.per != found.per:
        return None
    before, after = _end(approved), _end(found)
    if before == after:
        return None
    wanted = better or better_by_words(approved, line)
    if wanted is None:
        return None
    return Direction.MORE if (after > before) == (wanted == "higher") else Direction.LESS


def better_by_words(figure: Figure, line: str) -> str | None:
    """Return `higher`, `lower` or None: which way this figure promises more, by its unit and the line's words."""
    match figure.kind:
        case "money":
            if _SAVING.search(line):
                return "higher"
            return "lower" if _PRICE.search(line) else None
        case "duration":
            if _SAVING.search(line) or _KEPT.search(line):
                return "higher"
            return "lower" if _WAIT.search(line) or figure.comparator is Comparator.AT_MOST else None
        case "percent" | "multiple" | "ratio":
            if _SAVING.search(line):
                return "higher"
            return "lower" if _BAD.search(line) or _PRICE_SHARE.search(line) else "higher"
        case "number" | "size":
            if _LIMIT.search(line) or _BAD.search(line):
                return None
            return "higher"
        case _:
            return None


_PRICE_SHARE = re.compile(r"\b(?:commission|surcharge|fees?|interest|deposit)\b", re.IGNORECASE)


def _end(figure: Figure) -> float:
    """Return the end of the figure that carries the promise: the upper one of a range."""
    return figure.value if figure.value_max is None else figure.value_max
