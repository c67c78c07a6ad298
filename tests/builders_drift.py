"""Drift reports made by hand: one rich month whose first page tells a whole story, and its parts to vary.

Marlowick is invented. What must never reach a first page or a shared report holds one of the `PRIVATE` words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from msgcheck.records import (
    Adoption,
    Call,
    Called,
    Correction,
    Disputed,
    DivergenceId,
    DocumentId,
    DocumentKey,
    DriftReport,
    EditCount,
    Ending,
    Interval,
    Material,
    MessageDrift,
    MessageId,
    NewPhrase,
    Period,
    PeriodFigures,
    PeriodKind,
    Share,
    VersionChange,
    Waiting,
)

NOVEMBER = Period(first=date(2026, 11, 1), kind=PeriodKind.MONTH)
OCTOBER = NOVEMBER.before()

PATH = "decks/Pellworm-Foods/steering-november.pptx"
EARLIER_PATH = "decks/Pellworm-Foods/steering-october.pptx"
UNREADABLE_PATH = "mail/Ines-Okonkwo/scan-of-offer.pdf"
PRIVATE = ("Pellworm", "steering-november", "steering-october", "Okonkwo", "scan-of-offer")
"""Words of customers, paths and persons that no first page and no shared report may hold."""

SAVING = "Marlowick cuts energy costs of shops by up to 30% in the first year."
LIVE = "Shops go live with Marlowick in 30 days."
FREE = "Marlowick Basic is free for one shop."
FLOW = "Marlowick Flow balances heating and cooling in every room."
ISO = "Marlowick's information security is certified to ISO/IEC 27001."
PRICE = "Marlowick costs €89 a shop and month."


def make_figures(period: Period = NOVEMBER, **values: Any) -> PeriodFigures:
    """Return one message in one month, by default with 52 of 61 documents carrying it and 17 of them drifting."""
    figures = PeriodFigures(
        period=period,
        eligible=61,
        carrying=52,
        on_message=35,
        drifting=17,
        by_code=(("MC103", 15), ("MC102", 3)),
        retired=0,
        sources=9,
        distance=Interval(mean=0.18, low=0.14, high=0.22, count=52),
    )
    return replace(figures, **values)


def make_message_drift(number: int = 1, **values: Any) -> MessageDrift:
    """Return one message over six months, by default the saving that loses its "up to"."""
    counts = ((40, 4), (44, 5), (39, 4), (47, 6), (50, 9), (52, 17))
    periods: list[Period] = [NOVEMBER]
    while len(periods) < len(counts):
        periods.insert(0, periods[0].before())
    figures = tuple(
        make_figures(
            period,
            carrying=carrying,
            on_message=carrying - drifting,
            drifting=drifting,
            by_code=(("MC103", drifting),),
            sources=max(1, drifting // 2),
            distance=Interval(mean=0.1 + 0.01 * drifting, low=0.07 + 0.01 * drifting, high=0.14 + 0.01 * drifting, count=carrying),
        )
        for period, (carrying, drifting) in zip(periods, counts, strict=True)
    )  # fmt: skip
    message = MessageDrift(
        message_id=MessageId(f"vp-saving-{number}" if number > 1 else "vp-saving"),
        text=SAVING,
        owner="product-marketing",
        products=(),
        periods=figures,
        compared=figures[-2],
        called=Called(call=Call.DRIFTING, before=0.13),
        changed_on=date(2026, 3, 2),
        adoption=None,
        stock=112,
        stock_retired=9,
    )
    return replace(message, **values)


def make_adoption(**values: Any) -> Adoption:
    """Return how a launch was taken up, by default Flow's on its 24th day."""
    adoption = Adoption(
        approved_on=date(2026, 11, 6),
        days=24,
        days_to_half=9,
        days_to_most=None,
        share=Share(part=70, whole=130),
        by_family=(
            ("deck", Share(part=38, whole=61)),
            ("email", Share(part=30, whole=64)),
            ("document", Share(part=2, whole=5)),
        ),
    )
    return replace(adoption, **values)


