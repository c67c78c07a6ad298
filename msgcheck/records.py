"""The frozen values that flow from stage to stage.

messaging files -> Messaging -> Wording
documents       -> Document of Blocks -> Statement -> Match -> Judgement -> Finding -> Report

A stage takes values of this file and gives values of this file, and knows no other stage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from msgcheck.codes import Label, Lane, Severity

MessageId = NewType("MessageId", str)
DocumentId = NewType("DocumentId", str)
"""The path as given, `outer/inner` for what lies inside a mail or mailbox."""
Fingerprint = NewType("Fingerprint", str)


# --- messaging -------------------------------------------------------------------------------------


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


# --- readings --------------------------------------------------------------------------------------


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


# --- documents -------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block is in its document."""

    TITLE = "title"
    HEADING = "heading"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    TABLE_CELL = "table_cell"
    CHART = "chart"
    SMARTART = "smartart"
    NOTES = "notes"
    ALT_TEXT = "alt_text"
    COMMENT = "comment"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    LINE = "line"


class Role(StrEnum):
    """Whose words a line of mail is."""

    OWN = "own"
    QUOTED = "quoted"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    FORWARDED = "forwarded"
    HEADER = "header"


class Status(StrEnum):
    """How much of a document was read."""

    READ = "read"
    PARTIAL = "partial"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One place where `Block.text` differs from the text of the file."""

    start: int
    end: int
    """Half-open offsets in `Block.text`."""
    source: str
    """What stands there in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One run of text in a document."""

    text: str
    kind: BlockKind
    location: str
    """`slide 3 bullet 2`, `page 2 line 14`, `body line 5`; made by the reader, never searched for."""
    role: Role | None = None
    """Mail only."""
    hidden: bool = False
    """On a hidden slide, in a hidden row, or hidden text."""
    heading: str = ""
    """Title of the slide or section it stands under."""
    heads: tuple[str, ...] = ()
    """Row head and column head of a table cell, series and category of a chart label."""
    language: str | None = None
    """ISO 639-1; None until identified."""
    edits: tuple[Edit, ...] = ()
    """What was mended (ligatures, hyphenation), so that offsets can be mapped back to the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """One line of the unread meter: how much of one kind of content was found and read."""

    kind: str
    """words, notes, tables, charts, pictures, attachments, ..."""
    found: int
    read: int
    reason: str | None = None
    """Why not all was read; None where all was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHeaders:
    """What a mail says of itself."""

    sender: str = ""
    recipients: tuple[str, ...] = ()
    """Addresses of To, Cc and Bcc, lower case."""
    subject: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file, mail or attachment that was read."""

    id: DocumentId
    parent: DocumentId | None = None
    format: str
    """pptx, docx, xlsx, csv, pdf, html, md, txt, rtf, eml, mbox, msg, odp, ppt, ..."""
    status: Status = Status.READ
    reason: str | None = None
    """Why the status is `partial`; None for `read`."""
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    unread: tuple[Unread, ...] = ()
    title: str = ""
    author: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    mail: MailHeaders | None = None
    fingerprint: str = ""
    """Tagged hash of the words in order, so that a renamed or re-saved file is the same document."""

    @property
    def family(self) -> str:
        """Return deck, email or document, the three kinds that messaging files speak of."""
        if self.format in {"pptx", "pptm", "potx", "ppsx", "ppt", "odp", "key"}:
            return "deck"
        return "email" if self.mail is not None or self.format in {"eml", "msg", "mbox"} else "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A document that could not be read. It is in every report and never counts as clean."""

    id: DocumentId
    parent: DocumentId | None = None
    format: str
    """As far as it is known, else the file's suffix or ""."""
    reason: str
    """One sentence a person understands."""
    known_type: bool = True
    """False for files of a type msgcheck does not read, which are listed and change nothing."""


ReadResult = Document | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of one block."""

    block: int
    """Index in `Document.blocks`."""
    start: int
    end: int
    """Half-open offsets in code points of `Block.text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence, bullet or heading of a document. `text` is its spans joined by one space."""

    text: str
    document: DocumentId
    location: str
    spans: tuple[Span, ...] = ()
    kind: BlockKind = BlockKind.PARAGRAPH
    role: Role | None = None
    hidden: bool = False
    context: str = ""
    """The sentence before it in the same run of text, or ""."""
    heading: str = ""
    heads: tuple[str, ...] = ()
    language: str | None = None
    judged: bool = True
    """False for what is read but not judged: quoted mail, comments, other languages."""
    not_judged_because: str = ""
    ordinal: int = 0
    """Its place among the statements of the document, from 0."""
    readings: Readings = Readings()

    @property
    def in_full(self) -> str:
        """Return the text with the heads of its row and column before it, as a reader takes a table cell."""
        heads = ", ".join(dict.fromkeys(head for head in self.heads if head and head != self.text))
        return f"{heads}: {self.text}" if heads else self.text


# --- matching and judging --------------------------------------------------------------------------


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
    readings: Readings = field(default=Readings(), repr=False)


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


# --- findings and reports --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """For whom and how a document is used; an empty value is unknown, and what depends on it does not fire."""

    persona: str = ""
    segment: str = ""
    region: str = ""
    team: str = ""
    stage: str = ""
    audience: str = ""
    """inside, outside or partner; unknown counts as outside."""
    owner: str = ""
    """marketing or field."""
    we: str = "us"
    """us, or partner where the document speaks for a partner."""
    products: tuple[str, ...] = ()
    day: date | None = None
    """The day whose messaging counts."""

    @property
    def outward(self) -> bool:
        """Return whether the document leaves the company; unknown counts as outward."""
        return self.audience != "inside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A judgement worth raising."""

    fingerprint: Fingerprint
    code: str
    severity: Severity
    lane: Lane
    probability: float
    message_id: MessageId | None
    document: DocumentId
    location: str
    found: str
    """The writer's sentence (XYZ); for MC402 the empty string."""
    approved: str
    """The approved line (ABC); empty where there is none, or where it must not be shown."""
    sentence: str
    """At most 30 words: what changed, by which source, what to do."""
    suggestion: str = ""
    """The writer's sentence mended, or the approved line; empty where there is none."""
    mended: bool = False
    """Whether `suggestion` is the writer's own sentence mended."""
    reasons: tuple[Reason, ...] = ()
    count: int = 1
    """Occurrences in the document, where a code gives one finding a document."""
    document_fingerprint: str = ""
    known: bool = False
    """In the baseline or silenced."""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """A statement that was read but could not be judged; shown, and never counted as clean."""

    document: DocumentId
    location: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSummary:
    """What a report says of one document that was read."""

    id: DocumentId
    parent: DocumentId | None
    format: str
    status: Status
    reason: str | None
    language: str | None
    fingerprint: str
    statements: int
    judged: int
    on_message: int
    not_judged: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One scan: everything a report prints, so that printing looks nothing up."""

    version: str
    created: datetime
    as_of: date
    messaging_hash: str
    model: str
    """Name and hash of the embedding model."""
    judge: str
    """Name and hash of the judge."""
    calibrated: bool
    documents: tuple[DocumentSummary, ...]
    findings: tuple[Finding, ...]
    """All lanes from note up, sorted by (document, place, code)."""
    skipped: tuple[Skipped, ...]
    not_judged: tuple[NotJudged, ...]
    messages: tuple[tuple[str, str], ...]
    """(id, approved text) of every message a finding names."""
    used: tuple[tuple[str, int], ...] = ()
    """(message id, number of statements on message), for every message."""
    silenced: int = 0
    uncovered: tuple[tuple[str, int], ...] = ()
    """(theme, count) of claims no approved line covers."""
