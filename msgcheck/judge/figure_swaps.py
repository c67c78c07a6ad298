"""Two figures that changed places: "£49 for the Till, £19 for the Handheld" told as £19 and £49.

Every value is still there, so only the words beside the figures tell. A text is cut into stretches at
commas and conjunctions; words that stand with one figure on the approved side and with the other one in the
statement, and none that stayed, speak for a swap.
"""

from __future__ import annotations

import re
from itertools import combinations

from msgcheck.judge.figure_points import Pairs, Point, near

_BREAK = re.compile(r"[,;:.!?](?=\s|$)|\s[-–—]\s|\b(?:and|but|while|whereas|or|versus|vs)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTION = frozenset(
    (
        "and are business but can cost costs day days each euros every for from has have hour hours its just "
        "least minutes month months more most not our per percent plus runs start starts than that the their them "
        "then these this those typically under until usually was week weeks were when which while will with "
        "within working year years you your"
    ).split()
)
"""Words that label no figure."""


def swapped(pairs: Pairs, approved_text: str, found_text: str) -> list[tuple[Point, Point]]:
    """Return the pairs (approved, found) of points that took each other's place in the statement.

    Args:
        pairs: points that are equal in value.
        approved_text: what the approved figures were read from.
        found_text: what the figures of the statement were read from.

    Returns:
        Each approved point with the found point that now stands in its place, of another value.
    """
    if not approved_text or not found_text:
        return []
    result: list[tuple[Point, Point]] = []
    for (one, first), (other, second) in combinations(pairs, 2):
        if one.scale != other.scale or one.end or other.end or near(one.value, other.value):
            continue
        before = _labels(approved_text, one, other)
        after = _labels(found_text, first, second)
        if before is None or after is None:
            continue
        crossed = len(before[0] & after[1]) + len(before[1] & after[0])
        straight = len(before[0] & after[0]) + len(before[1] & after[1])
        if crossed > straight and straight == 0:
            result += [(one, second), (other, first)]
    return result


def _labels(text: str, one: Point, other: Point) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the words that stand with each of two figures only, None where the figures share a stretch."""
    first, second = _stretch(text, one), _stretch(text, other)
    if first == second:
        return None
    a, b = _words(text, first), _words(text, second)
    return a - b, b - a


def _stretch(text: str, point: Point) -> tuple[int, int]:
    """Return where the stretch of text around a figure begins and ends."""
    start, end = 0, len(text)
    for match in _BREAK.finditer(text):
        if match.end() <= point.figure.start:
            start = match.end()
        elif match.start() >= point.figure.end:
            end = match.start()
            break
    return start, end


def _words(text: str, stretch: tuple[int, int]) -> frozenset[str]:
    """Return the stems of the words that can label a figure."""
    words = (match[0].lower() for match in _WORD.finditer(text, *stretch))
    return frozenset(word.rstrip("s") for word in words if word not in _FUNCTION)
