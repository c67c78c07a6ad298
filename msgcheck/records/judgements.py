"""Which wording a statement is about, and what it does with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from msgcheck.codes import Label
from msgcheck.records.approved import Approved
from msgcheck.records.documents import Statement
from msgcheck.records.ids import MessageId
from msgcheck.records.readings import NO_READINGS, Readings


class Source(StrEnum):
    """Which part of the messaging a wording comes from."""

    MESSAGE = "message"
    VARIANT = "variant"
    PART = "part"
    """A single claim of a longer message or variant."""
    SAME = "same"
    """`examples.same`."""
    RETIRED = "retired"
    NEVER_SAY = "never_say"
    INTERNAL_ONLY = "internal_only"


CURRENT = frozenset({Source.MESSAGE, Source.VARIANT, Source.PART, Source.SAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text a statement can be compared with."""

    text: str = field(repr=False)
    id: MessageId
    """Id of the message, retired, never_say or internal_only entry."""
    source: Source
    approved: Approved | None = None
    """The message or variant it belongs to, with its dates and audience; None for what is not approved."""
    readings: Readings = field(default=NO_READINGS, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A statement and one wording it may be about."""

    statement: Statement
    wording: Wording
    cosine: float
    """In [-1, 1]."""
    rank: int = 0
    """Place among the candidates of the statement, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that was noticed, in words that can be shown."""

    code: str
    what: str
    """What changed, as a clause: `30 % became 50 %`, `"up to" is missing`."""
    score: float
    """How strongly it speaks for the code, in [0, 1]."""
    found: tuple[int, int] | None = None
    """Offsets in the statement's text."""
    approved: tuple[int, int] | None = None
    """Offsets in the wording's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a statement does with the messaging."""

    statement: Statement
    label: Label
    score: float
    """Calibrated probability that the statement should be raised, in [0, 1]."""
    message_id: MessageId | None = None
    match: Match | None = None
    """The wording it was compared with; None for `unsupported` and `not_a_claim`."""
    reasons: tuple[Reason, ...] = ()
