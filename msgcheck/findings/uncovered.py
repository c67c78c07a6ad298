"""What is claimed that no approved line covers, by theme, so that marketing sees what its messaging lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgcheck.codes import Label
from msgcheck.records import Cue, Figure, Judgement, Readings, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december day week month quarter year today tomorrow yesterday tonight morning "
    "afternoon evening noon time date".split()
)
"""Nouns that say when; nobody looks for an approved line about them."""
_COUNTED = "number"
"""The kind of figure whose noun is what the claim is about: "112 customers"."""


def uncovered_themes(judgements: Sequence[Judgement], *, least: float) -> tuple[tuple[str, int], ...]:
    """Return (theme, number of statements) for claims without an approved source, largest first.

    A theme is the noun that most of the claims left over share; every claim counts once. Claims that share no noun
    with another one go under their own.

    Args:
        judgements: of all documents.
        least: probability from which a claim counts.
    """
    open_claims = [
        _nouns(judgement.statement.readings)
        for judgement in judgements
        if judgement.label is Label.UNSUPPORTED and judgement.score >= least
    ]
    themes: list[tuple[str, int]] = []
    open_claims = [nouns for nouns in open_claims if nouns]
    while open_claims:
        counts = Counter(noun for nouns in open_claims for noun in nouns)
        theme = min(counts, key=lambda noun: (-counts[noun], noun))
        themes.append((theme, counts[theme]))
        open_claims = [nouns for nouns in open_claims if theme not in nouns]
    return tuple(themes)


_NAMES = ("company:", "product:", "customer:", "competitor:")


def _nouns(readings: Readings) -> frozenset[str]:
    """Return the nouns of a claim, lower case, but for numbers, units, dates and the names of those it speaks of."""
    left_out: list[Figure | Cue] = [figure for figure in readings.figures if figure.kind != _COUNTED]
    left_out += [cue for cue in readings.names if cue.lemma.startswith(_NAMES)]
    return frozenset(
        token.lemma.lower()
        for token in readings.tokens
        if _is_theme(token) and not any(part.start <= token.start < part.end for part in left_out)
    )


def _is_theme(token: Token) -> bool:
    lemma = token.lemma.lower()
    is_noun = token.pos in _NOUNS and not token.stop and len(lemma) > 2
    return is_noun and lemma not in _WHEN and not any(map(str.isdigit, lemma))
