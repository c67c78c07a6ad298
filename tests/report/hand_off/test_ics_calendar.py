"""The hand-off sheet as a calendar, read back by a strict reader of RFC 5545."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from msgcheck.records import ComingKind
from msgcheck.report.hand_off.ics_calendar import HandOffCalendar
from msgcheck.report.interface import ReportOptions
from tests.builders_hand_off import AS_OF, make_coming, make_sheet, sample_sheet

LINE = re.compile(r"(?P<name>[A-Z-]+)(?:;VALUE=DATE)?:(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)")
NEEDED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION"}


def calendar_of(sheet):
    return HandOffCalendar().render(sheet, ReportOptions())


def unfolded(text):
    """The content lines; every line ends with CR LF, and no other CR or LF stands in it."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert not any("\r" in line or "\n" in line for line in lines)
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


def events_of(text):
    """The events as {name: value}, reminders under "VALARM"; anything but a well-formed calendar fails."""
    lines = [LINE.fullmatch(line) for line in unfolded(text)]
    assert all(lines)
    pairs = [(line["name"], line["value"]) for line in lines]
    assert pairs[0] == ("BEGIN", "VCALENDAR")
    assert pairs[-1] == ("END", "VCALENDAR")
    assert [pairs.count(("VERSION", "2.0")), sum(name == "PRODID" for name, _ in pairs)] == [1, 1]
    events, stack = [], []
    for name, value in pairs:
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif "VALARM" in stack:
            events[-1].setdefault("VALARM", {})[name] = value
        elif "VEVENT" in stack:
            assert name not in events[-1], name
            events[-1][name] = value
    assert stack == []
    assert events
    return events


def plain(value):
    """A value without its escapes; a backslash before anything else than \\ ; , n is a mistake."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    assert re.sub(r"\\[\\;,nN]", "", value).count("\\") == 0
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_every_change_is_an_event_of_one_whole_day():
    events = events_of(calendar_of(sample_sheet()))
    assert [event["DTSTART"] for event in events] == ["20261201", "20261208", "20261210", "20261231", "20261231"]
    assert events[0]["DTEND"] == "20261202"
    assert all(event["TRANSP"] == "TRANSPARENT" and set(event) >= NEEDED for event in events)


def test_event_tells_both_wordings_why_what_to_do_and_how_many_documents():
    event = events_of(calendar_of(sample_sheet()))[0]
    assert plain(event["SUMMARY"]) == "Changes: Less waiting (saving)"
    assert plain(event["DESCRIPTION"]).splitlines() == [
        "Until 30 November 2026: Tidewell cuts waiting at the quay by up to 30%.",
        "From 1 December 2026: Tidewell cuts waiting at the quay by up to 40%.",
        "Wording for retail, slide, until 30 November 2026: Up to 30% less waiting",
        "Wording for retail, slide, from 1 December 2026: Up to 40% less waiting",
        "Wording for germany, from 1 December 2026: Bis zu 40 % weniger Wartezeit am Kai",
        "Its embargo ends and it takes the place of the old line on 1 December 2026.",
        "From 1 December 2026 use the new line; change 14 decks and 1 document by then.",
        "14 decks and 1 document will be wrong.",
        "Owner: product-marketing.",
    ]


def test_reminder_comes_a_week_before_and_not_in_the_past():
    near, far = make_coming(day=AS_OF + timedelta(days=7)), make_coming(day=AS_OF + timedelta(days=8))
    events = events_of(calendar_of(make_sheet(near, far)))
    assert "VALARM" not in events[0]
    assert events[1]["VALARM"]["TRIGGER"] == "-P7D"
    assert events[1]["VALARM"]["ACTION"] == "DISPLAY"


def test_event_keeps_its_uid_in_a_later_sheet_with_other_counts():
    later = replace(sample_sheet(), created=datetime(2026, 11, 29, tzinfo=UTC), as_of=date(2026, 11, 29))
    later = replace(later, coming=tuple(replace(coming, families=()) for coming in later.coming))
    uids = [event["UID"] for event in events_of(calendar_of(sample_sheet()))]
    assert uids == [event["UID"] for event in events_of(calendar_of(later))]


def test_uids_differ_by_message_kind_and_day_and_between_equal_changes():
    changes = [
        make_coming(),
        make_coming(),
        make_coming(message_id="other"),
        make_coming(kind=ComingKind.ENDS),
        make_coming(day=date(2026, 12, 2)),
    ]
    uids = [event["UID"] for event in events_of(calendar_of(make_sheet(*changes)))]
    assert len(set(uids)) == len(changes)


def test_time_of_making_is_in_utc():
    sheet = make_sheet(make_coming(), created=datetime(2026, 11, 22, 1, 30, tzinfo=timezone(timedelta(hours=2))))
    assert events_of(calendar_of(sheet))[0]["DTSTAMP"] == "20261121T233000Z"


def test_local_sheet_is_confidential_and_a_shared_one_public():
    assert [
        events_of(calendar_of(make_sheet(make_coming(), shared=shared)))[0]["CLASS"] for shared in (False, True)
    ] == ["CONFIDENTIAL", "PUBLIC"]


def test_empty_sheet_is_a_calendar_that_says_so():
    (event,) = events_of(calendar_of(make_sheet()))
    assert plain(event["SUMMARY"]) == "Nothing changes until 3 January 2027"
    assert "VALARM" not in event


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_gives_a_well_formed_calendar_of_short_lines(old, title):
    text = calendar_of(make_sheet(make_coming(old=old, title=title), company=title))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    for event in events_of(text):
        plain(event["SUMMARY"])
        plain(event["DESCRIPTION"])


@given(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=200))
def test_what_stands_in_a_wording_stands_in_the_event(old):
    (event,) = events_of(calendar_of(make_sheet(make_coming(old=old))))
    assert f"Until 30 November 2026: {old}\n" in plain(event["DESCRIPTION"])
