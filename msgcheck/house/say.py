"""Finds approved lines that fit a question: what a seller comes for.

"roi for a retail cfo" names a theme, a segment and a persona. The theme is found by meaning, over every wording
and what it is used for, and by words that few lines have; the audience by its name. A line that only comes near is
never shown as an answer: who pastes it says something beside the point. Where no line answers, the nearest are named
as what they are.

The bars were set in November 2026 on the questions of `benchmarks/say_questions.yaml` to four companies, and measured
on those to four others with `python benchmarks/bench_say.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from msgcheck.embed.interface import Embedder, Floats1d
from msgcheck.identity import normalised
from msgcheck.records import Approved, Message, MessageId, Messaging
from msgcheck.validity import in_force
from msgcheck.wordings import persona_as_known

AUDIENCE_BONUS = 0.25
"""For wording made for the persona, segment or region that was named; about the distance of two themes."""
AUDIENCE_MALUS = 0.3
"""For wording made for another one, and for a variant made for one region where none was named."""
UNNAMED_MALUS = 0.05
"""For a variant made for a persona or segment where none was named: the message's own text comes first."""
WORD_BONUS = 0.3
"""Where every word of the question stands in the wording, its use, its objections, its id or its pillar; the rarer a
word is in the messaging, the more of it."""
ANSWERS_FROM = 0.42
"""Score from which a line answers. Of what its audience adds, half counts: being for a CFO is not about bitcoin."""
BESIDE_BEST = 0.85
"""Share of the best answer's score that another needs to be shown beside it."""
NEAREST = 2
"""Lines that are named where none answers."""
MIN_SCORE = 0.18
"""Score under which a line is not even near."""


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
    answers: bool
    """Whether it is about what was asked, and not merely the nearest to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What there is to say to a question."""

    lines: tuple[Line, ...] = ()
    """Those that answer, best first."""
    nearest: tuple[Line, ...] = ()
    """Where none answers: those that come nearest, for whoever may want one all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Whom a question names."""

    personas: frozenset[str]
    segments: frozenset[str]
    regions: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Return all that was named."""
        return self.personas | self.segments | self.regions


def say(
    question: str,
    messaging: Messaging,
    embedder: Embedder,
    *,
    day: date,
    approved_embedder: Embedder | None = None,
    persona: str = "",
    most: int = 5,
) -> Said:
    """Return the approved lines that answer a question, one a message, else the nearest.

    Args:
        question: what the seller wants to say, to whom.
        messaging: what is approved.
        embedder: finds the theme by meaning.
        day: only lines in force on this day.
        approved_embedder: the same for what is approved, where its vectors are remembered. Those of a question never
            are: it may name a customer.
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
        return Said()
    wanted = _named_audience(messaging, question, persona)
    asked = _words(question) - _words(" ".join(wanted.names))
    names_only_reader = asked - _of_reader(question, wanted.personas) <= _WORTH
    titles = {pillar.id: pillar.title for pillar in messaging.pillars}
    searched = [_searched(message, approved, titles) for message, approved in options]
    texts = [*searched, *(approved.text for _, approved in options)]
    near = (approved_embedder or embedder).embed(texts) @ embedder.embed([question])[0]
    themes = near.reshape(2, len(options)).max(axis=0) + _words_in_common(asked, options, searched)
    best: dict[MessageId, Line] = {}
    for (message, approved), theme in zip(options, themes, strict=True):
        fit = _fit(message, approved, wanted)
        score = float(theme) + fit
        is_for_reader = fit > 0 and names_only_reader
        answers = is_for_reader or score - max(fit, 0) / 2 >= ANSWERS_FROM
        line = _line(message, approved, messaging, score=score, answers=answers)
        known = best.get(message.id)
        if score >= MIN_SCORE and (known is None or (line.answers, line.score) > (known.answers, known.score)):
            best[message.id] = line
    return _said(sorted(best.values(), key=lambda line: (-line.score, line.message.id)), most=most)


def _line(message: Message, approved: Approved, messaging: Messaging, *, score: float, answers: bool) -> Line:
    return Line(
        text=approved.text,
        message=message,
        approved=approved,
        score=round(score, 4),
        disclaimers=_disclaimers(message, messaging),
        answers=answers,
    )


