"""What may go wrong with a store on a server, each time on a real one, and what is said then."""

import shutil
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from builders_history import make_document, make_scan
from hypothesis import given
from hypothesis import strategies as st
from postgres_server import HOST, LOCKED_OUT, OWNER

from msgcheck.errors import StoreError
from msgcheck.history.places import store_place
from msgcheck.history.sql_store import open_store
from msgcheck.records import MessageId

PASSWORD = "s3cret"  # noqa: S105 - of nobody


@pytest.fixture
def server(postgresql_server):
    return postgresql_server


@pytest.fixture
def database(postgresql_url):
    """Name of the blank database of this test."""
    return postgresql_url.rpartition("/")[2]


@pytest.fixture
def guest(server, database):
    """A role that may do no more than everybody."""
    server.execute("create role guest login")
    server.execute("revoke create on schema public from public", database=database)
    yield "guest"
    server.execute("drop owned by guest; drop role guest", database=database)


def refusal(url: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert PASSWORD not in f"{caught.value} {caught.value.__cause__}"
    return caught.value


def begun(url: str) -> None:
    with open_store(url) as store:
        store.keep_scan(make_scan(make_document()))


@pytest.mark.parametrize("driver", ["postgresql", "postgres", "postgresql+psycopg"])
def test_store_is_named_by_the_url_of_its_database(server, database, driver):
    begun(server.url(database, driver=driver))
    assert server.execute("select path from places", database=database) == [("decks/a.pptx",)]


def test_key_lies_in_the_state_folder(postgresql_url, server, database, tmp_path):
    begun(postgresql_url)
    (key,) = (tmp_path / "state").iterdir()
    assert key.name == f"msgcheck-{HOST}-{server.port}-{database}.key"
    assert (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_store_begun_on_another_machine_says_which_key_it_needs(postgresql_url, tmp_path, monkeypatch):
    begun(postgresql_url)
    key = store_place(postgresql_url).key
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "colleague"))
    error = refusal(postgresql_url)
    assert "key of the store is missing" in error.message
    assert error.where == str(tmp_path / "colleague" / key.name)
    assert f"copy {key.name} to this place" in error.hint
    assert not Path(error.where).exists()
    Path(error.where).parent.mkdir()
    shutil.copy(key, error.where)
    with open_store(postgresql_url) as store:
        assert len(store.documents()) == 1


def test_store_with_the_key_of_another_store_says_which_key_it_needs(postgresql_url):
    begun(postgresql_url)
    key = store_place(postgresql_url).key
    key.write_bytes(b"x" * 32)
    error = refusal(postgresql_url)
    assert "not the key" in error.message
    assert key.name in error.hint


def test_state_folder_that_cannot_be_made_is_named(postgresql_url, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "file" / "state"))
    assert "MSGCHECK_STATE_DIR" in refusal(postgresql_url).hint


def test_missing_driver_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal(f"postgresql://me:{PASSWORD}@db/team").hint == "pip install 'msgcheck[postgresql]'"


def test_server_that_is_down_is_named(server):
    error = refusal(f"postgresql://me:{PASSWORD}@{HOST}:1/team?connect_timeout=5")
    assert f"{HOST}:1/team" in error.where
    assert "server runs" in error.hint


def test_host_that_does_not_exist_is_named():
    assert "check host" in refusal(f"postgresql://me:{PASSWORD}@db.invalid/team").hint


def test_wrong_password_is_named_and_not_shown(server):
    error = refusal(server.url("postgres", user=LOCKED_OUT, password=PASSWORD))
    assert "password" in error.message
    assert "check user and password" in error.hint


def test_unknown_user_is_named(server):
    assert "check user" in refusal(server.url("postgres", user="nobody_known")).hint


def test_database_that_does_not_exist_is_named(server):
    error = refusal(server.url("nowhere"))
    assert '"nowhere" does not exist' in error.message
    assert "create database" in error.hint


def test_options_of_the_url_are_passed_on(postgresql_url):
    url = f"{postgresql_url}?application_name=monthly&sslmode=prefer"
    with open_store(url) as store, store._database.reading() as session:
        assert session.connection().exec_driver_sql("show application_name").scalar() == "monthly"


