"""Makes the hand-off sheet from the messaging and from what is stored: everything it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgcheck import __version__
from msgcheck.feedback.hand_off.approved_events import approved_events
from msgcheck.feedback.hand_off.breaking import Standing
from msgcheck.feedback.hand_off.events import KIND_OF, Event
from msgcheck.feedback.hand_off.other_events import customer_events, name_events, retired_events, tested_events
from msgcheck.feedback.hand_off.outlook import Outlook
from msgcheck.feedback.hand_off.sharing import shared_hand_off
from msgcheck.feedback.hand_off.words import because, to_do
from msgcheck.feedback.known_decisions import edits_of
from msgcheck.history.interface import Store
from msgcheck.in_words import and_list
from msgcheck.records import Answer, Coming, ComingKind, DocumentKey, HandOff, Messaging, Reworded

_RANK = {
    ComingKind.CHANGES: 0,
    ComingKind.ENDS: 1,
    ComingKind.STARTS: 2,
    ComingKind.NAME_ENDS: 3,
    ComingKind.PROOF_ENDS: 4,
}
"""What a message's day is called by where several things happen on it: what asks most of the field comes first."""


def hand_off(
    store: Store, messaging: Messaging, *, created: datetime, as_of: date, until: date, shared: bool
) -> HandOff:
    """Return what changes in the coming weeks, with the documents that will be wrong.

    First days count from the day after `as_of` to `until`, last days from `as_of` itself: what may be used today is
    wrong tomorrow.

    Args:
        store: documents, findings and decisions; one without scans knows of no documents.
        messaging: as it is now, with all that is planned.
        created: time of this run.
        as_of: the day looked ahead from.
        until: the last day looked at.
        shared: leave out paths, customers' names, what the field wrote, and lines under embargo.

    Raises:
        StoreError: the store cannot be read.
    """
    outlook = Outlook.of(messaging, as_of=as_of, until=until)
    standing = Standing.of(store)
    tests = [decision for decision in store.decisions() if decision.answer is Answer.TEST]
    events = [
        *approved_events(outlook),
        *retired_events(outlook),
        *name_events(outlook),
        *customer_events(outlook),
        *tested_events(tests, edits_of(store) if tests else {}, outlook),
    ]
    coming = [_coming(together, standing) for together in _by_message_and_day(events)]
    sheet = HandOff(
        version=__version__,
        created=created,
        as_of=as_of,
        until=until,
        company=messaging.company.name,
        messaging_hash=messaging.hash,
        shared=False,
        coming=tuple(sorted(coming, key=lambda one: (one.day, _RANK[one.kind], one.message_id or "", one.title))),
        documents=len(standing.documents),
    )
    return shared_hand_off(sheet, messaging) if shared else sheet


def _by_message_and_day(events: Iterable[Event]) -> Sequence[Sequence[Event]]:
    """Return what happens to one message on one day together, the main thing first; names stand alone."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for place, event in enumerate(events):
        key = (event.message_id, event.day) if event.message_id is not None else (None, place)
        groups.setdefault(key, []).append(event)
    return [sorted(group, key=lambda event: _RANK[KIND_OF[event.cause]]) for group in groups.values()]


def _coming(together: Sequence[Event], standing: Standing) -> Coming:
    main = together[0]
    wrong: Counter[DocumentKey] = Counter()
    for event in together:
        wrong |= Counter(standing.wrong_by(event.concerned))
    families = standing.families(wrong)
    return Coming(
        day=main.day,
        kind=KIND_OF[main.cause],
        message_id=main.message_id,
        title=main.title,
        old=main.old,
        new=main.new,
        because=_because(together),
        to_do=to_do(main, families),
        owner=main.owner,
        families=families,
        breaking=standing.breaking(wrong),
        also=_also(together),
    )


def _because(together: Sequence[Event]) -> str:
    """Return why, each reason once; that a new wording starts is part of the change it makes."""
    is_change = KIND_OF[together[0].cause] is ComingKind.CHANGES
    told = [event for event in together if not (is_change and KIND_OF[event.cause] is ComingKind.STARTS)]
    return and_list(list(dict.fromkeys(map(because, told))))


def _also(together: Sequence[Event]) -> tuple[Reworded, ...]:
    """Return the other wordings to which something happens; what stands in the sheet already is not told again."""
    told: set[tuple[str, str, str]] = set()
    also: list[Reworded] = []
    for event in together:
        texts = {(event.readers, side, text) for side, text in (("old", event.old), ("new", event.new)) if text}
        if event is not together[0] and not texts <= told:
            also.append(Reworded(readers=event.readers, old=event.old, new=event.new))
        told |= texts
    return tuple(also)
