"""A messaging that changes in the coming weeks, a store around it, and a hand-off sheet made by hand.

Tidewell and its customers are invented. Texts under embargo hold `SECRET`, what is of one customer or file `PRIVATE`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from msgcheck.records import (
    Answer,
    Breaking,
    Coming,
    ComingKind,
    Company,
    Customer,
    Decision,
    DivergenceId,
    DocumentId,
    HandOff,
    Message,
    MessageId,
    MessageType,
    Messaging,
    Origin,
    Pillar,
    Product,
    Retired,
    Reworded,
    Variant,
)

AS_OF = date(2026, 11, 22)
UNTIL = date(2027, 1, 3)
CREATED = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SECRET = "Quicksilver"  # noqa: S105 - a word, no password
CUSTOMER = "Port of Skagen"
PATH = f"decks/{CUSTOMER}/pitch-v7.pptx"
PRIVATE = (CUSTOMER, "Skagen", "pitch-v7")
WHERE = Origin(path="messaging.yaml", line=1, column=1)


def make_message(id_: str, text: str, **values: Any) -> Message:
    """Return one message, by default a claim that has always held."""
    message = Message(id=MessageId(id_), type=MessageType.CLAIM, text=text, where=WHERE)
    return replace(message, **values)


def make_variant(text: str, **values: Any) -> Variant:
    """Return another wording of a message."""
    return Variant(text=text, where=WHERE, **values)


def make_retired(id_: str, text: str, **values: Any) -> Retired:
    """Return a retired line."""
    return Retired(id=MessageId(id_), text=text, where=WHERE, **values)


def make_messaging(*messages: Message, **values: Any) -> Messaging:
    """Return a messaging of these messages."""
    return Messaging(company=Company(name="Tidewell"), messages=messages, hash="mc1:0123456789abcdef", **values)


def make_product(name: str = "Tidewell Desk", **values: Any) -> Product:
    """Return a product."""
    return Product(name=name, **values)


def make_customer(**values: Any) -> Customer:
    """Return a customer that may be named until the end of the year."""
    customer = Customer(
        name=CUSTOMER, aliases=("Skagen",), naming="name", until=date(2026, 12, 31), evidence="Release form"
    )
    return replace(customer, **values)


def make_test_decision(**values: Any) -> Decision:
    """Return a decision to test a wording until the middle of December."""
    decision = Decision(
        divergence=DivergenceId("div:000000000001"),
        message_id=MessageId("setup"),
        code="MC102",
        change="figure 10 days > 5 days",
        answer=Answer.TEST,
        wording="Setup takes five days.",
        decided_on=date(2026, 11, 1),
        review_by=date(2026, 12, 15),
        sources=3,
        documents=5,
    )
    return replace(decision, **values)


def sample_messaging() -> Messaging:
    """Return a messaging in which something of every kind lies ahead of 22 November 2026."""
    return make_messaging(
        make_message(
            "saving",
            f"Tidewell {SECRET} cuts waiting at the quay by up to 40%.",
            pillar="time",
            owner="product-marketing",
            embargo_until=date(2026, 12, 1),
            valid_from=date(2026, 12, 1),
        ),
        make_message(
            "price-2026",
            "Tidewell Desk costs €49 per berth and month, installation included.",
            pillar="cost",
            kind="price",
            owner="pricing",
            valid_until=date(2026, 12, 31),
        ),
        make_message(
            "price-2027",
            "Tidewell Desk costs €52 per berth and month, installation included.",
            pillar="cost",
            kind="price",
            owner="pricing",
            valid_from=date(2027, 1, 1),
        ),
        make_message(
            "certificate",
            "Tidewell is certified to ISO/IEC 27001.",
            pillar="trust",
            owner="legal",
            valid_until=date(2026, 12, 31),
            variants=(
                make_variant("ISO/IEC 27001 certified", channel=("slide",)),
                make_variant(
                    "Ihre Daten liegen bei einem nach ISO/IEC 27001 zertifizierten Anbieter.", region=("germany",)
                ),
            ),
        ),
        make_message("setup", "Setup takes up to ten days.", pillar="time", owner="operations"),
        make_message(
            "proof",
            f"{CUSTOMER} unloads a fifth more ships with Tidewell.",
            type=MessageType.PROOF_POINT,
            owner="product-marketing",
            review_by=date(2026, 12, 10),
        ),
        make_message(
            "tide",
            f"{SECRET} forecasts the tide for three days.",
            pillar="time",
            applies_to=("Tidewell Desk",),
            embargo_until=date(2026, 12, 8),
        ),
        pillars=(
            Pillar(id="time", title="Less waiting"),
            Pillar(id="cost", title="What it costs"),
            Pillar(id="trust", title="Safe to sign"),
        ),
        products=(make_product(former=(_former(),)),),
        retired=(
            make_retired(
                "saving-2025",
                "Tidewell cuts waiting at the quay by up to 30%.",
                replaced_by=MessageId("saving"),
                retired_on=date(2026, 12, 1),
                grace_until=date(2026, 12, 20),
            ),
        ),
        customers=(make_customer(),),
    )


def _former():
    from msgcheck.records import FormerName

    return FormerName(name="Quay Planner", until=date(2026, 6, 30), grace_until=date(2026, 12, 31))


def make_coming(**values: Any) -> Coming:
    """Return one change ahead, by default a line that another one replaces."""
    coming = Coming(
        day=date(2026, 12, 1),
        kind=ComingKind.CHANGES,
        message_id=MessageId("saving"),
        title="Less waiting",
        old="Tidewell cuts waiting at the quay by up to 30%.",
        new="Tidewell cuts waiting at the quay by up to 40%.",
        because="its embargo ends and it takes the place of the old line on 1 December 2026",
        to_do="From 1 December 2026 use the new line; change 14 decks and 1 document by then.",
        owner="product-marketing",
        families=(("deck", 14), ("document", 1)),
        breaking=(),
    )
    return replace(coming, **values)


def make_sheet(*coming: Coming, **values: Any) -> HandOff:
    """Return a sheet of these changes."""
    sheet = HandOff(
        version="0.5.0",
        created=CREATED,
        as_of=AS_OF,
        until=UNTIL,
        company="Tidewell",
        messaging_hash="mc1:0123456789abcdef",
        shared=False,
        coming=coming,
        documents=64,
    )
    return replace(sheet, **values)


def sample_sheet(**values: Any) -> HandOff:
    """Return a sheet with a change of every kind, as the owner of the files sees it."""
    return make_sheet(
        make_coming(
            breaking=(
                Breaking(document=DocumentId("brochure.docx"), family="document", statements=1, owner="marketing"),
                Breaking(document=DocumentId(PATH), family="deck", statements=2, owner="field"),
            ),
            also=(
                Reworded(readers="retail, slide", old="Up to 30% less waiting", new="Up to 40% less waiting"),
                Reworded(readers="germany", old="", new="Bis zu 40 % weniger Wartezeit am Kai"),
            ),
        ),
        make_coming(
            day=date(2026, 12, 8),
            kind=ComingKind.STARTS,
            message_id=MessageId("tide"),
            title="Less waiting, Tidewell Desk",
            old="",
            new="Tidewell Desk forecasts the tide for three days.",
            because="its embargo ends on 8 December 2026",
            to_do="Keep it inside until 8 December 2026; from that day on it may be used.",
            families=(),
        ),
        make_coming(
            day=date(2026, 12, 10),
            kind=ComingKind.PROOF_ENDS,
            message_id=MessageId("proof"),
            title="Proof point",
            old="A port in Denmark unloads a fifth more ships with Tidewell; see <the study> & more.",
            new="",
            because="its proof is to be looked at again by 10 December 2026",
            to_do="Before you use it after 10 December 2026, ask product-marketing whether its proof still holds.",
            families=(("deck", 1),),
        ),
        make_coming(
            day=date(2026, 12, 31),
            kind=ComingKind.ENDS,
            message_id=MessageId("certificate"),
            title="Safe to sign",
            old="Tidewell is certified to ISO/IEC 27001.",
            new="",
            because="valid until 31 December 2026",
            to_do="From 1 January 2027 do not use it any more; take it out of 22 decks.",
            owner="legal",
            families=(("deck", 22),),
        ),
        make_coming(
            day=date(2026, 12, 31),
            kind=ComingKind.NAME_ENDS,
            message_id=None,
            title="Former name of Tidewell Desk",
            old="Quay Planner",
            new="Tidewell Desk",
            because="its days of grace end on 31 December 2026",
            to_do="Write “Tidewell Desk” instead of “Quay Planner”; the old name may stand until 31 December 2026 at most; change it in 3 decks.",
            owner="",
            families=(("deck", 3),),
        ),
        **values,
    )
