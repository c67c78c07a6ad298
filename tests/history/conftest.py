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
def begun_on_server(postgresql_server, tmp_path_factory):
    """A store in a database of its own that all tests share, as SQL which was compiled once need not be again.

    Gives the URL, the key and the store.
    """
    with postgresql_server.database() as name:
        url = postgresql_server.url(name)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(STATE_VARIABLE, str(tmp_path_factory.mktemp("state")))
            store = open_store(url)
            key = store_place(url).key.read_bytes()
        with store:
            yield url, key, store


@pytest.fixture
def store_url(kind, request):
    """Where the store of this test lies; on a server it is the one that all tests share, emptied."""
    if kind == "sqlite":
        return request.getfixturevalue("blank_url")
    url, key, _ = request.getfixturevalue("begun_on_server")
    server, state = request.getfixturevalue("postgresql_server"), request.getfixturevalue("tmp_path") / "state"
    server.empty(url.rpartition("/")[2], besides=("alembic_version", "key_check"))
    request.getfixturevalue("monkeypatch").setenv(STATE_VARIABLE, str(state))
    state.mkdir(exist_ok=True)
    store_place(url).key.write_bytes(key)
    return url


@pytest.fixture
def store(kind, store_url, request):
    if kind == "postgresql":
        yield request.getfixturevalue("begun_on_server")[2]
        return
    with open_store(store_url) as opened:
        yield opened
