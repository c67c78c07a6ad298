"""One Chromium for all tests of a file, and what their pages need."""

import socket

import pytest
from playwright.sync_api import expect

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
PATIENCE_MS = 30_000
"""How long tests wait for what must come."""
SHIPPED_MS = 1500
"""How long pages wait for an answer, and Copy for a check."""
_WAIT_LONGER = f"""{{
  const own = globalThis.setTimeout;
  globalThis.setTimeout = (work, ms, ...given) => own(work, ms === {SHIPPED_MS} ? {PATIENCE_MS} : ms, ...given);
}}"""
expect.set_options(timeout=PATIENCE_MS)
BEGIN = """([styles, scripts]) => {
  document.documentElement.lang = "en";
  const made = (tag, text) => Object.assign(document.createElement(tag), {textContent: text});
  document.head.append(made("style", styles), made("script", scripts));
  document.body.append(Object.assign(document.createElement("main"), {id: "root"}));
}"""


def wait_longer(page):
    """Let a page wait for the service as long as tests do: no busy machine shall make a check count as none."""
    script = client_file("compose/shared/service.js") + client_file("compose/compose.js")
    assert script.count(f"_MS = {SHIPPED_MS};".encode()) == 2
    page.add_init_script(_WAIT_LONGER)


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
    opened.set_default_timeout(PATIENCE_MS)
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
    opened.set_default_timeout(PATIENCE_MS)
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


@pytest.fixture
def hurried():
    """Asked for by tests in which the page waits for answers no longer than the one that is shipped."""


@pytest.fixture
def nobody():
    """An address that stays free, and where nobody listens."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{kept.getsockname()[1]}"
