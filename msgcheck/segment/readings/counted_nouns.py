"""The noun that a number counts, found by spelling alone: `310 client sites` counts sites."""

from __future__ import annotations

import re

from msgcheck.segment.readings.units import singular

FUNCTION_WORDS = frozenset(
    (
        "a about above across after against ago all along also always among an and any apiece are around as at "
        "away back be because been before behind below between but by can costs deep does down during each "
        "earlier either ever every except faster fewer for from gets had has have he helps here high how if in "
        "inside instead into is it its later less lets long makes may means might more must near needs no nor not "
        "now of off old on once only onto or our out over past per perhaps plus runs says since so sooner takes "
        "tall than that the their them then there these they this those through thus till to today together too "
        "under until up upon us uses versus via vs was we were what when where whether which while who wide will "
        "with within without yes yet you your"
    ).split()
)
"""Words a counted noun never holds: it ends before them."""
IRREGULAR_PLURALS = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "staff": "staff", "feet": "foot",
    "mice": "mouse", "personnel": "staff", "bedrooms": "bedroom", "head": "head", "heads": "person", "cattle": "cattle",
    "families": "family", "companies": "company", "countries": "country", "data": "data", "police": "police",
    "criteria": "criterion", "aircraft": "aircraft", "halves": "half", "lives": "life", "shelves": "shelf",
}  # fmt: skip
_NOUN_RUN = re.compile(r"\+?[ \u00a0]{0,2}-?((?:[^\W\d_][\w'’&.-]*)(?:[ \u00a0][^\W\d_][\w'’&.-]*){0,4})")


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
        if lower in FUNCTION_WORDS:
            break
        stop = at + len(bare)
        if lower in IRREGULAR_PLURALS or (
            lower.endswith("s") and not lower.endswith(("ss", "us", "'s", "’s")) and len(lower) > 2
        ):
            return IRREGULAR_PLURALS.get(lower) or singular(lower.rpartition("-")[2]), stop
        if not first[0] or not plural:
            first = (lower.rpartition("-")[2], stop)
        if bare != word:
            break
        at += len(word) + 1
    return ("", end) if plural else first
