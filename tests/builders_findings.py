"""Judgements, findings and reports made by hand for the tests of findings and reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from msgcheck.codes import BY_CODE, Label, Lane, Severity
from msgcheck.identity import finding_fingerprint
from msgcheck.records import (
    Approved,
    BlockKind,
    Company,
    Comparator,
    Cue,
    Document,
    DocumentId,
    DocumentSummary,
    Figure,
    Finding,
    Fingerprint,
    FormerName,
    InternalOnly,
    Judgement,
    Limits,
    Match,
    Message,
    MessageId,
    MessageType,
    Messaging,
    NeverSay,
    NotJudged,
    Origin,
    Product,
    Readings,
    Reason,
    Report,
    Retired,
    Skipped,
    Source,
    Statement,
    Status,
    Term,
    Unread,
    Variant,
    Wording,
)

NOWHERE = Origin(path="messaging.yaml", line=1, column=1)
DECK = DocumentId("decks/autumn.pptx")
INTERNAL_LINE = "Our floor price is seventy-one euros a month"

ONBOARDING = Message(
    id=MessageId("onboarding-time"),
    type=MessageType.CLAIM,
    text="Harbourlight cuts onboarding time by up to 30%.",
    evidence="2025 customer study, 112 customers",
    owner="product-marketing",
    valid_from=date(2026, 1, 15),
    better="higher",
    where=NOWHERE,
    variants=(
        Variant(text="New hires are productive up to 30% sooner.", persona=("hr",)),
        Variant(text="Onboarding takes up to 30% less time.", channel=("slide",)),
    ),
)
PRICE = Message(
    id=MessageId("list-price"),
    type=MessageType.CLAIM,
    text="Harbourlight costs €89 per user per month.",
    kind="price",
    limits=Limits(values=(("max_discount", "15%"),)),
    owner="pricing",
    better="lower",
    where=NOWHERE,
)
SUPPORT = Message(
    id=MessageId("support-hours"),
    type=MessageType.CLAIM,
    text="Support answers within four hours on working days.",
    owner="operations",
    where=NOWHERE,
)

MESSAGING = Messaging(
    company=Company(name="Harbourlight", domains=("harbourlight.example",)),
    products=(
        Product(
            name="Harbourlight Flow",
            aliases=("Flow",),
            wrong=("HarbourFlow",),
            former=(FormerName(name="Tideline", until=date(2026, 1, 1), grace_until=date(2026, 6, 30)),),
        ),
    ),
    messages=(ONBOARDING, PRICE, SUPPORT),
    retired=(
        Retired(
            id=MessageId("onboarding-time-2024"),
            text="Harbourlight cuts onboarding time by up to 20%.",
            replaced_by=MessageId("onboarding-time"),
            retired_on=date(2026, 1, 15),
            grace_until=date(2026, 3, 31),
            because="the 2025 study replaced it",
            where=NOWHERE,
        ),
    ),
    never_say=(
        NeverSay(
            id=MessageId("no-guarantee"),
            named=True,
            text="guaranteed return on investment",
            because="no guarantee is approved",
            instead=MessageId("onboarding-time"),
            where=NOWHERE,
        ),
    ),
    internal_only=(
        InternalOnly(id=MessageId("floor-price"), text=INTERNAL_LINE, owner="sales-operations", where=NOWHERE),
    ),
    terms=(Term(use="customer", not_=("client",), where=NOWHERE),),
)


def make_document(*, format_: str = "pptx", id_: str = DECK, fingerprint: str = "mc1:doc") -> Document:
    return Document(id=DocumentId(id_), format=format_, fingerprint=fingerprint)


def make_figure(
    text: str, within: str, value: float, *, kind: str = "percent", unit: str = "percent", **more: Any
) -> Figure:
    start = within.index(text)
    more.setdefault("as_written", (value, unit))
    return Figure(start=start, end=start + len(text), text=text, kind=kind, value=value, unit=unit, **more)


def make_cue(text: str, within: str, lemma: str = "") -> Cue:
    start = within.index(text)
    return Cue(start=start, end=start + len(text), text=text, lemma=lemma or text.lower())


def make_statement(text: str, *, location: str = "slide 3 bullet 2", ordinal: int = 0, **more: Any) -> Statement:
    return Statement(text=text, document=DECK, location=location, ordinal=ordinal, kind=BlockKind.BULLET, **more)


def make_judgement(
    text: str,
    label: Label,
    *,
    message_id: str | None = "onboarding-time",
    wording: str | None = None,
    source: Source = Source.MESSAGE,
    readings: Readings = Readings(),
    approved_readings: Readings = Readings(),
    approved: Approved | None = None,
    reasons: tuple[Reason, ...] = (),
    score: float = 0.95,
    location: str = "slide 3 bullet 2",
    ordinal: int = 0,
) -> Judgement:
    statement = make_statement(text, location=location, ordinal=ordinal, readings=readings)
    message = MESSAGING.message(message_id)
    line = wording if wording is not None else message.text if message is not None else None
    match = None
    if line is not None and message_id is not None:
        match = Match(
            statement=statement,
            wording=Wording(
                text=line,
                id=MessageId(message_id),
                source=source,
                approved=approved or message,
                readings=approved_readings,
            ),
            cosine=0.9,
        )
    return Judgement(
        statement=statement,
        label=label,
        score=score,
        message_id=MessageId(message_id) if message_id is not None else None,
        match=match,
        reasons=reasons,
    )


def figure_judgement(found: str = "Harbourlight cuts onboarding time by 50 %.", **more: Any) -> Judgement:
    """Return "by 50 %" judged beside the approved "by up to 30%"."""
    figure = make_figure("50 %", found, 50.0)
    approved = make_figure("30%", ONBOARDING.text, 30.0, comparator=Comparator.AT_MOST)
    more.setdefault(
        "reasons",
        (
            Reason(
                code="MC102",
                what="up to 30% became 50 %",
                score=0.9,
                found=(figure.start, figure.end),
                approved=(approved.start, approved.end),
            ),
        ),
    )
    return make_judgement(
        found,
        Label.FIGURE_CHANGED,
        readings=Readings(figures=(figure,)),
        approved_readings=Readings(figures=(approved,)),
        **more,
    )


def make_finding(number: int = 0, **more: Any) -> Finding:
    values: dict[str, Any] = {
        "code": "MC102",
        "severity": Severity.HIGH,
        "lane": Lane.ASK,
        "probability": 0.97,
        "message_id": MessageId("onboarding-time"),
        "document": DECK,
        "location": f"slide {number + 1} bullet 2",
        "found": "Harbourlight cuts onboarding time by 50 %.",
        "approved": ONBOARDING.text,
        "sentence": (
            'This slide says 50 %; our source (2025 customer study, 112 customers) supports up to 30%. Write "up to 30%" instead.'
        ),
        "suggestion": "Harbourlight cuts onboarding time by up to 30 %.",
        "mended": True,
        "reasons": (Reason(code="MC102", what="up to 30% became 50 %", score=0.9, found=(38, 42), approved=(37, 46)),),
        "change": "figure 30 percent > 50 percent",
        "document_fingerprint": "mc1:doc",
    } | more
    values.setdefault(
        "fingerprint",
        finding_fingerprint(
            code=values["code"], message_id=values["message_id"], statement=values["found"], ordinal=number
        ),
    )
    return Finding(**values)


def make_summary(id_: str = DECK, **more: Any) -> DocumentSummary:
    values: dict[str, Any] = {
        "id": DocumentId(id_),
        "parent": None,
        "format": "pptx",
        "status": Status.READ,
        "reason": None,
        "language": "en",
        "fingerprint": "mc1:doc",
        "statements": 40,
        "judged": 36,
        "on_message": 9,
        "not_judged": 2,
        "unread": (Unread(kind="words", found=420, read=420),),
    } | more
    return DocumentSummary(**values)


def make_report(findings: tuple[Finding, ...] = (), **more: Any) -> Report:
    ids = sorted({finding.message_id for finding in findings if finding.message_id is not None})
    values: dict[str, Any] = {
        "version": "0.1.0",
        "created": datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        "as_of": date(2026, 11, 21),
        "messaging_hash": "mc1:messaging",
        "model": "all-MiniLM-L6-v2@1a2b3c4d",
        "judge": "readings@5e6f7a8b",
        "calibrated": True,
        "documents": (make_summary(),),
        "findings": findings,
        "skipped": (),
        "not_judged": (),
        "messages": tuple((id_, message.text) for id_ in ids if (message := MESSAGING.message(id_)) is not None),
    } | more
    return Report(**values)


def sample_report() -> Report:
    """Return a report with something in every part, for the golden files."""
    return make_report(
        findings=(
            make_finding(0),
            make_finding(4, document=DocumentId("decks/retail.pptx"), known=True),
            make_finding(
                1,
                code="MC103",
                found="Harbourlight always cuts onboarding time by 30%.",
                reasons=(Reason(code="MC103", what='"up to" is missing', score=0.8),),
                sentence='This slide says more than is approved: "up to" is missing. Say it as approved.',
                severity=Severity.MEDIUM,
                lane=Lane.SUGGEST,
                suggestion=ONBOARDING.text,
                mended=False,
            ),
            make_finding(
                2,
                code="MC101",
                message_id=MessageId("support-hours"),
                found="Support never answers on working days, only at night.",
                approved=SUPPORT.text,
                sentence="This slide says the opposite of the approved line. Use the approved line.",
                suggestion=SUPPORT.text,
                mended=False,
                reasons=(),
                hidden=True,
                location="slide 6 notes",
            ),
            make_finding(
                3,
                code="MC203",
                message_id=MessageId("floor-price"),
                found="(not shown)",
                approved="",
                suggestion="",
                mended=False,
                reasons=(),
                sentence='This repeats "floor-price", which must not leave the company. Take it out, or ask sales-operations.',
            ),
            make_finding(
                5,
                code="MC401",
                message_id=None,
                found="Ask for <b>HarbourFlow</b> & friends",
                approved="",
                sentence='A name we do not use: "HarbourFlow" is called "Harbourlight Flow". Use the right name throughout.',
                suggestion="Ask for <b>Harbourlight Flow</b> & friends",
                severity=Severity.MEDIUM,
                lane=Lane.SUGGEST,
                count=3,
            ),
            make_finding(
                6,
                code="MC104",
                found="Harbourlight may cut onboarding time a little.",
                severity=Severity.LOW,
                lane=Lane.NOTE,
                sentence="This slide says less than is approved. You may use the full line.",
                suggestion=ONBOARDING.text,
                mended=False,
            ),
        ),
        documents=(
            make_summary(),
            make_summary(
                "decks/retail.pptx",
                status=Status.PARTIAL,
                reason="2 charts could not be read",
                unread=(
                    Unread(kind="words", found=100, read=100),
                    Unread(kind="charts", found=5, read=3, reason="linked workbook is missing"),
                ),
            ),
        ),
        skipped=(
            Skipped(id=DocumentId("decks/locked.pptx"), format="pptx", reason="The file is protected by a password."),
            Skipped(
                id=DocumentId("decks/film.mov"), format="mov", reason="Not a type msgcheck reads.", known_type=False
            ),
        ),
        not_judged=(
            NotJudged(document=DECK, location="slide 7 title", text="Willkommen an Bord", reason="other language (de)"),
        ),
        used=(("onboarding-time", 9), ("support-hours", 0)),
        silenced=1,
        uncovered=(("integrations", 4),),
    )


def renumbered(finding: Finding, digits: str) -> Finding:
    return replace(finding, fingerprint=Fingerprint(f"mc1:{digits}"))


ALL_FINDING_LABELS = tuple(entry.label for entry in BY_CODE.values())
