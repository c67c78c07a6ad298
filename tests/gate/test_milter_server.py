"""The gate as a process, on its sockets: many at once, broken off, nonsense, signals."""

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from postfix_server import HOST, free_port

from tests.cli.plain_stages import FORBIDDEN, HOUSE, SETTINGS
from tests.gate.gate_process import ROOT, GateProcess
from tests.gate.mail_server import answers, envelope, negotiation, said, whole_mail
from tests.gate.plain_gate import HELD, IS_HELD, SLOW

_ANSWER_S = 60.0
_FOUND = whole_mail(b"Dear Ana,\r\n\r\n" + FORBIDDEN.encode() + b"\r\n")


@pytest.fixture(scope="module")
def gate(tmp_path_factory):
    with GateProcess(tmp_path_factory.mktemp("gate"), f"inet:{HOST}:{free_port()}", "--budget-ms", "50000") as gate:
        yield gate


class Connection:
    """A connection to a gate, negotiated."""

    def __init__(self, gate, *, negotiated=True):
        family = socket.AF_UNIX if gate.listen.startswith("unix:") else socket.AF_INET
        self._socket = socket.socket(family)
        self._socket.settimeout(_ANSWER_S)
        kind, _, place = gate.listen.partition(":")
        self._socket.connect(place if kind == "unix" else (HOST, int(place.rpartition(":")[2])))
        if negotiated:
            self.say(negotiation())
            assert self.hears("O")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def say(self, data):
        self._socket.sendall(data)

    def hears(self, *letters):
        """Return whether the next answers are these."""
        return self.next(len(letters)) == list(letters)

    def next(self, count):
        """Return the next answers."""
        return [letter for letter, _ in self._answers(count)]

    def is_closed(self):
        return self._socket.recv(1) == b""

    def _answers(self, count):
        got = []
        while len(got) < count:
            head = self._exactly(4)
            got += answers(head + self._exactly(int.from_bytes(head, "big")))
        return got

    def _exactly(self, size):
        data = b""
        while len(data) < size:
            arrived = self._socket.recv(size - len(data))
            assert arrived, "the gate closed the connection"
            data += arrived
        return data


def test_server_answers_a_mail_that_arrives_byte_by_byte(gate):
    with Connection(gate) as connection:
        for at in range(len(_FOUND)):
            connection.say(_FOUND[at : at + 1])
        assert connection.hears("c", "c", "a")


def test_server_answers_many_connections_at_once(gate):
    before = gate.counted()

    def converse(_):
        with Connection(gate) as connection:
            connection.say(_FOUND)
            return connection.hears("c", "c", "a")

    with ThreadPoolExecutor(40) as threads:
        assert all(threads.map(converse, range(120)))
    assert sum((gate.counted() - before).values()) == 120


def test_server_needs_no_more_of_fifty_megabytes_than_it_would_check(gate):
    before = gate.counted()
    with Connection(gate) as connection:
        connection.say(envelope() + said(b"N"))
        assert connection.hears("c")
        answers_to_pieces = []
        for _ in range(800):
            connection.say(said(b"B", b"x" * 65_535))
            answers_to_pieces += connection.next(1)
        connection.say(said(b"E"))
        assert connection.hears("a")
    assert answers_to_pieces == ["c"] * 381 + ["s"] * 419
    assert gate.counted() - before == {"too-large": 1}


def test_server_keeps_talking_to_others_while_one_mail_is_checked(gate):
    with Connection(gate) as held, Connection(gate) as other:
        held.say(whole_mail(HELD.encode()))
        gate.wait_for(IS_HELD)
        other.say(envelope() + said(b"N"))
        assert other.hears("c")
        gate.let_go()
        assert held.hears("c", "c", "a")


def test_server_survives_connections_that_break_off_anywhere(gate):
    before = gate.counted()
    for at in range(0, len(_FOUND) - 1, 7):
        with Connection(gate) as connection:
            connection.say(_FOUND[:at])
    with Connection(gate) as connection:
        connection.say(_FOUND)
        assert connection.hears("c", "c", "a")
    assert gate.counted() - before == {"found": 1}


def test_server_survives_a_mail_server_that_leaves_while_its_mail_is_checked(gate):
    with Connection(gate) as connection:
        connection.say(whole_mail(SLOW.encode()))
    with Connection(gate) as connection:
        connection.say(_FOUND)
        assert connection.hears("c", "c", "a")


