"""Takes docs/thunderbird.png: `python docs/pictures_thunderbird.py`.

A real Thunderbird with the extension, beside the stand-in of the service that the tests use: the window of a mail that
is held, and its panel, laid where it opens.
"""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from clients.fake_service import fake_service_running  # noqa: E402
from clients.thunderbird_app import Thunderbird, thunderbird_program  # noqa: E402
from clients.thunderbird_mail_sink import MailSink  # noqa: E402
from clients.thunderbird_windows import Mail, Page, pair  # noqa: E402
from clients.verdicts import finding  # noqa: E402

from msgcheck.clients.unpacking import unpack  # noqa: E402

PICTURE = ROOT / "docs" / "thunderbird.png"
MAIL_SIZE_PX = (1120, 760)
PANEL_AT_PX = (616, 24)
AROUND = "#d7d9dc"
EDGE = "#8a8f94"
COLOURS = 255
"""Few enough for a small file; nobody sees the difference in windows."""

_FOUND = "Harbourlight cuts waiting times at the quay by 50%."
_APPROVED = "Harbourlight cuts waiting times at the quay by up to 30%."
_BODY = (
    f"<p>Dear Ada,</p><p>thank you for the tour of the <b>harbour</b>.<br>{_FOUND}</p>"
    "<p>Shall we talk on Tuesday at ten?</p><p>Best,<br>Robin</p>"
)


def windows(folder: Path) -> tuple[Image.Image, Image.Image]:
    """Return the pictures of the mail and of its panel."""
    program = thunderbird_program()
    if program is None:
        raise SystemExit("Thunderbird is not installed; on Debian: apt install thunderbird")
    with fake_service_running() as service, MailSink() as sink, Thunderbird(program, smtp_port=sink.port) as app:
        app.install(unpack("thunderbird", folder / "msgcheck", address=service.url))
        pair(app, service.url, "any")
        service.drifts = [
            finding(
                _FOUND,
                _APPROVED,
                suggestion=_APPROVED,
                sentence="You write 50%; our 2025 study (112 harbours) supports up to 30%. Make it: 'by up to 30%'.",
                location="body line 2",
            )
        ]
        mail = Mail.written(app, to="ada@customer.example", subject="After your tour", body=_BODY)
        mail.run("win.resizeTo(...given);", *MAIL_SIZE_PX)
        mail.press_send()
        Page(app, "panel.html").wait_for(_FOUND)
        return opened(app.picture("messengercompose.xhtml")), opened(app.picture("panel.html"))


def opened(png: bytes) -> Image.Image:
    """Return a picture from its file."""
    return Image.open(BytesIO(png)).convert("RGB")


def laid(mail: Image.Image, panel: Image.Image) -> Image.Image:
    """Return one picture with the panel over the mail."""
    left, top = PANEL_AT_PX
    size = (max(mail.width, left + panel.width + 20), max(mail.height, top + panel.height + 20))
    picture = Image.new("RGB", size, AROUND)
    picture.paste(mail, (0, 0))
    picture.paste(panel, PANEL_AT_PX)
    frame = (left - 1, top - 1, left + panel.width, top + panel.height)
    ImageDraw.Draw(picture).rectangle(frame, outline=EDGE)
    return picture


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        laid(*windows(Path(folder))).quantize(COLOURS).save(PICTURE, optimize=True)
