"""How much a changed figure or an old one matters.

A figure is as grave as the matter it belongs to, and graver where it promises more. In a line about a price only what
can be part of one counts: "ID checks cover 140 countries and are billed per check" asks nobody for 140 of anything.
Which figures promise more is known only where the messaging says so (`better`, see `promise`).

An old figure weighs the same. The table of severities calls every figure that changed since high; the people who
labelled `corpora/statements/train` did so for prices, contracts and the like, and for 15 % of all other figures.
"""

from __future__ import annotations

import re

from msgcheck.codes import Severity
from msgcheck.findings.figure_pairs import FigurePair, changed_figures
from msgcheck.findings.promise import Direction, better_of, direction_of_change
from msgcheck.findings.topics import Topic
from msgcheck.records import Approved, Judgement, Message, MessageType

_OF_PRICES = frozenset({"money", "percent", "duration", "date", "multiple"})
"""Kinds of figure that may be a price, a share of one or the time it is for."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def changed_figure_severity(
    judgement: Judgement, *, message: Message | None, wording: Approved | None, topics: frozenset[Topic]
) -> Severity:
    """Return how much a changed figure matters.

    Args:
        judgement: says which figures changed.
        message: the approved message, None where it is not known.
        wording: the wording of it that was compared, None as above.
        topics: what the wording is about.
    """
    better = better_of(wording, message)
    pairs = changed_figures(judgement)
    directions = {direction_of_change(approved=pair.approved, found=pair.found, better=better) for pair in pairs}
    if directions == {Direction.LESS}:
        return Severity.LOW
    grave = bool(topics) and not _beside_the_price(pairs, topics)
    return Severity.HIGH if grave or Direction.MORE in directions else _plain_figure(message)


def old_figure_severity(message: Message) -> Severity:
    """Return how much a figure matters that has changed since, in a line of no grave topic.

    Args:
        message: what replaced the old line.
    """
    return _plain_figure(message) if message.better is None else Severity.HIGH


def figures_as_written(text: str) -> frozenset[str]:
    """Return the figures that stand in `text` in digits, without their units."""
    return frozenset(_FIGURE.findall(text))


def _beside_the_price(pairs: tuple[FigurePair, ...], topics: frozenset[Topic]) -> bool:
    return topics == {Topic.PRICE} and bool(pairs) and not any(pair.approved.kind in _OF_PRICES for pair in pairs)


def _plain_figure(message: Message | None) -> Severity:
    # Company facts, the year it was founded or its headcount, promise nobody anything.
    is_boilerplate = message is not None and message.type is MessageType.BOILERPLATE
    return Severity.LOW if is_boilerplate else Severity.MEDIUM