@pytest.mark.parametrize("nonsense", [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\0\0\0\0\0", b"\0\0\0\2O1"])
def test_server_closes_a_connection_that_makes_no_sense(gate, nonsense):
    with Connection(gate, negotiated=False) as connection:
        connection.say(nonsense)
        assert connection.is_closed()


def test_server_counts_a_mail_that_turns_into_nonsense(gate):
    before = gate.counted()
    with Connection(gate) as connection:
        connection.say(envelope() + b"\0\0\0\0\0")
        assert connection.is_closed()
    assert gate.counted() - before == {"failed": 1}


def test_server_closes_the_connection_where_the_mail_server_says_so(gate):
    with Connection(gate) as connection:
        connection.say(said(b"Q"))
        assert connection.is_closed()


def test_server_on_a_unix_socket_answers_and_takes_its_socket_away(tmp_path):
    path = tmp_path / "milter"
    with GateProcess(tmp_path, f"unix:{path}", "--socket-mode", "600") as gate:
        with Connection(gate) as connection:
            connection.say(_FOUND)
            assert connection.hears("c", "c", "a")
        assert path.stat().st_mode & 0o777 == 0o600
        gate.kill()
        gate.start()
        with Connection(gate) as connection:
            connection.say(_FOUND)
            assert connection.hears("c", "c", "a")
        assert gate.end() == 0
    assert not path.exists()


def test_server_that_stops_leaves_the_socket_of_its_successor(tmp_path):
    path = tmp_path / "milter"
    with GateProcess(tmp_path, f"unix:{path}", "--budget-ms", "50000") as gate, Connection(gate) as passing:
        passing.say(whole_mail(SLOW.encode()))
        gate.wait_for("weighing")
        gate.process.terminate()
        with socket.socket(socket.AF_UNIX) as successor:
            take_over(successor, path)
            assert gate.process.wait(_ANSWER_S) == 0
            assert path.is_socket()


def take_over(successor, path):
    """Listen at a path as a gate does, once nobody listens there any more."""
    while True:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(path))
            except (ConnectionRefusedError, FileNotFoundError):
                break
        time.sleep(0.01)
    path.unlink(missing_ok=True)
    successor.bind(str(path))
    successor.listen()


def test_server_that_stops_finishes_the_mail_that_is_passing_and_closes_what_only_waits(tmp_path):
    with GateProcess(tmp_path, f"inet:{HOST}:{free_port()}", "--budget-ms", "50000") as gate:
        with Connection(gate) as waiting, Connection(gate) as passing:
            passing.say(whole_mail(SLOW.encode()))
            gate.wait_for("weighing")
            gate.process.terminate()
            assert waiting.is_closed()
            assert passing.hears("c", "c", "a")
        assert gate.process.wait(_ANSWER_S) == 0
        assert sum(gate.counted().values()) == 1


def test_server_does_not_wait_for_ever_for_a_mail_that_never_ends(tmp_path):
    with GateProcess(tmp_path, f"inet:{HOST}:{free_port()}") as gate, Connection(gate) as connection:
        connection.say(envelope() + said(b"N"))
        assert connection.hears("c")
        assert gate.end() == 0
        assert gate.counted() == {"failed": 1}


def started(folder, *options):
    """Return (exit code, what it said) of a gate that does not come up."""
    found = subprocess.run(
        [sys.executable, "-m", "msgcheck", "gate", "milter", *options],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "MSGCHECK_STATE_DIR": str(folder / "state")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return found.returncode, found.stderr


def test_server_does_not_start_with_messaging_that_holds_mistakes(tmp_path):
    (tmp_path / "messaging").mkdir()
    (tmp_path / "messaging" / "house.yaml").write_text("version: 1\nmesages: []\n", encoding="utf-8")
    code, error = started(tmp_path)
    assert code == 2
    assert "house.yaml:2" in error


def test_server_does_not_start_where_nobody_said_which_domains_are_ours(tmp_path):
    (tmp_path / "messaging").mkdir()
    house = HOUSE.replace(", domains: [harbourlight.example]", "")
    (tmp_path / "messaging" / "house.yaml").write_text(house, encoding="utf-8")
    (tmp_path / "msgcheck.yaml").write_text(SETTINGS, encoding="utf-8")
    code, error = started(tmp_path)
    assert code == 2
    assert "company.domains" in error


def test_server_does_not_go_on_without_its_models(tmp_path):
    (tmp_path / "messaging").mkdir()
    (tmp_path / "messaging" / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "msgcheck.yaml").write_text("embedder: {sha256: '0000'}\ncache: cache\n", encoding="utf-8")
    code, error = started(tmp_path, "--listen", f"inet:{HOST}:{free_port()}")
    assert code == 2
    assert "0000" in error or "model" in error
