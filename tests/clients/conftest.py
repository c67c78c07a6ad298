"""One Chromium for all tests of clients, and what their pages need."""

import pytest
from clients.chromium import browser_running, chromium_path, playwright_running


@pytest.fixture(scope="session")
def playwright():
    chromium_path()
    with playwright_running() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright):
    """The headless Chromium of the session."""
    with browser_running(playwright) as browser:
        yield browser


@pytest.fixture
def page(chromium):
    """A blank page in a context of its own; a test in which a script of the page failed fails."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    errors = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []
