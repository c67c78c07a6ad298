"""Options of the whole suite."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; review the diff")


@pytest.fixture
def update_golden(request):
    return request.config.getoption("--update-golden")
