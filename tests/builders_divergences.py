"""Divergence reports made by hand: small ones to vary, and one rich one with planted markers.

Rimeholt is invented. `sample_report()` holds every section; what must never reach a shared report is marked
with one of the `PRIVATE` words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from msgcheck.codes import Severity
from msgcheck.records import (
    Absent,
    Answer,
    AuditNumber,
    Band,
    Conflict,
    ConflictSide,
    Decision,
    Divergence,
    DivergenceId,
    DivergenceReport,
    DocumentId,
    DocumentKey,
    Entry,
    FindingKey,
    MessageId,
    MessageUse,
    Mover,
    OutcomeComparison,
    OutcomeCount,
    Share,
    Spread,
    Standing,
    Told,
    Totals,
    Verdict,
)

PATH = "decks/Marigold-Foods/qbr-autumn.pptx"
PERSON = "Ines Okonkwo"
MAIL_LINE = "Between us, Marigold Foods gets the alarm in one minute"
PRIVATE = ("Marigold", "qbr-autumn", PERSON, MAIL_LINE)
"""Words of customers, paths, persons and mail that no shared report may hold."""

_NUMBERS = (
    ("category noun", "documents naming a product that call it by the words to use, and by none of those not to use"),
    ("audience", "documents with a known persona in which nothing is meant for someone else"),
    ("unique value", "documents with at least one differentiator or value proposition on message"),
    ("free of retired wording", "documents without an old line"),
    ("complete", "documents in which no required message is missing"),
)


def make_spread(documents: int = 23, **values: Any) -> Spread:
    """Return how often a divergence is said, by default mostly in retail decks since June."""
    spread = Spread(
        documents=documents,
        sources=max(1, documents // 3),
        copies=documents // 4,
        by_kind=(("deck", documents - documents // 3), ("email", documents // 3)) if documents > 2 else (("deck", 1),),
        by_slide=(("slide 3 title", max(1, documents // 2)), ("body line 5", max(1, documents // 4))),
        by_segment=(("food", max(1, documents // 2)), ("pharma", max(1, documents // 4))),
        by_team=(("north", max(1, documents // 2)), ("other", max(1, documents // 4))),
        first_seen=date(2026, 6, 3),
        last_seen=date(2026, 11, 17),
    )
    return replace(spread, **values)


def make_divergence(number: int = 1, **values: Any) -> Divergence:
    """Return one divergence, by default a figure changed by the field."""
    divergence = Divergence(
        id=DivergenceId(f"div:{number:012x}"),
        message_id=MessageId("vp-excursions"),
        code="MC102",
        change="figure:35 %>50 %",
        what="35% became 50%",
        approved="Shippers cut temperature excursions by up to 35% in their first year with Rimeholt.",
        said="Shippers cut temperature excursions by 50% in their first year with Rimeholt.",
        severity=Severity.HIGH,
        owner="product-marketing",
        mover=Mover.FIELD,
        spread=make_spread(),
        findings=(FindingKey(number),),
        documents=(DocumentKey(number),),
    )
    return replace(divergence, **values)


def make_entry(number: int = 1, **values: Any) -> Entry:
    """Return one divergence with what to do about it; `Divergence` fields may be given too."""
    own = {name: values.pop(name) for name in list(values) if name in Divergence.__dataclass_fields__}
    entry = Entry(
        divergence=make_divergence(number, **own),
        changed="The field says 50%; the approved line says up to 35%.",
        to_marketing="Decide: is there a source for 50%? If not, tell the field why it is 35%.",
        to_field="Please say “up to 35%”: that is what our 2025 lane study with 64 shippers supports.",
    )
    return replace(entry, **values)


def make_decision(number: int = 1, answer: Answer = Answer.REJECT, **values: Any) -> Decision:
    """Return one decision, by default a rejection with its reason."""
    decision = Decision(
        divergence=DivergenceId(f"div:{number:012x}"),
        message_id=MessageId("claim-alarm"),
        code="MC102",
        change="figure:5>1",
        answer=answer,
        reason="The network needs up to five minutes; one minute cannot be kept.",
        decided_on=date(2026, 10, 5),
        sources=6,
        documents=11,
    )
    return replace(decision, **values)


def make_report(acting: tuple[Entry, ...] = (), **values: Any) -> DivergenceReport:
    """Return a report without anything in it but what is given."""
    report = DivergenceReport(
        version="0.4.0",
        created=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        as_of=date(2026, 11, 20),
        company="Rimeholt",
        messaging_hash="mc1:0123456789abcdef",
        shared=False,
        totals=Totals(
            decks=0,
            mails=0,
            documents=0,
            first_day=None,
            last_day=None,
            scans=0,
            claims=0,
            covered=0,
            unread=(),
        ),
        audit=(),
        acting=acting,
        own_material=(),
        single=(),
        conflicts=(),
        uncovered=(),
        never_used=(),
        faithful=(),
        absent=(),
        decided=(),
        settled=(),
        told=(),
    )
    return replace(report, **values)


def make_audit(**bands: Band) -> tuple[AuditNumber, ...]:
    """Return the five audit numbers; `field_band` and `own_band` overrule the bands of all."""
    shares = (
        (Share(part=71, whole=84), Share(part=11, whole=12)),
        (Share(part=38, whole=61), Share(part=6, whole=9)),
        (Share(part=44, whole=96), Share(part=10, whole=12)),
        (Share(part=90, whole=96), Share(part=12, whole=12)),
        (Share(part=0, whole=0), Share(part=3, whole=4)),
    )
    return tuple(
        AuditNumber(
            name=name,
            meaning=meaning,
            field=field,
            field_band=bands.get("field_band", _band(field)),
            own=own,
            own_band=bands.get("own_band", _band(own)),
        )
        for (name, meaning), (field, own) in zip(_NUMBERS, shares, strict=True)
    )


def sample_report(**values: Any) -> DivergenceReport:
    """Return a report with something in every section, as the owner of the files sees it."""
    report = make_report(
        _acting(),
        totals=Totals(
            decks=41,
            mails=43,
            documents=12,
            first_day=date(2026, 5, 4),
            last_day=date(2026, 11, 17),
            scans=6,
            claims=812,
            covered=309,
            unread=(("no text layer", 3), ("other language", 2)),
        ),
        audit=make_audit(),
        own_material=_own_material(),
        single=_single(),
        conflicts=_conflicts(),
        uncovered=(("delivery and returns", 41), ("weather and route planning", 22), ("battery life", 9)),
        never_used=(
            _use("pos-foresight", "Rimeholt Foresight is the planning companion to Rimeholt Desk.", 0, 0),
            _use("term-notice", "After the first term, agreements can be ended with three months' notice.", 0, 0),
        ),
        faithful=(
            _use("claim-security", "Rimeholt's information security management is certified to ISO/IEC 27001.", 37, 1),
            _use("claim-hosting", "Shipment data of customers in the EU is stored in Frankfurt and Dublin.", 22, 2),
        ),
        absent=(
            Absent(
                message_id=MessageId("disclaimer-signal"),
                text="Alarms need a mobile signal at the place of the shipment.",
                owner="legal",
                lacking=14,
            ),
        ),
        decided=_decided(),
        settled=(
            make_decision(90),
            make_decision(
                91,
                Answer.ADOPT_FOR,
                message_id=MessageId("claim-support"),
                segment="food",
                wording="Support answers every day from 05:00 to 19:00 CET in the season.",
                reason="True for fresh food since May.",
                decided_on=date(2026, 9, 14),
                approved_by=PERSON,
            ),
        ),
        told=_told(),
        paths=(
            (
                DivergenceId(f"div:{1:012x}"),
                ((DocumentId(PATH), "slide 3 title"), (DocumentId("mail/a.eml"), "line 5")),
            ),
        ),
    )
    return replace(report, **values)


def _acting() -> tuple[Entry, ...]:
    return (
        make_entry(
            1,
            outcome=OutcomeComparison(
                divergence=DivergenceId(f"div:{1:012x}"),
                field=OutcomeCount(won=14, lost=11, low=0.371, high=0.733),
                approved=OutcomeCount(won=30, lost=11, low=0.583, high=0.848),
                open_deals=6,
                sufficient=True,
            ),
            told=(
                Told(
                    message_id=MessageId("vp-excursions"),
                    verdict=Verdict.CUSTOMERS_ASK_INSTEAD,
                    text="They ask what happens in the second year.",
                    day=date(2026, 9, 30),
                    name=PERSON,
                ),
            ),
        ),
        make_entry(
            2,
            message_id=MessageId("claim-alarm"),
            code="MC103",
            change="condition:signal",
            what="“wherever the Pod has a mobile signal” was dropped",
            approved="Rimeholt Desk sends an alarm by text message and e-mail within 5 minutes of a reading outside the "
            "agreed range, wherever the Pod has a mobile signal.",
            said="Rimeholt Desk sends an alarm by text message and e-mail within 5 minutes of a reading outside the range.",
            owner="legal",
            spread=make_spread(40, first_seen=date(2026, 7, 1)),
            changed="The condition “wherever the Pod has a mobile signal” is left out.",
            to_marketing="Offer a short line for slides that keeps the condition.",
            to_field="Please add “where there is a mobile signal”: without one no alarm can be sent.",
        ),
        make_entry(
            3,
            message_id=MessageId("term-start"),
            code="MC102",
            change="figure:10>5",
            what="10 working days became 5",
            approved="Most sites send their first monitored shipment within 10 working days of the order.",
            said=None,
            severity=Severity.MEDIUM,
            mover=Mover.MARKETING,
            spread=make_spread(9, by_kind=(("email", 9),), by_slide=(), by_segment=(), by_team=()),
            changed="Mails say 5 working days; the line was changed to 10 on 1 September.",
            to_marketing="Tell the field that the line has changed: most of these mails were written before.",
            to_field="From September it is 10 working days.",
            outcome=OutcomeComparison(
                divergence=DivergenceId(f"div:{3:012x}"),
                field=OutcomeCount(won=3, lost=2, low=0.231, high=0.882),
                approved=OutcomeCount(won=9, lost=8, low=0.31, high=0.738),
                open_deals=1,
                sufficient=False,
            ),
        ),
    )


def _own_material() -> tuple[Entry, ...]:
    return (
        make_entry(
            20,
            message_id=MessageId("price-pilot"),
            code="MC102",
            change="figure:8>6",
            what="8 weeks became 6",
            approved="The pilot runs for 8 weeks with 20 Pods at a fixed price of €2,400, which is credited if you continue.",
            said="The pilot runs for 6 weeks with 20 Pods at a fixed price of €2,400, which is credited if you continue.",
            mover=Mover.OWN_MATERIAL,
            template=DocumentKey(20),
            spread=make_spread(18, sources=1, copies=17),
            changed="Our own template says 6 weeks; the approved line says 8.",
            to_marketing="Put the template right: 17 copies come from it.",
            to_field="Take the new template; this was not your edit.",
        ),
    )


def _single() -> tuple[Entry, ...]:
    return (
        make_entry(
            30,
            message_id=None,
            code="MC301",
            change="theme:leader",
            what="“the market leader” has no approved source",
            approved="",
            said="Rimeholt is the market leader in fresh food.",
            owner="",
            spread=make_spread(1, copies=0),
            changed="No approved line says that we lead a market.",
            to_marketing="Nothing to do yet: a single document is no proposal.",
            to_field="Please leave it out until there is a source.",
        ),
    )


def _conflicts() -> tuple[Conflict, ...]:
    return (
        Conflict(
            scope="deck",
            subject="temperature excursions",
            message_id=MessageId("vp-excursions"),
            sides=(
                ConflictSide(
                    document=DocumentId(PATH),
                    location="slide 3 title",
                    says="35%",
                    text="Cut excursions by up to 35%.",
                    day=date(2026, 10, 2),
                ),
                ConflictSide(
                    document=DocumentId(PATH),
                    location="slide 17 bullet 2",
                    says="50%",
                    text="Half the excursions: 50% at Marigold Foods.",
                    day=date(2026, 10, 2),
                ),
            ),
        ),
        Conflict(
            scope="account",
            subject="",
            message_id=None,
            sides=(
                ConflictSide(document=DocumentId("mail/a.eml"), location="body line 5", says="4 May"),
                ConflictSide(document=DocumentId("mail/b.eml"), location="body line 2", says="18 May"),
            ),
        ),
    )


def _decided() -> tuple[Entry, ...]:
    pending = make_decision(
        40,
        Answer.ADOPT_FOR,
        message_id=MessageId("price-pod"),
        segment="food",
        wording="A Pod costs €19 per month in the season.",
        reason="Growers book by season.",
        decided_on=date(2026, 11, 2),
        waiting_for=("the patch to be merged", "approved_by", "evidence"),
    )
    test = make_decision(
        41,
        Answer.TEST,
        message_id=MessageId("vp-foresight"),
        wording="See warm lanes three days ahead.",
        reason="Shorter.",
        decided_on=date(2026, 9, 1),
        review_by=date(2026, 11, 15),
    )
    return (
        make_entry(
            40,
            message_id=MessageId("price-pod"),
            what="“on a 24-month agreement” became “in the season”",
            approved="A Pod costs €19 per month on a 24-month agreement, with mobile data and calibration included.",
            said="A Pod costs €19 per month in the season.",
            standing=Standing.PENDING,
            decision=pending,
            changed="The term of 24 months is replaced by the season.",
            to_marketing="Merge the patch; pricing has to approve it and name the evidence.",
            to_field="Coming for food: please wait until it is merged.",
        ),
        make_entry(
            41,
            message_id=MessageId("vp-foresight"),
            what="“up to 72 hours before dispatch” became “three days ahead”",
            approved="Rimeholt Foresight shows up to 72 hours before dispatch which lanes are likely to run warm.",
            said="Rimeholt Foresight shows three days ahead which lanes are likely to run warm.",
            severity=Severity.LOW,
            standing=Standing.TESTING,
            decision=test,
            changed="The same time in other words.",
            to_marketing="Review the test.",
            to_field="You may say it until the review.",
        ),
    )


def _told() -> tuple[Told, ...]:
    return (
        Told(
            message_id=MessageId("vp-excursions"),
            verdict=Verdict.CUSTOMERS_ASK_INSTEAD,
            text="They ask what happens in the second year.",
            day=date(2026, 9, 30),
            name=PERSON,
        ),
        Told(
            message_id=MessageId("claim-hosting"),
            verdict=Verdict.WORKS,
            text="Ends the discussion with every works council.",
            day=date(2026, 10, 12),
            answer="Good to hear: it stays as it is.",
            answered_on=date(2026, 10, 20),
        ),
    )


def _use(message_id: str, text: str, on_message: int, diverging: int) -> MessageUse:
    return MessageUse(
        message_id=MessageId(message_id),
        text=text,
        owner="product-marketing",
        on_message=on_message,
        diverging=diverging,
    )


def _band(share: Share) -> Band:
    if share.percent is None or share.whole < 10:
        return Band.INSUFFICIENT
    if share.percent >= 80:
        return Band.ON_TRACK
    return Band.SLIPPING if share.percent >= 55 else Band.DECIDE
