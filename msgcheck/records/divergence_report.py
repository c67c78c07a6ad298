"""Everything the "ABC vs XYZ" report prints, so that printing looks nothing up and needs no new scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from msgcheck.records.divergences import Decision, Divergence, DivergenceId, Told
from msgcheck.records.ids import DocumentId, MessageId
from msgcheck.records.scans import Conflict


class Band(StrEnum):
    """How an audit number is read."""

    ON_TRACK = "on track"
    """From 80."""
    SLIPPING = "slipping"
    """From 55."""
    DECIDE = "decide"
    """Below 55."""
    INSUFFICIENT = "insufficient signal"
    """Under 10 documents."""
    TOO_EARLY = "no colour yet"
    """In the first two months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole; a whole of 0 has no share."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Return the rounded share in per cent, None where there is nothing to share."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditNumber:
    """One of the five audit numbers, as a share of the documents where it applies; high is good."""

    name: str
    """category noun, audience, unique value, free of retired wording, complete."""
    meaning: str
    """What was counted, as a clause."""
    field: Share
    field_band: Band
    own: Share
    """The same of marketing's own material."""
    own_band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """Closed deals in which a wording was used."""

    won: int
    lost: int
    low: float
    high: float
    """95 % interval (Wilson) of the share won, 0 to 1."""

    @property
    def closed(self) -> int:
        """Return the number of closed deals."""
        return self.won + self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeComparison:
    """Deals with the field's wording beside deals with the approved one; says nothing about causes."""

    divergence: DivergenceId
    field: OutcomeCount
    approved: OutcomeCount
    open_deals: int
    sufficient: bool
    """Whether both have at least 20 closed deals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One divergence with what to do about it."""

    divergence: Divergence
    changed: str
    """What changed, in one sentence."""
    to_marketing: str
    to_field: str
    """What to do on either side, one sentence each."""
    told: tuple[Told, ...] = ()
    outcome: OutcomeComparison | None = None
    proposal: bool = False
    """Whether enough sources over enough time say it to decide on the field's wording as a new approved one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageUse:
    """How a message is used."""

    message_id: MessageId
    text: str
    owner: str
    on_message: int
    """Documents that say it on message."""
    diverging: int
    """Documents that say it otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A required message and the documents that lack it."""

    message_id: MessageId
    text: str
    owner: str
    lacking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the report is made of."""

    decks: int
    mails: int
    documents: int
    """Other documents."""
    first_day: date | None
    last_day: date | None
    """Days of the documents."""
    scans: int
    claims: int
    covered: int
    """Of the claims about us, those an approved line is about."""
    unread: tuple[tuple[str, int], ...]
    """(reason, documents) of what could not be read or judged, most first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceReport:
    """The report on all that is stored."""

    version: str
    created: datetime
    as_of: date
    company: str
    messaging_hash: str
    shared: bool
    """Counts and marketing-side text only: no sentence of the field, no path, name, subject or customer."""
    totals: Totals
    audit: tuple[AuditNumber, ...]
    acting: tuple[Entry, ...]
    """Worth acting on: several independent sources, most sources first."""
    own_material: tuple[Entry, ...]
    single: tuple[Entry, ...]
    conflicts: tuple[Conflict, ...]
    uncovered: tuple[tuple[str, int], ...]
    """(theme, claims) not covered by our messaging."""
    never_used: tuple[MessageUse, ...]
    faithful: tuple[MessageUse, ...]
    """Most faithfully used first."""
    absent: tuple[Absent, ...]
    decided: tuple[Entry, ...]
    """Decided and still visible: waiting, tested, watched, to be fixed."""
    settled: tuple[Decision, ...]
    """Decided and silent, with the reason."""
    told: tuple[Told, ...]
    """What sellers told, unanswered first, oldest first."""
    paths: tuple[tuple[DivergenceId, tuple[tuple[DocumentId, str], ...]], ...] = ()
    """(divergence, (path, location)...) for the local view; empty in a shared report."""
