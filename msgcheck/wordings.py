"""What the messaging gives to compare with: every text a statement can be set beside, and the names it knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from msgcheck.errors import UnknownPersona
from msgcheck.identity import normalised
from msgcheck.in_words import and_list
from msgcheck.records import Approved, Audience, Messaging, Source, Wording
from msgcheck.segment.interface import Splitter, Vocabulary

_MOST_SHOWN = 60
"""Characters of an unknown name that are repeated."""


def vocabulary_of(messaging: Messaging) -> Vocabulary:
    """Return the names a messaging knows, with their other spellings."""
    return Vocabulary(
        company=(messaging.company.name, *messaging.company.aliases),
        products=tuple(
            (product.name, (*product.aliases, *product.wrong, *(former.name for former in product.former)))
            for product in messaging.products
        ),
        competitors=tuple((competitor.name, competitor.aliases) for competitor in messaging.competitors),
        customers=tuple((customer.name, customer.aliases) for customer in messaging.customers),
    )


def spelled_as_known(audience: Audience, messaging: Messaging) -> Audience:
    """Return an audience with region, segment and persona as the messaging writes them: "UK" is its "uk"."""
    known: dict[str, str] = {}
    for message in messaging.messages:
        for approved in (message, *message.variants):
            for name in (*approved.region, *approved.segment, *approved.persona):
                known.setdefault(name.casefold(), name)
    for customer in messaging.customers:
        for name in customer.regions:
            known.setdefault(name.casefold(), name)
    return replace(
        audience,
        region=known.get(audience.region.casefold(), audience.region),
        segment=known.get(audience.segment.casefold(), audience.segment),
        persona=known.get(audience.persona.casefold(), audience.persona),
    )


def persona_as_known(written: str, messaging: Messaging) -> str:
    """Return a persona as the messaging writes it: "IT lead" is its "it-lead".

    Where the messaging names no persona at all nothing depends on one, and whatever is written will do.

    Args:
        written: by whoever asks; "" where nobody is named.
        messaging: what is approved, and for whom.

    Returns:
        "" where nobody is named, or only with spaces.

    Raises:
        UnknownPersona: the messaging names others; the hint says which, the nearest first.
    """
    known = {_folded(name): name for name in _personas(messaging)}
    wanted, asked = _folded(written), written.strip()
    if not asked or not known or wanted in known:
        return known.get(wanted, asked)
    near = difflib.get_close_matches(wanted, known, n=1)
    meant = f'did you mean "{known[near[0]]}"? ' if near else ""
    hint = f"{meant}it names {and_list(sorted(known.values()))}"
    raise UnknownPersona(f'the messaging names no persona "{_shortened(written)}"', hint=hint)


def _personas(messaging: Messaging) -> Iterator[str]:
    """Yield every persona that something in the messaging depends on."""
    for message in messaging.messages:
        for approved in (message, *message.variants):
            yield from approved.persona
    for required in messaging.required:
        yield from (name for key, names in required.when if key == "persona" for name in names)


def _folded(name: str) -> str:
    return " ".join(normalised(name).replace("-", " ").replace("_", " ").split())


def _shortened(written: str) -> str:
    return written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}…"


def wordings_of(messaging: Messaging, segmenter: Splitter) -> tuple[Wording, ...]:
    """Return every text a statement can be compared with, without readings, in the order of the files."""
    wordings: list[Wording] = []
    texts = [approved.text for message in messaging.messages for approved in (message, *message.variants)]
    claims = dict(zip(texts, segmenter.split_texts(texts), strict=True))
    for message in messaging.messages:
        wordings.append(Wording(text=message.text, id=message.id, source=Source.MESSAGE, approved=message))
        approved_texts: list[Approved] = [message, *message.variants]
        wordings.extend(
            Wording(text=variant.text, id=message.id, source=Source.VARIANT, approved=variant)
            for variant in message.variants
        )
        for approved in approved_texts:
            parts = claims[approved.text]
            if len(parts) > 1:
                wordings.extend(
                    Wording(text=part, id=message.id, source=Source.PART, approved=approved) for part in parts
                )
            wordings.extend(
                Wording(text=same, id=message.id, source=Source.SAME, approved=approved) for same in approved.same
            )
    wordings.extend(Wording(text=entry.text, id=entry.id, source=Source.RETIRED) for entry in messaging.retired)
    wordings.extend(Wording(text=entry.text, id=entry.id, source=Source.NEVER_SAY) for entry in messaging.never_say)
    wordings.extend(
        Wording(text=entry.text, id=entry.id, source=Source.INTERNAL_ONLY) for entry in messaging.internal_only
    )
    return tuple(wordings)


def as_of_day(wording: Wording, messaging: Messaging, day: date | None) -> Wording:
    """Return a wording as it stood on a day: what was retired later was another approved way to say it."""
    if wording.source is not Source.RETIRED or day is None:
        return wording
    later = any(
        entry.id == wording.id and entry.retired_on is not None and day < entry.retired_on
        for entry in messaging.retired
    )
    return replace(wording, source=Source.SAME) if later else wording
