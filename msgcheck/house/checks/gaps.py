"""What a product or persona lacks: what it is, why it matters, why it is different, why to believe it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msgcheck.house.interface import House, Level, LintItem, item
from msgcheck.records import Message, MessageType, Origin

_NOWHERE = Origin(path="", line=1, column=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One thing every product and every persona needs."""

    question: str
    wanted: str
    filled_by: Callable[[Message], bool]


ROLES = (
    Role(
        question="what it is",
        wanted="positioning",
        filled_by=lambda message: message.type is MessageType.POSITIONING,
    ),
    Role(
        question="why it matters",
        wanted="value_proposition or claim",
        filled_by=lambda message: message.type in {MessageType.VALUE_PROPOSITION, MessageType.CLAIM},
    ),
    Role(
        question="how it differs",
        wanted="differentiator",
        filled_by=lambda message: message.type is MessageType.DIFFERENTIATOR,
    ),
    Role(
        question="why believe it",
        wanted="proof_point or evidence",
        filled_by=lambda message: (
            message.type is MessageType.PROOF_POINT
            or bool(message.evidence)
            or any(variant.evidence for variant in message.variants)
        ),
    ),
)


def check_gaps(house: House) -> Iterator[LintItem]:
    """Yield what each product and each persona lacks, one item for each of them."""
    messages = [message for message in house.messaging.messages if house.in_force(message)]
    first = house.messaging.messages[0].where if house.messaging.messages else _NOWHERE
    for product in house.messaging.products:
        about = [message for message in messages if product.name in (products_of(house, message) or {product.name})]
        missing = _missing(about)
        if missing:
            what = f"{product.name} has no {missing}: add such a message, with `applies_to: {product.name}`"
            yield item(Level.WARNING, "gap-product", product.where or first, what)
    if not house.messaging.products and _missing(messages):
        name = house.messaging.company.name
        what = f"{name} has no {_missing(messages)}: add such a message"
        yield item(Level.WARNING, "gap-company", house.messaging.company.where or first, what)
    for persona, where in sorted(_personas(house, first).items()):
        readers = [message for message in messages if _speaks_to(message, persona)]
        missing = _missing(readers)
        if missing:
            what = f"persona '{persona}' has no {missing}: add such a message or variant"
            yield item(Level.WARNING, "gap-persona", where, what)
        if not any(persona in line.approved.persona for line in house.lines()):
            what = f"persona '{persona}' has no wording of its own: add a variant with `persona: {persona}`"
            yield item(Level.HINT, "persona-without-variant", where, what)


def products_of(house: House, message: Message) -> frozenset[str]:
    """Return the products a message is about: by `applies_to`, else by name or alias; empty counts for all."""
    if message.applies_to:
        return frozenset(message.applies_to)
    lemmas = {cue.lemma for cue in house.readings[message.text].names}
    return frozenset(product.name for product in house.messaging.products if f"product:{product.name}" in lemmas)


def _missing(messages: Sequence[Message]) -> str:
    """Return the roles nothing fills, as in "positioning (what it is)"."""
    lacking = [role for role in ROLES if not any(role.filled_by(message) for message in messages)]
    return " and no ".join(f"{role.wanted} ({role.question})" for role in lacking)


def _personas(house: House, first: Origin) -> dict[str, Origin]:
    """Return every persona somebody speaks of, with the first place where it is named."""
    places: dict[str, Origin] = {}
    for line in house.lines():
        for persona in line.approved.persona:
            places.setdefault(persona, line.where)
    for required in house.messaging.required:
        for key, values in required.when:
            for persona in values if key == "persona" else ():
                places.setdefault(persona, required.where)
    for persona in house.personas:
        places.setdefault(persona, first)
    return places


def _speaks_to(message: Message, persona: str) -> bool:
    """Return whether a message is meant for a persona; one that names nobody is for everybody."""
    return not message.persona or persona in {
        *message.persona,
        *(name for variant in message.variants for name in variant.persona),
    }