def make_launch(**values: Any) -> MessageDrift:
    """Return a message that began this month."""
    before = make_figures(
        OCTOBER, eligible=55, carrying=0, on_message=0, drifting=0, by_code=(), sources=0, distance=None
    )
    now = make_figures(
        NOVEMBER, eligible=130, carrying=74, on_message=70, drifting=4, by_code=(("MC104", 4),), sources=3
    )
    launch = make_message_drift(
        message_id=MessageId("flow-balance"),
        text=FLOW,
        products=("Marlowick Flow",),
        periods=(before, now),
        compared=before,
        called=Called(call=Call.INSUFFICIENT),
        changed_on=date(2026, 11, 6),
        adoption=make_adoption(),
        stock=74,
        stock_retired=0,
    )
    return replace(launch, **values)


def make_edit(number: int = 1, **values: Any) -> EditCount:
    """Return one counted edit, by default the new "live in two weeks"."""
    edit = EditCount(
        divergence=DivergenceId(f"div:{number:012x}"),
        message_id=MessageId("claim-live"),
        code="MC102",
        what="30 days became two weeks",
        approved=LIVE,
        said="Shops go live with Marlowick in two weeks.",
        approved_part="live in 30 days",
        said_part="live in two weeks",
        families=(("deck", 14),),
        documents=14,
        sources=6,
        before=0,
        segment="retail",
        since=date(2026, 11, 3),
    )
    return replace(edit, **values)


def make_drift_report(**changes: Any) -> DriftReport:
    """Return a month with something in every section, as the owner of the files sees it; `changes` are its fields."""
    report = DriftReport(
        version="0.4.0",
        created=datetime(2026, 11, 30, 9, 0, tzinfo=UTC),
        as_of=date(2026, 11, 30),
        company="Marlowick",
        messaging_hash="mc1:0123456789abcdef",
        shared=False,
        period=NOVEMBER,
        compared_with=OCTOBER,
        material=make_material(),
        messages=_messages(),
        corrections=(Correction(about="price", mails=2, documents=0, told=True),),
        waiting=Waiting(proposals=3, oldest_days=19),
        new=(make_edit(1),),
        growing=(_growing(),),
        counted=_counted(),
        own_material=(_own_material(),),
        settled=(_settled(),),
        launches=(make_launch(),),
        never_used=(
            (MessageId("pos-companion"), "Marlowick is the companion of every shop manager."),
            (MessageId("term-notice"), "Agreements can be ended with three months' notice."),
        ),
        endings=(
            Ending(
                message_id=MessageId("claim-iso"),
                text=ISO,
                last_day=date(2026, 12, 31),
                families=(("deck", 22), ("email", 5)),
            ),
        ),
        phrases=(
            NewPhrase(phrase="two weeks", documents=14, sources=6, before=0),
            NewPhrase(phrase="no site visit", documents=4, sources=3, before=1),
        ),
        disputed=Disputed(findings=48, called_wrong=6, upheld=5, open=0),
        versions=(
            VersionChange(
                document=DocumentKey(902),
                earlier=DocumentKey(871),
                path=DocumentId(PATH),
                earlier_path=DocumentId(EARLIER_PATH),
                day=date(2026, 11, 12),
                earlier_day=date(2026, 10, 8),
                changed=("slide 3",),
                added=("slide 9",),
                removed=(),
            ),
        ),
        unreadable=tuple(
            (DocumentId(f"{UNREADABLE_PATH}" if number == 1 else f"decks/broken-{number}.pptx"), "no text layer")
            for number in range(1, 8)
        ),
    )
    return replace(report, **changes)


def make_material(**values: Any) -> Material:
    """Return what the month is made of."""
    material = Material(
        decks=61,
        mails=412,
        documents=5,
        unreadable=7,
        other_language=9,
        not_judged=2,
        partly=11,
        dated_by=(("mail header", 412), ("its own metadata", 60), ("file time", 5), ("--as-of", 1)),
        by_segment=(("hotels", 88), ("retail", 230), ("other", 160)),
        by_team=(("north", 240), ("south", 238)),
        judges=1,
    )
    return replace(material, **values)


