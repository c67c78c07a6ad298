"""Who may ask: names of the service, pages, tokens, the cookie of /compose, limits."""

from __future__ import annotations

import re
from datetime import date

import pytest

from msgcheck.service import body_limit, token_buckets
from msgcheck.service.pairing import Clients
from tests.builders_service import running_service
from tests.cli.plain_stages import FORBIDDEN
from tests.service.asking import ask, check, mail, raw

PAGE = "https://mail.example"
ADD_IN = "https://addin.example"
WRONG = "a token of nobody"
DAY = date(2026, 11, 16)


@pytest.fixture(scope="module")
def with_add_in(tmp_path_factory):
    folder = tmp_path_factory.mktemp("service")
    with running_service(folder, allow_origins=(ADD_IN,), names=("checks.example",)) as running:
        yield running


# --- tokens ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/v1/check", "/v1/say", "/v1/override", "/v1/accept", "/v1/whatever", "/else"])
@pytest.mark.parametrize("token", ["", "wrong", "ünicode"], ids=["none", "wrong", "odd"])
def test_without_a_token_that_holds_nothing_is_answered(service, path, token):
    headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")} if token else {}
    answer = ask(service, "POST", path, mail(FORBIDDEN), token="", headers=headers)
    assert (answer.status, answer.error) == (401, "bad-token")
    assert "msgcheck serve --pair" in answer.json["error"]["hint"]
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("written", ["Basic {}", "{}", "Bearer", "bearer  {}x"])
def test_a_token_is_shown_as_bearer(service, written):
    headers = {"Authorization": written.format(service.token)}
    assert ask(service, "POST", "/v1/check", mail("Hi"), token="", headers=headers).status == 401


def test_the_hash_of_a_token_is_no_token(service):
    (client,) = [client for client in Clients(service.state).all() if client.name == "tests"]
    assert check(service, "Hi", token=client.sha256).status == 401


def test_a_client_that_is_paired_while_the_service_runs_may_ask_at_once(service):
    token = Clients(service.state).pair("later", day=DAY)
    assert check(service, "Hi", token=token).status == 200


def test_a_client_that_is_unpaired_while_the_service_runs_may_not_ask_any_more(service):
    clients = Clients(service.state)
    token = clients.pair("gone", day=DAY)
    assert check(service, "Hi", token=token).status == 200
    clients.unpair("gone")
    assert check(service, "Hi", token=token).status == 401


def test_a_damaged_list_of_clients_lets_nobody_in(tmp_path):
    with running_service(tmp_path) as own:
        (own.state / "clients.json").write_text("[{]")
        assert check(own, "Hi").status == 401


@pytest.mark.parametrize("path", ["/v1/health", "/v1/ready", "/openapi.json"])
def test_what_says_nothing_of_anybody_needs_no_token(service, path):
    assert ask(service, "GET", path, token="").status == 200


# --- names of the service --------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_the_names_of_this_machine_are_known(service, host):
    assert check(service, "Hi", headers={"Host": host.format(port=service.port)}).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.:{port}",
        "127.0.0.1:{port}.evil.example",
    ],
)
def test_a_page_that_rebinds_its_name_to_this_machine_is_refused(service, host):
    answer = check(service, "Hi", headers={"Host": host.format(port=service.port)})
    assert (answer.status, answer.error) == (421, "bad-host")


@pytest.mark.parametrize("path", ["/v1/health", "/openapi.json", "/compose", "/compose/compose.js", "/outlook/x.js"])
def test_under_another_name_nothing_at_all_is_there(service, path):
    assert ask(service, "GET", path, headers={"Host": "evil.example"}).status == 421


def test_a_request_without_a_host_is_refused(service):
    assert raw(service, b"GET /v1/health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421")


def test_a_request_with_two_hosts_is_refused(service):
    hosts = f"Host: 127.0.0.1:{service.port}\r\nHost: evil.example\r\n".encode()
    assert raw(service, b"GET /v1/health HTTP/1.1\r\n" + hosts + b"\r\n").startswith(b"HTTP/1.1 400")


def test_a_forwarded_host_counts_for_nothing(service):
    headers = {"Host": "evil.example", "X-Forwarded-Host": f"127.0.0.1:{service.port}"}
    assert check(service, "Hi", headers=headers).status == 421


