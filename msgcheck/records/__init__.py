"""The frozen values that flow from stage to stage.

messaging files -> Messaging -> Wording
documents       -> Document of Blocks -> Statement -> Match -> Judgement -> Finding -> Report

A stage takes values of this file and gives values of this file, and knows no other stage.
"""

from __future__ import annotations

from msgcheck.records.approved import (
    Approved,
    Company,
    Competitor,
    Customer,
    FormerName,
    InternalOnly,
    Limits,
    Message,
    MessageType,
    Messaging,
    NeverSay,
    Origin,
    Pillar,
    Product,
    Required,
    Retired,
    Term,
    Tier,
    Variant,
)
from msgcheck.records.documents import (
    Block,
    BlockKind,
    Document,
    Edit,
    MailHeaders,
    ReadResult,
    Role,
    Skipped,
    Span,
    Statement,
    Status,
    Unread,
)
from msgcheck.records.ids import DocumentId, Fingerprint, MessageId
from msgcheck.records.judgements import CURRENT, Judgement, Match, Reason, Source, Wording
from msgcheck.records.readings import NO_READINGS, About, Comparator, Cue, Figure, Form, Readings, Token
from msgcheck.records.reports import Audience, DocumentSummary, Finding, NotJudged, Report

__all__ = [
    "CURRENT",
    "NO_READINGS",
    "About",
    "Approved",
    "Audience",
    "Block",
    "BlockKind",
    "Company",
    "Comparator",
    "Competitor",
    "Cue",
    "Customer",
    "Document",
    "DocumentId",
    "DocumentSummary",
    "Edit",
    "Figure",
    "Finding",
    "Fingerprint",
    "Form",
    "FormerName",
    "InternalOnly",
    "Judgement",
    "Limits",
    "MailHeaders",
    "Match",
    "Message",
    "MessageId",
    "MessageType",
    "Messaging",
    "NeverSay",
    "NotJudged",
    "Origin",
    "Pillar",
    "Product",
    "ReadResult",
    "Readings",
    "Reason",
    "Report",
    "Required",
    "Retired",
    "Role",
    "Skipped",
    "Source",
    "Span",
    "Statement",
    "Status",
    "Term",
    "Tier",
    "Token",
    "Unread",
    "Variant",
    "Wording",
]