def _messages() -> tuple[MessageDrift, ...]:
    """Return a message for each thing that can be said of one."""
    return (
        make_message_drift(),
        make_message_drift(
            2,
            message_id=MessageId("claim-live"),
            text=LIVE,
            called=Called(call=Call.DRIFTING, segment="retail", before=0.08),
        ),
        make_launch(),
        make_message_drift(
            3,
            message_id=MessageId("claim-price"),
            text=PRICE,
            owner="finance",
            called=Called(call=Call.FOLLOWING, before=0.1),
            changed_on=date(2026, 10, 12),
            adoption=make_adoption(approved_on=date(2026, 10, 12), days=49, days_to_half=None),
        ),
        make_message_drift(
            4, message_id=MessageId("claim-iso"), text=ISO, called=Called(call=Call.STEADY, before=0.05)
        ),
        make_message_drift(
            5,
            message_id=MessageId("claim-free"),
            text=FREE,
            called=Called(call=Call.RECOVERING, before=0.4),
            stock=18,
            stock_retired=2,
        ),
        _unused(),
    )


def _unused() -> MessageDrift:
    """Return a message that nobody uses, in months without a document about it."""
    nothing = {"carrying": 0, "on_message": 0, "drifting": 0, "by_code": (), "sources": 0, "distance": None}
    before, now = make_figures(OCTOBER, eligible=0, **nothing), make_figures(NOVEMBER, eligible=3, **nothing)
    return make_message_drift(
        6,
        message_id=MessageId("pos-companion"),
        text="Marlowick is the companion of every shop manager.",
        owner="",
        periods=(before, now),
        compared=before,
        called=Called(call=Call.INSUFFICIENT),
        changed_on=None,
        stock=0,
        stock_retired=0,
    )


def _growing() -> EditCount:
    return make_edit(
        2,
        message_id=MessageId("vp-saving"),
        code="MC103",
        what="“up to” is missing",
        approved=SAVING,
        said="Marlowick cuts energy costs of shops by 30%.",
        approved_part="up to",
        said_part="",
        families=(("email", 10), ("deck", 7)),
        documents=17,
        sources=9,
        before=9,
        segment="",
        since=date(2026, 6, 11),
        called=Called(call=Call.DRIFTING, before=0.15),
    )


def _counted() -> tuple[EditCount, ...]:
    return (
        make_edit(
            3,
            message_id=MessageId("claim-price"),
            what="€89 became €79",
            approved=PRICE,
            said="",
            approved_part="€89",
            said_part="€79",
            families=(("email", 2),),
            documents=2,
            sources=2,
            before=1,
            segment="",
            since=date(2026, 10, 20),
        ),
        make_edit(
            4,
            message_id=MessageId("free-2024"),
            code="MC201",
            what="the old line is said",
            approved=FREE,
            said="Marlowick Basic is free for ever.",
            approved_part="for one shop",
            said_part="for ever",
            families=(("deck", 2),),
            documents=2,
            sources=1,
            before=5,
            segment="",
            since=date(2026, 6, 2),
            called=Called(call=Call.RECOVERING, before=0.3),
        ),
    )


def _own_material() -> EditCount:
    return make_edit(
        5,
        message_id=MessageId("saving-2024"),
        code="MC201",
        what="the old line is said",
        approved=SAVING,
        said="Marlowick cuts energy costs by 20%.",
        approved_part="30%",
        said_part="20%",
        families=(("deck", 15),),
        documents=15,
        sources=3,
        before=16,
        segment="",
        since=date(2026, 6, 1),
        copies=12,
        template="pitch template v7",
    )


def _settled() -> EditCount:
    return make_edit(
        6,
        message_id=MessageId("free-2024"),
        code="MC201",
        what="the old line is said",
        approved=FREE,
        said="Marlowick Basic is free for ever.",
        approved_part="for one shop",
        said_part="for ever",
        families=(("deck", 2),),
        documents=2,
        sources=1,
        before=11,
        segment="",
        since=date(2026, 11, 4),
    )
