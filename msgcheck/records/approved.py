"""What marketing approved, retired and ruled out, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from msgcheck.records.ids import MessageId


class MessageType(StrEnum):
    """What role a message plays in the messaging."""

    POSITIONING = "positioning"
    VALUE_PROPOSITION = "value_proposition"
    CLAIM = "claim"
    PROOF_POINT = "proof_point"
    DIFFERENTIATOR = "differentiator"
    BOILERPLATE = "boilerplate"
    DISCLAIMER = "disclaimer"


class Tier(StrEnum):
    """How faithfully a message has to be kept."""

    EXACT = "exact"
    """Any change is raised."""
    STRICT = "strict"
    """No condition, figure or scope may change."""
    LOOSE = "loose"
    """Only the meaning counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where in the messaging files an entry stands."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a seller may negotiate, for messages of kind price or term."""

    values: tuple[tuple[str, str], ...] = ()
    """Pairs as written: ("max_discount", "15%"), ("min", "€75"), ("max", "60 days")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who "we" are."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    """Mail only to these is internal; all else is outward."""
    where: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name a product had until a day."""

    name: str
    until: date | None = None
    grace_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product with its right and wrong names."""

    name: str
    aliases: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    where: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pillar:
    """A theme that groups messages."""

    id: str
    title: str
    where: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """What messages and variants have in common: a wording and where, when and for whom it holds."""

    text: str
    pillar: str | None = None
    kind: str | None = None
    """`price` or `term`: what a seller may negotiate within `limits`."""
    limits: Limits | None = None
    evidence: str | None = None
    owner: str | None = None
    approved_by: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    embargo_until: date | None = None
    applies_to: tuple[str, ...] = ()
    """Product names."""
    persona: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    use_when: str | None = None
    answers: tuple[str, ...] = ()
    """Objections this wording answers."""
    better: str | None = None
    """`higher` or `lower`: which way its figure promises more."""
    with_: tuple[MessageId, ...] = ()
    """Disclaimers that must stand on the same slide or in the same mail (`with` in the files)."""
    tier: Tier | None = None
    """None takes the default of the type."""
    origin_field: bool = False
    """True where the wording came from the field (`origin: field`)."""
    test_status: str | None = None
    review_by: date | None = None
    same: tuple[str, ...] = ()
    """`examples.same`: sentences that say the same; they count as current wording."""
    drift: tuple[str, ...] = ()
    """`examples.drift`: sentences that must be raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Approved):
    """Another approved wording of a message."""

    where: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Approved):
    """One approved unit of messaging."""

    id: MessageId
    type: MessageType
    variants: tuple[Variant, ...] = ()
    where: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """Wording that must no longer be used."""

    id: MessageId
    text: str
    replaced_by: MessageId | None = None
    retired_on: date | None = None
    grace_until: date | None = None
    because: str | None = None
    where: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverSay:
    """Wording that must never be used."""

    id: MessageId
    """As given, else `never-` and 8 hex digits of its normalised text's sha256."""
    named: bool
    """Whether the id was given in the file."""
    text: str
    because: str | None = None
    instead: MessageId | None = None
    where: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalOnly:
    """Wording that must not be used outside the company. Its text is never printed, stored or cached."""

    id: MessageId
    text: str = field(repr=False)
    because: str | None = None
    owner: str | None = None
    where: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word to use and the words not to use, literally."""

    use: str
    not_: tuple[str, ...]
    because: str | None = None
    where: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """A message that must be present in some kinds of document."""

    message: MessageId
    in_: tuple[str, ...]
    """deck, email, document."""
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Conditions that must all hold, as (key, values): keys mentions, persona, segment, region, stage, audience."""
    where: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    """Another company in the market."""

    name: str
    aliases: tuple[str, ...] = ()
    where: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer and how it may be named."""

    name: str
    aliases: tuple[str, ...] = ()
    naming: str = "none"
    """name, logo, quote, described or none."""
    regions: tuple[str, ...] = ()
    """Regions in which the permission holds; empty for everywhere."""
    until: date | None = None
    evidence: str | None = None
    where: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Messaging:
    """Everything that is approved, retired and ruled out, merged from all messaging files."""

    company: Company
    products: tuple[Product, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    messages: tuple[Message, ...] = ()
    retired: tuple[Retired, ...] = ()
    never_say: tuple[NeverSay, ...] = ()
    internal_only: tuple[InternalOnly, ...] = ()
    terms: tuple[Term, ...] = ()
    required: tuple[Required, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    customers: tuple[Customer, ...] = ()
    hash: str = ""
    """Tagged hash of the canonical content; changes when anything above changes."""
    paths: tuple[str, ...] = ()
    unread_paths: tuple[str, ...] = ()
    """Files that only their owners may read; what they hold is not checked for."""

    def message(self, message_id: str | None) -> Message | None:
        """Return the message with this id, or None."""
        return next((message for message in self.messages if message.id == message_id), None)
