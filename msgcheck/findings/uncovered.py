"""What is claimed that no approved line covers, by theme, so that marketing sees what its messaging lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgcheck.codes import Label
from msgcheck.records import Judgement, Token

_NOUNS = frozenset({"NOUN", "PROPN"})


def uncovered_themes(judgements: Sequence[Judgement], *, least: float) -> tuple[tuple[str, int], ...]:
    """Return (theme, number of statements) for claims without an approved source, largest first.

    A theme is the noun that most of the claims left over share; every claim counts once. Claims that share no noun
    with another one go under their own.

    Args:
        judgements: of all documents.
        least: probability from which a claim counts.
    """
    open_claims = [
        _nouns(judgement.statement.readings.tokens)
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


def _nouns(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the nouns of a claim, lower case."""
    return frozenset(
        token.lemma.lower() for token in tokens if token.pos in _NOUNS and not token.stop and len(token.lemma) > 2
    )
