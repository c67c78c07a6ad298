"""How long Thunderbird takes from Send to the mail server, without the extension and with it.

    python benchmarks/bench_thunderbird.py [--mails 10]

A real Thunderbird sends clean mails to a mail server on this machine. The service beside it has plain stages in place
of the models: what is measured is the way through Thunderbird, extension and service, not the judging. "Service alone"
is such a mail sent to the service from here: the rest of the difference is the extension's.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders_service import RunningService, running_service  # noqa: E402
from clients.thunderbird_app import SENDER, Thunderbird, thunderbird_program, until  # noqa: E402
from clients.thunderbird_mail_sink import MailSink  # noqa: E402
from clients.thunderbird_windows import Mail, pair  # noqa: E402

from msgcheck.clients.unpacking import unpack  # noqa: E402

SENTENCE = "We looked at the plan for the harbour and will bring the drawings of the northern quay along on Tuesday. "
BODY = "<p>Dear Ada,</p>" + f"<p>{SENTENCE * 5}</p>" * 3 + "<p>Best,<br>Robin</p>"
"""About 300 words."""


def send_ms(app: Thunderbird, sink: MailSink) -> float:
    """Return how long one mail takes from Send until the server has it."""
    mail = Mail.written(app, body=BODY)
    began = time.monotonic()
    mail.press_send()
    arrived, _ = sink.next_arrival()
    until(lambda: not mail.is_open(), "the window to close")
    return (arrived - began) * 1000


def service_alone_ms(service: RunningService) -> float:
    """Return how long the service takes for such a mail."""
    mail = {"from": SENDER, "to": ["kim@bank.example"], "subject": "Your question", "html": BODY}
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/json"}
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)) as connection:
        began = time.monotonic()
        connection.request("POST", "/v1/check", json.dumps({"mail": mail}), headers)
        connection.getresponse().read()
        return (time.monotonic() - began) * 1000


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=10, help="mails of each kind")
    count = parser.parse_args().mails
    program = thunderbird_program()
    if program is None:
        raise SystemExit("Thunderbird is not installed; on Debian: apt install thunderbird")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_service(Path(folder)) as service,
        MailSink() as sink,
        Thunderbird(program, smtp_port=sink.port) as app,
    ):
        send_ms(app, sink)  # The first mail loads what all others use.
        without = [send_ms(app, sink) for _ in range(count)]
        app.install(unpack("thunderbird", Path(folder) / "extension", address=service.address))
        pair(app, service.address, service.token)
        send_ms(app, sink)
        checked_before = len(service.resident.checked)
        with_it = [send_ms(app, sink) for _ in range(count)]
        assert len(service.resident.checked) == checked_before + count, "a mail was not checked"
        alone = [service_alone_ms(service) for _ in range(count)]
    for kind, waits_ms in (
        ("without the extension", without),
        ("with the extension", with_it),
        ("service alone", alone),
    ):
        print(f"{kind:22} median {median(waits_ms):5.0f} ms of {count}, longest {max(waits_ms):5.0f} ms")


if __name__ == "__main__":
    main()
