"""Scans made by hand for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from msgcheck.codes import Lane, Severity
from msgcheck.identity import content_fingerprint, finding_fingerprint, normalised
from msgcheck.records import (
    Answer,
    Audience,
    Conflict,
    ConflictSide,
    DayFrom,
    Decision,
    Divergence,
    DivergenceId,
    DocumentId,
    Finding,
    FindingKey,
    MessageId,
    Mover,
    Scan,
    ScannedDocument,
    ScannedFinding,
    Spread,
    Status,
)

ONBOARDING = MessageId("onboarding-time")
SAID = "Onboarding takes 50 % less time."
APPROVED = "Harbourlight cuts onboarding time by up to 30%."
DAY = date(2026, 6, 3)
SCAN_DAY = date(2026, 7, 1)


def make_finding(found: str = SAID, *, vector: bool = True, **changes: Any) -> ScannedFinding:
    """Return a finding of a sentence as it goes into the store."""
    code = changes.get("code", "MC102")
    message_id = changes.get("message_id", ONBOARDING)
    finding = Finding(
        fingerprint=finding_fingerprint(code=code, message_id=message_id, statement=found, ordinal=0),
        code="MC102",
        severity=Severity.HIGH,
        lane=Lane.SUGGEST,
        probability=0.875,
        message_id=ONBOARDING,
        document=DocumentId("decks/a.pptx"),
        location="slide 3 bullet 2",
        found=found,
        approved=APPROVED,
        sentence="This slide says 50 %; our study supports up to 30 %.",
        change="figure 30 percent > 50 percent",
    )
    row = np.full(4, 0.5, dtype="<f4").tobytes() if vector else b""
    return ScannedFinding(finding=replace(finding, **changes), vector=row)


def make_document(
    path: str = "decks/a.pptx",
    *,
    statements: tuple[str, ...] = ("Welcome to Harbourlight.", SAID),
    findings: tuple[ScannedFinding, ...] | None = None,
    **changes: Any,
) -> ScannedDocument:
    """Return a deck with one finding; other fields as given."""
    document = ScannedDocument(
        id=DocumentId(path),
        parent=None,
        fingerprint=content_fingerprint(statements),
        format="pptx",
        family="deck",
        private=False,
        status=Status.READ,
        audience=Audience(segment="retail", team="north", owner="field", products=("Core",), day=SCAN_DAY),
        author="Kim Example",
        account="",
        day=DAY,
        day_from=DayFrom.METADATA,
        statements=tuple(map(normalised, statements)),
        judged=len(statements),
        claims=1,
        covered=1,
        not_judged=0,
        used=((ONBOARDING, 2),),
        nearness=((ONBOARDING, 0.75),),
        names_product=True,
        uses_term=False,
        findings=(make_finding(document=DocumentId(path)),) if findings is None else findings,
    )
    return replace(document, **changes)


def make_mail(path: str = "mail/a.eml", **changes: Any) -> ScannedDocument:
    """Return a mail with one finding."""
    kept = {"private": True, "format": "eml", "family": "email", "day_from": DayFrom.MAIL, "account": "Acme Retail"}
    return make_document(path, **(kept | changes))


def make_scan(*documents: ScannedDocument, **changes: Any) -> Scan:
    """Return a scan of these documents."""
    scan = Scan(
        created=datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
        as_of=SCAN_DAY,
        version="0.1.0",
        messaging_hash="mc1:first",
        model="hashing",
        judge="default",
        documents=documents,
        skipped=(),
        uncovered=(),
    )
    return replace(scan, **changes)


def make_side(path: str, says: str, text: str = "", *, location: str = "slide 3") -> ConflictSide:
    return ConflictSide(document=DocumentId(path), location=location, says=says, text=text, day=DAY)


def make_conflict(*sides: ConflictSide, subject: str = "onboarding time") -> Conflict:
    return Conflict(scope="account", subject=subject, message_id=ONBOARDING, sides=sides)


def make_divergence(id_: str, *findings: int, aliases: tuple[str, ...] = ()) -> Divergence:
    """Return a divergence of these findings."""
    return Divergence(
        id=DivergenceId(id_),
        aliases=tuple(map(DivergenceId, aliases)),
        message_id=ONBOARDING,
        code="MC102",
        change="figure 30 percent > 50 percent",
        what="30 % became 50 %",
        approved=APPROVED,
        said=SAID,
        severity=Severity.HIGH,
        owner="product-marketing",
        mover=Mover.FIELD,
        spread=Spread(
            documents=1,
            sources=1,
            copies=0,
            by_kind=(),
            by_slide=(),
            by_segment=(),
            by_team=(),
            first_seen=DAY,
            last_seen=DAY,
        ),
        findings=tuple(map(FindingKey, findings)),
        documents=(),
    )


def make_decision(divergence: str = "div:0123456789ab", **changes: Any) -> Decision:
    """Return a rejection."""
    decision = Decision(
        divergence=DivergenceId(divergence),
        message_id=ONBOARDING,
        code="MC102",
        change="figure 30 percent > 50 percent",
        answer=Answer.REJECT,
        reason="No study supports it.",
        decided_on=date(2026, 7, 8),
        sources=3,
        documents=5,
    )
    return replace(decision, **changes)
