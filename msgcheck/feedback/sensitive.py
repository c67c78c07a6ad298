"""What another wording touches that somebody has to approve and prove before it counts.

A figure, a price, a comparison, a guarantee, a certificate, a customer's name, or anything at all in a line that
legal answers for. Wording that touches none of these marketing may adopt by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from msgcheck.findings.severity_of_figures import figures_as_written
from msgcheck.findings.topics import Topic, is_guarantee, topics_of_text
from msgcheck.identity import normalised
from msgcheck.records import Message, Messaging, Readings

Read = Callable[[str], Readings]
"""What a segmenter reads from one text."""


class Matter(StrEnum):
    """A matter that needs approval and evidence, in the words shown to people."""

    FIGURE = "a figure"
    PRICE = "a price"
    COMPARISON = "a comparison"
    GUARANTEE = "a guarantee"
    CERTIFICATION = "a certification"
    CUSTOMER = "a customer's name"
    LEGAL = "a line that legal owns"


_FIGURE_KEYS = ("figure ", "added figure ")
_FIGURE_CODE = "MC102"
_BOUND = re.compile(r"\b(?:up to|at (?:most|least)|(?:more|less|fewer) than|no more than|within|from)\b", re.IGNORECASE)
"""What a figure means depends on these: "35 %" promises more than "up to 35 %"."""
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million"
    r"|billion|half|halves|halved?|halving|doubl\w+|tripl\w+|twice|quarter|third)\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:\w+(?:er|est) than|more \w+ than|less \w+ than|unlike|compared (?:to|with)|versus|vs|better|best|worse|worst"
    r"|leading|leader|number one|no\. ?1|the only|only one|first to|most \w+|fastest|cheapest|largest|biggest|safest"
    r"|smallest|quickest|lowest|highest|unrivalled|unmatched|unique|second to none|(?:all|any) others?|competitors?)\b"
    r"|#\s?1\b",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(r"\b(?:certif\w+|accredit\w+|approved by|complian\w+|compl(?:y|ies) with)\b", re.IGNORECASE)
_LEGAL = re.compile(r"\blegal\b", re.IGNORECASE)


def touched(
    *,
    before: str,
    after: str,
    message: Message | None,
    messaging: Messaging,
    code: str = "",
    change: str = "",
    read: Read | None = None,
) -> tuple[Matter, ...]:
    """Return what a change from one wording to another touches, in a fixed order.

    Args:
        before: the approved wording; "" where it is not known, then all that `after` says counts as new.
        after: the wording to be adopted.
        message: the message both belong to.
        messaging: names of customers and competitors.
        code: code of the divergence.
        change: its change key.
        read: reads a text as the segmenter does; finds what plain words do not show.
    """
    reads = (read(before) if before else Readings(), read(after)) if read is not None else (Readings(), Readings())
    topics = topics_of_text(before) ^ topics_of_text(after)
    found = {
        Matter.FIGURE: code == _FIGURE_CODE or change.startswith(_FIGURE_KEYS) or _figures_differ(before, after, reads),
        Matter.PRICE: Topic.PRICE in topics or (message is not None and message.kind == "price"),
        Matter.COMPARISON: _comparisons_differ(before, after, messaging, reads),
        Matter.GUARANTEE: is_guarantee(before) != is_guarantee(after)
        or _lemmas(reads[0], "guarantees") != _lemmas(reads[1], "guarantees"),
        Matter.CERTIFICATION: Topic.CERTIFICATION in topics
        or _words(_CERTIFICATE, before) != _words(_CERTIFICATE, after)
        or _named(reads[0], "certification:") != _named(reads[1], "certification:"),
        Matter.CUSTOMER: _customers(before, messaging) != _customers(after, messaging)
        or _named(reads[0], "customer:") != _named(reads[1], "customer:"),
        Matter.LEGAL: message is not None and _LEGAL.search(message.owner or "") is not None,
    }
    return tuple(matter for matter in Matter if found[matter])


def _figures_differ(before: str, after: str, reads: tuple[Readings, Readings]) -> bool:
    """Return whether other figures stand in the two, or the same with another bound."""
    if figures_as_written(before) != figures_as_written(after):
        return True
    if _words(_NUMBER_WORD, before) != _words(_NUMBER_WORD, after):
        return True
    has_figure = bool(figures_as_written(after) or _words(_NUMBER_WORD, after))
    if has_figure and _words(_BOUND, before) != _words(_BOUND, after):
        return True
    return _figures(reads[0]) != _figures(reads[1])


def _figures(readings: Readings) -> frozenset[tuple[object, ...]]:
    return frozenset(
        (figure.kind, figure.value, figure.value_max, figure.unit, figure.comparator, figure.per)
        for figure in readings.figures
    )


def _comparisons_differ(before: str, after: str, messaging: Messaging, reads: tuple[Readings, Readings]) -> bool:
    names = [name for entry in messaging.competitors for name in (entry.name, *entry.aliases)]
    if _words(_COMPARING, before) != _words(_COMPARING, after) or names_in(before, names) != names_in(after, names):
        return True
    groups = ("superlatives", "comparatives")
    return any(_lemmas(reads[0], group) != _lemmas(reads[1], group) for group in groups)


def _customers(text: str, messaging: Messaging) -> frozenset[str]:
    return names_in(text, [name for entry in messaging.customers for name in (entry.name, *entry.aliases)])


def names_in(text: str, names: Iterable[str]) -> frozenset[str]:
    """Return the names that stand in a text as whole words."""
    folded = normalised(text)
    return frozenset(name for name in names if re.search(rf"(?<!\w){re.escape(normalised(name))}(?!\w)", folded))


def _words(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(found.casefold() for found in pattern.findall(text))


def _lemmas(readings: Readings, group: str) -> frozenset[str]:
    return frozenset(cue.lemma for cue in getattr(readings, group))


def _named(readings: Readings, prefix: str) -> frozenset[str]:
    return frozenset(cue.lemma for cue in readings.names if cue.lemma.startswith(prefix))
