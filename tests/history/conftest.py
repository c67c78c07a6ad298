"""Stores for the tests: each test that asks for one runs on every kind of database."""

import pytest

from msgcheck.history.places import FILE_NAME, store_place
from msgcheck.history.sql_store import open_store
from msgcheck.state_folder import VARIABLE as STATE_VARIABLE

KINDS = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc):
    """Run a test on both kinds of database; one that asks for `store_file` is about the files of SQLite."""
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", KINDS[:1] if "store_file" in metafunc.fixturenames else KINDS)


@pytest.fixture
def store_file(tmp_path):
    return tmp_path / "state" / FILE_NAME


@pytest.fixture
def blank_url(kind, tmp_path, request):
    """Where a store can be begun."""
    return str(tmp_path / "state" / FILE_NAME) if kind == "sqlite" else request.getfixturevalue("postgresql_url")


@pytest.fixture(scope="session")
def begun_database(postgresql_server, tmp_path_factory):
    """Name of a database in which a store was begun, and the store's key."""
    with postgresql_server.database() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_VARIABLE, str(tmp_path_factory.mktemp("state")))
        url = postgresql_server.url(name)
        open_store(url).close()
        yield name, store_place(url).key.read_bytes()


@pytest.fixture
def store_url(kind, request):
    """Where the store of this test lies; on a server it is one that was begun and emptied, which is quicker."""
    if kind == "sqlite":
        return request.getfixturevalue("blank_url")
    server, (name, key) = request.getfixturevalue("postgresql_server"), request.getfixturevalue("begun_database")
    server.empty(name, besides=("alembic_version", "key_check"))
    state = request.getfixturevalue("tmp_path") / "state"
    request.getfixturevalue("monkeypatch").setenv(STATE_VARIABLE, str(state))
    state.mkdir(exist_ok=True)
    url = server.url(name)
    store_place(url).key.write_bytes(key)
    return url


@pytest.fixture
def store(store_url):
    with open_store(store_url) as opened:
        yield opened
