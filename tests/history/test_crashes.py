"""What is stored survives what befalls a process: killed, interrupted by another, without room or without rights.

Each time the same is asked: is the message clear, is everything there that was there before, is nothing there by
half, and does the next run work?
"""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from itertools import count

import pytest
from sqlalchemy import select, text
from store_writers import Writers, scan_named

from msgcheck.errors import StoreError
from msgcheck.history.database import Database
from msgcheck.history.kept_words import KeepText
from msgcheck.history.places import store_place
from msgcheck.history.scan_writing import write_scan
from msgcheck.history.sql_store import SqlStore, open_store
from msgcheck.history.tables import Base
from tests.history.test_migrations import EARLIER, FILLED, begin, reflected, rows_of

EACH = 3
"""A process is killed at the first statement and at each third one after it."""


@pytest.fixture(scope="module")
def writers(tmp_path_factory):
    with Writers(tmp_path_factory.mktemp("writers")) as program:
        yield program


@pytest.fixture
def filled(store):
    """A store with one scan."""
    store.keep_scan(scan_named("before"))
    return store


def content(store: SqlStore) -> dict[str, Counter[str]]:
    """Return every row of every table."""
    with store._database.reading() as session:
        return {
            table.name: Counter(str(tuple(row)) for row in session.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


def whole(store: SqlStore) -> list[str]:
    """Return the names of the scans in a store, each of which has all that belongs to it, and nothing else is there."""
    names = sorted(scan.messaging_hash.removeprefix("mc1:") for scan in store.scans())
    given = [document for name in set(names) for document in scan_named(name).documents]
    assert {(document.path, document.used) for document in store.documents()} == {
        (document.id, document.used) for document in given
    }
    assert len(store.findings()) == sum(len(document.findings) for document in given)
    assert all(scan.skipped and scan.uncovered and scan.conflicts for scan in store.scans())
    return names


def test_scan_killed_anywhere_leaves_nothing_of_itself(filled, store_url, writers):
    before = content(filled)
    for step in count(1, EACH):
        if not writers.keep(store_url, "killed", die_at=step).killed:
            break
        assert content(filled) == before, f"killed at step {step}"
    assert step > 10
    assert whole(filled) == ["before", "killed"]


def test_beginning_killed_anywhere_is_begun_again(blank_url, writers):
    for step in count(1, 3 * EACH):
        if not writers.open(blank_url, die_at=step).killed:
            break
    assert step > 30
    assert writers.keep(blank_url, "after").error == ""
    with open_store(blank_url) as store:
        assert whole(store) == ["after"]


@pytest.mark.parametrize("version", EARLIER)
def test_upgrade_killed_anywhere_leaves_the_store_as_it_was(blank_url, writers, version):
    begin(blank_url, version, FILLED[version])
    before = earlier_content(blank_url)
    steps_missing = len(EARLIER) - EARLIER.index(version)
    # The newest step alone has few statements.
    for step in count(1, EACH if steps_missing > 1 else 1):
        assert writers.open(blank_url, die_at=step).killed
        found = earlier_content(blank_url)
        if found["version"] != version:
            break
        assert found == before, f"killed at step {step}"
    assert step > 2
    with open_store(blank_url) as store:
        assert len(store.documents()) == len(FILLED[version]["tables"]["documents"])


def earlier_content(url: str) -> dict[str, object]:
    """Return the version of a store as it is, and its rows."""
    with closing(Database(store_place(url))) as database, database.reading() as session:
        connection = session.connection()
        version = connection.execute(text("select version_num from alembic_version")).scalar()
        return {"version": version, **rows_of(connection, reflected(connection))}


def test_scans_kept_at_once_are_all_there_whole(filled, store_url, writers):
    outcomes = writers.keep_at_once(store_url, ("a1", "a2", "a3"), ("b1", "b2", "b3"), ("c1", "c2", "c3"))
    assert [outcome.error for outcome in outcomes] == ["", "", ""]
    assert whole(filled) == ["a1", "a2", "a3", "b1", "b2", "b3", "before", "c1", "c2", "c3"]


def test_same_scan_kept_at_once_is_kept_once_with_all_its_documents(filled, store_url, writers):
    writers.keep_at_once(store_url, ("same",), ("same",), ("same",))
    assert whole(filled) == ["before", "same", "same", "same"]


def test_store_begun_at_once_is_one_store(blank_url, writers):
    outcomes = writers.keep_at_once(blank_url, ("a",), ("b",), ("c",))
    assert [outcome.error for outcome in outcomes] == ["", "", ""]
    with open_store(blank_url) as store:
        assert whole(store) == ["a", "b", "c"]


@pytest.mark.parametrize("version", EARLIER)
def test_store_brought_up_to_date_at_once_is_so_once(blank_url, writers, version):
    begin(blank_url, version, FILLED[version])
    outcomes = writers.keep_at_once(blank_url, ("a",), ("b",), ("c",))
    assert [outcome.error for outcome in outcomes] == ["", "", ""]
    with open_store(blank_url) as store:
        assert len(store.scans()) == len(FILLED[version]["tables"]["scans"]) + 3


def test_log_that_a_killed_process_left_behind_is_read(store_file, writers):
    writers.keep(str(store_file), "before")
    assert writers.keep_and_die(str(store_file), "last").killed
    assert store_file.with_name(store_file.name + "-wal").stat().st_size > 0
    with open_store(str(store_file)) as store:
        assert whole(store) == ["before", "last"]
    assert sorted(path.name for path in store_file.parent.iterdir()) == [store_file.name, store_file.name + ".key"]


def test_log_that_was_cut_off_while_it_was_written_costs_only_the_scan_in_it(store_file, writers):
    writers.keep(str(store_file), "before")
    writers.keep_and_die(str(store_file), "last")
    log = store_file.with_name(store_file.name + "-wal")
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    with open_store(str(store_file)) as store:
        assert whole(store) == ["before"]
        store.keep_scan(scan_named("after"))
        assert whole(store) == ["after", "before"]


def test_copy_made_while_a_scan_is_kept_is_as_before(store_file, tmp_path):
    with open_store(str(store_file)) as store:
        store.keep_scan(scan_named("before"))
        with store._database.writing() as session:
            write_scan(session, scan_named("half"), hashes=store._hashes, keep=KeepText.DOCUMENTS)
            shutil.copytree(store_file.parent, tmp_path / "copy")
    with open_store(str(tmp_path / "copy" / store_file.name)) as found:
        assert whole(found) == ["before"]


def test_full_disk_is_named_and_loses_nothing(store_file, writers):
    writers.keep(str(store_file), "before")
    size = store_file.stat().st_size
    outcome = writers.keep(str(store_file), "large", documents=500, max_bytes=size + 50_000)
    assert "disk" in outcome.error
    assert "has room" in outcome.error
    with open_store(str(store_file)) as store:
        assert whole(store) == ["before"]
    assert writers.keep(str(store_file), "after").error == ""
    with open_store(str(store_file)) as store:
        assert whole(store) == ["after", "before"]


def test_file_that_may_not_grow_is_named_and_loses_nothing(store_file):
    with open_store(str(store_file)) as store:
        store.keep_scan(scan_named("before"))
        with pytest.raises(StoreError, match="full") as caught, store._database.writing() as session:  # noqa: PT012
            connection = session.connection()
            pages = connection.exec_driver_sql("pragma page_count").scalar()
            connection.exec_driver_sql(f"pragma max_page_count = {pages}")
            write_scan(session, scan_named("large", documents=500), hashes=store._hashes, keep=KeepText.ALL)
        assert "make room on the disk" in caught.value.hint
    with open_store(str(store_file)) as store:
        store.keep_scan(scan_named("after"))
        assert whole(store) == ["after", "before"]


@pytest.mark.parametrize("max_bytes", [8, 100, 20_000, 60_000])
def test_store_that_has_no_room_to_begin_is_begun_once_there_is(store_file, writers, max_bytes):
    outcome = writers.open(str(store_file), max_bytes=max_bytes)
    assert str(store_file) in outcome.error
    assert "room" in outcome.error
    assert writers.keep(str(store_file), "after").error == ""
    with open_store(str(store_file)) as store:
        assert whole(store) == ["after"]
    assert sorted(path.name for path in store_file.parent.iterdir()) == [store_file.name, store_file.name + ".key"]


def test_file_that_is_only_to_be_read_can_be_read_and_says_so_when_written(store_file, writers):
    writers.keep(str(store_file), "before")
    store_file.chmod(0o400)
    assert writers.read(str(store_file)).error == ""
    outcome = writers.keep(str(store_file), "refused")
    assert "readonly" in outcome.error
    assert "make the file and its folder writable" in outcome.error
    store_file.chmod(0o600)
    assert writers.keep(str(store_file), "after").error == ""
    with open_store(str(store_file)) as store:
        assert whole(store) == ["after", "before"]


def test_folder_that_is_only_to_be_read_is_named_and_the_store_in_it_left_alone(store_file, writers):
    writers.keep(str(store_file), "before")
    content_before = store_file.read_bytes()
    store_file.parent.chmod(0o500)
    outcome = writers.keep(str(store_file), "refused")
    store_file.parent.chmod(0o700)
    assert "make the file and its folder writable" in outcome.error
    assert store_file.read_bytes() == content_before
    assert writers.keep(str(store_file), "after").error == ""
    with open_store(str(store_file)) as store:
        assert whole(store) == ["after", "before"]


def test_folder_in_which_nothing_can_be_made_is_named(tmp_path, writers):
    (tmp_path / "theirs").mkdir(mode=0o500)
    outcome = writers.open(str(tmp_path / "theirs" / "s.sqlite3"))
    assert "cannot be made" in outcome.error
    assert "make the folder writable" in outcome.error
    assert list((tmp_path / "theirs").iterdir()) == []
