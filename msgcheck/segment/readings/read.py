"""All readings of one text together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgcheck.records import Cue, Figure, Form, Readings, Token
from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.readings.about import read_about
from msgcheck.segment.readings.conditions import read_conditions
from msgcheck.segment.readings.form import read_form
from msgcheck.segment.readings.merge_fields import mask_merge_fields
from msgcheck.segment.readings.names import read_names
from msgcheck.segment.readings.negation import read_negations
from msgcheck.segment.readings.offers import read_offer
from msgcheck.segment.readings.strength import read_strength

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV", "X"})


def read_text(text: str, tokens: Sequence[Token], vocabulary: Vocabulary, *, context: str = "") -> Readings:
    """Return the readings of `text`, its figures included.

    Args:
        text: statement or approved wording.
        tokens: its words, with offsets in `text`.
        vocabulary: the names to look for.
        context: the sentence before it, or "".
    """
    from msgcheck.segment.readings.figures import read_figures

    return read_readings(text, tokens, vocabulary, read_figures(mask_merge_fields(text)), context=context)


def read_readings(
    text: str,
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
    figures: Sequence[Figure],
    *,
    context: str = "",
) -> Readings:
    """Return the readings of `text`, given its figures.

    Args:
        text: statement or approved wording.
        tokens: its words, with offsets in `text`.
        vocabulary: the names to look for.
        figures: the figures read from it.
        context: the sentence before it, or "".
    """
    masked = mask_merge_fields(text)
    names = read_names(text, tokens, vocabulary)
    strength = read_strength(masked)
    form = read_form(masked)
    return Readings(
        tokens=tuple(tokens),
        figures=tuple(figures),
        negations=_as_written(text, read_negations(masked, tokens)),
        softeners=_as_written(text, strength.softeners),
        conditions=_as_written(text, read_conditions(masked, names)),
        absolutes=_as_written(text, strength.absolutes),
        limits=_as_written(text, strength.limits),
        guarantees=_as_written(text, strength.guarantees),
        superlatives=_as_written(text, strength.superlatives),
        comparatives=_as_written(text, strength.comparatives),
        names=names,
        offer=form is not Form.QUESTION and read_offer(masked),
        about=read_about(text, names, form, context=context),
        form=form,
        content=tuple(token.lemma.lower() for token in tokens if token.pos in _CONTENT and not token.stop),
    )


def _as_written(text: str, cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Return the cues with the words of `text` in place of masked merge fields."""
    return tuple(
        cue if text.startswith(cue.text, cue.start) else replace(cue, text=text[cue.start : cue.end]) for cue in cues
    )
