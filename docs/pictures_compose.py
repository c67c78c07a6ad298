"""Takes the picture of the page /compose that the docs show, from the installed msgcheck and the demo's messaging.

    python docs/pictures_compose.py

Needs Chromium (Debian: `apt-get install chromium`) and Playwright for Python, as the tests do.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "compose.png"
PROGRAM = Path(sys.executable).with_name("msgcheck")
SIZE = {"width": 1240, "height": 780}
ANSWER_MS = 60_000
"""Loading the models takes a while where the machine is busy."""
STOP_S = 30
SUBJECT = "After our call"
DRAFT = """Hi Jo,

thank you for the call on Monday.

With Rimeholt, shippers cut their temperature excursions by up to 50% in the first year.
Your colleagues in Lyon asked for the same, so I am glad to share it.

Rimeholt Desk sends an alarm by text message and e-mail within 5 minutes of a reading
outside the agreed range, wherever the Pod has a mobile signal.

Shall we talk on Tuesday?

Best,
Mia
"""


@contextmanager
def serving(state: Path) -> Iterator[str]:
    """Give the link of a service that runs until the block ends."""
    command = [PROGRAM, "serve", "--port", "0", "--messaging", ROOT / "messaging"]
    environment = {**os.environ, "MSGCHECK_STATE_DIR": str(state)}
    with subprocess.Popen(command, cwd=state, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                link = re.search(r"http\S+ticket=\S+", line)
                if link:
                    yield link.group()
                    return
            raise SystemExit("msgcheck serve printed no link")
        finally:
            process.terminate()
            process.wait(STOP_S)


def write_draft(page: Page) -> None:
    """Write the draft and wait until its drifted sentence is underlined and its card is open."""
    page.locator("#to").fill("jo@customer.example")
    page.locator("#subject").fill(SUBJECT)
    page.locator("#body").fill(DRAFT)
    page.locator(".marks .ask").first.wait_for(state="attached")
    page.locator("#body").press("Control+Home")
    page.keyboard.press("F8")
    page.locator(".at-sentence article").wait_for()


def main() -> None:
    """Write docs/compose.png."""
    chromium = shutil.which("chromium")
    if not chromium:
        raise SystemExit("Chromium is not installed")
    with tempfile.TemporaryDirectory() as state, serving(Path(state)) as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.set_default_timeout(ANSWER_MS)
        page.goto(link)
        write_draft(page)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"wrote {PICTURE.relative_to(ROOT)}: look at it")


if __name__ == "__main__":
    main()
