"""What was read of files: documents, blocks, statements, and what was skipped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from msgcheck.records.ids import DocumentId
from msgcheck.records.readings import NO_READINGS, Readings


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
    context_role: Role | None = None
    """Whose words the context is, in mail."""
    full: str = ""
    """What a bare yes or no says with the question it answers; "" for all else."""
    denied: str = ""
    """What a bare no denies; "" for all else."""
    heading: str = ""
    heads: tuple[str, ...] = ()
    language: str | None = None
    judged: bool = True
    """False for what is read but not judged: quoted mail, comments, other languages."""
    not_judged_because: str = ""
    ordinal: int = 0
    """Its place among the statements of the document, from 0."""
    readings: Readings = NO_READINGS

    @property
    def in_full(self) -> str:
        """Return what a reader takes from it: a table cell with the heads of its row and column, an answer in full."""
        if self.full:
            return self.full
        heads = ", ".join(dict.fromkeys(head for head in self.heads if head and head != self.text))
        return f"{heads}: {self.text}" if heads else self.text
