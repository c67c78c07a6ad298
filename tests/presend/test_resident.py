"""Drafts find everything loaded: nothing is left for them to wait for, not even when the messaging changes."""

import os
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from msgcheck import wording_memory
from msgcheck.assembly import settings_for
from msgcheck.candidates import CandidateFinder
from msgcheck.presend import resident as resident_module
from msgcheck.presend.draft_checker import Draft
from msgcheck.presend.resident import Resident
from msgcheck.presend.stamps import stamp_of
from msgcheck.record_json import from_json_value
from msgcheck.records import DocumentId, Readings
from tests.cli.plain_stages import APPROVED, FORBIDDEN, HOUSE

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
LONG_S = 30.0
NEW = "Harbourlight never sleeps at all."
"""Forbidden by the messaging that comes later."""
LATER = HOUSE.replace("internal_only:", f"  - {{id: sleep, text: {NEW}, instead: setup}}\ninternal_only:")


@pytest.fixture
def resident(plain):
    """Make one as another process would, with what earlier ones remembered."""
    chosen = settings_for((), cwd=plain, environ=os.environ, overrides={}, audience={})
    return lambda **options: Resident(chosen, clock=lambda: NOW, **options)


def test_warm_resident_puts_no_wording_together_for_a_draft(resident, monkeypatch):
    resident().warm()
    asked = []

    def counted(kind, value):
        asked.append(kind)
        return from_json_value(kind, value)

    monkeypatch.setattr(wording_memory, "from_json_value", counted)
    second = resident()
    second.warm()
    assert Readings in asked
    asked.clear()
    second.check(Draft(data=f"So: {APPROVED}".encode(), name="draft.txt", id=DocumentId("draft.txt")))
    assert Readings not in asked


def test_getting_warm_uses_the_models_whatever_an_earlier_run_remembered(resident, monkeypatch):
    resident().warm()
    second = resident()
    embedder, embedded = second.stages.embedder, []
    embed = embedder.embed
    monkeypatch.setattr(embedder, "embed", lambda texts: embedded.extend(texts) or embed(texts))
    second.warm()
    assert any(APPROVED in text for text in embedded)


def asks(resident, text):
    draft = Draft(data=f"Hi Ana,\n\n{text}\n".encode(), name="draft.txt", id=DocumentId("draft.txt"))
    return bool(resident.check(draft).ask)


def change(folder, text):
    """Write the messaging anew, at another time whatever the file system's clock can tell apart."""
    path = folder / "messaging" / "house.yaml"
    path.write_text(text, encoding="utf-8")
    later = path.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(later, later))


def until(holds):
    give_up = time.monotonic() + LONG_S
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.01)


@pytest.fixture
def slowly(monkeypatch):
    """Let messaging be read anew only when this is set."""
    may_go_on = threading.Event()
    load = resident_module.load_messaging

    def held(path):
        assert may_go_on.wait(LONG_S)
        return load(path)

    def hold():
        monkeypatch.setattr(resident_module, "load_messaging", held)
        return may_go_on

    yield hold
    may_go_on.set()


def test_command_checks_its_next_draft_by_the_messaging_as_it_is_now(resident, plain):
    one = resident()
    one.warm()
    assert not asks(one, NEW)
    change(plain, LATER)
    assert asks(one, NEW)


def test_mail_does_not_wait_for_a_messaging_that_changed(resident, plain, slowly):
    with closing(resident(ahead=True)) as one:
        one.warm()
        may_go_on = slowly()
        change(plain, LATER)
        assert not asks(one, NEW)
        assert asks(one, FORBIDDEN)
        may_go_on.set()
        until(lambda: asks(one, NEW))


def test_messaging_comes_into_force_when_all_of_it_is_prepared(resident, plain, monkeypatch):
    prepared = []
    prepare = CandidateFinder.prepare
    with closing(resident(ahead=True)) as one:
        one.warm()
        monkeypatch.setattr(CandidateFinder, "prepare", lambda self: prepare(self) or prepared.append(self.messaging))
        change(plain, LATER)
        until(lambda: any(line.id == "sleep" for line in one.messaging().never_say))
        assert prepared == [one.messaging()]


def test_mistake_in_a_messaging_leaves_the_earlier_one_in_force_and_is_said_once(resident, plain, caplog):
    with closing(resident(ahead=True)) as one:
        one.warm()
        change(plain, "version: 1\nmesages: []\n")
        assert asks(one, FORBIDDEN)
        until(lambda: "stays in force" in caplog.text)
        assert asks(one, FORBIDDEN)
        assert one.stamp() != stamp_of(one.settings)
        assert caplog.text.count("stays in force") == 1
        change(plain, LATER)
        until(lambda: asks(one, NEW))


def test_messaging_that_changes_while_it_is_prepared_is_prepared_again(resident, plain, slowly):
    with closing(resident(ahead=True)) as one:
        one.warm()
        may_go_on = slowly()
        change(plain, HOUSE + "\n")
        one.messaging()
        change(plain, LATER)
        may_go_on.set()
        until(lambda: asks(one, NEW) and one.stamp() == stamp_of(one.settings))


def test_close_ends_what_is_being_prepared(resident, plain, slowly):
    one = resident(ahead=True)
    one.warm()
    may_go_on = slowly()
    change(plain, LATER)
    before = one.messaging()
    one.turns.end()
    may_go_on.set()
    one.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "msgcheck-messaging"]
    assert one.messaging() is before


def test_another_day_and_another_persona_read_nothing_again(plain, resident, monkeypatch):
    day = [NOW]
    one = Resident(resident().settings, clock=lambda: day[0])
    one.warm()
    monkeypatch.setattr(CandidateFinder, "__init__", None)
    day[0] += timedelta(days=1)
    assert asks(one, FORBIDDEN)
    draft = Draft(data=FORBIDDEN.encode(), name="draft.txt", id=DocumentId("draft.txt"))
    assert one.check(draft, persona="cfo").ask


def test_stamp_tells_that_the_accounts_changed(plain):
    (plain / "accounts.csv").write_text("account,domains,region\n", encoding="utf-8")
    (plain / "msgcheck.yaml").write_text("embedder: {kind: hashing}\naccounts: accounts.csv\n", encoding="utf-8")
    chosen = settings_for((), cwd=plain, environ=os.environ, overrides={}, audience={})
    before = stamp_of(chosen)
    (plain / "accounts.csv").write_text("account,domains,region\nQuay,quay.example,nordics\n", encoding="utf-8")
    assert stamp_of(chosen) != before
