"""One Chromium for all tests of a file, and what their pages need."""

import pytest

from clients.chromium import browser_running, chromium_path, playwright_running
from clients.fake_service import fake_service_running
from msgcheck.clients.unpacking import client_file

SHARED_SCRIPTS = (
    "words",
    "verdict",
    "service",
    "places",
    "mending",
    "attachments",
    "elements",
    "finding_card",
    "say_box",
    "send_anyway",
    "panel",
)
"""In the order in which they need each other."""
BEGIN = """([styles, scripts]) => {
  document.documentElement.lang = "en";
  const made = (tag, text) => Object.assign(document.createElement(tag), {textContent: text});
  document.head.append(made("style", styles), made("script", scripts));
  document.body.append(Object.assign(document.createElement("main"), {id: "root"}));
}"""


@pytest.fixture(scope="module")
def playwright():
    """Playwright, for as long as one file needs it: its event loop runs in this thread, where others want theirs."""
    chromium_path()
    with playwright_running() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright):
    """The headless Chromium of one file."""
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


@pytest.fixture(scope="module")
def module_page(chromium):
    """One page for tests that need no more than its scripts: a new one for each would take most of their time."""
    context = chromium.new_context()
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


@pytest.fixture
def shared_page(module_page):
    """A blank page with the scripts and styles that all clients share."""
    module_page.goto("about:blank")
    module_page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    module_page.set_viewport_size({"width": 1280, "height": 900})
    styles = client_file("compose/shared/panel.css").decode()
    scripts = "\n".join(client_file(f"compose/shared/{name}.js").decode() for name in SHARED_SCRIPTS)
    module_page.evaluate(BEGIN, [styles, scripts])
    return module_page


@pytest.fixture
def service():
    """A stand-in of the service."""
    with fake_service_running() as running:
        yield running
