"""Claims that a reader may ask proof of, without proof."""

from __future__ import annotations

from collections.abc import Iterator

from msgcheck.house.checks.figures import result_figures
from msgcheck.house.interface import House, Level, LintItem, item
from msgcheck.records import MessageType, Readings

_NEEDS_NONE = frozenset({MessageType.DISCLAIMER})
_MAY_COMPARE = frozenset({MessageType.POSITIONING, MessageType.BOILERPLATE})
"""They say what we are; a comparative in them ("for a better day") is seldom a claim."""


def check_evidence(house: House) -> Iterator[LintItem]:
    """Yield each wording with a figure, comparison, superlative, guarantee or certification but no evidence.

    Prices and terms are our own to set and need none.
    """
    for line in house.lines():
        message, approved = line.message, line.approved
        if message.type in _NEEDS_NONE or (approved.kind or message.kind):
            continue
        if approved.evidence or message.evidence:
            continue
        why = _asks_for_proof(house.readings[approved.text], message.type)
        if why is None or (line.is_variant and _asks_for_proof(house.readings[message.text], message.type)):
            continue  # one item for the message stands for its variants
        yield item(
            Level.WARNING,
            "no-evidence",
            line.where,
            f"{why} without evidence: name its source under `evidence:`",
            message.id,
        )


def _asks_for_proof(readings: Readings, message_type: MessageType) -> str | None:
    """Return what in a text asks for proof, as the beginning of a sentence."""
    certification = next((cue for cue in readings.names if cue.lemma.startswith("certification:")), None)
    if certification:
        return f"names a certification ('{certification.text}')"
    figures = result_figures(readings)
    if figures:
        return f"holds a figure ('{figures[0].text.strip()}')"
    for cues, called in (
        (readings.superlatives, "makes a superlative claim"),
        (readings.guarantees, "guarantees something"),
        (() if message_type in _MAY_COMPARE else readings.comparatives, "compares"),
    ):
        if cues:
            return f"{called} ('{cues[0].text}')"
    return None
