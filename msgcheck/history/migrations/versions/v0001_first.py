"""The first version: scans, documents, findings, divergences, decisions, deals."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

revision = "msgcheck_0001"
down_revision = None

# In the order of code points, as SQLite has it, and not in that of the server's language.
TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
LASTING = {"sqlite_autoincrement": True}
NARROW = {"sqlite_with_rowid": False}
Kind = type[TypeEngine[Any]] | TypeEngine[Any]


def upgrade() -> None:
    """Make all tables."""
    _scans()
    _documents()
    _answers()
    _counts()


def _scans() -> None:
    """Make the tables of what a scan found as a whole."""
    op.create_table("key_check", _id(), *_columns(sa.LargeBinary, "digest"))
    op.create_table(
        "yardsticks",
        _id(),
        *_columns(TEXT, "messaging_hash", "model", "judge"),
        sa.UniqueConstraint("messaging_hash", "model", "judge"),
    )
    op.create_table(
        "contents",
        _id(),
        *_columns(sa.LargeBinary, "digest"),
        *_columns(sa.Integer, "documents"),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "scans",
        _id(),
        _reference("yardstick_id", "yardsticks.id"),
        _reference("content_id", "contents.id"),
        *_columns(sa.DateTime, "created"),
        *_columns(sa.Date, "as_of"),
        *_columns(TEXT, "version"),
        **LASTING,
    )
    op.create_index("ix_scans_content_id", "scans", ["content_id"])
    op.create_table("places", _id(), *_columns(TEXT, "path"), sa.UniqueConstraint("path"))
    op.create_table(
        "skipped",
        _reference("content_id", "contents.id"),
        *_columns(sa.Integer, "position"),
        *_columns(TEXT, "path", "reason"),
        sa.PrimaryKeyConstraint("content_id", "position"),
        **NARROW,
    )
    op.create_table(
        "themes",
        _reference("content_id", "contents.id"),
        *_columns(sa.Integer, "position", "claims"),
        *_columns(TEXT, "theme"),
        sa.PrimaryKeyConstraint("content_id", "position"),
        **NARROW,
    )
    op.create_table(
        "conflicts",
        _reference("content_id", "contents.id"),
        *_columns(sa.Integer, "position"),
        *_columns(TEXT, "scope", "subject"),
        *_columns(TEXT, "message_id", nullable=True),
        sa.PrimaryKeyConstraint("content_id", "position"),
        **NARROW,
    )
    op.create_table(
        "conflict_sides",
        _reference("content_id", "contents.id"),
        *_columns(sa.Integer, "conflict", "position"),
        *_columns(TEXT, "path", "location", "says", "text"),
        *_columns(sa.Date, "day", nullable=True),
        sa.PrimaryKeyConstraint("content_id", "conflict", "position"),
        **NARROW,
    )


def _documents() -> None:
    """Make the tables of documents and what came of them."""
    op.create_table(
        "documents",
        _id(),
        _reference("copy_of_id", "documents.id", nullable=True),
        *_columns(sa.LargeBinary, "identity", "fingerprint_key", "statements", "author", "account"),
        *_columns(TEXT, "fingerprint", nullable=True),
        *_columns(
            TEXT,
            "family",
            "format",
            "persona",
            "segment",
            "region",
            "team",
            "stage",
            "audience",
            "owner",
            "we",
            "day_from",
        ),
        *_columns(sa.Boolean, "private"),
        *_columns(sa.JSON, "products"),
        *_columns(sa.Date, "day"),
        *_columns(sa.Integer, "assessment_id", nullable=True),
        sa.UniqueConstraint("identity"),
        **LASTING,
    )
    op.create_index("ix_documents_account", "documents", ["account"])
    op.create_index("ix_documents_copy_of_id", "documents", ["copy_of_id"])
    op.create_index("ix_documents_fingerprint_key", "documents", ["fingerprint_key"])
    op.create_table(
        "assessments",
        _id(),
        _reference("document_id", "documents.id"),
        _reference("yardstick_id", "yardsticks.id"),
        *_columns(sa.LargeBinary, "digest"),
        *_columns(TEXT, "status"),
        *_columns(sa.Integer, "judged", "claims", "covered", "not_judged"),
        *_columns(sa.Boolean, "names_product", "uses_term"),
        sa.UniqueConstraint("document_id", "digest"),
    )
    op.create_table(
        "uses",
        _reference("assessment_id", "assessments.id"),
        *_columns(TEXT, "message_id"),
        *_columns(sa.Integer, "on_message", nullable=True),
        *_columns(sa.Double, "nearness", nullable=True),
        sa.PrimaryKeyConstraint("assessment_id", "message_id"),
        **NARROW,
    )
    op.create_table(
        "findings",
        _id(),
        _reference("document_id", "documents.id"),
        *_columns(sa.LargeBinary, "identity", "vector"),
        *_columns(TEXT, "fingerprint", "message_id", "text", nullable=True),
        *_columns(TEXT, "code", "change", "severity", "lane", "location", "sentence", "approved", "suggestion"),
        *_columns(sa.Double, "probability"),
        *_columns(sa.Integer, "count"),
        *_columns(sa.Date, "first_seen"),
        sa.UniqueConstraint("document_id", "identity"),
        **LASTING,
    )
    op.create_table(
        "found",
        _reference("assessment_id", "assessments.id"),
        _reference("finding_id", "findings.id"),
        sa.PrimaryKeyConstraint("assessment_id", "finding_id"),
        **NARROW,
    )
    op.create_index("ix_found_finding_id", "found", ["finding_id"])
    op.create_table(
        "members",
        _reference("content_id", "contents.id"),
        _reference("place_id", "places.id"),
        _reference("assessment_id", "assessments.id"),
        sa.PrimaryKeyConstraint("content_id", "place_id", "assessment_id"),
        **NARROW,
    )
    op.create_index("ix_members_assessment_id", "members", ["assessment_id"])
    op.create_index("ix_members_place_id", "members", ["place_id"])


def _answers() -> None:
    """Make the tables of what people answer."""
    op.create_table("divergences", *_columns(TEXT, "id"), sa.PrimaryKeyConstraint("id"))
    op.create_table(
        "divergence_aliases",
        _reference("divergence_id", "divergences.id", kind=TEXT),
        *_columns(TEXT, "alias"),
        sa.PrimaryKeyConstraint("divergence_id", "alias"),
        **NARROW,
    )
    op.create_table(
        "divergence_findings",
        _reference("finding_id", "findings.id"),
        _reference("divergence_id", "divergences.id", kind=TEXT),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    op.create_index("ix_divergence_findings_divergence_id", "divergence_findings", ["divergence_id"])
    op.create_table(
        "decisions",
        _id(),
        *_columns(
            TEXT,
            "divergence",
            "code",
            "change",
            "answer",
            "reason",
            "wording",
            "persona",
            "segment",
            "approved_by",
            "evidence",
        ),
        *_columns(TEXT, "message_id", nullable=True),
        *_columns(sa.Date, "decided_on"),
        *_columns(sa.Date, "review_by", nullable=True),
        *_columns(sa.Integer, "sources", "documents"),
        *_columns(sa.JSON, "waiting_for"),
    )
    op.create_index("ix_decisions_divergence", "decisions", ["divergence"])
    op.create_table(
        "told",
        _id(),
        *_columns(TEXT, "message_id", "verdict", "text", "name", "answer"),
        *_columns(sa.Date, "day"),
        *_columns(sa.Date, "answered_on", nullable=True),
    )


def _counts() -> None:
    """Make the tables of what is counted beside."""
    op.create_table(
        "overrides",
        *_columns(TEXT, "code", "message_id", "reason"),
        *_columns(sa.Date, "month"),
        *_columns(sa.Integer, "count"),
        sa.PrimaryKeyConstraint("code", "message_id", "month", "reason"),
        **NARROW,
    )
    op.create_table("deals", _id(), *_columns(TEXT, "result", "stage", "segment"))
    op.create_table(
        "deal_keys",
        _reference("deal_id", "deals.id"),
        *_columns(sa.LargeBinary, "digest"),
        *_columns(TEXT, "kind"),
        sa.PrimaryKeyConstraint("deal_id", "digest"),
        **NARROW,
    )
    op.create_index("ix_deal_keys_digest", "deal_keys", ["digest"])


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _columns(kind: Kind, *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    """Return columns of one type."""
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _reference(name: str, target: str, *, kind: Kind = sa.Integer, nullable: bool = False) -> sa.Column[Any]:
    """Return a column that points to another table."""
    return sa.Column(name, kind, sa.ForeignKey(target), nullable=nullable)
