"""Everything the hand-off sheet prints: what changes in the coming weeks, told to the field before it happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from msgcheck.records.ids import DocumentId, MessageId


class ComingKind(StrEnum):
    """What happens to a wording."""

    STARTS = "starts"
    """Embargo or validity lets it be used from this day on."""
    CHANGES = "changes"
    """Another wording takes its place."""
    ENDS = "ends"
    """The last day it may be used."""
    PROOF_ENDS = "loses its proof"
    """The proof or permission behind it is to be looked at again, or runs out."""
    NAME_ENDS = "name ends"
    """A former product name or retired line may no longer stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaking:
    """One document that will be wrong from that day on."""

    document: DocumentId
    """Local views only."""
    family: str
    statements: int
    """Statements of it that are concerned, as far as is known; at least 1."""
    owner: str = ""
    """marketing or field; "" where it is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """Another wording of the same message that starts, changes or ends on the same day."""

    readers: str
    """For whom or where it is meant: "retail", "cfo, slide"; "" for everybody."""
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One change ahead."""

    day: date
    """First day it holds; for endings the last day the old wording may be used."""
    kind: ComingKind
    message_id: MessageId | None
    """None for names of products and customers."""
    title: str
    """What it is about, in a few words; marketing's own."""
    old: str
    """Wording until then; "" where there is none."""
    new: str
    """Wording from then on; "" where there is none, and for lines under embargo in a shared sheet."""
    because: str
    """Why, as one clause: "its embargo ends", "valid until 31 December"."""
    to_do: str
    """What the field does, in one sentence of at most 30 words."""
    owner: str
    families: tuple[tuple[str, int], ...]
    """(deck, email or document; documents that will be wrong), most first. Sent mail is never counted."""
    breaking: tuple[Breaking, ...]
    """The same one by one, by path; empty in a shared sheet."""
    also: tuple[Reworded, ...] = ()
    """The other wordings of the message to which something happens on that day, in the order of the messaging."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """The sheet."""

    version: str
    created: datetime
    as_of: date
    until: date
    company: str
    messaging_hash: str
    shared: bool
    coming: tuple[Coming, ...]
    """By day."""
    documents: int
    """Documents looked at: those that stand now."""
