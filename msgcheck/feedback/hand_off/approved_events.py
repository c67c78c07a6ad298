"""What happens to approved wordings: they start, take another's place, end, or are to be proved again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgcheck.feedback.hand_off.events import Cause, Concerned, Event
from msgcheck.feedback.hand_off.lines import Line, day_after, readers_of
from msgcheck.feedback.hand_off.outlook import Outlook
from msgcheck.feedback.hand_off.succession import Succession
from msgcheck.records import Approved


def approved_events(outlook: Outlook) -> Iterator[Event]:
    """Yield what happens to each approved wording, in the order of the messaging.

    A wording that takes another's place is one event, on the day it starts; the end of the other is part of it.
    """
    change_to = {one.new.place: one for one in outlook.changes}
    replaced = {one.ended.place for one in outlook.changes if one.ended is not None}
    for line in outlook.lines:
        if line.place in change_to:
            yield _change(change_to[line.place], outlook)
        elif line.first is not None and outlook.window.starts(line.first):
            yield _start(line, line.first, outlook)
        if line.last is not None and outlook.window.ends(line.last) and line.place not in replaced:
            yield _end(line, line.last, outlook)
        review = line.approved.review_by
        if review is not None and outlook.window.ends(review) and line.holds_on(review):
            yield _review(line, review, outlook)


def _start(line: Line, first: date, outlook: Outlook) -> Event:
    return Event(
        day=first,
        cause=Cause.EMBARGO if line.embargo == first else Cause.VALID_FROM,
        message_id=line.message.id,
        title=outlook.title_of_line(line),
        owner=line.message.owner or "",
        readers=readers_of(line.approved),
        new=line.approved.text,
    )


def _change(change: Succession, outlook: Outlook) -> Event:
    new, ended = change.new, change.ended
    retired = change.retired
    if ended is not None and ended.last is not None:
        old = ended.approved.text
        concerned = Concerned(
            ids=frozenset({ended.message.id}),
            ending=(ended.approved,),
            staying=_staying(ended, ended.last, outlook),
        )
    else:
        old = retired.text if retired is not None else ""
        replaced = {retired.id} if retired is not None else set()
        concerned = Concerned(
            ids=frozenset({*replaced, new.message.id}),
            ending=(new.approved,),
            starting=frozenset({new.message.id}),
        )
    return Event(
        day=new.first or outlook.window.until,
        cause=Cause.REPLACES,
        message_id=new.message.id,
        title=outlook.title_of_line(new),
        owner=new.message.owner or "",
        readers=readers_of(new.approved),
        old=old,
        new=new.approved.text,
        ends_embargo=new.embargo is not None and new.embargo == new.first,
        concerned=concerned,
    )


def _end(line: Line, last: date, outlook: Outlook) -> Event:
    new = outlook.line_after(line)
    starts_later = new is not None and new.first is not None and new.first > day_after(last)
    return Event(
        day=last,
        cause=Cause.VALID_UNTIL,
        message_id=line.message.id,
        title=outlook.title_of_line(line),
        owner=line.message.owner or "",
        readers=readers_of(line.approved),
        old=line.approved.text,
        new=new.approved.text if new is not None else "",
        new_from=new.first if new is not None and starts_later else None,
        concerned=Concerned(
            ids=frozenset({line.message.id}), ending=(line.approved,), staying=_staying(line, last, outlook)
        ),
    )


def _review(line: Line, day: date, outlook: Outlook) -> Event:
    """Return that a wording is to be looked at again; of the message's own day all its wordings are meant."""
    return Event(
        day=day,
        cause=Cause.TEST if line.approved.test_status else Cause.REVIEW,
        message_id=line.message.id,
        title=outlook.title_of_line(line),
        owner=line.message.owner or "",
        readers=readers_of(line.approved),
        old=line.approved.text,
        concerned=Concerned(
            ids=frozenset({line.message.id}),
            ending=(line.message, *line.message.variants) if line.is_whole else (line.approved,),
            staying=() if line.is_whole else _staying(line, day, outlook),
        ),
    )


def _staying(ending: Line, last: date, outlook: Outlook) -> tuple[Approved, ...]:
    """Return the other wordings of the message that may be used now and still on the day after one has ended."""
    return tuple(
        line.approved
        for line in outlook.of_message(ending.message.id)
        if line.place != ending.place and line.holds_on(outlook.window.as_of) and line.holds_on(day_after(last))
    )
