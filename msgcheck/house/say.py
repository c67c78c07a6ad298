"""Finds approved lines that fit a question: what a seller comes for.

"roi for a retail cfo" names a theme, a segment and a persona. The theme is found by meaning, over every wording
and what it is used for; the audience by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from msgcheck.embed.interface import Embedder
from msgcheck.identity import normalised
from msgcheck.records import Approved, Message, Messaging
from msgcheck.validity import in_force

AUDIENCE_BONUS = 0.25
"""For wording made for the persona, segment or region that was named; about the distance of two themes."""
AUDIENCE_MALUS = 0.3
"""For wording made for another one."""
WORD_BONUS = 0.1
"""For each word of the question that stands in the wording's use, objections or pillar."""
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
    """
    options = [
        (message, approved)
        for message in messaging.messages
        for approved in (message, *message.variants)
        if in_force(message, approved, day)
    ]
    if not options or not question.strip():
        return ()
    rows = embedder.embed([question, *(_searched(message, approved) for message, approved in options)])
    near = rows[1:] @ rows[0]
    wanted = _audience_words(messaging, f"{question} {persona}")
    best: dict[str, Line] = {}
    for (message, approved), value in zip(options, np.asarray(near, dtype=float), strict=True):
        score = float(value) + _fit(approved, wanted) + WORD_BONUS * _shared_words(question, message, approved)
        if score >= MIN_SCORE and (message.id not in best or score > best[message.id].score):
            best[message.id] = Line(
                text=approved.text,
                message=message,
                approved=approved,
                score=round(score, 4),
                disclaimers=_disclaimers(message, messaging),
            )
    return tuple(sorted(best.values(), key=lambda line: (-line.score, line.message.id))[:most])


def _searched(message: Message, approved: Approved) -> str:
    """Return the text a question is compared with: the wording, when it is used, what it answers."""
    parts = [approved.text, approved.use_when or message.use_when or "", *message.answers, *approved.answers]
    return " ".join(part for part in dict.fromkeys(parts) if part)


def _audience_words(messaging: Messaging, text: str) -> frozenset[str]:
    """Return the personas, segments and regions of the messaging that a text names."""
    named = normalised(text).replace("-", " ")
    known = {
        name
        for message in messaging.messages
        for approved in (message, *message.variants)
        for name in (*approved.persona, *approved.segment, *approved.region)
    }
    return frozenset(
        name for name in known if re.search(rf"\b{re.escape(normalised(name).replace('-', ' '))}s?\b", named)
    )


def _fit(approved: Approved, wanted: frozenset[str]) -> float:
    """Return how well a wording's audience fits the one that was named."""
    total = 0.0
    for group in (approved.persona, approved.segment, approved.region):
        if group and wanted.intersection(group):
            total += AUDIENCE_BONUS
        elif group:
            total -= AUDIENCE_MALUS
    return total


def _shared_words(question: str, message: Message, approved: Approved) -> int:
    """Return how many words of the question stand in the wording, its use or its pillar."""
    words = {word for word in re.findall(r"\w{3,}", normalised(question)) if word not in _EMPTY}
    there = set(re.findall(r"\w{3,}", normalised(f"{_searched(message, approved)} {message.pillar or ''}")))
    return len(words & there)


def _disclaimers(message: Message, messaging: Messaging) -> tuple[str, ...]:
    """Return the texts that must stand beside a message."""
    found: Iterable[Message | None] = (messaging.message(footnote) for footnote in message.with_)
    return tuple(footnote.text for footnote in found if footnote is not None)


_EMPTY = frozenset("for the and with what how our your you are can does about from that this into".split())
