"""Finds approved lines that fit a question: what a seller comes for.

"roi for a retail cfo" names a theme, a segment and a persona. The theme is found by meaning, over every wording
and what it is used for; the audience by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from msgcheck.embed.interface import Embedder
from msgcheck.identity import normalised
from msgcheck.records import Approved, Message, Messaging
from msgcheck.validity import in_force
from msgcheck.wordings import persona_as_known

AUDIENCE_BONUS = 0.25
"""For wording made for the persona, segment or region that was named; about the distance of two themes."""
AUDIENCE_MALUS = 0.3
"""For wording made for another one, and for a variant made for one region where none was named."""
UNNAMED_MALUS = 0.05
"""For a variant made for a persona or segment where none was named: the message's own text comes first."""
WORD_BONUS = 0.1
"""For each word of the question that stands in the wording, its use, its objections, its id or its pillar."""
MIN_SCORE = 0.18


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One approved line that fits."""

    text: str
    message: Message
    approved: Approved
    """The message or the variant that was chosen."""
    score: float
    disclaimers: tuple[str, ...]
    """Texts that must stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Whom a question names."""

    personas: frozenset[str]
    segments: frozenset[str]
    regions: frozenset[str]


def say(
    question: str, messaging: Messaging, embedder: Embedder, *, day: date, persona: str = "", most: int = 5
) -> tuple[Line, ...]:
    """Return the approved lines that fit a question best, one a message, best first.

    Args:
        question: what the seller wants to say, to whom.
        messaging: what is approved.
        embedder: finds the theme by meaning.
        day: only lines in force on this day.
        persona: whom it is for, where the question does not say.
        most: how many lines.

    Raises:
        UnknownPersona: the messaging names other personas.
    """
    persona = persona_as_known(persona, messaging)
    options = [
        (message, approved)
        for message in messaging.messages
        for approved in (message, *message.variants)
        if in_force(message, approved, day)
    ]
    if not options or not question.strip():
        return ()
    titles = {pillar.id: pillar.title for pillar in messaging.pillars}
    texts = [_searched(message, approved, titles) for message, approved in options]
    rows = embedder.embed([question, *texts])
    near = rows[1:] @ rows[0]
    wanted = _named_audience(messaging, f"{question} {persona}")
    best: dict[str, Line] = {}
    for (message, approved), text, value in zip(options, texts, np.asarray(near, dtype=float), strict=True):
        score = float(value) + _fit(message, approved, wanted) + WORD_BONUS * _shared_words(question, text)
        if score >= MIN_SCORE and (message.id not in best or score > best[message.id].score):
            best[message.id] = Line(
                text=approved.text,
                message=message,
                approved=approved,
                score=round(score, 4),
                disclaimers=_disclaimers(message, messaging),
            )
    return tuple(sorted(best.values(), key=lambda line: (-line.score, line.message.id))[:most])


def _searched(message: Message, approved: Approved, titles: Mapping[str, str]) -> str:
    """Return the text a question is compared with: the wording, its use, what it answers, its id and its theme."""
    parts = [
        approved.text,
        approved.use_when or message.use_when or "",
        *message.answers,
        *approved.answers,
        re.sub(r"[-_.]+", " ", message.id),
        titles.get(approved.pillar or message.pillar or "", ""),
    ]
    return " ".join(part for part in dict.fromkeys(parts) if part)


def _named_audience(messaging: Messaging, text: str) -> _Wanted:
    """Return the personas, segments and regions of the messaging that a text names."""
    # "us" is the region where it is written as one: "What can it save us?" is about the customer.
    spelled = re.sub(rf"\b(?:{'|'.join(_WORDS_TOO)})\b", " ", text)
    words = normalised(spelled).replace("-", " ")
    approved = [wording for message in messaging.messages for wording in (message, *message.variants)]

    def named(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
        known = {name for group in groups for name in group}
        return frozenset(
            name for name in known if re.search(rf"\b{re.escape(normalised(name).replace('-', ' '))}s?\b", words)
        )

    return _Wanted(
        personas=named(wording.persona for wording in approved),
        segments=named(wording.segment for wording in approved),
        regions=named(wording.region for wording in approved),
    )


def _fit(message: Message, approved: Approved, wanted: _Wanted) -> float:
    """Return how well a wording's audience fits the one that was named.

    Where nobody was named, the message's own text goes before its variants; one made for a region may not hold
    elsewhere.
    """
    is_variant = approved is not message
    total = 0.0
    for group, named, malus in (
        (approved.persona, wanted.personas, UNNAMED_MALUS),
        (approved.segment, wanted.segments, UNNAMED_MALUS),
        (approved.region, wanted.regions, AUDIENCE_MALUS),
    ):
        if group and named:
            total += AUDIENCE_BONUS if named.intersection(group) else -AUDIENCE_MALUS
        elif group and is_variant:
            total -= malus
    return total


def _shared_words(question: str, searched: str) -> int:
    """Return how many words of the question stand in what belongs to a wording."""
    words = {word for word in re.findall(r"\w{3,}", normalised(question)) if word not in _EMPTY}
    return len(words.intersection(re.findall(r"\w{3,}", normalised(searched))))


def _disclaimers(message: Message, messaging: Messaging) -> tuple[str, ...]:
    """Return the texts that must stand beside a message."""
    found: Iterable[Message | None] = (messaging.message(footnote) for footnote in message.with_)
    return tuple(footnote.text for footnote in found if footnote is not None)


_WORDS_TOO = ("us", "it", "in", "no", "be", "at", "is", "me", "my", "so", "to", "am", "as", "do")
"""Short names of regions that are English words where they are written small."""
_EMPTY = frozenset("for the and with what how our your you are can does about from that this into".split())
