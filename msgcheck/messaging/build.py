"""Checked entries of all files -> the frozen `Messaging`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgcheck.identity import never_say_id
from msgcheck.messaging.entries import Entry
from msgcheck.messaging.references import product_names
from msgcheck.records import (
    Company,
    Competitor,
    Customer,
    FormerName,
    InternalOnly,
    Limits,
    Message,
    MessageId,
    MessageType,
    Messaging,
    NeverSay,
    Pillar,
    Product,
    Required,
    Retired,
    Term,
    Tier,
    Variant,
)

_TEXT_FIELDS = ("pillar", "kind", "evidence", "owner", "approved_by", "use_when", "better", "test_status")
_DATE_FIELDS = ("valid_from", "valid_until", "embargo_until", "review_by")
_LIST_FIELDS = ("persona", "segment", "region", "channel", "stage", "answers")


def build_messaging(files: Sequence[Entry]) -> Messaging:
    """Return the messaging of all files; their entries must be free of mistakes."""
    products = {name.casefold(): product for name, product in product_names(files).items()}
    company = next(_all(files, "company"))
    return Messaging(
        company=Company(
            name=company.single["name"],
            aliases=company.texts("aliases"),
            domains=tuple(domain.casefold() for domain in company.texts("domains")),
            where=company.where,
        ),
        products=tuple(_product(entry) for entry in _all(files, "products")),
        pillars=tuple(
            Pillar(id=entry.single["id"], title=entry.single["title"], where=entry.where)
            for entry in _all(files, "pillars")
        ),
        messages=tuple(_message(entry, products) for entry in _all(files, "messages")),
        retired=tuple(_retired(entry) for entry in _all(files, "retired")),
        never_say=tuple(_never_say(entry) for entry in _all(files, "never_say")),
        internal_only=tuple(_internal_only(entry) for entry in _all(files, "internal_only")),
        terms=tuple(
            Term(
                use=entry.single["use"], not_=entry.texts("not"), because=entry.single.get("because"), where=entry.where
            )
            for entry in _all(files, "terms")
        ),
        required=tuple(_required(entry) for entry in _all(files, "required")),
        competitors=tuple(
            Competitor(name=entry.single["name"], aliases=entry.texts("aliases"), where=entry.where)
            for entry in _all(files, "competitors")
        ),
        customers=tuple(_customer(entry) for entry in _all(files, "customers")),
    )


def _all(files: Iterable[Entry], section: str) -> Iterator[Entry]:
    for entry in files:
        yield from entry.entries(section)


def _id(text: str | None) -> MessageId | None:
    return None if text is None else MessageId(text)


def _product(entry: Entry) -> Product:
    return Product(
        name=entry.single["name"],
        aliases=entry.texts("aliases"),
        wrong=entry.texts("wrong"),
        former=tuple(
            FormerName(
                name=former.single["name"], until=former.days.get("until"), grace_until=former.days.get("grace_until")
            )
            for former in entry.entries("former")
        ),
        where=entry.where,
    )


def _approved(entry: Entry, products: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that messages and variants have in common."""
    examples = next(iter(entry.entries("examples")), None)
    named = (products[name.casefold()] for name in entry.texts("applies_to"))
    return {
        "text": entry.single["text"],
        **{name: entry.single.get(name) for name in _TEXT_FIELDS},
        **{name: entry.days.get(name) for name in _DATE_FIELDS},
        **{name: entry.texts(name) for name in _LIST_FIELDS},
        "limits": Limits(values=entry.figures["limits"]) if entry.figures.get("limits") else None,
        "applies_to": tuple(dict.fromkeys(named)),
        "with_": tuple(MessageId(name) for name in entry.texts("with")),
        "tier": Tier(entry.single["tier"]) if "tier" in entry.single else None,
        "origin_field": entry.single.get("origin") == "field",
        "same": examples.texts("same") if examples else (),
        "drift": examples.texts("drift") if examples else (),
    }


def _message(entry: Entry, products: Mapping[str, str]) -> Message:
    return Message(
        id=MessageId(entry.single["id"]),
        type=MessageType(entry.single["type"]),
        variants=tuple(
            Variant(**_approved(variant, products), where=variant.where) for variant in entry.entries("variants")
        ),
        where=entry.where,
        **_approved(entry, products),
    )


def _retired(entry: Entry) -> Retired:
    return Retired(
        id=MessageId(entry.single["id"]),
        text=entry.single["text"],
        replaced_by=_id(entry.single.get("replaced_by")),
        retired_on=entry.days.get("retired_on"),
        grace_until=entry.days.get("grace_until"),
        because=entry.single.get("because"),
        where=entry.where,
    )


def _never_say(entry: Entry) -> NeverSay:
    text = entry.single["text"]
    return NeverSay(
        id=MessageId(entry.single.get("id", never_say_id(text))),
        named="id" in entry.single,
        text=text,
        because=entry.single.get("because"),
        instead=_id(entry.single.get("instead")),
        where=entry.where,
    )


def _internal_only(entry: Entry) -> InternalOnly:
    return InternalOnly(
        id=MessageId(entry.single["id"]),
        text=entry.single["text"],
        because=entry.single.get("because"),
        owner=entry.single.get("owner"),
        where=entry.where,
    )


def _required(entry: Entry) -> Required:
    when = next(iter(entry.entries("when")), None)
    return Required(
        message=MessageId(entry.single["message"]),
        in_=entry.texts("in") or ("deck", "email", "document"),
        when=tuple(when.several.items()) if when else (),
        where=entry.where,
    )


def _customer(entry: Entry) -> Customer:
    return Customer(
        name=entry.single["name"],
        aliases=entry.texts("aliases"),
        naming=entry.single.get("naming", "none"),
        regions=entry.texts("regions"),
        until=entry.days.get("until"),
        evidence=entry.single.get("evidence"),
        where=entry.where,
    )
