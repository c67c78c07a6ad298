"""What was read from one text, statement and approved wording alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Comparator(StrEnum):
    """How a figure bounds what is claimed."""

    EQUAL = "equal"
    AT_MOST = "at most"
    """up to, at most, maximum, no more than, within."""
    AT_LEAST = "at least"
    """at least, from, minimum, or more."""
    LESS = "less than"
    MORE = "more than"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure as it was read, normalised."""

    start: int
    end: int
    """Half-open offsets in code points of the text it was read from."""
    text: str
    kind: str
    """number, percent, money, duration, date, time, size, ordinal, ratio, multiple, version."""
    value: float
    """In `unit`; the lower end of a range; days since 1970-01-01 for a full date, the year for a bare year."""
    value_max: float | None = None
    """The upper end of a range, else None."""
    unit: str = ""
    """Canonical, lower case: `percent`, `eur`, `usd`, `second`, `metre`, `byte`, or the noun counted, as `customer`."""
    as_written: tuple[float, str] = (0.0, "")
    """Value and unit before normalisation: 90, `minute` where value is 5400, `second`."""
    comparator: Comparator = Comparator.EQUAL
    approximate: bool = False
    """about, roughly, some, ~."""
    per: str = ""
    """Canonical per-what: `month`, `user`, `user month`, `thousand`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word or phrase that carries meaning for a judgement, with its place."""

    start: int
    end: int
    text: str
    lemma: str
    """Canonical form, so that equal cues compare equal: `can't` and `cannot` are both `not`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word as the segmenter analysed it."""

    start: int
    end: int
    lemma: str
    pos: str
    """Universal part of speech: NOUN, VERB, PROPN, ..."""
    dep: str = ""
    head: int = 0
    """Index of its head in the same tuple."""
    stop: bool = False
    """Whether it is a function word."""


class About(StrEnum):
    """Who a sentence makes a statement about."""

    US = "us"
    CUSTOMER = "customer"
    """The reader's own company or situation."""
    COMPETITOR = "competitor"
    MARKET = "market"
    """Third parties, the industry, the law."""
    NOBODY = "nobody"
    """Logistics, greetings, agenda."""


class Form(StrEnum):
    """What kind of sentence it is."""

    STATEMENT = "statement"
    QUESTION = "question"
    REQUEST = "request"
    GREETING = "greeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What was read from one text, statement and approved wording alike, so that rules never parse again."""

    tokens: tuple[Token, ...] = ()
    figures: tuple[Figure, ...] = ()
    negations: tuple[Cue, ...] = ()
    """not, no, never, without, cannot; lemma says which word it denies: `not support`."""
    softeners: tuple[Cue, ...] = ()
    """can, may, help, typically, usually, on average, most, designed to."""
    conditions: tuple[Cue, ...] = ()
    """if, provided that, for annual plans, with Premium, during business hours, except."""
    absolutes: tuple[Cue, ...] = ()
    """all, every, always, never, any, none, 100 %, without exception."""
    limits: tuple[Cue, ...] = ()
    """Narrowed scope: some, only, selected, most, part of."""
    guarantees: tuple[Cue, ...] = ()
    """guarantee, promise, ensure, for certain."""
    superlatives: tuple[Cue, ...] = ()
    """best, leading, only one, number one."""
    comparatives: tuple[Cue, ...] = ()
    """more, less, faster, unlike, instead of."""
    names: tuple[Cue, ...] = ()
    """Products, customers, competitors, certifications; lemma is `product:Acme Flow`, `certification:iso 27001`."""
    offer: bool = False
    """An offer to one customer: "for you", "if you sign by"."""
    about: About = About.US
    form: Form = Form.STATEMENT
    content: tuple[str, ...] = ()
    """Lemmas of the content words, in order, lower case."""


NO_READINGS = Readings()
"""Of a text that was not read."""
