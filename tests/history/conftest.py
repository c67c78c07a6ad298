import pytest

from msgcheck.history.sql_store import open_store


@pytest.fixture
def store_file(tmp_path):
    return tmp_path / "state" / "msgcheck.sqlite3"


@pytest.fixture
def store(store_file):
    with open_store(str(store_file)) as opened:
        yield opened
