"""How long a clean mail waits at Send for the Chromium extension: from the click to the page's own sending.

    python benchmarks/bench_chromium_extension.py [--mails N]

A real Chromium with the extension, on the stand-ins of Gmail and Outlook, beside the service with plain stages: what is
measured is the way through page, extension and service, not the judging, which bench_presend.py measures. Both times
are taken in the page. "service alone" is the same mail sent to the service from here: the rest is the extension's.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from clients.chromium import playwright_running  # noqa: E402
from clients.chromium_mail import GMAIL, HURRIED, OUTLOOK, TO, compose, mail_browser, pair, sent  # noqa: E402
from playwright.sync_api import Page  # noqa: E402

from tests.builders_service import RunningService, running_service  # noqa: E402

MAILS = 20
TEXT = ("Dear Ada,", "thank you for the tour of the harbour.", "Shall we talk on Tuesday at ten?", "Best, Kim")
QUOTED = "What would it bring us? " * 40
PRESS = """() => {
  const button = document.querySelector(".send");
  const common = { bubbles: true, cancelable: true, composed: true, view: window, button: 0 };
  window.sent.length = 0;
  window.pressedAt = performance.now();
  for (const type of ["mousedown", "mouseup", "click"]) button.dispatchEvent(new MouseEvent(type, common));
}"""


def waits_ms(page: Page, mails: int) -> list[float]:
    """Return how long each of these mails waited."""
    waits = []
    for number in range(mails + 1):
        compose(page, *TEXT, f"Mail number {number}.", quoted=QUOTED)
        page.evaluate(PRESS)
        (mail,) = sent(page)
        waits.append(mail["at"] - page.evaluate("window.pressedAt"))
    return waits[1:]  # the first wakes the extension


def service_alone_ms(service: RunningService, mails: int) -> list[float]:
    """Return how long the service takes for these mails, asked from here."""
    waits = []
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/json"}
    for number in range(mails):
        text = "\n".join([*TEXT, f"Letter number {number}."])
        mail = {"from": "", "to": [TO], "cc": [], "bcc": [], "subject": "", "text": text, "attachments": []}
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        begin = time.perf_counter()
        connection.request("POST", "/v1/check", json.dumps({"mail": mail}), headers)
        connection.getresponse().read()
        waits.append((time.perf_counter() - begin) * 1000)
        connection.close()
    return waits


def shown(waits: list[float]) -> str:
    """Return the median and the longest of some waits."""
    return f"median {statistics.median(waits):.0f} ms, longest {max(waits):.0f} ms of {len(waits)} mails"


def main() -> None:
    """Measure, and print one line a client."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=MAILS)
    mails = parser.parse_args().mails
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(Path(folder) / "service") as service,
        playwright_running() as playwright,
        mail_browser(playwright, Path(folder), service.address) as context,
    ):
        pair(context, service.address, service.token)
        for name, address in (("Gmail", GMAIL), ("Outlook", OUTLOOK)):
            page = context.new_page()
            page.goto(address + HURRIED)
            print(f"{name}: {shown(waits_ms(page, mails))}")
        print(f"service alone: {shown(service_alone_ms(service, mails))}")


if __name__ == "__main__":
    main()
