"""Messages that begin, that nobody uses, and that end soon."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from msgcheck.feedback.counting import counted
from msgcheck.feedback.drift.carrying import Carriers
from msgcheck.feedback.drift.changes import replacing
from msgcheck.feedback.drift.recent import first_of_recent
from msgcheck.records import Ending, MessageDrift, MessageId, Messaging, Period
from msgcheck.validity import in_force, last_day, not_before

LOOK_AHEAD_DAYS = 60
"""Two months: enough to renew a certificate, or to mend the decks that name it."""


def launches(
    messages: Sequence[MessageDrift], messaging: Messaging, period: Period, *, until: date
) -> tuple[MessageDrift, ...]:
    """Return the messages whose first day lies in the last three months, the latest first.

    A message that took the place of a retired line is no launch: it was reworded. Nor is a new variant of an old one:
    no store knows which wording of a message a document has, so the old wording would be counted for it.

    Args:
        messages: as reported.
        messaging: with the days.
        period: that is reported.
        until: the last day that counts.
    """
    first = first_of_recent(period)
    reworded = replacing(messaging)
    began = {message.id: not_before(message, message) for message in messaging.messages if message.id not in reworded}
    found = [(day, message) for message in messages if (day := began.get(message.message_id)) and first <= day <= until]
    return tuple(message for _, message in sorted(found, key=lambda row: (-row[0].toordinal(), row[1].message_id)))


def never_used(messaging: Messaging, used: Collection[MessageId], period: Period) -> tuple[tuple[MessageId, str], ...]:
    """Return (message, text) of the messages that held all of the last three months and that no document has said.

    Args:
        messaging: as it is now.
        used: messages that documents of these months say, on message or otherwise, whoever wrote them.
        period: that is reported.
    """
    first = first_of_recent(period)
    return tuple(
        (message.id, message.text)
        for message in messaging.messages
        if message.id not in used and in_force(message, message, first) and in_force(message, message, period.last)
    )


def endings(messaging: Messaging, stock: Carriers, period: Period, *, until: date) -> tuple[Ending, ...]:
    """Return the messages that end within the look-ahead, the next first, of equal ones those of most documents.

    A message that goes on in another wording does not end; the hand-off sheet tells what changes.

    Args:
        messaging: as it is now.
        stock: the documents that say each message now, sent mail aside.
        period: that is reported; the look-ahead begins with its end, or today while it lasts.
        until: the last day that counts.
    """
    found = [
        Ending(
            message_id=message.id,
            text=message.text,
            last_day=day,
            families=counted(carrier.document.family for carrier in stock.get(message.id, ())),
        )
        for message in messaging.messages
        if (day := last_day(message, message)) is not None
        and until <= day <= period.last + timedelta(days=LOOK_AHEAD_DAYS)
        and not any(in_force(message, variant, day + timedelta(days=1)) for variant in message.variants)
    ]
    return tuple(sorted(found, key=lambda ending: (ending.last_day, -_documents(ending), ending.message_id)))


def _documents(ending: Ending) -> int:
    return sum(count for _, count in ending.families)
