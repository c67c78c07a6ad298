"""What is required, goes with or replaces something, and the permissions of customers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgcheck.house.interface import House, Level, Line, LintItem, item
from msgcheck.records import Customer, MessageType

_MAY_BE_NAMED = frozenset({"name", "quote"})


def check_references(house: House) -> Iterator[LintItem]:
    """Yield each reference to a message that has expired, and each `with` that names no disclaimer."""
    messaging = house.messaging
    expired = {message.id for message in messaging.messages if not house.in_force(message)}
    for required in messaging.required:
        if required.message in expired:
            what = f"requires '{required.message}', which has expired: renew it or require another message"
            yield item(Level.WARNING, "refers-to-expired", required.where, what, required.message)
    for line in house.lines():
        for name in line.approved.with_:
            target = messaging.message(name)
            if name in expired:
                what = f"goes `with` '{name}', which has expired: renew that one or name another"
                yield item(Level.WARNING, "refers-to-expired", line.where, what, line.message.id)
            elif target is not None and target.type is not MessageType.DISCLAIMER:
                what = f"goes `with` '{name}', which is no disclaimer but a {target.type}: name a disclaimer"
                yield item(Level.HINT, "with-no-disclaimer", line.where, what, line.message.id)
    for retired in messaging.retired:
        if retired.replaced_by in expired:
            what = f"is replaced by '{retired.replaced_by}', which has expired: name the message used now"
            yield item(Level.WARNING, "refers-to-expired", retired.where, what, retired.id)
    for never in messaging.never_say:
        if never.instead in expired:
            what = f"offers '{never.instead}' instead, which has expired: name the message used now"
            yield item(Level.WARNING, "refers-to-expired", never.where, what, never.id)


def check_limits(house: House) -> Iterator[LintItem]:
    """Yield each wording with `limits` that no `kind` says what they are for."""
    for line in house.lines():
        if line.approved.limits is not None and not (line.approved.kind or line.message.kind):
            what = "has `limits` but no `kind`: add `kind: price` or `kind: term`"
            yield item(Level.WARNING, "limits-without-kind", line.where, what, line.message.id)


def check_customers(house: House) -> Iterator[LintItem]:
    """Yield each approved wording that names a customer beyond what it permits."""
    for line in house.lines():
        for customer in house.messaging.customers:
            if any(_named(name, line.approved.text) for name in (customer.name, *customer.aliases)):
                yield from _beyond(house, line, customer)


def _beyond(house: House, line: Line, customer: Customer) -> Iterator[LintItem]:
    regions = line.approved.region or line.message.region
    if customer.naming not in _MAY_BE_NAMED:
        what = (
            f"names {customer.name}, which permits '{customer.naming}' only: take the name out, or ask for permission"
        )
        yield item(Level.ERROR, "customer-not-cleared", line.where, what, line.message.id)
    elif customer.until is not None and customer.until < house.today:
        what = f"names {customer.name}, whose permission ended on {customer.until}: ask again or take the name out"
        yield item(Level.ERROR, "customer-not-cleared", line.where, what, line.message.id)
    elif customer.regions and not (regions and set(regions) <= set(customer.regions)):
        allowed = ", ".join(customer.regions)
        what = f"names {customer.name}, which permits it in {allowed} only: add `region:` to the message"
        yield item(Level.WARNING, "customer-region", line.where, what, line.message.id)


def _named(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
