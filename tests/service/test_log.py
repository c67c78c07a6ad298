"""The log of the service: who asked what, and never a word of a mail, whatever goes wrong."""

from __future__ import annotations

import logging
import re
import time

import pytest

from msgcheck.service.request_log import ACCESS_LOG
from tests.builders_service import running_service
from tests.service.asking import ask, ask_socket, check, mail

PLANTED = ("Xylotheque", "ana.planted@customer.example", "Subjectplanted", "deckplanted.pptx", "personaplanted")
SOON_S = 20


@pytest.fixture
def logged(request, caplog):
    """All that is logged from here on, at any level; of requests of earlier tests nothing is to come any more."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("asyncio").setLevel(logging.INFO)
    if "service" in request.fixturenames:
        ask(request.getfixturevalue("service"), "GET", "/v1/health", headers={"X-Request-Id": "here"})
        until = time.monotonic() + SOON_S
        while not any(record.getMessage().startswith("here ") for record in caplog.records):
            assert time.monotonic() < until
            time.sleep(0.01)
    caplog.clear()
    return caplog


def planted():
    return mail(
        PLANTED[0],
        to=PLANTED[1],
        subject=PLANTED[2],
        attachments=[{"name": PLANTED[3], "data": "bm90IGEgZGVjaw=="}],
    ) | {"persona": PLANTED[4]}


def lines(logged, *, count=1):
    """Return the lines of this many requests; each is written when its answer is on the way already."""
    until = time.monotonic() + SOON_S
    found = []
    while len(found) < count and time.monotonic() < until:
        found = [record.getMessage() for record in logged.records if record.name == ACCESS_LOG]
        time.sleep(0.01)
    return found


def test_a_request_is_one_line_with_id_client_path_status_time_and_size(service, logged):
    answer = check(service, "Hi")
    (line,) = lines(logged)
    request_id = answer.headers["x-request-id"]
    assert re.fullmatch(rf"{request_id} tests POST /v1/check 200 \d+ ms {len(answer.body)} bytes", line)


def test_a_refused_request_is_a_line_without_a_client(service, logged):
    answer = check(service, "Hi", token="x")  # noqa: S106
    assert lines(logged)[0].startswith(f"{answer.headers['x-request-id']} - POST /v1/check 401 ")


def test_over_the_socket_the_line_says_so(service, logged):
    ask_socket(service.state / "serve.sock", "GET", "/v1/health")
    assert "(socket) GET /v1/health 200" in lines(logged)[0]


@pytest.mark.parametrize("given", ["7c1f-one.two_3", "A" * 64])
def test_a_request_id_of_the_client_is_kept(service, logged, given):
    assert ask(service, "GET", "/v1/health", headers={"X-Request-Id": given}).headers["x-request-id"] == given
    assert lines(logged)[0].startswith(f"{given} ")


@pytest.mark.parametrize("given", ["A" * 65, "two words", "a;b", "ä", ""])
def test_a_request_id_that_could_do_harm_is_replaced(service, logged, given):
    answer = ask(service, "GET", "/v1/health", headers={"X-Request-Id": given.encode().decode("latin-1")})
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    assert given == "" or given not in lines(logged)[0]


def test_two_requests_have_two_ids(service):
    first, second = (check(service, "Hi").headers["x-request-id"] for _ in range(2))
    assert first != second


def test_no_word_of_a_mail_is_logged(service, logged):
    assert ask(service, "POST", "/v1/check", planted() | {"persona": "cfo"}).status == 200
    assert lines(logged)
    assert not [word for word in PLANTED if word in logged.text]


def test_no_word_of_a_request_that_is_refused_is_logged(service, logged):
    ask(service, "POST", "/v1/check", planted())
    ask(service, "POST", "/v1/check", planted() | {"mail": {"text": [PLANTED[0]]}})
    ask(service, "POST", f"/v1/check/{PLANTED[0]}?subject={PLANTED[2]}", planted())
    ask(service, "GET", f"/compose/{PLANTED[0]}.js?x={PLANTED[1]}")
    ask(service, "POST", "/v1/override", {"code": PLANTED[0], "reason": "wrong", "sentence": PLANTED[2]})
    ask(service, "POST", "/v1/say", {"question": PLANTED[0]})
    assert len(lines(logged, count=6)) == 6
    assert not [word for word in PLANTED if word in logged.text]


def test_no_word_of_a_mail_is_logged_or_answered_when_something_breaks(service, logged):
    service.resident.breaks_with = RuntimeError(f"could not make sense of {' '.join(PLANTED)}")
    answer = ask(service, "POST", "/v1/check", planted())
    assert (answer.status, answer.error) == (500, "failed")
    assert lines(logged)
    assert "RuntimeError" in logged.text
    assert "resident_models.py" in logged.text
    assert not [word for word in PLANTED if word in logged.text + answer.body.decode()]


class Panic(BaseException):
    """As foreign code raises it."""


def test_no_word_of_a_mail_is_logged_or_answered_when_foreign_code_panics(service, logged):
    service.resident.breaks_with = Panic(" ".join(PLANTED))
    answer = ask(service, "POST", "/v1/check", planted())
    assert (answer.status, answer.error) == (500, "failed")
    assert lines(logged)
    assert "RuntimeError" in logged.text
    assert not [word for word in PLANTED if word in logged.text + answer.body.decode()]


def test_something_that_breaks_breaks_nothing_else(service):
    service.resident.breaks_with = RuntimeError("once")
    assert check(service, "Hi").status == 500
    service.resident.breaks_with = None
    assert check(service, "Hi").status == 200


def test_a_token_is_not_logged(service, logged):
    check(service, "Hi")
    ask(service, "GET", service.link().removeprefix(service.address))
    assert len(lines(logged, count=2)) == 2
    assert service.token not in logged.text
    assert "ticket" not in logged.text


def test_a_disk_where_nothing_can_be_written_does_not_keep_a_mail_from_being_checked(tmp_path, logged):
    with running_service(tmp_path) as own:
        store = own.state / "store.sqlite3"
        store.mkdir()
        answer = ask(own, "POST", "/v1/override", {"code": "MC202", "message_id": "refund", "reason": "wrong"})
        assert (answer.status, answer.error) == (507, "not-kept")
        assert check(own, "Hi").status == 200
