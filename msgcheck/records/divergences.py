"""Findings of several documents that make the same change to the same message, and marketing's answers to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from msgcheck.codes import Severity
from msgcheck.records.ids import MessageId
from msgcheck.records.scans import DocumentKey, FindingKey

DivergenceId = NewType("DivergenceId", str)
"""`div:` and 12 hex digits: hash of message, code and change key of its first finding."""


class Mover(StrEnum):
    """Who moved: what was there first decides."""

    FIELD = "the field"
    """The message is older than the documents."""
    MARKETING = "marketing"
    """The message changed after most of them were written."""
    BOTH = "both"
    OWN_MATERIAL = "our own material"
    """The sentence stands in a document with `owner: marketing`, from which the others copied it."""


class Answer(StrEnum):
    """What marketing decides on a divergence."""

    ADOPT = "adopt"
    ADOPT_FOR = "adopt-for"
    """For a persona or segment only."""
    TEST = "test"
    """Allowed until a review date."""
    WATCH = "watch"
    REJECT = "reject"
    FIX = "fix"
    """To be put right in the field."""


class Standing(StrEnum):
    """How far a divergence has come."""

    OPEN = "open"
    PENDING = "decided, waiting"
    """Adopted; the patch is not merged yet, or approval or evidence is missing."""
    SETTLED = "settled"
    """Adopted and merged, or rejected: silent in scans."""
    TESTING = "being tested"
    WATCHED = "watched"
    FIXING = "to be fixed in the field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Marketing's answer to one divergence."""

    divergence: DivergenceId
    message_id: MessageId | None
    code: str
    change: str
    """Change key of the divergence; another one is another divergence."""
    answer: Answer
    reason: str = ""
    wording: str = ""
    """The text adopted or tested; "" for other answers."""
    persona: str = ""
    segment: str = ""
    decided_on: date
    review_by: date | None = None
    approved_by: str = ""
    evidence: str = ""
    sources: int
    """Independent sources when it was decided."""
    documents: int
    waiting_for: tuple[str, ...] = ()
    """What an adopted one still waits for: "the patch to be merged", "approved_by", "evidence"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How often and where a divergence is said."""

    documents: int
    """Current documents; copies count."""
    sources: int
    """Independent ones: near copies and documents of one author are one source."""
    copies: int
    """Documents beyond the first of each group of near copies."""
    by_kind: tuple[tuple[str, int], ...]
    """(deck, email or document; documents), most first."""
    by_slide: tuple[tuple[str, int], ...]
    """(location, documents), most first."""
    by_segment: tuple[tuple[str, int], ...]
    by_team: tuple[tuple[str, int], ...]
    """Only groups that may be shown: at least five distinct authors, the others merged into "other" or left out."""
    first_seen: date
    last_seen: date
    """Days of the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """One "ABC vs XYZ"."""

    id: DivergenceId
    aliases: tuple[DivergenceId, ...] = ()
    """Ids of younger divergences that were merged into this one."""
    message_id: MessageId | None
    code: str
    change: str
    what: str
    """What changed, as one clause: "30 % became 50 %"."""
    approved: str
    """ABC: the approved line; "" where there is none or it must not be shown."""
    said: str | None
    """XYZ: a representative sentence; None where no text is kept."""
    severity: Severity
    owner: str
    """Who owns the message, as the messaging names them; "" where it does not."""
    mover: Mover
    spread: Spread
    findings: tuple[FindingKey, ...]
    documents: tuple[DocumentKey, ...]
    template: DocumentKey | None = None
    """The marketing document it comes from, where the mover is our own material."""
    standing: Standing = Standing.OPEN
    decision: Decision | None = None


class Verdict(StrEnum):
    """What a seller tells marketing of a message."""

    WORKS = "works"
    DOES_NOT_LAND = "does not land"
    CUSTOMERS_ASK_INSTEAD = "customers ask instead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A seller's word to marketing on one message; unnamed unless the seller gives a name."""

    message_id: MessageId
    verdict: Verdict
    text: str
    day: date
    name: str = ""
    answer: str = ""
    """Marketing's answer; "" until there is one."""
    answered_on: date | None = None


class Result(StrEnum):
    """How a deal ended."""

    WON = "won"
    LOST = "lost"
    OPEN = "open"


NumberedResult = tuple[int, Result]
"""Number of a deal in the store, and how it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One row of an imported table of deals. The store keeps keyed hashes of account, domain and ids."""

    account: str
    result: Result
    domain: str = ""
    folder: str = ""
    documents: tuple[str, ...] = ()
    stage: str = ""
    segment: str = ""
