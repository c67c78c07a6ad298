"""The tables of the store.

A scan points to its *content*: which document stood at which place, with which outcome. An unchanged rescan finds its
content there already and adds one row. A *document* is a run of words together with who says them to whom; an
*assessment* is what one judging by one messaging made of it. A finding belongs to its document, and every assessment
lists the findings it had, so that what is current follows from the latest one.

Of statements, authors, accounts and of the words of mail there are keyed hashes only. Types and SQL are those that
SQLite and PostgreSQL have in common. A change here needs a migration in `migrations/versions`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from msgcheck.history.column_types import LASTING, NARROW, Base


class KeyCheck(Base):
    """A keyed hash of nothing, by which a key that is not this store's is known."""

    __tablename__ = "key_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[bytes]


class Yardstick(Base):
    """What documents were judged by."""

    __tablename__ = "yardsticks"
    __table_args__ = (UniqueConstraint("messaging_hash", "model", "judge"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    messaging_hash: Mapped[str]
    model: Mapped[str]
    judge: Mapped[str]


class Content(Base):
    """What a scan found, as a whole; scans that found the same share it."""

    __tablename__ = "contents"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(unique=True)
    documents: Mapped[int]


class ScanRow(Base):
    """One run over documents."""

    __tablename__ = "scans"
    __table_args__ = LASTING

    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[datetime]
    as_of: Mapped[date]
    version: Mapped[str]
    yardstick_id: Mapped[int] = mapped_column(ForeignKey("yardsticks.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("contents.id"), index=True)


class Place(Base):
    """A path at which something was scanned."""

    __tablename__ = "places"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)


class DocumentRow(Base):
    """Words, with who says them to whom."""

    __tablename__ = "documents"
    __table_args__ = LASTING

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[bytes] = mapped_column(unique=True)
    """Keyed hash of the words, format, author, account and audience, and of mail its day."""
    fingerprint_key: Mapped[bytes] = mapped_column(index=True)
    """Keyed hash of the fingerprint, by which deals name documents."""
    fingerprint: Mapped[str | None]
    """None where words are not kept: a plain hash of a short text can be guessed."""
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    """First document of its group of near copies; None for that one itself."""
    statements: Mapped[bytes]
    """Keyed hashes of its statements, 8 bytes each, without repeats, in order."""
    family: Mapped[str]
    format: Mapped[str]
    private: Mapped[bool]
    author: Mapped[bytes]
    """Keyed hash, see `author_marks`; empty where it is unknown. Account likewise."""
    account: Mapped[bytes] = mapped_column(index=True)
    persona: Mapped[str]
    segment: Mapped[str]
    region: Mapped[str]
    team: Mapped[str]
    stage: Mapped[str]
    audience: Mapped[str]
    owner: Mapped[str]
    we: Mapped[str]
    products: Mapped[tuple[str, ...]]
    day: Mapped[date]
    day_from: Mapped[str]
    assessment_id: Mapped[int | None]
    """The latest; no foreign key, as the two tables would point at each other."""
    language: Mapped[str | None]
    """None where it was scanned before this was kept; so for the next three."""
    named: Mapped[tuple[str, ...] | None]
    """Names of the products it speaks of."""
    slides: Mapped[bytes | None]
    """What stands on each slide or page: 12 bytes a statement, see `slides.py`; empty for a document without any."""
    version_of_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    """The version before it, see `document_links.py`."""


class Assessment(Base):
    """What came of judging a document."""

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("document_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    yardstick_id: Mapped[int] = mapped_column(ForeignKey("yardsticks.id"))
    digest: Mapped[bytes]
    """Keyed hash of all that is kept of it: the same outcome is kept once."""
    status: Mapped[str]
    judged: Mapped[int]
    claims: Mapped[int]
    covered: Mapped[int]
    not_judged: Mapped[int]
    names_product: Mapped[bool]
    uses_term: Mapped[bool]


class Use(Base):
    """How one document speaks of one message."""

    __tablename__ = "uses"
    __table_args__ = NARROW

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"), primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    on_message: Mapped[int | None]
    """Statements; None where the scan did not say."""
    nearness: Mapped[float | None]


class FindingRow(Base):
    """A finding of a document, as its latest assessment with it has it."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("document_id", "identity"), LASTING)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    identity: Mapped[bytes]
    """Keyed hash of its fingerprint."""
    fingerprint: Mapped[str | None]
    """None where words are not kept."""
    code: Mapped[str]
    message_id: Mapped[str | None]
    change: Mapped[str]
    severity: Mapped[str]
    lane: Mapped[str]
    probability: Mapped[float]
    location: Mapped[str]
    text: Mapped[str | None]
    vector: Mapped[bytes]
    sentence: Mapped[str]
    approved: Mapped[str]
    suggestion: Mapped[str]
    count: Mapped[int]
    first_seen: Mapped[date]


class Found(Base):
    """Which findings an assessment had."""

    __tablename__ = "found"
    __table_args__ = NARROW

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"), primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), primary_key=True, index=True)


class Member(Base):
    """One document of a content: where it stood and what came of it."""

    __tablename__ = "members"
    __table_args__ = NARROW

    content_id: Mapped[int] = mapped_column(ForeignKey("contents.id"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True, index=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"), primary_key=True, index=True)
    """Part of the key, as two mails of one mailbox may have the same id."""


class SkippedRow(Base):
    """What a scan could not read."""

    __tablename__ = "skipped"
    __table_args__ = NARROW

    content_id: Mapped[int] = mapped_column(ForeignKey("contents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str]
    reason: Mapped[str]


class Theme(Base):
    """Claims that no approved line covers."""

    __tablename__ = "themes"
    __table_args__ = NARROW

    content_id: Mapped[int] = mapped_column(ForeignKey("contents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    theme: Mapped[str]
    claims: Mapped[int]


class ConflictRow(Base):
    """Statements of ours that do not agree."""

    __tablename__ = "conflicts"
    __table_args__ = NARROW

    content_id: Mapped[int] = mapped_column(ForeignKey("contents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str]
    subject: Mapped[str]
    message_id: Mapped[str | None]


class ConflictSideRow(Base):
    """One of the statements of a conflict."""

    __tablename__ = "conflict_sides"
    __table_args__ = NARROW

    content_id: Mapped[int] = mapped_column(ForeignKey("contents.id"), primary_key=True)
    conflict: Mapped[int] = mapped_column(primary_key=True)
    """Position of the conflict."""
    position: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str]
    location: Mapped[str]
    says: Mapped[str]
    text: Mapped[str]
    day: Mapped[date | None]


class DivergenceRow(Base):
    """An id that was given to a divergence."""

    __tablename__ = "divergences"

    id: Mapped[str] = mapped_column(primary_key=True)


class Alias(Base):
    """An id of a divergence that was merged into another."""

    __tablename__ = "divergence_aliases"
    __table_args__ = NARROW

    divergence_id: Mapped[str] = mapped_column(ForeignKey("divergences.id"), primary_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True)


class DivergenceFinding(Base):
    """A finding of a divergence; each finding belongs to one."""

    __tablename__ = "divergence_findings"

    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"), primary_key=True)
    divergence_id: Mapped[str] = mapped_column(ForeignKey("divergences.id"), index=True)


class DecisionRow(Base):
    """Marketing's answer to a divergence; of several the last one is in force."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    divergence: Mapped[str] = mapped_column(index=True)
    """No foreign key: a decision outlives its divergence."""
    message_id: Mapped[str | None]
    code: Mapped[str]
    change: Mapped[str]
    answer: Mapped[str]
    reason: Mapped[str]
    wording: Mapped[str]
    persona: Mapped[str]
    segment: Mapped[str]
    decided_on: Mapped[date]
    review_by: Mapped[date | None]
    approved_by: Mapped[str]
    evidence: Mapped[str]
    sources: Mapped[int]
    documents: Mapped[int]
    waiting_for: Mapped[tuple[str, ...]]


class ToldRow(Base):
    """A seller's word to marketing."""

    __tablename__ = "told"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str]
    verdict: Mapped[str]
    text: Mapped[str]
    day: Mapped[date]
    name: Mapped[str]
    answer: Mapped[str]
    answered_on: Mapped[date | None]


class Override(Base):
    """How often one warning was sent past, a month, for one reason."""

    __tablename__ = "overrides"
    __table_args__ = NARROW

    code: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    """Empty where the warning is about no message."""
    month: Mapped[date] = mapped_column(primary_key=True)
    """Its first day."""
    reason: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class OfferedRow(Base):
    """A sentence that a sender gave to marketing."""

    __tablename__ = "offered"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    message_id: Mapped[str | None]
    """None where the warning is about no message."""
    sentence: Mapped[str]
    reason: Mapped[str | None]
    """None where it is proposed as saying the same as its message."""
    day: Mapped[date]


class DealRow(Base):
    """A deal, without a name."""

    __tablename__ = "deals"

    id: Mapped[int] = mapped_column(primary_key=True)
    result: Mapped[str]
    stage: Mapped[str]
    segment: Mapped[str]


class DealKey(Base):
    """By what a deal is known: keyed hash of its account, domain, folder or of one of its documents."""

    __tablename__ = "deal_keys"
    __table_args__ = NARROW

    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True, index=True)
    kind: Mapped[str]


class DisputeRow(Base):
    """A finding that somebody called wrong."""

    __tablename__ = "disputes"

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[bytes] = mapped_column(unique=True)
    """Keyed hash of the finding's fingerprint."""
    code: Mapped[str]
    message_id: Mapped[str | None]
    day: Mapped[date]
    upheld: Mapped[bool | None]
