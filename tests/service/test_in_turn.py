"""One thread for the models: who waits, who is told to come back, who is not checked any more."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from postfix_server import free_port

from msgcheck.errors import ModelUnavailable
from msgcheck.service import patient_protocol, resident_models
from tests.builders_service import plain_resident, plain_stages, running_service
from tests.cli.plain_stages import FORBIDDEN
from tests.service.asking import ask, check, mail

SOON_S = 20


@pytest.fixture
def own(tmp_path):
    with running_service(tmp_path) as running:
        yield running


def test_two_checks_at_once_are_both_answered(own):
    own.slow(0.2)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda line: check(own, line), (FORBIDDEN, "Hi")))
    assert [answer.json["interrupts"] for answer in answers] == [True, False]


def test_who_comes_when_too_many_wait_is_told_at_once(own):
    held = own.hold()
    at_once = resident_models.MOST_WAITING + 1
    with ThreadPoolExecutor(at_once + 3) as pool:
        asked = [pool.submit(check, own, "Hi") for _ in range(at_once + 3)]
        assert until(lambda: sum(answer.done() for answer in asked) == 3)
        held.set()
        statuses = sorted(answer.result().status for answer in asked)
    assert statuses == [200] * at_once + [503] * 3


def test_busy_says_when_to_come_back(own):
    held = own.hold()
    with ThreadPoolExecutor(resident_models.MOST_WAITING + 1) as pool:
        for _ in range(resident_models.MOST_WAITING + 1):
            pool.submit(check, own, "Hi")
        assert until(lambda: own.taken == resident_models.MOST_WAITING + 1)
        busy = check(own, "Hi")
        held.set()
    assert (busy.status, busy.error, busy.headers["retry-after"]) == (503, "busy", "1")


def test_while_it_checks_the_service_answers_that_it_is_there(own):
    held = own.hold()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(check, own, "Hi")
        assert until(lambda: len(own.resident.checked) == 2)  # warming was the first
        assert ask(own, "GET", "/v1/health").status == 200
        assert not slow.done()
        held.set()


def test_who_hung_up_while_waiting_is_not_checked(own):
    held = own.hold()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(check, own, "first")
        assert until(lambda: own.taken == 1)
        hung_up = _begin(own, mail("hung up"))
        assert until(lambda: own.taken == 2)
        hung_up.close()
        assert until(lambda: own.taken == 1)
        held.set()
        assert first.result().status == 200
    assert check(own, "last").status == 200
    checked = [
        base64.b64encode(words) in draft.data for words in (b"hung up", b"last") for draft in own.resident.checked
    ]
    assert checked.count(True) == 1


def test_who_hangs_up_makes_room(own):
    held = own.hold()
    waiting = [_begin(own, mail("Hi")) for _ in range(resident_models.MOST_WAITING + 1)]
    assert until(lambda: own.taken == len(waiting))
    for connection in waiting:
        connection.close()
    assert until(lambda: own.taken == 1)  # what is being checked goes on
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(check, own, "Hi")
        assert until(lambda: own.taken == 2)
        held.set()
        assert answer.result().status == 200


# --- starting and stopping -------------------------------------------------------------------------


@pytest.fixture
def starting(tmp_path):
    """A service whose models take until `go` is set."""
    go = threading.Event()
    with plain_stages():
        resident = plain_resident(tmp_path)
        warm = resident.warm
        resident.warm = lambda: go.wait(SOON_S) and warm()
        with running_service(tmp_path, resident=resident, wait=False) as running:
            try:
                yield running, go
            finally:
                go.set()


def test_until_the_models_are_loaded_the_service_says_that_it_starts(starting):
    service, _ = starting
    for answer in (ask(service, "GET", "/v1/ready"), check(service, "Hi")):
        assert (answer.status, answer.error) == (503, "starting")
    assert ask(service, "GET", "/v1/health").status == 200


def test_when_the_models_are_loaded_the_service_is_ready(starting):
    service, go = starting
    go.set()
    assert until(lambda: ask(service, "GET", "/v1/ready").status == 200)
    assert check(service, "Hi").status == 200


def test_a_service_whose_models_cannot_be_loaded_ends_and_says_why(tmp_path):
    with plain_stages():
        resident = plain_resident(tmp_path)
        resident.breaks_with = ModelUnavailable("there is no model")
        with running_service(tmp_path, resident=resident, wait=False) as service:
            assert until(lambda: bool(service.errors))
            assert str(service.errors[0]) == "there is no model"


def test_what_is_being_checked_is_answered_before_the_service_stops(tmp_path):
    with running_service(tmp_path) as service:
        held = service.hold()
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(check, service, FORBIDDEN)
            assert until(lambda: len(service.resident.checked) == 2)
            service.service.stop()
            held.set()
            assert answer.result().json["interrupts"]


def test_a_service_that_stopped_listens_no_more(tmp_path):
    with running_service(tmp_path) as service:
        service.stop()
        with pytest.raises(ConnectionRefusedError):
            check(service, "Hi")
        assert not (service.state / "serve.sock").exists()


def test_a_stopped_service_can_be_started_again_on_its_port(tmp_path):
    # None that the system hands out to others meanwhile.
    port = free_port()
    with running_service(tmp_path, port=port):
        pass
    with running_service(tmp_path, port=port) as second:
        assert check(second, "Hi").status == 200


# --- who is slow -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [b"", b"POST /v1/check HT", b"GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n"])
def test_who_begins_a_request_and_does_not_go_on_is_hung_up_on(own, monkeypatch, sent):
    monkeypatch.setattr(patient_protocol, "HEAD_TIMEOUT_S", 0.3)
    with socket.create_connection(("127.0.0.1", own.port), timeout=SOON_S) as connection:
        assert _is_hung_up_on(connection, sent)


def test_who_is_slow_with_a_second_request_is_hung_up_on(own, monkeypatch):
    head = f"GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1:{own.port}\r\n".encode()
    with socket.create_connection(("127.0.0.1", own.port), timeout=SOON_S) as connection:
        connection.sendall(head + b"\r\n")
        answer = b""
        while b'"version"' not in answer:
            arrived = connection.recv(10_000)
            assert arrived
            answer += arrived
        monkeypatch.setattr(patient_protocol, "HEAD_TIMEOUT_S", 0.3)
        assert _is_hung_up_on(connection, head)


def test_a_check_may_take_longer_than_a_head(own, monkeypatch):
    monkeypatch.setattr(patient_protocol, "HEAD_TIMEOUT_S", 0.2)
    own.slow(0.6)
    before = len(own.resident.checked)
    assert until(lambda: _status_unless_late(own, before) == 200)


def _is_hung_up_on(connection, sent):
    """Return whether the service hangs up on who says no more than this, which may be while it is still being said."""
    try:
        connection.sendall(sent)
        return connection.recv(1000) == b""
    except (BrokenPipeError, ConnectionResetError):
        return True


def _status_unless_late(service, before):
    """Return the status of a check, None where its own head came too late, and so nothing was checked."""
    try:
        return check(service, "Hi").status
    except ConnectionError:
        assert len(service.resident.checked) == before
        return None


def _begin(service, body):
    """Return a connection that has asked, and does not wait for the answer."""
    data = json.dumps(body).encode()
    head = (
        f"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nAuthorization: Bearer {service.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=SOON_S)
    connection.sendall(head.encode() + data)
    return connection


def until(condition):
    until = time.monotonic() + SOON_S
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
