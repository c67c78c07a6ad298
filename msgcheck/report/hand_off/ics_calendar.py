"""The hand-off sheet as a calendar (RFC 5545): an all-day event a change, with a reminder a week before.

The format is small, and a library for it would bring time zones and recurrences that nothing here needs: what has to be
right are escaping, lines of at most 75 octets that never break a character, and ends that are not part of the event.
Calendars are shared easily, so an event tells counts and never a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from msgcheck.identity import canonical_json, tagged_hash
from msgcheck.records import Coming, HandOff
from msgcheck.report.hand_off.words import (
    about,
    documents_of,
    kind_of,
    nothing,
    other_sides,
    sentence,
    sides,
    title_of,
)
from msgcheck.report.interface import ReportOptions
from msgcheck.report.plain_text import printable, shortened

LINE_OCTETS = 75
_LINE_END = "\r\n"
_REMINDER_DAYS = 7
"""A week is enough to change a deck, and near enough not to be forgotten again."""
_MAX_CHARACTERS = 600
"""Of one wording in an event."""
_MAX_OTHERS = 10


class HandOffCalendar:
    """Prints a calendar that can be imported or subscribed to."""

    name = "ics"
    suffixes: tuple[str, ...] = (".ics",)

    def render(self, report: HandOff, options: ReportOptions) -> str:  # noqa: ARG002 - a calendar has all events
        """Return the calendar; its lines end with CR LF, as the standard wants."""
        name = f"{report.company}: hand-off" if report.company else "Hand-off"
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//msgcheck//hand-off {_text(report.version)}//EN",
            "CALSCALE:GREGORIAN",
            f"NAME:{_text(name)}",
            f"X-WR-CALNAME:{_text(name)}",
            *_events(report),
            "END:VCALENDAR",
        ]
        return "".join(f"{part}{_LINE_END}" for line in lines for part in _folded(line))


def _events(sheet: HandOff) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for coming in sheet.coming:
        same = canonical_json([sheet.company, coming.message_id or coming.title, coming.kind.value, str(coming.day)])
        yield from _event(coming, sheet, uid=_uid(same, seen[same]))
        seen[same] += 1
    if not sheet.coming:  # a calendar without an event is none
        yield from _all_day(
            sheet.as_of,
            sheet,
            uid=_uid(canonical_json([sheet.company, str(sheet.as_of), str(sheet.until)]), 0),
            summary=nothing(sheet).removesuffix("."),
            description=title_of(sheet),
        )


def _uid(same: str, ordinal: int) -> str:
    """Return what makes an event the same in every later sheet: its message, what happens, and the day."""
    return f"{tagged_hash('hand-off', f'{same} {ordinal}').partition(':')[2]}@msgcheck"


def _event(coming: Coming, sheet: HandOff, *, uid: str) -> Iterator[str]:
    days = (coming.day - sheet.as_of).days
    yield from _all_day(
        coming.day,
        sheet,
        uid=uid,
        summary=f"{kind_of(coming)}: {shortened(about(coming), _MAX_CHARACTERS)}",
        description="\n".join(_description(coming, shared=sheet.shared)),
        reminder_days=_REMINDER_DAYS if days > _REMINDER_DAYS else 0,
    )


def _description(coming: Coming, *, shared: bool) -> Iterator[str]:
    for side in sides(coming, shared=shared):
        yield f"{side.label}: {shortened(side.text, _MAX_CHARACTERS) if side.text else f'({side.instead})'}"
    others = other_sides(coming, shared=shared)
    for readers, both in others[:_MAX_OTHERS]:
        for side in both:
            yield f"{readers}, {side.label[:1].lower()}{side.label[1:]}: {shortened(side.text, _MAX_CHARACTERS)}"
    if len(others) > _MAX_OTHERS:
        yield f"and {len(others) - _MAX_OTHERS:,} more wordings"
    for text in (coming.because, coming.to_do, documents_of(coming), f"owner: {coming.owner}" if coming.owner else ""):
        if text:
            yield sentence(text)


def _all_day(
    day: date, sheet: HandOff, *, uid: str, summary: str, description: str, reminder_days: int = 0
) -> Iterator[str]:
    """Yield the lines of an event that takes a day and blocks nobody's time."""
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{_utc(sheet.created)}"
    yield f"DTSTART;VALUE=DATE:{_day(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(description)}"
    yield "CATEGORIES:msgcheck"
    yield f"CLASS:{'PUBLIC' if sheet.shared else 'CONFIDENTIAL'}"
    yield "TRANSP:TRANSPARENT"
    if reminder_days:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(summary)}"
        yield f"TRIGGER:-P{reminder_days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _utc(time: datetime) -> str:
    """Return a time in UTC; one without a zone is taken as UTC."""
    at = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return f"{_day(at.date())}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def _text(value: str) -> str:
    """Return foreign text as a value: no control characters, and what has a meaning in the format escaped."""
    lines = (printable(line) for line in value.split("\n"))
    return "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, each after the first begun with a space, no character cut."""
    piece, used = "", 0
    for character in line:
        octets = len(character.encode())
        if used + octets > LINE_OCTETS:
            yield piece
            piece, used = " ", 1
        piece, used = piece + character, used + octets
    yield piece
