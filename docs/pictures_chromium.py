"""Takes docs/chromium.png, and draws the extension's icons: `python docs/pictures_chromium.py [--icons]`.

A real Chromium with the extension, on the stand-in of Gmail and beside the stand-in of the service that the tests use.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from clients.chromium import browser_running, playwright_running  # noqa: E402
from clients.chromium_mail import GMAIL, compose, mail_browser, pair, press_send  # noqa: E402
from clients.fake_service import fake_service_running  # noqa: E402
from clients.verdicts import finding  # noqa: E402

ICONS = ROOT / "msgcheck" / "clients" / "chromium" / "icons"
ICON_SIZES_PX = (16, 32, 48, 128)
PICTURE = ROOT / "docs" / "chromium.png"
WIDTH_PX, HEIGHT_PX = 1240, 800

_FOUND = "Harbourlight cuts waiting times at the quay by 50%."
_APPROVED = "Harbourlight cuts waiting times at the quay by up to 30%."
_TEXT = (
    "Dear Ada,",
    f"thank you for the tour of the harbour. {_FOUND}",
    "Shall we talk on Tuesday at ten?",
    "Best, Kim",
)


def draw_icons() -> None:
    """Draw icon.svg in each size a browser shows."""
    svg = (ICONS / "icon.svg").read_text(encoding="utf-8")
    with playwright_running() as playwright, browser_running(playwright) as browser:
        for size in ICON_SIZES_PX:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>{svg}")
            page.screenshot(path=ICONS / f"icon{size}.png", omit_background=True)
            page.close()


def take_picture() -> None:
    """Take the picture of a mail that is held."""
    changed = finding(
        _FOUND,
        _APPROVED,
        suggestion=_APPROVED,
        sentence="You write 50%; our 2025 study (112 harbours) supports up to 30%. Make it: 'by up to 30%'.",
        location="body line 2",
    )
    with (
        fake_service_running() as service,
        tempfile.TemporaryDirectory() as folder,
        playwright_running() as playwright,
        mail_browser(playwright, Path(folder), service.url) as context,
    ):
        service.drifts = [changed]
        pair(context, service.url, "any")
        page = context.new_page()
        page.set_viewport_size({"width": WIDTH_PX, "height": HEIGHT_PX})
        page.goto(GMAIL)
        compose(page, *_TEXT, subject="After your tour", quoted="What would it bring us?")
        page.locator(".at-send").wait_for()
        press_send(page)
        page.locator(".mc-card").wait_for()
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    if "--icons" in sys.argv:
        draw_icons()
    take_picture()
