"""`msgcheck serve` as a process of its own: how it stops, and what is left when it is killed."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from msgcheck.service.unix_client import ServiceSilent, ServiceSocket
from tests.builders_service import plain_resident
from tests.cli.plain_stages import FORBIDDEN
from tests.service.asking import ask_socket, mail

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 60
FULL_DISK_BYTES = 4_000
"""The most a file may have where the disk is to be full: less than a page of a database."""
SERVE = """
import sys
from msgcheck.cli.main import run
from tests.builders_service import plain_stages
with plain_stages():
    sys.exit(run(["serve", *sys.argv[1:]]))
"""


@contextmanager
def process(folder, *options):
    """A service with plain stages that answers already."""
    plain_resident(folder).stages.cache.close()
    environment = os.environ | {"MSGCHECK_STATE_DIR": str(folder / "state"), "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        [sys.executable, "-c", SERVE, "--port", "0", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _until_it_answers(folder / "state", running)
        yield running
    finally:
        running.kill()
        running.communicate()


def _until_it_answers(state, running):
    until = time.monotonic() + TIMEOUT_S
    while time.monotonic() < until:
        try:
            return ServiceSocket(state).new_link()
        except ServiceSilent:
            assert running.poll() is None, running.communicate()
            time.sleep(0.05)
    raise AssertionError("the service does not answer")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_service_that_is_told_to_stop_ends_well_and_leaves_no_socket(tmp_path, number):
    with process(tmp_path) as running:
        running.send_signal(number)
        out, err = running.communicate(timeout=TIMEOUT_S)
    assert (running.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert not (tmp_path / "state" / "serve.sock").exists()


def test_a_service_that_was_killed_is_no_hindrance(tmp_path):
    with process(tmp_path) as running:
        running.kill()
        running.wait(TIMEOUT_S)
        assert (tmp_path / "state" / "serve.sock").exists()
        with process(tmp_path) as again:
            assert again.poll() is None


def test_a_service_logs_requests_without_being_asked_to(tmp_path):
    with process(tmp_path) as running:
        running.send_signal(signal.SIGTERM)
        _, err = running.communicate(timeout=TIMEOUT_S)
    assert "(socket) POST /v1/local/link 200" in err


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process")
def test_on_a_full_disk_mail_is_checked_and_the_sender_told_that_nothing_is_kept(tmp_path):
    socket_path = tmp_path / "state" / "serve.sock"
    override = {"code": "MC202", "message_id": "refund", "reason": "wrong"}
    with process(tmp_path) as running:
        _until_ready(socket_path)
        resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (FULL_DISK_BYTES, FULL_DISK_BYTES))
        assert ask_socket(socket_path, "POST", "/v1/check", mail(FORBIDDEN)).json["interrupts"]
        kept = ask_socket(socket_path, "POST", "/v1/override", override)
        assert (kept.status, kept.error) == (507, "not-kept")
        assert ask_socket(socket_path, "POST", "/v1/check", mail(FORBIDDEN)).status == 200
        assert running.poll() is None


def _until_ready(socket_path):
    until = time.monotonic() + TIMEOUT_S
    while ask_socket(socket_path, "GET", "/v1/ready").status != 200:
        assert time.monotonic() < until, "the service does not get ready"
        time.sleep(0.05)
