"""`msgcheck serve` with the models it is shipped with: paired, asked by a client and by msgcheck check, stopped."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.service.asking import ask, mail

ROOT = Path(__file__).resolve().parents[2]
READY_TIMEOUT_S = 300
TIMEOUT_S = 120
DRIFTED = "Good news: with Rimeholt you will never lose a shipment again."
CLEAN = "Thank you for your time on Tuesday. I will send the slides tomorrow morning."

pytestmark = [pytest.mark.model, pytest.mark.slow]


@dataclass(frozen=True)
class Served:
    port: int
    token: str
    environment: dict[str, str]
    folder: Path
    log: Path
    process: subprocess.Popen[bytes]

    def check(self, text: str) -> dict[str, Any]:
        answer = ask(self, "POST", "/v1/check", mail(text, subject="Next steps"))
        assert answer.status == 200
        return answer.json

    def msgcheck(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "msgcheck", *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            timeout=TIMEOUT_S,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A service of the demo's messaging, in a process of its own; its log is on disk."""
    folder = tmp_path_factory.mktemp("served")
    environment = {name: value for name, value in os.environ.items() if name != "MSGCHECK_NOW"} | {
        "MSGCHECK_STATE_DIR": str(folder / "state"),
        "MSGCHECK_CACHE": str(folder / "cache"),
        "MSGCHECK_MESSAGING": str(ROOT / "messaging"),
    }
    command = [sys.executable, "-m", "msgcheck", "serve"]
    paired = subprocess.run([*command, "--pair", "tests"], env=environment, capture_output=True, text=True, check=True)
    log = folder / "log.txt"
    with log.open("wb") as stream:
        process = subprocess.Popen([*command, "--port", "0"], cwd=folder, env=environment, stderr=stream)
    try:
        running = Served(_port_told(process, log), paired.stdout.strip(), environment, folder, log, process)
        _until_ready(running)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(TIMEOUT_S)
        finally:
            process.kill()
            process.wait()


def _until_ready(served: Served) -> None:
    until = time.monotonic() + READY_TIMEOUT_S
    while ask(served, "GET", "/v1/ready").status != 200:
        assert served.process.poll() is None, served.log.read_text()
        assert time.monotonic() < until, "the service does not get ready"
        time.sleep(0.2)


def _port_told(process: subprocess.Popen[bytes], log: Path) -> int:
    """Return the port a service says that it listens on."""
    until = time.monotonic() + READY_TIMEOUT_S
    while time.monotonic() < until:
        told = re.search(r"serves on http://127\.0\.0\.1:(\d+);", log.read_text())
        if told:
            return int(told[1])
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError("the service does not say where it listens")


def test_a_drifted_mail_is_held(served):
    answer = served.check(f"Hi Ana,\n\n{CLEAN}\n\n{DRIFTED}\n\nBest,\nJo")
    assert answer["interrupts"]
    assert [(finding["code"], finding["found"]) for finding in answer["ask"]] == [("MC202", DRIFTED)]


def test_a_clean_mail_goes(served):
    assert not served.check(f"Hi Ana,\n\n{CLEAN}\n\nBest,\nJo")["interrupts"]


def test_msgcheck_check_asks_the_service_that_runs(served):
    (served.folder / "draft.txt").write_text(f"Hi Ana,\n\n{DRIFTED}\n", encoding="utf-8")
    before = served.log.read_text().count("(socket) POST /v1/check 200")
    answered = served.msgcheck("check", "draft.txt", "--to", "ana@customer.example")
    assert (answered.returncode, DRIFTED in answered.stdout) == (1, True), answered.stderr
    assert served.log.read_text().count("(socket) POST /v1/check 200") == before + 1


def test_the_log_holds_no_word_of_what_was_checked(served):
    served.check("Xylotheque is the word of this mail.")
    log = served.log.read_text()
    assert "tests POST /v1/check 200" in log
    assert not [word for word in ("Xylotheque", "shipment", "Ana", "customer.example", served.token) if word in log]
