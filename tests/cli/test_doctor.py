"""`msgcheck doctor`: what is there, what is missing, and that nothing leaves the machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from msgcheck.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
CLOSED = """
import socket
from msgcheck.closed_network import Leak, closed_network
with closed_network() as tried:
    for call in (
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: socket.getaddrinfo("example.invalid", 80),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
    ):
        try:
            call()
        except Leak:
            print("refused")
print(len(tried))
"""


def examined(capsys, *arguments):
    code = run(["doctor", *map(str, arguments)])
    return code, capsys.readouterr().out


def test_doctor_finds_all_well_in_a_good_folder(plain, capsys):
    code, out = examined(capsys)
    assert code == 0, out
    assert "2 messages of Harbourlight" in out


def test_doctor_without_messaging_is_two_and_says_what_to_do(plain, capsys):
    code, out = examined(capsys, "--messaging", plain / "nowhere")
    assert code == 2
    assert "MEND  messaging" in out
    assert "msgcheck init" in out


def test_doctor_says_that_a_model_is_not_calibrated(plain, capsys, monkeypatch):
    from msgcheck import assembly
    from msgcheck.config import Thresholds
    from msgcheck.judge.calibration import Calibration, Models

    other = Calibration(models=Models(judge="j@1", embedder="other@1"), raise_at=0.5, thresholds=Thresholds())
    monkeypatch.setattr(assembly, "packaged_calibration", lambda: other)
    code, out = examined(capsys)
    assert code == 2
    assert "not for stub@00000000 with hashing@512" in out


def test_doctor_names_a_cache_that_cannot_be_opened(plain, capsys):
    (plain / "cache").write_text("a file", encoding="utf-8")
    code, out = examined(capsys)
    assert code == 2
    assert "MEND  cache" in out


def test_doctor_names_a_model_with_other_weights(plain, capsys):
    (plain / "msgcheck.yaml").write_text("embedder: {sha256: '0000'}\ncache: cache\n", encoding="utf-8")
    code, out = examined(capsys)
    assert code == 2
    assert "MEND  embedding model" in out


def test_doctor_says_that_a_model_will_be_prepared(plain, capsys, monkeypatch):
    monkeypatch.setenv("MSGCHECK_EMBEDDER_FOLDER", str(plain / "models"))
    (plain / "msgcheck.yaml").write_text("cache: cache\n", encoding="utf-8")
    _, out = examined(capsys)
    assert "ok    prepared model   not yet" in out
    assert "msgcheck optimize" in out


def test_doctor_names_a_model_that_is_nowhere(plain, capsys):
    (plain / "msgcheck.yaml").write_text("embedder: {model: no-such-model}\ncache: cache\n", encoding="utf-8")
    code, out = examined(capsys)
    assert code == 2
    assert "MEND  prepared model" in out


def test_closed_network_refuses_every_way_out():
    found = subprocess.run([sys.executable, "-c", CLOSED], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["refused", "refused", "refused", "3"]


@pytest.mark.model
def test_doctor_proves_that_nothing_leaves_the_machine():
    """In a process of its own: the network stays closed in it, and no model is loaded before."""
    found = subprocess.run(
        [sys.executable, "-m", "msgcheck", "doctor", "--messaging", "messaging", "--prove-offline"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert "ok    offline" in found.stdout, found.stdout + found.stderr
    assert found.returncode == 0
