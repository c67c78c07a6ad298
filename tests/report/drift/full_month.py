"""The month that the first page is described with: its ten lines, and the report they come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from msgcheck.records import Correction, Disputed, Ending, MessageId, Share, Waiting
from tests.builders_drift import make_adoption, make_drift_report, make_edit, make_launch, make_material

TEN_LINES = (
    "61 decks and 412 mails written or changed in November; 7 unreadable, 9 not in English: not judged.",
    "Correct with customers: 2 price mails; their writers were told.",
    "Waiting for marketing: 3 field wordings, the oldest 19 days.",
    "New: 'live in two weeks' for 'live in 30 days': 14 decks, 6 sources, mostly retail.",
    "Growing: 'up to' missing from the 30 % line: 9 -> 17.",
    "From our own material: old 20 % line in pitch template v7; 12 of 15 uses are copies.",
    "Settled: retired free plan 11 -> 2 since the note of 4 November.",
    "Launch: Flow 3 line in 38 of 61 decks about Flow, day 24.",
    "Nobody used for three months: 2 lines. Ending: ISO certificate, 31 December, 22 decks.",
    "The field called 6 of 48 findings wrong; 5 were.",
)
_SAVING = "Larkspur cuts your onboarding time by up to 30 %."


def full_month(**changes):
    """The report whose first page is `TEN_LINES`."""
    report = make_drift_report(
        material=make_material(documents=0, not_judged=0, partly=0),
        corrections=(Correction(about="price", mails=2, documents=0, told=True),),
        waiting=Waiting(proposals=3, oldest_days=19),
        new=(
            make_edit(
                approved="You are live in 30 days.",
                said="You are live in two weeks.",
                approved_part="live in 30 days",
                said_part="live in two weeks",
            ),
        ),
        growing=(
            make_edit(
                2,
                message_id=MessageId("onboarding-time"),
                code="MC103",
                approved=_SAVING,
                said="Larkspur cuts your onboarding time by 30 %.",
                approved_part="up to",
                said_part="",
                documents=17,
                before=9,
            ),
        ),
        own_material=(
            make_edit(
                3,
                message_id=MessageId("onboarding-time"),
                code="MC201",
                approved=_SAVING,
                said="Larkspur cuts your onboarding time by 20 %.",
                approved_part="up to 30 %",
                said_part="20 %",
                documents=15,
                copies=12,
                template="pitch template v7",
            ),
        ),
        settled=(
            make_edit(
                4,
                message_id=MessageId("free-plan"),
                code="MC201",
                approved="",
                approved_part="",
                said="There is a free plan.",
                said_part="",
                documents=2,
                before=11,
                since=date(2026, 11, 4),
            ),
        ),
        launches=(
            make_launch(
                message_id=MessageId("flow-3"),
                text="Flow 3 closes the books in a day.",
                products=("Flow",),
                adoption=make_adoption(
                    days=24, share=Share(part=38, whole=61), by_family=(("deck", Share(part=38, whole=61)),)
                ),
            ),
        ),
        endings=(
            Ending(
                message_id=MessageId("iso-certificate"),
                text="Our hosting has an ISO 27001 certificate.",
                last_day=date(2026, 12, 31),
                families=(("deck", 22),),
            ),
        ),
        disputed=Disputed(findings=48, called_wrong=6, upheld=5, open=0),
    )
    return replace(report, **changes)


def quiet_month(**changes):
    """A report on a month in which nothing was found."""
    report = make_drift_report(
        material=make_material(decks=3, mails=0, documents=0, unreadable=0, other_language=0, not_judged=0, partly=0),
        messages=(),
        corrections=(),
        waiting=Waiting(proposals=0, oldest_days=0),
        new=(),
        growing=(),
        counted=(),
        own_material=(),
        settled=(),
        launches=(),
        never_used=(),
        endings=(),
        phrases=(),
        disputed=Disputed(findings=0, called_wrong=0, upheld=0, open=0),
        versions=(),
        unreadable=(),
    )
    return replace(report, **changes)
