import sqlite3
import stat
import threading
from contextlib import closing

import pytest
from builders_history import make_document, make_scan
from sqlalchemy import text

from msgcheck.errors import StoreError
from msgcheck.history import migrations, postgresql_database, sqlite_database
from msgcheck.history.database import Database
from msgcheck.history.kept_words import KeepText
from msgcheck.history.places import store_place
from msgcheck.history.scan_reading import stored_scans
from msgcheck.history.scan_writing import write_scan
from msgcheck.history.sql_store import open_store

SECRETS = ("secret", "s3cret")


def execute(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_store_lies_in_the_state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    open_store().close()
    assert (tmp_path / "state" / "msgcheck.sqlite3").is_file()


def test_store_and_key_are_for_their_owner_only(store_file):
    with open_store(str(store_file)) as store:
        store.keep_scan(make_scan(make_document()))
        modes = {path.name: mode(path) for path in store_file.parent.iterdir()}
    assert mode(store_file.parent) == 0o700
    assert modes == dict.fromkeys(
        ("msgcheck.sqlite3", "msgcheck.sqlite3-wal", "msgcheck.sqlite3-shm", "msgcheck.sqlite3.key"), 0o600
    )


def test_closed_store_is_two_files(store_file):
    with open_store(str(store_file)) as store:
        store.keep_scan(make_scan(make_document()))
    assert sorted(path.name for path in store_file.parent.iterdir()) == ["msgcheck.sqlite3", "msgcheck.sqlite3.key"]


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}", "sqlite+pysqlite:///{}"])
def test_store_is_named_by_path_or_url(tmp_path, form):
    open_store(form.format(tmp_path / "own.db")).close()
    assert (tmp_path / "own.db").is_file()


def test_path_with_odd_characters_is_a_path(tmp_path):
    odd = tmp_path / "50% of é?#" / "s.sqlite3"
    open_store(str(odd)).close()
    assert odd.is_file()


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:secret@db/msgcheck",
        "postgresql+psycopg2://me:secret@db/msgcheck",
        "postgresql+asyncpg://me:secret@db/msgcheck?password=s3cret",
        "postgresql://me:secret@db",
        "postgresql://me:secret@db:port/msgcheck",
        "nonsense://x",
        "sqlite:///x?mode=ro",
        "sqlite+aiosqlite:///x",
        "http://",
    ],
)
def test_url_that_is_not_supported_is_refused_without_its_password(url):
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert not any(word in str(caught.value) for word in SECRETS)
    assert "sqlite:///" in caught.value.hint
    assert "postgresql+psycopg://" in caught.value.hint


@pytest.mark.parametrize("content", [b"not a database at all, but a text" * 50, b"SQLite format 3\0" + b"\7" * 5000])
def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "s.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_store(str(path))
    assert caught.value.hint
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content


def test_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "places.sqlite"
    execute(path, "create table bookmarks (title text)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(str(path))
    assert path.read_bytes()[100:] == before[100:]


def test_database_of_another_alembic_user_is_refused(tmp_path):
    path = tmp_path / "s.sqlite3"
    execute(
        path, "create table alembic_version (version_num text)", "insert into alembic_version values ('1975ea83b712')"
    )
    with pytest.raises(StoreError, match="another program"):
        open_store(str(path))


def test_store_of_a_newer_version_is_refused(store_file):
    open_store(str(store_file)).close()
    execute(store_file, "update alembic_version set version_num = 'msgcheck_9999'")
    with pytest.raises(StoreError, match="newer msgcheck") as caught:
        open_store(str(store_file))
    assert "update msgcheck" in caught.value.hint


def test_store_without_its_key_is_refused(store_file):
    open_store(str(store_file)).close()
    key = store_file.with_name("msgcheck.sqlite3.key")
    key.unlink()
    with pytest.raises(StoreError, match="key of the store is missing"):
        open_store(str(store_file))
    assert not key.exists()


@pytest.mark.parametrize(("key", "told"), [(b"x" * 32, "not the key"), (b"short", "damaged"), (b"", "damaged")])
def test_store_with_another_key_is_refused(store_file, key, told):
    open_store(str(store_file)).close()
    store_file.with_name("msgcheck.sqlite3.key").write_bytes(key)
    with pytest.raises(StoreError, match=told):
        open_store(str(store_file))


def test_key_without_a_store_serves_the_new_store(store_file):
    open_store(str(store_file)).close()
    store_file.unlink()
    with open_store(str(store_file)) as store:
        assert store.scans() == ()


def test_folder_in_the_place_of_the_file_is_named(tmp_path):
    with pytest.raises(StoreError) as caught:
        open_store(str(tmp_path))
    assert caught.value.hint


def test_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "state").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be made") as caught:
        open_store(str(tmp_path / "state" / "s.sqlite3"))
    assert "folder writable" in caught.value.hint


def test_locked_store_says_who_holds_it(store, store_url, monkeypatch):
    monkeypatch.setattr(sqlite_database, "BUSY_TIMEOUT_S", 0.05)
    monkeypatch.setattr(postgresql_database, "LOCK_TIMEOUT_S", 0.05)
    with store._database.writing() as session:
        session.connection()
        with open_store(store_url) as waiting, pytest.raises(StoreError, match="lock") as caught:
            waiting.keep_scan(make_scan(make_document()))
    assert "another msgcheck" in caught.value.hint
    assert store.scans() == ()


def test_reader_does_not_wait_for_a_writer(store, store_url):
    store.keep_scan(make_scan(make_document()))
    with store._database.writing() as session, open_store(store_url) as reader:
        write_scan(session, make_scan(), hashes=store._hashes, keep=KeepText.DOCUMENTS)
        assert len(reader.scans()) == 1


def test_reader_sees_one_state(store, store_url):
    store.keep_scan(make_scan(make_document()))
    with store._database.reading() as session, open_store(store_url) as writer:
        before = len(stored_scans(session))
        writer.keep_scan(make_scan())
        assert (before, len(stored_scans(session))) == (1, 1)
    assert len(store.scans()) == 2


def test_two_stores_write_at_once(blank_url):
    failed = []

    def write(name: str) -> None:
        try:
            with open_store(blank_url) as store:
                for number in range(5):
                    store.keep_scan(make_scan(make_document(f"{name}{number}.pptx", statements=(f"{name} {number}.",))))
        except StoreError as err:
            failed.append(err)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_store(blank_url) as store:
        assert (len(store.scans()), len(store.documents()), len(store.findings())) == (10, 10, 10)


def test_deleting_what_is_pointed_to_is_refused(store):
    store.keep_scan(make_scan(make_document()))
    with pytest.raises(StoreError, match=r"(?i)foreign key"), store._database.writing() as session:
        session.connection().exec_driver_sql("delete from contents")


def test_error_holds_no_value_of_the_statement(store):
    with pytest.raises(StoreError) as caught, store._database.writing() as session:
        session.execute(text("insert into nowhere values (:sentence)"), {"sentence": "a secret sentence"})
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


def test_interrupted_beginning_is_begun_again(blank_url):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("msgcheck.history.versions._digest", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            open_store(blank_url)
    with open_store(blank_url) as store:
        assert store.scans() == ()


def test_place_without_a_password_is_shown():
    assert store_place("sqlite://").shown == "sqlite://"


def test_head_is_known(store):
    with store._database.reading() as session:
        version = session.connection().exec_driver_sql("select version_num from alembic_version").scalar()
    assert version == migrations.HEAD


def test_unused_database_can_be_closed_twice(tmp_path):
    opened = Database(store_place(str(tmp_path / "s.sqlite3")))
    opened.close()
    opened.close()