def _said(lines: Sequence[Line], *, most: int) -> Said:
    """Return the lines that answer, or the nearest; they come best first."""
    answers = [line for line in lines if line.answers]
    if not answers:
        return Said(nearest=tuple(lines[: min(most, NEAREST)]))
    # What only comes near, however near by its reader, must hide no answer.
    beside = [line for line in answers if line.score >= BESIDE_BEST * answers[0].score]
    return Said(lines=tuple(beside[:most]))


def _words_in_common(
    asked: frozenset[str], options: Sequence[tuple[Message, Approved]], searched: Sequence[str]
) -> Floats1d:
    """Return what the words of a question add to each option."""
    found = [_words(text) for text in searched]
    shares = _shares(asked, options, found)
    said = [sum(share for word, share in shares.items() if word in words) for words in found]
    return WORD_BONUS * np.asarray(said, dtype=np.float32)


def _shares(
    asked: frozenset[str], options: Sequence[tuple[Message, Approved]], found: Sequence[frozenset[str]]
) -> dict[str, float]:
    """Return the share of each word of a question in what it asks for: the fewer messages have it, the more."""
    having: dict[str, set[str]] = {}
    for (message, _), words in zip(options, found, strict=True):
        for word in words:
            having.setdefault(word, set()).add(message.id)
    count = len({message.id for message, _ in options})
    rarity = {word: math.log((count + 1) / (len(having.get(word, ())) + 0.5)) for word in sorted(asked)}
    total = sum(rarity.values())
    return {word: value / total for word, value in rarity.items()}


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that say something, singular and plural alike."""
    found = re.findall(r"\w{2,}", normalised(text))
    return frozenset(_singular(word) for word in found if word not in _EMPTY)


def _of_reader(question: str, personas: Iterable[str]) -> frozenset[str]:
    """Return the words that tell more of a reader than the messaging does: "retail" of "for a retail CFO"."""
    asked = _spoken(question)
    found = (re.search(rf"\bfor (?:an? |the )?((?:\w+ ){{0,2}}){re.escape(_spoken(name))}", asked) for name in personas)
    return frozenset(word for match in found if match for word in _words(match[1]))


def _spoken(text: str) -> str:
    """Return a text as names are looked for in it: "it-lead" as "it lead"."""
    return normalised(text).replace("-", " ")


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > len("gas") else word


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


def _named_audience(messaging: Messaging, text: str, persona: str) -> _Wanted:
    """Return the personas, segments and regions of the messaging that a text names, and the persona given beside it."""
    words = _spoken(text)
    # "us" is the region where it is written as one: "What can it save us?" is about the customer.
    spelled = _spoken(re.sub(rf"\b(?:{'|'.join(_WORDS_TOO)})\b", " ", text))
    approved = [wording for message in messaging.messages for wording in (message, *message.variants)]

    def named(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
        known = {name: _spoken(name) for group in groups for name in group}
        return frozenset(
            name
            for name, said in known.items()
            if re.search(rf"\b{re.escape(said)}s?\b", spelled if said in _WORDS_TOO else words)
        )

    return _Wanted(
        personas=named(wording.persona for wording in approved) | ({persona} if persona else frozenset()),
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


def _disclaimers(message: Message, messaging: Messaging) -> tuple[str, ...]:
    """Return the texts that must stand beside a message."""
    found: Iterable[Message | None] = (messaging.message(footnote) for footnote in message.with_)
    return tuple(footnote.text for footnote in found if footnote is not None)


_WORDS_TOO = ("us", "it", "in", "no", "be", "at", "is", "me", "my", "so", "to", "am", "as", "do")
"""Short names of regions that are English words where they are written small."""
_EMPTY = frozenset(
    "a about am an and any all are as at be been by can could did do does for from had has have here how i if "
    "in into is it its many may me much must my no not of on or our out over per should so that the their "
    "them there they this to up us was we were what when where which who why will with would you your".split()
)
"""Words that questions about everything have."""
_WORTH = frozenset("advantage argument benefit line message pitch reason roi say story tell value worth".split())
"""What is asked for where nothing but a reader is named, "roi for a retail cfo": the lines made for that reader."""
