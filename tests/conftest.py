"""Options of the whole suite, and fakes of the stages that need no model."""

import os
from datetime import UTC, date, datetime

import pytest
from hypothesis import settings
from postgres_server import PostgresServer, server_binaries

from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.segment.plain_segmenter import PlainSegmenter
from msgcheck.state_folder import VARIABLE as STATE_VARIABLE

IN_CI = os.environ.get("CI", "").lower() == "true"

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True)
settings.load_profile("ci" if IN_CI else "dev")


class LineSegmenter(PlainSegmenter):
    """The segmenter of tests: rules alone, no model."""


class FixedClock:
    """Tells one moment, for ever."""

    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


@pytest.fixture
def segmenter():
    return LineSegmenter()


@pytest.fixture
def embedder():
    return HashingEmbedder()


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture(scope="session", autouse=True)
def prepared_models(request, tmp_path_factory):
    """The folder of prepared models of every test, kept for later runs where pytest keeps anything."""
    cache = getattr(request.config, "cache", None)
    folder = cache.mkdir("prepared-models") if cache else tmp_path_factory.mktemp("prepared-models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSGCHECK_EMBEDDER_FOLDER", str(folder))
        yield folder


@pytest.fixture(scope="session")
def postgresql_server():
    """A PostgreSQL server of the tests' own, begun when a test first needs it."""
    binaries = server_binaries()
    if binaries is None:
        missing = "PostgreSQL is not installed; on Debian: apt install postgresql"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    with PostgresServer(binaries) as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server, tmp_path, monkeypatch):
    """Where a store can be begun on a server: a blank database, and a state folder for the key."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    with postgresql_server.database() as name:
        yield postgresql_server.url(name)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; review the diff")


@pytest.fixture
def update_golden(request):
    return request.config.getoption("--update-golden")
