"""Where the service listens, and what is said when it cannot."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
import time
from datetime import date

import pytest

from msgcheck.errors import EnvironmentFailure, InputError
from msgcheck.service.addresses import Addresses
from msgcheck.service.listening import check_certificate, is_loopback, listen_tcp
from msgcheck.service.pairing import Clients
from tests.builders_service import running_service


@pytest.fixture(scope="module")
def pems(tmp_path_factory):
    """A folder with a certificate for localhost, its key, another key, and a key with a password."""
    folder = tmp_path_factory.mktemp("pems")
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]
    for name in ("own", "other"):
        files = ["-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"]
        names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        subprocess.run([*made, *files, *names], check=True, capture_output=True)
    locked = [
        "openssl",
        "ec",
        "-in",
        folder / "own.key",
        "-aes128",
        "-passout",
        "pass:words",
        "-out",
        folder / "locked.key",
    ]
    subprocess.run(locked, check=True, capture_output=True)
    (folder / "text.pem").write_text("no certificate")
    return folder


def test_a_port_that_is_taken_is_said():
    with listen_tcp("127.0.0.1", 0) as taken, pytest.raises(EnvironmentFailure) as raised:
        listen_tcp("127.0.0.1", taken.getsockname()[1])
    assert "--port" in raised.value.hint


@pytest.mark.parametrize("failure", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_host_that_is_none_is_said(monkeypatch, failure):
    def unknown(*_, **__):
        raise failure

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(InputError, match="no such host"):
        listen_tcp("nowhere.example", 0)


def test_an_address_of_another_machine_is_said():
    with pytest.raises(EnvironmentFailure) as raised:
        listen_tcp("192.0.2.1", 0)
    assert "--host" in raised.value.hint


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "mail.example", "::"])  # noqa: S104
def test_beyond_this_machine_only_with_a_certificate(tmp_path, host):
    with pytest.raises(InputError, match="encrypted") as raised, running_service(tmp_path, host=host):
        pass
    assert "--cert" in raised.value.hint


@pytest.mark.parametrize("origin", ["*", "null", "addin.example", "https://addin.example/", "https://*.example", ""])
def test_an_origin_that_no_browser_writes_is_said(tmp_path, origin):
    with pytest.raises(InputError, match="no origin"), running_service(tmp_path, allow_origins=(origin,)):
        pass


@pytest.mark.parametrize("name", ["checks.example:8443", "https://checks.example", "a b", ""])
def test_a_name_that_no_machine_has_is_said(tmp_path, name):
    with pytest.raises(InputError, match="no name"), running_service(tmp_path, names=(name,)):
        pass


def test_localhost_is_where_the_address_says(tmp_path):
    with running_service(tmp_path, host="localhost") as own:
        assert own.service._tcp.getsockname()[0] == "127.0.0.1"


def test_a_certificate_goes_with_its_key(tmp_path, pems):
    with pytest.raises(InputError, match="goes with"), running_service(tmp_path, cert=pems / "own.pem"):
        pass


@pytest.mark.parametrize(
    ("cert", "key", "said"),
    [
        ("own.pem", "other.key", "does not belong"),
        ("own.pem", "locked.key", "password"),
        ("own.pem", "nothing.key", "cannot be read"),
        ("nothing.pem", "own.key", "cannot be read"),
        ("text.pem", "own.key", "cannot be used"),
        ("own.pem", "text.pem", "cannot be used"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_said(pems, cert, key, said):
    with pytest.raises(InputError, match=said) as raised:
        check_certificate(pems / cert, pems / key)
    assert raised.value.hint


def test_with_a_certificate_it_is_https_and_the_cookie_is_secure(tmp_path, pems):
    Clients(tmp_path / "state").pair("gmail", day=date(2026, 11, 16))
    with running_service(tmp_path, cert=pems / "own.pem", key=pems / "own.key") as own:
        assert own.address == f"https://127.0.0.1:{own.port}"
        context = ssl.create_default_context(cafile=str(pems / "own.pem"))
        connection = http.client.HTTPSConnection("127.0.0.1", own.port, context=context, timeout=30)
        connection.request("GET", own.link().removeprefix(own.address))
        response = connection.getresponse()
        response.read()
        connection.close()
    assert response.status == 303
    assert "secure" in response.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("host", "known"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.0.0.2", True), ("10.0.0.1", False), ("x", False)],
)
def test_loopback_is_this_machine(host, known):
    assert is_loopback(host) is known


@pytest.mark.parametrize(
    ("addresses", "main"),
    [
        (Addresses(scheme="http", port=8765), "http://127.0.0.1:8765"),
        (Addresses(scheme="https", port=443, names=("checks.example",)), "https://checks.example"),
        (Addresses(scheme="http", port=8765, names=("::1",)), "http://[::1]:8765"),
    ],
)
def test_main_is_the_address_to_hand_to_people(addresses, main):
    assert addresses.main == main
    assert addresses.knows_host(main.partition("://")[2])


def test_answers_do_not_wait_for_a_confirmation(service):
    with socket.create_connection(("127.0.0.1", service.port)):
        transports = [
            connection.transport for server in service.service._servers for connection in _connections(server)
        ]
        assert [
            one.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for one in transports
        ] == [1]


def _connections(server):
    until = time.monotonic() + 20
    while (
        not server.server_state.connections and time.monotonic() < until and server.listening.family == socket.AF_INET
    ):
        time.sleep(0.01)
    return server.server_state.connections
