"""Takes docs/outlook.png, and draws the add-in's icons: `python docs/pictures_outlook.py [--icons]`.

A real Chromium with the task pane, beside the stand-ins of Office.js and of the service that the tests use; the mail on
the left is drawn here, because no Outlook is.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from clients.chromium import browser_running, playwright_running  # noqa: E402
from clients.outlook_engines import ADDRESS, open_page, paired  # noqa: E402
from clients.told_service import ToldService  # noqa: E402
from clients.verdicts import finding, verdict  # noqa: E402

CLIENTS = ROOT / "msgcheck" / "clients"
ICON = CLIENTS / "chromium" / "icons" / "icon.svg"
ICON_SIZES_PX = (16, 32, 64, 80, 128)
PICTURE = ROOT / "docs" / "outlook.png"
WIDTH_PX, PANE_PX, HEIGHT_PX = 1180, 420, 900

_FOUND = "Harbourlight cuts waiting times at the quay by 50%."
_APPROVED = "Harbourlight cuts waiting times at the quay by up to 30%."
_TEXT = (
    "Dear Ada,",
    f"thank you for the tour of the harbour. {_FOUND}",
    "Shall we talk on Tuesday at ten?",
    "Best, Kim",
)
_MAIL = """<style>
body {{ margin: 0; display: flex; height: {height}px; font: 15px/1.6 system-ui, sans-serif; color: #242424 }}
main {{ flex: 1; padding: 28px 32px; background: #fafafa }}
dl {{ display: grid; grid-template-columns: 70px 1fr; gap: 6px; border-bottom: 1px solid #d9d9d9; padding: 0 0 14px }}
dt {{ color: #707070 }} dd {{ margin: 0 }} img {{ width: {pane}px; height: {height}px; border-left: 1px solid #d9d9d9 }}
</style><main><dl><dt>To</dt><dd>ada@kestrel.example</dd><dt>Subject</dt><dd>After your tour</dd></dl>{text}</main>
<img src="data:image/png;base64,{picture}" alt="">"""


def draw_icons() -> None:
    """Draw the icon, which is the browser extension's, in each size Office shows."""
    svg = ICON.read_text(encoding="utf-8")
    with playwright_running() as playwright, browser_running(playwright) as browser:
        for size in ICON_SIZES_PX:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>{svg}")
            page.screenshot(path=CLIENTS / "outlook" / f"icon-{size}.png", omit_background=True)
            page.close()


def take_picture() -> None:
    """Take the picture of the pane beside a mail that is held."""
    service = ToldService()
    changed = finding(
        _FOUND,
        _APPROVED,
        suggestion=_APPROVED,
        sentence="You write 50%; our 2025 study (112 harbours) supports up to 30%. Make it: 'by up to 30%'.",
        location="body line 2",
    )
    service.verdict_of = lambda _mail: verdict(changed)
    html = "".join(f"<p>{escape(line)}</p>" for line in _TEXT)
    with playwright_running() as playwright, browser_running(playwright) as browser:
        pane = browser.new_page(viewport={"width": PANE_PX, "height": HEIGHT_PX})
        open_page(pane, "task_pane.html", service, {"settings": paired(ADDRESS), "html": html})
        pane.locator(".mc-card").wait_for()
        picture = b64encode(pane.screenshot()).decode("ascii")
        whole = browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
        whole.set_content(_MAIL.format(height=HEIGHT_PX, pane=PANE_PX, text=html, picture=picture))
        whole.screenshot(path=PICTURE)


if __name__ == "__main__":
    if "--icons" in sys.argv:
        draw_icons()
    take_picture()
