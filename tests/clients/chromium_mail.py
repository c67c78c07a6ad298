"""Stand-ins of Gmail and Outlook at their own addresses, in a Chromium with the extension as it is unpacked."""

import re
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from clients.chromium import extension_running
from msgcheck.clients.unpacking import unpack

PAGES = Path(__file__).parent / "chromium_pages"
GMAIL = "https://mail.google.com/mail/u/0/"
OUTLOOK = "https://outlook.cloud.microsoft/mail/"
TO = "ada@customer.example"
_ADDRESSES = {"https://mail.google.com/**": "gmail.html", "https://outlook.cloud.microsoft/**": "outlook.html"}
_OUTCOME = re.compile(r"^(?:Not yet|It works|This|A service|The extension)")
PAUSE_MS = 800
"""What counts as a pause of writing in the extension under test; less than in the one that is shipped."""
BETWEEN_MS = 2000
HURRIED = "?hurried"
"""At the end of an address: there the extension waits for answers no longer than the one that is shipped."""
_TIMEOUT_MS = 30_000
_PATIENT_MS = 25_000
"""Less than tests wait, so that a mail which goes unchecked is seen to have gone so."""
_AT_SEND_MS = f'location.search === "{HURRIED}" ? 1500 : {_PATIENT_MS}'
_FOR_TESTS = (
    ("floating.js", 'SHADOW_MODE = "closed"', 'SHADOW_MODE = "open"'),
    ("send_gate.js", "const DEADLINE_MS = 1500;", f"const DEADLINE_MS = {_AT_SEND_MS};"),
    ("shared/service.js", "const TIMEOUT_MS = 1500;", f"const TIMEOUT_MS = {_AT_SEND_MS};"),
    ("background.js", "const TIMEOUT_MS = 5000;", "const TIMEOUT_MS = 60_000;"),
    ("mail_desk.js", "const LOOK_TIMEOUT_MS = 5000;", f"const LOOK_TIMEOUT_MS = {_PATIENT_MS};"),
    ("look_ahead.js", "const TIMEOUT_MS = 5000;", "const TIMEOUT_MS = 60_000;"),
    ("look_ahead.js", "const PAUSE_MS = 2500;", f"const PAUSE_MS = {PAUSE_MS};"),
    ("look_ahead.js", "const BETWEEN_MS = 10_000;", f"const BETWEEN_MS = {BETWEEN_MS};"),
)
"""What tests look into pages must not, nobody waits as long as a writer, and no busy machine lets mail go unchecked."""


def unpacked(folder: Path, address: str) -> Path:
    """Return the extension as users load it, but for what it shows being open to tests, and shorter waits."""
    extension = unpack("chromium", folder, address=address)
    for name, shipped, instead in _FOR_TESTS:
        script = extension / name
        text = script.read_text(encoding="utf-8")
        assert text.count(shipped) == 1
        script.write_text(text.replace(shipped, instead), encoding="utf-8")
    return extension


@contextmanager
def mail_browser(playwright, folder: Path, address: str, *, background: str | None = None):
    """Give a browser context with the extension, in which the addresses of Gmail and Outlook lead to the stand-ins.

    Args:
        playwright: as of `playwright_running`.
        folder: an empty one.
        address: of the service.
        background: stands in place of the extension's own background script.
    """
    extension = unpacked(folder / "extension", address)
    if background is not None:
        (extension / "background.js").write_text(background, encoding="utf-8")
    with extension_running(playwright, extension, folder / "profile") as context:
        context.set_default_timeout(_TIMEOUT_MS)
        for pattern, first_page in _ADDRESSES.items():
            context.route(pattern, partial(_fulfil, first_page))
        # Once installed, the extension opens its options by itself, in whatever tab is blank: never one of a test.
        if background is None:
            wait_until(lambda: any(page.url.endswith("/options.html") for page in context.pages), context.pages[0])
        yield context


def wait_until(holds, page=None) -> None:
    """Wait until something holds; with a page, its events go on meanwhile."""
    end = time.monotonic() + _TIMEOUT_MS / 1000
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        page.wait_for_timeout(50) if page else time.sleep(0.05)


def pass_time(page, milliseconds):
    """Wait until so much time has passed for a page: what it meant to do before then is done, however late it is."""
    page.evaluate("milliseconds => new Promise((resolve) => { setTimeout(resolve, milliseconds); })", milliseconds)


def options_page(context):
    """Open the options of the extension."""
    worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
    page = context.new_page()
    page.goto(f"chrome-extension://{worker.url.split('/')[2]}/options.html")
    return page


def pair(context, address: str, token: str) -> str:
    """Enter address and token on the options page, as users do, and return what the page says."""
    page = options_page(context)
    page.fill("#address", address)
    page.fill("#token", token)
    page.click("#try")
    outcome = page.locator("#outcome", has_text=_OUTCOME).inner_text()
    page.close()
    return outcome


def compose(page, *text, **options):
    """Open a compose window; see openCompose of the stand-ins."""
    page.evaluate("options => { openCompose(options); }", {"text": list(text), "to": [TO], **options})


def press_send(page, at=0):
    """Press the Send button of a compose window."""
    page.locator(".send").nth(at).click()


def sent(page, *, count=1):
    """Return what was sent, once that many mails were."""
    wait_until(lambda: page.evaluate("window.sent.length") >= count, page)
    mails = page.evaluate("window.sent")
    assert len(mails) == count
    return mails


def nothing_sent(page) -> bool:
    """Return whether nothing was sent so far."""
    return page.evaluate("window.sent.length") == 0


def panel(page):
    """Return the panels that are shown, once there is one."""
    shown = page.locator(".mc-panel")
    shown.first.wait_for()
    return shown


def line(page) -> str:
    """Return the quiet line, once it is shown."""
    shown = page.locator(".line")
    shown.wait_for()
    return shown.inner_text()


def _fulfil(first_page: str, route) -> None:
    """Answer a request of a stand-in; a path that is no file is its first page."""
    name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
    route.fulfill(path=PAGES / (name if name and (PAGES / name).is_file() else first_page))
