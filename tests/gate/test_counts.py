"""Counts: by month, of nobody, and never lost to a full disk."""

import json
import resource
from collections import Counter
from contextlib import contextmanager
from datetime import date

import pytest

from msgcheck.errors import InputError
from msgcheck.gate.counts import Counting, MailCount, RaisedCount, read_counts
from msgcheck.gate.counts_text import counts_text
from msgcheck.gate.outcome import Happened, Outcome, Raised

FLOOR, REFUND = Raised(code="MC203", message_id="floor"), Raised(code="MC202", message_id="refund")
FOUND = Outcome(happened=Happened.FOUND, raised=(REFUND, FLOOR))
CLEAN = Outcome(happened=Happened.CLEAN)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "gate-counts.json"


def counting(path, day=date(2026, 11, 16)):
    return Counting(path, today=lambda: day)


def november(happened):
    return MailCount(month="2026-11", happened=happened)


def test_counting_writes_what_became_of_mails_by_month(path):
    first = counting(path)
    for outcome in (CLEAN, FOUND, CLEAN):
        first.note(outcome)
    first.write()
    later = counting(path, date(2026, 12, 1))
    later.note(CLEAN)
    later.write()
    found = read_counts(path)
    assert found.mails == Counter(
        {
            november(Happened.CLEAN): 2,
            november(Happened.FOUND): 1,
            MailCount(month="2026-12", happened=Happened.CLEAN): 1,
        }
    )
    assert found.raised[RaisedCount(month="2026-11", code="MC203", message_id="floor", happened=Happened.FOUND)] == 1


def test_counting_tells_what_a_mail_was_held_for_from_what_else_was_in_it(path):
    one = counting(path)
    one.note(Outcome(happened=Happened.REFUSED, raised=(REFUND, FLOOR), because=(FLOOR,)))
    one.write()
    assert {key.code: key.happened for key in read_counts(path).raised} == {
        "MC203": Happened.REFUSED,
        "MC202": Happened.FOUND,
    }


def test_counting_adds_to_what_another_gate_wrote(path):
    one, other = counting(path), counting(path)
    for gate in (one, other, one):
        gate.note(CLEAN)
        gate.write()
    assert read_counts(path).mails[november(Happened.CLEAN)] == 3


def test_counting_writes_nothing_twice(path):
    one = counting(path)
    one.note(CLEAN)
    one.write()
    one.write()
    assert read_counts(path).mails[november(Happened.CLEAN)] == 1


@contextmanager
def no_room():
    """Let every file that this process writes be too large, as on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_counting_goes_on_in_memory_while_the_disk_is_full(path, caplog):
    one = counting(path)
    one.note(CLEAN)
    one.write()
    with no_room():
        one.note(CLEAN)
        one.write()
        one.note(FOUND)
        one.write()
        assert read_counts(path).mails == Counter({november(Happened.CLEAN): 1})
    one.write()
    assert read_counts(path).mails == Counter({november(Happened.CLEAN): 2, november(Happened.FOUND): 1})
    assert caplog.text.count("kept in memory") == 1


def test_counting_goes_on_in_memory_where_its_folder_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    one = counting(tmp_path / "file" / "gate-counts.json")
    one.note(CLEAN)
    one.write()
    (tmp_path / "file").unlink()
    one.write()
    assert read_counts(tmp_path / "file" / "gate-counts.json").mails[november(Happened.CLEAN)] == 1


_ENDLESS = (
    b'{"schema": "msgcheck.gate-counts/1", "raised": [],'
    b' "mails": [{"month": "2026-11", "happened": "clean", "count": Infinity}]}'
)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": "other/1"}',
        b"\xff",
        b'{"schema": "msgcheck.gate-counts/1", "mails": 5}',
        _ENDLESS,
    ],
)
def test_counting_keeps_a_file_that_it_cannot_understand(path, broken):
    path.parent.mkdir()
    path.write_bytes(broken)
    with pytest.raises(InputError):
        read_counts(path)
    one = counting(path)
    one.note(CLEAN)
    one.write()
    assert read_counts(path).mails[november(Happened.CLEAN)] == 1
    assert path.with_name("gate-counts.json.unreadable").read_bytes() == broken


def test_counting_writes_a_file_for_its_owner_only(path):
    one = counting(path)
    one.note(FOUND)
    one.write()
    assert path.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {"schema", "mails", "raised"}
    assert not list(path.parent.glob(".*"))


def test_no_counts_are_none(path):
    assert read_counts(path).mails == Counter()
    assert counts_text(read_counts(path)) == "Nothing was counted yet.\n"


def test_counts_text_shows_the_latest_month_first_and_what_was_found(path):
    for day in (date(2026, 10, 1), date(2026, 11, 1)):
        one = counting(path, day)
        for outcome in (FOUND, CLEAN, CLEAN, Outcome(happened=Happened.REFUSED, raised=(FLOOR,), because=(FLOOR,))):
            one.note(outcome)
        one.write()
    text = counts_text(read_counts(path))
    assert text.index("2026-11: 4 mails") < text.index("2026-10: 4 mails")
    assert counts_text(read_counts(path), month="2026-11") == (
        "2026-11: 4 mails\n"
        "         2  checked, nothing to ask about\n"
        "         1  checked, something to ask about; passed\n"
        "         1  checked; sent back to its sender\n"
        "Found in:\n"
        "         1  MC202 refund\n"
        "         1  MC203 floor\n"
        "         1  MC203 floor, refused\n"
    )


@pytest.mark.parametrize("happened", Happened)
def test_everything_that_happens_is_told_in_words(happened):
    assert happened.shown_as
