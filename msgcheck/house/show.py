"""The messaging as a person reads it: each line with its variants, proof, validity and owner."""

from __future__ import annotations

from collections.abc import Iterator

from msgcheck.errors import InputError
from msgcheck.messaging.fields import did_you_mean
from msgcheck.records import Approved, InternalOnly, Message, Messaging, NeverSay, Retired


def show(messaging: Messaging, entry_id: str | None = None, *, internal: bool = False) -> str:
    """Return the whole messaging, or one entry of it, as plain text.

    Args:
        messaging: as loaded.
        entry_id: id of a message, retired, never_say or internal_only entry; None for all.
        internal: whether the text of internal_only entries may be shown.

    Raises:
        InputError: there is no entry of this id.
    """
    if entry_id is not None:
        return "\n".join(_entry(messaging, entry_id, internal=internal)) + "\n"
    parts: list[Iterator[str]] = [_overview(messaging)]
    parts.extend(_message(message) for message in messaging.messages)
    parts.extend(_retired(entry) for entry in messaging.retired)
    parts.extend(_never_say(entry) for entry in messaging.never_say)
    parts.extend(_internal_only(entry, internal=internal) for entry in messaging.internal_only)
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _entry(messaging: Messaging, entry_id: str, *, internal: bool) -> Iterator[str]:
    for message in messaging.messages:
        if message.id == entry_id:
            return _message(message)
    for retired in messaging.retired:
        if retired.id == entry_id:
            return _retired(retired)
    for never in messaging.never_say:
        if never.id == entry_id:
            return _never_say(never)
    for inside in messaging.internal_only:
        if inside.id == entry_id:
            return _internal_only(inside, internal=internal)
    known = [message.id for message in messaging.messages]
    hint = did_you_mean(entry_id, known).removeprefix("; ") or "list them with: msgcheck messaging show"
    raise InputError(f"there is no entry '{entry_id}' in this messaging", hint=hint)


def _overview(messaging: Messaging) -> Iterator[str]:
    yield f"{messaging.company.name}: {len(messaging.messages)} messages"
    for product in messaging.products:
        also = f" (also {', '.join(product.aliases)})" if product.aliases else ""
        wrong = f"; not {', '.join(product.wrong)}" if product.wrong else ""
        yield f"  product     {product.name}{also}{wrong}"
    for term in messaging.terms:
        yield f"  term        {term.use}; not {', '.join(term.not_)}"
    for required in messaging.required:
        conditions = "".join(f", {key} {' or '.join(values)}" for key, values in required.when)
        yield f"  required    {required.message} in {', '.join(required.in_)}{conditions}"
    for competitor in messaging.competitors:
        yield f"  competitor  {competitor.name}"
    for customer in messaging.customers:
        until = f" until {customer.until}" if customer.until else ""
        yield f"  customer    {customer.name}: {customer.naming}{until}"


def _message(message: Message) -> Iterator[str]:
    yield f"{message.id} ({message.type.replace('_', ' ')})"
    yield f"  {_indented(message.text)}"
    yield from _details(message, "  ")
    for variant in message.variants:
        yield f"  - {_indented(variant.text, 4)}"
        yield from _details(variant, "    ")


def _details(approved: Approved, indent: str) -> Iterator[str]:
    readers = [*approved.persona, *approved.segment, *approved.region, *approved.channel, *approved.stage]
    validity = [
        f"{word} {day}"
        for word, day in (
            ("from", approved.valid_from),
            ("until", approved.valid_until),
            ("not before", approved.embargo_until),
        )
        if day is not None
    ]
    limits = [f"{name} {value}" for name, value in (approved.limits.values if approved.limits else ())]
    for name, value in (
        ("for", ", ".join(readers)),
        ("about", ", ".join(approved.applies_to)),
        ("evidence", approved.evidence or ""),
        ("valid", " ".join(validity)),
        ("kind", " ".join([approved.kind or "", *limits]).strip()),
        ("with", ", ".join(approved.with_)),
        ("use when", approved.use_when or ""),
        ("answers", "; ".join(approved.answers)),
        ("owner", approved.owner or ""),
    ):
        if value:
            yield f"{indent}{name + ':':<10} {value}"


def _retired(entry: Retired) -> Iterator[str]:
    since = f", {entry.retired_on}" if entry.retired_on else ""
    yield f"{entry.id} (retired{since})"
    yield f"  {_indented(entry.text)}"
    if entry.because:
        yield f"  because:   {entry.because}"
    if entry.replaced_by:
        yield f"  now:       {entry.replaced_by}"


def _never_say(entry: NeverSay) -> Iterator[str]:
    yield f"{entry.id} (never say)"
    yield f"  {_indented(entry.text)}"
    if entry.because:
        yield f"  because:   {entry.because}"
    if entry.instead:
        yield f"  instead:   {entry.instead}"


def _internal_only(entry: InternalOnly, *, internal: bool) -> Iterator[str]:
    yield f"{entry.id} (internal only)"
    if internal:
        yield f"  {_indented(entry.text)}"
        if entry.because:
            yield f"  because:   {entry.because}"
    yield f"  owner:     {entry.owner or 'not named'}"


def _indented(text: str, spaces: int = 2) -> str:
    return text.replace("\n", "\n" + " " * spaces)
