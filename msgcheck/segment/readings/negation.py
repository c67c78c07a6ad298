"""Negation: what a sentence denies.

Each cue's lemma is `not` and the word it denies, so that "we don't support SAML", "SAML is not supported"
and "no support for SAML" can be set beside "supports SAML". The denied word is found by the parse where
there is one, else it is the next word with a meaning of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgcheck.records import Cue, Token
from msgcheck.segment.readings.cue_table import CueTable, straightened

_NEGATORS = CueTable(
    {
        "not": "not(?! only| just| to mention| least| sure| a problem| at all sure), cannot, n't, never, aint",
        "no": r"""
            no(?! problem| worries| doubt| wonder| matter| later than| (more|less|fewer) than| sooner| idea| rush|
              \.? ?\d),
            zero(?= [a-z]), none of, not any, nil
        """,
        "nobody": "nobody, no one, noone, none, nothing, nowhere, neither, nor",
        "without": """
            without(?! (a )?doubt| exceptions?| fail| further ado| question), minus(?= [a-z]), short of,
            free (of|from)(?! charge)
        """,
        "no longer": "no longer, not any ?more, no more(?! than)",
        "fail to": """
            fails? to, failed to, failing to, refuses? to, declines? to, unable to, stops? short of, never manage* to
        """,
        "far from": "far from, anything but, hardly, scarcely, barely, rarely, seldom",
        "instead of": "instead of, rather than, in place of, as opposed to, but not, not but",
    }
)
_CONTRACTED = re.compile(
    r"(?<!\w)[a-z]+n't(?!\w)|(?<!\w)(?:ain't|dont|doesnt|isnt|arent|wont|cant|wasnt|didnt|havent|hasnt)(?!\w)",
    re.IGNORECASE,
)
_PREFIXED = re.compile(
    r"(?<!\w)(?:non-?(?=[a-z]{4})|un(?=available|supported|able\b|certified|encrypted|necessary|needed|suitable|"
    r"changed|paid|affected|approved|"
    r"tested|secured|covered|included)|in(?=eligible|compatible|valid\b|dependent of)|im(?=possible))([a-z]+)",
    re.IGNORECASE,
)
_OPPOSITE_VERBS = {
    "exclude": "include",
    "lack": "have",
    "omit": "include",
    "forbid": "allow",
    "prohibit": "allow",
    "disallow": "allow",
    "ban": "allow",
    "refuse": "accept",
    "decline": "accept",
    "reject": "accept",
}
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "NUM", "X"})
_LIGHT = frozenset(
    "be have do get need require want any a an the of to for at in on with by you your we our it its they their "
    "there this that yet just even really ever quite so very all also still currently "
    "necessarily always usually only either".split()
)
_PARSED = frozenset({"neg", "det"})
_NEED = frozenset({"need", "require"})


def read_negations(text: str, tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """Return what `text` denies, in order.

    Args:
        text: statement or wording.
        tokens: its words; with heads where the segmenter parses, without them the next content word counts.
    """
    places = [(cue.start, cue.end) for cue in _NEGATORS.find(text)]
    places += [found.span() for found in _CONTRACTED.finditer(straightened(text))]
    cues = [_cue(text, start, end, _denied(tokens, start, end)) for start, end in _merged(places)]
    cues += [_cue(text, *found.span(), found.group(1).lower()) for found in _PREFIXED.finditer(text)]
    cues += [
        _cue(text, token.start, token.end, _OPPOSITE_VERBS[token.lemma])
        for token in tokens
        if token.lemma in _OPPOSITE_VERBS and not (token.pos == "NOUN" and token.dep)
    ]
    return tuple(sorted(cues, key=lambda cue: (cue.start, cue.end)))


def _cue(text: str, start: int, end: int, denied: str) -> Cue:
    return Cue(start=start, end=end, text=text[start:end], lemma=f"not {denied}".strip())


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places without those that lie inside or directly continue another negator."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if kept and start < kept[-1][1]:
            continue
        kept.append((start, end))
    return kept


def _denied(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return the lemma of the word a negator at [start, end) denies, "" where there is none."""
    negator = next(
        (token for token in tokens if token.start < end and token.end > start and token.dep in _PARSED), None
    )
    if negator is not None:
        head = tokens[negator.head]
        if head.end > end and head.pos in _CONTENT and head.lemma not in _LIGHT:
            return head.lemma
    following = [token for token in tokens if token.start >= end]
    for token in following:
        if token.lemma in _NEED or (token.pos in _CONTENT and token.lemma not in _LIGHT):
            return token.lemma
    return next((token.lemma for token in reversed(tokens) if token.end <= start and token.pos in _CONTENT), "")