def test_a_name_that_was_given_is_known(with_add_in):
    assert check(with_add_in, "Hi", headers={"Host": f"checks.example:{with_add_in.port}"}).status == 200


# --- pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", [PAGE, "null", "http://127.0.0.1:1", "http://localhost.evil.example", "file://"])
def test_a_page_of_the_web_is_refused_though_it_has_a_token(service, origin):
    answer = check(service, "Hi", headers={"Origin": origin})
    assert (answer.status, answer.error) == (403, "bad-origin")
    assert "access-control-allow-origin" not in answer.headers


def test_a_preflight_of_a_page_of_the_web_is_refused(service):
    headers = {
        "Origin": PAGE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = ask(service, "OPTIONS", "/v1/check", token="", headers=headers)
    assert answer.status == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("origin", ["chrome-extension://abcdefghijklmnop", "moz-extension://0f5c-11"])
def test_an_extension_pairs_by_token(service, origin):
    assert check(service, "Hi", headers={"Origin": origin}).status == 200
    assert check(service, "Hi", headers={"Origin": origin}, token=WRONG).status == 401


def test_the_own_page_may_ask(service):
    assert check(service, "Hi", headers={"Origin": service.address}).status == 200


def test_an_add_in_that_was_allowed_gets_to_read_the_answer(with_add_in):
    answer = check(with_add_in, "Hi", headers={"Origin": ADD_IN})
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == ADD_IN
    assert "access-control-allow-credentials" not in answer.headers


def test_an_add_in_gets_to_read_that_it_is_not_paired(with_add_in):
    answer = check(with_add_in, "Hi", headers={"Origin": ADD_IN}, token=WRONG)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (401, ADD_IN)


@pytest.mark.parametrize("origin", [ADD_IN + ".evil.example", "http://addin.example", ADD_IN + ":8443", PAGE])
def test_what_only_looks_like_the_add_in_is_refused(with_add_in, origin):
    assert check(with_add_in, "Hi", headers={"Origin": origin}).status == 403


def test_a_preflight_of_the_add_in_is_answered(with_add_in):
    headers = {
        "Origin": ADD_IN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = ask(with_add_in, "OPTIONS", "/v1/check", token="", headers=headers)
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == ADD_IN
    assert answer.headers["access-control-allow-private-network"] == "true"
    assert "authorization" in answer.headers["access-control-allow-headers"].lower()


# --- the cookie of /compose ------------------------------------------------------------------------


def opened(service):
    """Return the cookie that a link gives."""
    path = service.link().removeprefix(service.address)
    answer = ask(service, "GET", path, token="")
    assert answer.status == 303
    return answer.headers["set-cookie"]


def test_a_link_opens_the_page_once(service):
    path = service.link().removeprefix(service.address)
    first, second = (ask(service, "GET", path, token="") for _ in range(2))
    assert (first.status, first.headers["location"]) == (303, "/compose")
    assert second.status == 403
    assert "set-cookie" not in second.headers


def test_the_cookie_is_for_this_service_alone(service):
    cookie = opened(service)
    assert cookie.startswith(f"msgcheck-{service.port}=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= parts
    assert "secure" not in parts
    assert not [part for part in parts if part.startswith("domain")]


def test_with_the_cookie_the_page_is_there(service):
    cookie = opened(service).partition(";")[0]
    answer = ask(service, "GET", "/compose", token="", headers={"Cookie": cookie})
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_without_the_cookie_the_page_says_how_to_get_a_link(service):
    answer = ask(service, "GET", "/compose", token="")
    assert answer.status == 403
    assert b"msgcheck serve --link" in answer.body


@pytest.mark.parametrize("path", ["/compose", "/compose?ticket=wrong", "/compose/compose.html"])
def test_nobody_frames_or_keeps_the_page(service, path):
    headers = ask(service, "GET", path, token="").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "{own}"}, 200),
        ({"Origin": "{own}"}, 200),
        ({}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": PAGE}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "{own}"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "moz-extension://0f5c-11"}, 403),
    ],
)
def test_with_the_cookie_only_the_page_itself_may_ask(service, said, status):
    headers = {name: value.format(own=service.address) for name, value in said.items()}
    cookie = opened(service).partition(";")[0]
    assert check(service, "Hi", token="", headers={**headers, "Cookie": cookie}).status == status