def test_encrypted_connection_can_be_demanded(postgresql_url):
    assert "sslmode" in refusal(f"{postgresql_url}?sslmode=require").hint


def test_option_that_does_not_exist_is_named(postgresql_url):
    error = refusal(f"{postgresql_url}?colour=blue")
    assert "colour" in error.message
    assert "behind the ?" in error.hint


def test_database_that_lacks_characters_is_refused(server, postgresql_url):
    latin = "encoding 'LATIN1' locale 'C'"
    if server.execute("show server_version_num")[0][0] >= "150000":
        latin += " locale_provider libc"
    with server.database(template="template0", options=latin) as name:
        error = refusal(server.url(name))
    assert "LATIN1" in error.message
    assert "encoding 'UTF8'" in error.hint


def test_owner_of_database_and_schema_needs_no_other_rights(server, database, guest):
    server.execute(f"alter database {database} owner to {guest}")
    server.execute(f"alter schema public owner to {guest}", database=database)
    try:
        with open_store(server.url(database, user=guest)) as store:
            store.keep_scan(make_scan(make_document(author="Kim Example")))
            store.erase(author="Kim Example")
            assert store.documents() == ()
    finally:
        server.execute(f"alter database {database} owner to {OWNER}")


def test_user_who_may_not_make_tables_is_told_whom_to_ask(server, database, guest):
    error = refusal(server.url(database, user=guest))
    assert "permission denied" in error.message
    assert "grant" in error.hint
    assert tables(server, database) == set()


def test_user_who_may_not_connect_is_told_whom_to_ask(server, database, guest):
    server.execute(f"revoke connect on database {database} from public")
    error = refusal(server.url(database, user=guest))
    assert "permission denied" in error.message
    assert "grant" in error.hint


def test_user_who_may_only_read_can_read_but_not_scan(server, database, guest, postgresql_url):
    begun(postgresql_url)
    server.execute(f"grant select on all tables in schema public to {guest}", database=database)
    url = server.url(database, user=guest)
    with open_store(url) as store:
        assert len(store.documents()) == 1
        with pytest.raises(StoreError, match="permission denied") as caught:
            store.keep_scan(make_scan(make_document("b.pptx", statements=("Other words.",))))
    assert "grant" in caught.value.hint


def test_server_that_only_reads_is_named(server, database, postgresql_url):
    begun(postgresql_url)
    server.execute(f"alter database {database} set default_transaction_read_only = on")
    with open_store(postgresql_url) as store:
        with pytest.raises(StoreError, match="read-only") as caught:
            store.keep_scan(make_scan())
        assert len(store.scans()) == 1
    assert "may only read" in caught.value.hint


def test_database_of_another_program_is_refused_and_left_alone(server, database, postgresql_url):
    server.execute("create table bookmarks (title text)", database=database)
    error = refusal(postgresql_url)
    assert "another program" in error.message
    assert tables(server, database) == {"bookmarks"}


def test_database_of_another_alembic_user_is_refused(server, database, postgresql_url):
    server.execute("create table alembic_version (version_num text)", database=database)
    server.execute("insert into alembic_version values ('1975ea83b712')", database=database)
    assert "another program" in refusal(postgresql_url).message


def test_store_of_a_newer_version_is_refused(server, database, postgresql_url):
    begun(postgresql_url)
    server.execute("update alembic_version set version_num = 'msgcheck_9999'", database=database)
    assert "newer msgcheck" in refusal(postgresql_url).message


def test_full_disk_of_the_server_is_named_and_loses_nothing(server, database, postgresql_url):
    begun(postgresql_url)
    server.execute(
        "create function full_disk() returns trigger language plpgsql as "
        "$$ begin raise 'could not extend file' using errcode = 'disk_full'; end $$",
        database=database,
    )
    server.execute(
        "create trigger full_disk before insert on scans execute function full_disk()",
        database=database,
    )
    other = make_scan(make_document("b.pptx", statements=("Other words.",)))
    with open_store(postgresql_url) as store:
        with pytest.raises(StoreError, match="extend") as caught:
            store.keep_scan(other)
        assert (len(store.scans()), len(store.documents())) == (1, 1)
        server.execute("drop trigger full_disk on scans", database=database)
        store.keep_scan(other)
        assert (len(store.scans()), len(store.documents())) == (2, 2)
    assert "room on the disk of the server" in caught.value.hint


