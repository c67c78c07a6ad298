"""What happens to retired lines, former product names, names of customers, and wordings under test."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgcheck.feedback.hand_off.events import Cause, Concerned, Event
from msgcheck.feedback.hand_off.lines import Line, day_after, day_before, readers_of
from msgcheck.feedback.hand_off.outlook import Outlook
from msgcheck.feedback.known_decisions import Edit
from msgcheck.feedback.sensitive import names_in
from msgcheck.findings.change_key import NOT_NAMED
from msgcheck.findings.wordings import message_meant
from msgcheck.identity import normalised
from msgcheck.pipeline import repeats_internal_line
from msgcheck.records import (
    Approved,
    Customer,
    Decision,
    DivergenceId,
    FormerName,
    MessageId,
    Product,
    Retired,
)

CUSTOMER = "Customer"
FORMER_NAME = "Former name"
UNDER_TEST = "A wording under test"
_WRONG_NAME = "MC401"
_NOT_NAMED = "none"
"""What `naming` says of a customer that may not be named anyway."""


def retired_events(outlook: Outlook) -> Iterator[Event]:
    """Yield the last days of lines that are being retired, and of their grace."""
    told = {
        one.retired.id for one in outlook.changes if one.retired is not None and one.retired.retired_on == one.new.first
    }
    for entry in outlook.messaging.retired:
        retired_on, grace = entry.retired_on, entry.grace_until
        last = day_before(retired_on) if retired_on is not None and retired_on > date.min else None
        if last is not None and outlook.window.ends(last) and entry.id not in told:
            yield _retired(entry, last, Cause.RETIRED, outlook)
        has_grace = grace is not None and (last is None or grace > last)
        if grace is not None and has_grace and outlook.window.ends(grace):
            yield _retired(entry, grace, Cause.RETIRED_GRACE, outlook)


def _retired(entry: Retired, last: date, cause: Cause, outlook: Outlook) -> Event:
    meant = message_meant(entry.replaced_by, outlook.messaging)
    message, new = outlook.messaging.message(meant), outlook.in_force(meant, day_after(last))
    theme = outlook.title(message)
    return Event(
        day=last,
        cause=cause,
        message_id=entry.id,
        title=f"{theme}, old line" if theme else "Old line",
        owner=(message.owner or "") if message is not None else "",
        old=entry.text,
        new=new.approved.text if new is not None else "",
        concerned=Concerned(ids=frozenset({entry.id})),
    )


def name_events(outlook: Outlook) -> Iterator[Event]:
    """Yield the last days of former product names, and of their grace."""
    for product in outlook.messaging.products:
        for former in product.former:
            if former.until is not None and outlook.window.ends(former.until):
                yield _former(product, former, former.until, Cause.FORMER)
            grace = former.grace_until
            has_grace = grace is not None and (former.until is None or grace > former.until)
            if grace is not None and has_grace and outlook.window.ends(grace):
                yield _former(product, former, grace, Cause.FORMER_GRACE)


def _former(product: Product, former: FormerName, last: date, cause: Cause) -> Event:
    return Event(
        day=last,
        cause=cause,
        message_id=None,
        title=f"{FORMER_NAME} of {product.name}",
        old=former.name,
        new=product.name,
        concerned=Concerned(edits=frozenset({(None, _WRONG_NAME, f"term {former.name} > {product.name}")})),
    )


def customer_events(outlook: Outlook) -> Iterator[Event]:
    """Yield the last days on which customers may be named, with the first line that names each."""
    for customer in outlook.messaging.customers:
        until = customer.until
        if until is None or not outlook.window.ends(until) or customer.naming == _NOT_NAMED:
            continue
        lines = list(_naming(customer, until, outlook))
        yield Event(
            day=until,
            cause=Cause.PERMISSION,
            message_id=None,
            title=f"{CUSTOMER}: {customer.name}",
            old=lines[0].approved.text if lines else "",
            concerned=Concerned(ids=frozenset(line.message.id for line in lines)),
        )


def _naming(customer: Customer, until: date, outlook: Outlook) -> Iterator[Line]:
    """Yield the wordings in force on the last day of a permission that name the customer."""
    names = [name for name in (customer.name, *customer.aliases) if name.strip()]
    for line in outlook.lines:
        if line.holds_on(until) and names_in(line.approved.text, names):
            yield line


def tested_events(
    decisions: Iterable[Decision], edits: Mapping[DivergenceId, Collection[Edit]], outlook: Outlook
) -> Iterator[Event]:
    """Yield the last days of the tests that marketing allowed, but for wordings that stand in the messaging by now.

    These have days of their own there.

    Args:
        decisions: the tests among those in force.
        edits: of each divergence, all edits that count as the same.
        outlook: what is approved, and the days looked at.
    """
    for decision in decisions:
        review = decision.review_by
        if review is None or not outlook.window.ends(review):
            continue
        meant = message_meant(decision.message_id, outlook.messaging)
        if _is_in_messaging(decision, meant, outlook):
            continue
        message, new = outlook.messaging.message(meant), outlook.in_force(meant, day_after(review))
        tested = Approved(text=decision.wording, persona=_one(decision.persona), segment=_one(decision.segment))
        same = {(decision.message_id, decision.code, decision.change), *edits.get(decision.divergence, ())}
        yield Event(
            day=review,
            cause=Cause.TEST,
            message_id=message.id if message is not None else decision.message_id,
            title=outlook.title(message, readers_of(tested)) or UNDER_TEST,
            owner=(message.owner or "") if message is not None else "",
            readers=readers_of(tested),
            old=_tested(decision, outlook),
            new=new.approved.text if new is not None else "",
            concerned=Concerned(edits=frozenset(filter(_tells, same)), ending=(tested,)),
        )


def _tells(edit: Edit) -> bool:
    """Return whether an edit says what was changed; where it may not be named, another one may hide behind it."""
    return edit[2] not in {"", NOT_NAMED}


def _one(reader: str) -> tuple[str, ...]:
    return (reader,) if reader else ()


def _tested(decision: Decision, outlook: Outlook) -> str:
    """Return the wording under test, "" where it repeats an internal line."""
    return "" if repeats_internal_line(decision.wording, outlook.messaging) else decision.wording


def _is_in_messaging(decision: Decision, message_id: MessageId | None, outlook: Outlook) -> bool:
    wanted = normalised(decision.wording)
    return any(normalised(line.approved.text) == wanted for line in outlook.of_message(message_id))
