"""Everything the drift report of a month or quarter prints, so that printing looks nothing up.

Documents are counted in the period of their day, as they were judged then; a file saved several times in a period is
one document of it. *Eligible* for a message are the documents written or changed in the period, about its product, for
its audience; *carrying* are those that say it, on message or otherwise; *drifting* those that say it otherwise.

Shares are those of the field. Marketing's own documents are part of the material, of the stock and of what our own
material repeats, and of no share. What could not be judged is eligible for nothing. Of approved lines the names of
customers are left out in every view: they stand where many read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from msgcheck.records.divergence_report import Share
from msgcheck.records.divergences import DivergenceId
from msgcheck.records.ids import DocumentId, MessageId
from msgcheck.records.periods import Period
from msgcheck.records.scans import VersionChange


class Call(StrEnum):
    """What the numbers of a period allow to be said."""

    DRIFTING = "drifting more"
    """More than chance explains."""
    RECOVERING = "drifting less"
    STEADY = "no change beyond chance"
    FOLLOWING = "following our change"
    """The message changed not long ago; documents follow, which is no drift of the field."""
    INSUFFICIENT = "insufficient signal"
    """Too few documents to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What is said of one series of counts."""

    call: Call
    segment: str = ""
    """The segment it holds for, where it holds for one only; "" for all."""
    before: float | None = None
    """Share that was to be expected, 0 to 1; None where there is no history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """One message in one period."""

    period: Period
    eligible: int
    carrying: int
    """Of the eligible ones."""
    on_message: int
    """Of those carrying it, the ones that say it on message only."""
    drifting: int
    """Of those carrying it, the ones that say it otherwise, old wording included."""
    by_code: tuple[tuple[str, int], ...]
    """(code, documents), most first; a document may have several."""
    retired: int
    """Documents with a retired wording of it."""
    sources: int
    """Independent ones among those drifting."""
    distance: Interval | None
    """Of its mentions from the nearest approved wording: 1 - cosine, mean of document means; None under 5 documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """How fast new documents took a message up after it was approved."""

    approved_on: date
    days: int
    """From approval to the end of the period."""
    days_to_half: int | None
    """Until half of the new documents carried it; None where they do not yet."""
    days_to_most: int | None
    """Until 80 % did."""
    share: Share
    """Eligible documents since approval that carry it on message."""
    by_family: tuple[tuple[str, Share], ...]
    """The same of decks, e-mails and other documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDrift:
    """One message over time."""

    message_id: MessageId
    text: str
    owner: str
    products: tuple[str, ...]
    periods: tuple[PeriodFigures, ...]
    """Oldest first; the last one is the period reported."""
    compared: PeriodFigures
    """The period it is compared with."""
    called: Called
    changed_on: date | None
    """When the message was approved or reworded last, as far as is known."""
    adoption: Adoption | None
    """None where it is not known when it was approved."""
    stock: int
    """Documents of any month that carry it now, marketing's own included; sent mails stand for ever and are none."""
    stock_retired: int
    """Of these, the ones with a retired wording of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCount:
    """One divergence, counted for the report: what is said instead, and how often."""

    divergence: DivergenceId
    message_id: MessageId | None
    code: str
    what: str
    """What changed, as one clause; "" where it must not be told."""
    approved: str
    """The approved line."""
    said: str
    """The field's wording; "" where no text is kept or it must not be shown."""
    approved_part: str
    """Of the approved line, the few words that were changed: "30 days"; "" where there are none."""
    said_part: str
    """What stands in their place: "two weeks"; "" where nothing does. A shared report leaves out both parts or none."""
    families: tuple[tuple[str, int], ...]
    """(deck, email or document; documents of this period), most first."""
    documents: int
    """Documents that count: of the field in this period for edits of the period; all of now for our own material and
    for what is settled, where of mails only those written since the decision count."""
    sources: int
    before: int
    """Documents of the period compared with. Of what is settled, those when it was decided, where of mails only those
    of as many days before it count as have passed since. 0 for our own material, which is not compared."""
    segment: str = ""
    """The segment most of them are for, where it may be shown."""
    since: date | None = None
    """First seen, or decided."""
    called: Called = Called(call=Call.INSUFFICIENT)
    copies: int = 0
    """Near copies among the documents."""
    template: str = ""
    """What marketing calls the document it comes from; for edits from our own material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What customers were told and should be told otherwise, by what it is about."""

    about: str
    """price, contract, certification, ...: one word. What has none: "do not say", "too early", "internal note" or
    "claim"."""
    mails: int
    documents: int
    """Other outward documents of the period."""
    told: bool
    """Whether the field has been told: each has a decision that notes to the field tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A message that ends within the look-ahead."""

    message_id: MessageId
    text: str
    last_day: date
    families: tuple[tuple[str, int], ...]
    """(family, documents of any month that carry it now), most first; sent mails aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhrase:
    """Words that tell the field's text of this period from the approved text and from earlier periods."""

    phrase: str
    documents: int
    sources: int
    before: int
    """Documents of earlier periods with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the report is made of."""

    decks: int
    mails: int
    documents: int
    """Other documents."""
    unreadable: int
    """Of this period as far as is known: what its scans, or those of the week after it, could not read."""
    other_language: int
    """Written in another language than ours, so not judged."""
    not_judged: int
    """Otherwise not judged at all."""
    partly: int
    """Judged, except for some statements or parts that could not be read."""
    dated_by: tuple[tuple[str, int], ...]
    """(where the day is from, documents), most first."""
    by_segment: tuple[tuple[str, int], ...]
    by_team: tuple[tuple[str, int], ...]
    """Only groups that may be shown. Ordered by name: no ranking."""
    judges: int
    """Different judges the periods shown were judged by; more than one makes them hard to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """What the field said of our findings in the period."""

    findings: int
    """Raised in documents of the period, and before sending in mails that were sent all the same."""
    called_wrong: int
    """Of these, called wrong, whenever that was."""
    upheld: int
    """Of these, found wrong indeed."""
    open: int
    """Of these, not looked at yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for marketing."""

    proposals: int
    """Field wordings with enough sources over enough time, without an answer."""
    oldest_days: int
    """Days since the oldest of them had enough; 0 where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftReport:
    """The report on one month or quarter."""

    version: str
    created: datetime
    as_of: date
    company: str
    messaging_hash: str
    shared: bool
    """Counts and marketing-side text only."""
    period: Period
    compared_with: Period
    material: Material
    messages: tuple[MessageDrift, ...]
    """In order of the messaging: no ranking."""
    corrections: tuple[Correction, ...]
    waiting: Waiting
    new: tuple[EditCount, ...]
    """Edits first seen in this period, most sources first; none where `new_known` is not so."""
    growing: tuple[EditCount, ...]
    """Edits called drifting more, largest increase first."""
    counted: tuple[EditCount, ...]
    """All other edits and retired lines of the period: listed with counts, without a trend word. Each edit stands in
    one of these lists only."""
    own_material: tuple[EditCount, ...]
    settled: tuple[EditCount, ...]
    """Answered, and fewer now than when they were."""
    launches: tuple[MessageDrift, ...]
    """Messages that began in the last three months, the latest first."""
    never_used: tuple[tuple[MessageId, str], ...]
    """(message, text) that nobody has used for three months."""
    endings: tuple[Ending, ...]
    """Within the look-ahead, next first."""
    phrases: tuple[NewPhrase, ...]
    disputed: Disputed
    versions: tuple[VersionChange, ...] = ()
    """Decks that changed in the period; empty in a shared report."""
    unreadable: tuple[tuple[DocumentId, str], ...] = ()
    """(document, reason); empty in a shared report."""
    other_judge: tuple[Period, ...] = ()
    """Periods shown, or compared with, that another judge judged than the one reported: counted, but no measure."""
    method: tuple[str, ...] = ()
    """How changes were called, one plain sentence each: the test, the correction for many messages, the least numbers
    of documents."""
    new_known: bool = True
    """Whether enough is known of the months before to call anything new."""
    never_used_known: bool = True
    """Whether enough is known of the last three months to say that nobody used a message."""
