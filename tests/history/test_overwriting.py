"""What was removed is overwritten in the files, whoever else has the store open."""

from pathlib import Path

import pytest
from builders_history import make_document, make_finding, make_scan
from sqlalchemy import make_url, select, text

from msgcheck.errors import StoreError
from msgcheck.history import sqlite_database
from msgcheck.history.sql_store import open_store
from msgcheck.history.tables import FindingRow

MARKER = "zanzibarquokka"


def planted(number=60):
    """Many findings, so that rows are moved from page to page as in any store."""
    findings = tuple(make_finding(f"{MARKER} {place} " + "x" * (place * 7)) for place in range(number))
    return make_document(author="a", statements=(MARKER,), findings=findings)


def is_on_disk(store_file):
    return any(MARKER.encode() in path.read_bytes() for path in store_file.parent.iterdir())


def test_erased_words_are_in_no_file_of_the_store(store, store_file):
    for number in (60, 30, 45):
        store.keep_scan(make_scan(planted(number), make_document("b.pptx", author="b")))
    assert is_on_disk(store_file)
    store.erase(author="a")
    assert not is_on_disk(store_file)


def test_erased_words_are_gone_while_another_has_the_store_open(store, store_file):
    store.keep_scan(make_scan(planted()))
    with open_store(str(store_file)) as other:
        other.findings()
        store.erase(author="a")
        assert not is_on_disk(store_file)


def test_erasing_goes_on_while_another_reads(store_file, monkeypatch, caplog):
    monkeypatch.setattr(sqlite_database, "BUSY_TIMEOUT_S", 0.1)
    with open_store(str(store_file)) as store:
        store.keep_scan(make_scan(planted()))
        with open_store(str(store_file)) as other, other._database.reading() as session:
            session.scalars(select(FindingRow.id)).all()
            store.erase(author="a")
        assert store.documents() == ()
    assert "is being read" in caplog.text
    assert not is_on_disk(store_file)


def test_what_could_not_be_overwritten_is_so_with_the_next_call(store_file, monkeypatch):
    monkeypatch.setattr(sqlite_database, "BUSY_TIMEOUT_S", 0.1)
    with open_store(str(store_file)) as store:
        store.keep_scan(make_scan(planted()))
        with monkeypatch.context() as patch:
            patch.setattr("msgcheck.history.overwriting._overwrite_sqlite", _fails)
            with pytest.raises(StoreError, match="not overwritten") as caught:
                store.erase(author="a")
        assert "again" in caught.value.hint
        assert store.documents() == ()
        store.erase(author="a")
        assert not is_on_disk(store_file)


def _fails(cursor):
    cursor.execute("select * from nowhere")


def test_store_in_memory_can_be_pruned():
    with open_store("sqlite://") as store:
        store.keep_scan(make_scan(planted()))
        assert store.erase(author="a").documents == 1


def test_erased_words_are_in_no_table_of_a_server(postgresql_server, postgresql_url):
    with open_store(postgresql_url) as store:
        store.keep_scan(make_scan(planted()))
        assert is_in_tables(postgresql_server, postgresql_url)
        store.erase(author="a")
        assert not is_in_tables(postgresql_server, postgresql_url)


def test_server_takes_no_samples_of_words(postgresql_url):
    """Its statistics, by which it plans its work, would keep them after they were erased."""
    with open_store(postgresql_url) as store:
        store.keep_scan(make_scan(planted()))
        with store._database.writing() as session:
            session.execute(text("analyze"))
        assert MARKER not in samples(store)


def samples(store):
    with store._database.reading() as session:
        return str(session.execute(text("select most_common_vals, histogram_bounds from pg_stats")).all())


def is_in_tables(server, url):
    """Whether the marker is in a file of this database; others of the same server are other tests'."""
    server.execute("checkpoint")  # writes what is in memory, and frees files that were written anew
    data = Path(server.execute("show data_directory")[0][0])
    name = make_url(url).database
    numbers = dict(server.execute("select datname, oid from pg_database"))
    return any(MARKER.encode() in path.read_bytes() for path in (data / "base" / str(numbers[name])).iterdir())