def test_connection_that_breaks_while_writing_is_named_and_loses_nothing(server, database, postgresql_url):
    begun(postgresql_url)
    with open_store(postgresql_url) as store:
        with pytest.raises(StoreError) as caught, store._database.writing() as session:  # noqa: PT012
            session.connection().exec_driver_sql("insert into places (path) values ('half.pptx')")
            end_connections(server, database)
            session.connection().exec_driver_sql("select 1")
        assert "try again" in caught.value.hint
        store.keep_scan(make_scan())
        assert len(store.scans()) == 2
    assert server.execute("select path from places", database=database) == [("decks/a.pptx",)]


def test_connection_that_broke_between_two_commands_is_made_anew(server, database, postgresql_url):
    begun(postgresql_url)
    with open_store(postgresql_url) as store:
        assert len(store.scans()) == 1
        end_connections(server, database)
        assert len(store.scans()) == 1


def test_table_that_another_program_holds_is_waited_for_no_longer_than_set(database, postgresql_url, monkeypatch):
    begun(postgresql_url)
    monkeypatch.setattr("msgcheck.history.postgresql_database.LOCK_TIMEOUT_S", 0.05)
    plain = postgresql_url.replace("+psycopg", "")
    with closing(psycopg.connect(plain)) as other, open_store(postgresql_url) as store:
        other.execute("lock table scans")
        with pytest.raises(StoreError) as caught:
            store.scans()
    assert "try again" in caught.value.hint


def test_texts_are_in_the_order_of_sqlite_whatever_the_language_of_the_server(postgresql_url):
    ids = ("Zebra", "apple", "zoo", "éclair")
    with open_store(postgresql_url) as store:
        store.keep_scan(make_scan(make_document(used=tuple((MessageId(id_), 1) for id_ in reversed(ids)), nearness=())))
        assert tuple(id_ for id_, _ in store.documents()[0].used) == ids


@pytest.mark.parametrize(
    "url",
    ["postgresql://me:s3@cret@db/team", "postgresql://me:s3cret@db?x@y/team", "postgresql://me:a/b@c@db:5432/team"],
)
def test_password_that_cuts_the_url_in_the_wrong_place_is_explained_and_not_shown(url):
    error = refusal(url)
    assert "%40" in error.hint
    assert "cret" not in str(error)


def test_password_with_odd_characters_is_taken():
    assert store_place("postgresql://me:a%40b%2Fc@db/team").url.password == "a@b/c"  # noqa: S105


@given(st.text(min_size=1), st.text(min_size=1))
def test_password_is_never_shown(password, option):
    url = store_place("postgresql://me@db/team").url.set(password=f"<{password}>", query={"sslpassword": f"<{option}>"})
    place = store_place(url.render_as_string(hide_password=False))
    assert "<" not in f"{place} {place.shown} {place.key}"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://me:pw@db.example/team", "msgcheck-db.example-5432-team.key"),
        ("postgresql+psycopg://you@DB.example:5432/team?sslmode=require", "msgcheck-db.example-5432-team.key"),
        ("postgresql://db.example:6000/team", "msgcheck-db.example-6000-team.key"),
        ("postgresql://me@/team?host=a.example&host=b.example", "msgcheck-a.example,b.example-5432-team.key"),
    ],
)
def test_key_is_named_after_host_port_and_database(url, name):
    assert store_place(url).key.name == name


@given(st.sampled_from(["team", "Team", "te am", "te/am", "../team", "te_am", "équipe", "a" * 60]), st.data())
def test_key_of_each_database_is_another_file_in_the_state_folder(one, data):
    other = data.draw(st.sampled_from(["team/x", "te:am", "te%am", ".."]))
    keys = [store_place(f"postgresql:///{database}?host=/run/postgresql").key for database in (one, other)]
    assert keys[0] != keys[1]
    assert {key.parent for key in keys} == {store_place("").file.parent}


def tables(server, database: str) -> set[str]:
    found = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    return {name for (name,) in server.execute(found, database=database)}


def end_connections(server, database: str) -> None:
    ending = "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
    server.execute(f"{ending} where datname = '{database}'")
