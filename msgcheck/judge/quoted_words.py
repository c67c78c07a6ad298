"""Tells a sentence that repeats somebody else's words, as in `You wrote "we want guaranteed savings", which I noted`.

What stands in quotation marks is then no claim of ours, whatever it says. It has to be plain who said it, and what
stands around the quotation must claim nothing itself.
"""

from __future__ import annotations

import re

from msgcheck.records import Statement

_QUOTED = re.compile(r'["“”«»]([^"“”«»]{12,})["“”«»]')
_LEAST_WORDS = 4
"""A shorter quotation is a term or a title."""
_MOST_AROUND = 14
"""Words around a quotation; a sentence that says more than who said it is one of its own."""
_SAID_BY_OTHERS = re.compile(
    r"\b(?:you|he|she|they) (?:\w+ )?(?:said|say|says|wrote|told|asked|put|mentioned|called|described)\b"
    r"|\b(?:[A-Z]\w+) (?:said|says|wrote|told|asked|put)\b"
    r"|\b(?:in )?(?:your|his|her|their)(?: own)? (?:words?|line|question|note|mail|e-?mail|message|phrase|point|team)\b"
    r"|\b(?:noted|line from|words from|stuck with)\b"
)
_OF_US = re.compile(r"\bwe(?:'ve|'re|'ll|'d)?\b", re.IGNORECASE)
_CLAIMING = ("figures", "guarantees", "superlatives", "absolutes", "comparatives", "negations")
"""Readings that, outside the quotation, make a sentence a claim of its own."""


def repeats_others_words(statement: Statement) -> bool:
    """Return whether all a statement claims stands in a quotation of somebody else's words."""
    text = statement.text
    quoted = [match.span() for match in _QUOTED.finditer(text) if len(match[1].split()) >= _LEAST_WORDS]
    if not quoted:
        return False
    around = _QUOTED.sub(" ", text)
    if len(around.split()) > _MOST_AROUND or _OF_US.search(around) or not _SAID_BY_OTHERS.search(around):
        return False
    readings = statement.readings
    return all(
        any(start <= cue.start and cue.end <= end for start, end in quoted)
        for group in _CLAIMING
        for cue in getattr(readings, group)
    )