def test_a_page_on_another_port_may_not_use_the_cookie(service):
    cookie = opened(service).partition(";")[0]
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{service.port + 1}", "Sec-Fetch-Site": "same-site"}
    assert check(service, "Hi", token="", headers=headers).status == 403


def test_a_cookie_of_nobody_opens_nothing(service):
    headers = {"Cookie": f"msgcheck-{service.port}=made-up", "Sec-Fetch-Site": "same-origin"}
    assert check(service, "Hi", token="", headers=headers).status == 401


@pytest.mark.parametrize(
    "path",
    [
        "/compose/../pairing.py",
        "/compose/%2e%2e/unpacking.py",
        "/compose//etc/passwd",
        "/compose/",
        "/compose/nothing.js",
    ],
)
def test_only_files_of_the_page_are_served(service, path):
    assert ask(service, "GET", path, token="").status == 404


def test_files_of_the_add_in_may_be_framed_by_office_and_by_nobody_else(service):
    answer = ask(service, "GET", "/outlook/shared/panel.js", token="")
    assert answer.status == 200
    (ancestors,) = re.findall(r"frame-ancestors ([^;]+)", answer.headers["content-security-policy"])
    assert "https://*.office.com" in ancestors
    assert "*" not in ancestors.split()


# --- limits ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("service"), max_body_bytes=10_000) as running:
        yield running


def head(service, *lines):
    """Return the beginning of a request to check, without its end."""
    first = ("POST /v1/check HTTP/1.1", f"Host: 127.0.0.1:{service.port}", f"Authorization: Bearer {service.token}")
    return "".join(f"{line}\r\n" for line in (*first, "Content-Type: application/json", *lines)).encode()


def test_a_body_that_says_it_is_too_large_is_refused_at_once(small, monkeypatch):
    monkeypatch.setattr(body_limit, "_LINGER_S", 0.1)
    answer = raw(small, head(small, "Content-Length: 10001") + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 413")
    assert b'"too-large"' in answer


def test_a_body_that_turns_out_too_large_is_refused(small):
    chunk = b"1000\r\n" + b"x" * 0x1000 + b"\r\n"
    answer = raw(small, head(small, "Transfer-Encoding: chunked") + b"\r\n", *[chunk] * 5, b"0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413")


def test_a_client_that_sends_on_reads_that_it_was_too_large(small):
    answer = ask(small, "POST", "/v1/check", mail("x" * 3_000_000))
    assert (answer.status, answer.error) == (413, "too-large")


def test_a_body_as_large_as_allowed_is_checked(small):
    body = b'{"mail": {"text": ""}}'
    padded = body + b" " * (10_000 - len(body))
    assert ask(small, "POST", "/v1/check", padded).status == 200
    assert ask(small, "POST", "/v1/check", padded + b" ").status == 413


def test_nothing_of_a_body_is_taken_in_without_a_token(small):
    before = len(small.resident.checked)
    answer = ask(small, "POST", "/v1/check", b"x" * 9_000, token=WRONG)
    assert answer.status == 401
    assert len(small.resident.checked) == before


def test_a_body_that_does_not_come_is_given_up(small, monkeypatch):
    monkeypatch.setattr(body_limit, "BODY_TIMEOUT_S", 0.2)
    answer = raw(small, head(small, "Content-Length: 100") + b"\r\n{")
    assert answer.startswith(b"HTTP/1.1 408")


def test_a_client_that_asks_without_end_is_told_to_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(token_buckets, "BURST", 3)
    monkeypatch.setattr(token_buckets, "PER_S", 0.001)
    with running_service(tmp_path) as own:
        other = Clients(own.state).pair("other", day=DAY)
        statuses = [ask(own, "POST", "/v1/say", {"question": "x"}).status for _ in range(4)]
        refused = ask(own, "POST", "/v1/say", {"question": "x"})
        assert statuses == [200, 200, 200, 429]
        assert (refused.error, refused.headers["retry-after"]) == ("too-many", "1")
        assert ask(own, "POST", "/v1/say", {"question": "x"}, token=other).status == 200
