"""One service for all tests of a module that change nothing about it."""

from __future__ import annotations

import pytest

from msgcheck.service import token_buckets
from tests.builders_service import running_service


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A service that tests may ask as quickly as they can: how often a client may is a test of its own."""
    with pytest.MonkeyPatch.context() as patch, running_service(tmp_path_factory.mktemp("service")) as running:
        patch.setattr(token_buckets, "BURST", 1_000_000)
        yield running


@pytest.fixture(autouse=True)
def as_before(request):
    """Leave a service that is shared as quick and as whole as it was."""
    yield
    if "service" in request.fixturenames:
        shared = request.getfixturevalue("service")
        shared.resident.delay_s = 0.0
        shared.resident.breaks_with = None


class Clock:
    """Seconds, moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()
