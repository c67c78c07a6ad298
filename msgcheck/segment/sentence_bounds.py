"""Where sentences begin, given what a model proposes or nothing at all.

A sentence ends at `. ! ? …` followed by white space. After an abbreviation ("approx. 5", "Dr. Weiss",
"GmbH & Co. KG") it doesn't; before a small letter only if the proposal says so. A question without a verb
of its own stays with the answer it introduces: "Waiting for terms? With Advance you have them today."
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = re.compile(r"(?:[.!?]+|…)[\"'”’)\]]*\s+(?=\S)")
_ALWAYS_JOINED = frozenset(
    "dr mr mrs ms prof st e.g i.e eg ie cf vs approx ca circa incl excl esp resp max min avg no nos nr fig figs art "
    "sec para vol ed pp p "
    "tel ext dept gen col sgt rev hon messrs bzw z.b inkl mio mrd usw u.a d.h".split()
)
"""An abbreviation that needs something after it."""
_OFTEN_JOINED = frozenset(
    "inc ltd co corp plc llc gmbh bros etc jr sr u.s u.k a.m p.m u.s.a e.u est dept ph.d al jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)
"""An abbreviation that may end a sentence: it does where a capital follows that opens one."""
_NEEDS_FIGURE = frozenset(
    {"no", "nos", "nr", "p", "pp", "art", "sec", "para", "vol", "fig", "figs", "ed", "max", "min", "ext", "st"}
)
_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)\.[\"'”’)\]]*\s+\Z|(?<!\w)(\d+)\.\s+\Z")
_OPENERS = frozenset(
    "the a an we our you your it its they their this that these those he she i in on at for with from if when while "
    "as and but or so no not "
    "all every each there here what how why who where please just also then".split()
)
_ASKING = re.compile(
    r"\W*(?:what|how|why|who|whom|whose|where|when|which|is|are|was|were|do|does|did|can|could|would|will|shall|"
    r"should|may|might|have|has|had|am|isn|"
    r"aren|don|doesn|didn|won|wouldn|couldn|any|anything|questions?|agenda|thoughts)\b",
    re.IGNORECASE,
)
_MAX_INTRODUCTION_WORDS = 8


def sentence_spans(text: str, proposed: Iterable[int] | None = None) -> tuple[tuple[int, int], ...]:
    """Return the half-open spans of the sentences of `text`, without white space around them.

    Args:
        text: one run of text.
        proposed: offsets at which a model begins sentences; None decides by rules alone.
    """
    begins = None if proposed is None else frozenset(proposed)
    starts = [0, *(end.end() for end in _END.finditer(text) if _is_end(text, end, begins))]
    spans = [_trimmed(text, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return tuple(_with_introductions(text, [span for span in spans if span[0] < span[1]]))


def needs_proposal(text: str) -> bool:
    """Return whether what a model proposes may change where the sentences of `text` begin."""
    nothing: frozenset[int] = frozenset()
    return any(_is_end(text, end, None) is not _is_end(text, end, nothing) for end in _END.finditer(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _is_end(text: str, end: re.Match[str], begins: frozenset[int] | None) -> bool:
    following = text[end.end() : end.end() + 40]
    mark = end.group().rstrip()
    if mark[0] == "." and not mark.startswith("..") and _is_abbreviation(text[: end.end()], following):
        return False
    if following[0].islower():
        if mark.startswith(("..", "…")):
            return False
        return end.end() in begins if begins is not None else True
    return True


def _is_abbreviation(before: str, following: str) -> bool:
    found = _LAST_WORD.search(before[-40:])
    if found is None:
        return False
    if found.group(2):
        return re.match(r"\s*\d{1,2}\.\s+\Z", before) is not None
    word = found.group(1).casefold()
    if word in _NEEDS_FIGURE:
        return following[0].isdigit() or word == "st"
    if word in _ALWAYS_JOINED:
        return True
    if word in _OFTEN_JOINED:
        first = re.match(r"\w+", following)
        return first is None or first.group().casefold() not in _OPENERS or following[0].islower()
    return len(word) == 1 and word != "i" and found.group(1).isupper()


def _with_introductions(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans with short verbless questions joined to the sentence that answers them."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _introduces(text[slice(*joined[-1])]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _introduces(sentence: str) -> bool:
    return (
        sentence.endswith("?")
        and len(sentence.split()) <= _MAX_INTRODUCTION_WORDS
        and sentence.count("?") == 1
        and _ASKING.match(sentence) is None
    )
