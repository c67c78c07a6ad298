"""`msgcheck serve` on the command line: pairing, links, unpacking, starting; and `msgcheck check` beside a service."""

from __future__ import annotations

import io
import json
import logging
import sys
from types import SimpleNamespace

import pytest

from msgcheck.cli.main import run
from msgcheck.service.listening import listen_tcp
from msgcheck.service.pairing import Clients
from msgcheck.service.server import Service
from tests.builders_service import running_service
from tests.cli.plain_stages import APPROVED, FORBIDDEN, mail_bytes


def served(capsys, *arguments):
    code = run(["serve", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# --- pairing ---------------------------------------------------------------------------------------


def test_pair_prints_the_token_and_nothing_else_on_stdout(plain, capsys):
    code, out, err = served(capsys, "--pair", "gmail")
    assert code == 0
    assert Clients(plain / "state").name_of(out.strip()) == "gmail"
    assert "once" in err
    assert out.strip() not in err


@pytest.mark.parametrize("name", ["a\nb", ""])
def test_pair_with_a_bad_name_is_two(plain, capsys, name):
    code, out, err = served(capsys, "--pair", name)
    assert (code, out) == (2, "")
    assert "letters" in err


def test_unpair_forgets_a_client(plain, capsys):
    served(capsys, "--pair", "gmail")
    assert served(capsys, "--unpair", "gmail")[:2] == (0, "gmail is no longer paired.\n")
    assert Clients(plain / "state").all() == ()


@pytest.mark.parametrize("name", ["gmail", ""])
def test_unpair_of_nobody_is_two(plain, capsys, name):
    assert served(capsys, "--unpair", name)[0] == 2


def test_clients_are_listed_without_their_tokens(plain, capsys):
    _, token, _ = served(capsys, "--pair", "gmail")
    code, out, _ = served(capsys, "--clients")
    assert (code, out) == (0, "gmail, paired on 2026-11-16\n")
    assert token.strip() not in out


def test_clients_where_there_are_none_says_how_to_pair_one(plain, capsys):
    code, out, _ = served(capsys, "--clients")
    assert code == 0
    assert "--pair" in out


# --- links and unpacking ---------------------------------------------------------------------------


def test_link_is_one_of_the_running_service(plain, capsys):
    with running_service(plain) as service:
        code, out, _ = served(capsys, "--link")
        assert code == 0
        assert out.startswith(f"{service.address}/compose?ticket=")


def test_link_without_a_service_is_two(plain, capsys):
    code, out, err = served(capsys, "--link")
    assert (code, out) == (2, "")
    assert "does not run" in err


def test_unpack_writes_a_client_for_this_address(plain, capsys):
    code, out, err = served(capsys, "--unpack", "chromium", "--output", plain / "extension", "--port", "9999")
    assert ":9999" in err
    assert "Load unpacked" in err
    assert (code, out.strip()) == (0, str(plain / "extension"))
    json.loads((plain / "extension" / "manifest.json").read_text())
    assert ":9999" in (plain / "extension" / "shared" / "address.js").read_text()


def test_unpack_without_a_folder_is_two(plain, capsys):
    code, _, err = served(capsys, "--unpack", "chromium")
    assert code == 2
    assert "--output" in err


def test_options_that_do_different_things_do_not_go_together(plain, capsys):
    assert served(capsys, "--pair", "gmail", "--link")[0] == 2


# --- starting --------------------------------------------------------------------------------------


@pytest.fixture
def not_run(monkeypatch):
    """Services that were started; none of them runs."""
    started = []

    def note(service):
        started.append(service)
        service.close()

    monkeypatch.setattr(Service, "run", note)
    yield started
    logging.getLogger("msgcheck.service").setLevel(logging.NOTSET)


def test_serve_says_where_and_how_to_go_on(plain, capsys, not_run):
    code, out, err = served(capsys, "--port", 0)
    assert (code, out) == (0, "")
    (service,) = not_run
    assert service.address in err
    assert f"{service.address}/compose?ticket=" in err
    assert "msgcheck serve --pair" in err


def test_serve_without_messaging_is_two_before_anything_is_loaded(plain, capsys, not_run):
    code, _, err = served(capsys, "--port", 0, "--messaging", "nowhere")
    assert (code, not_run) == (2, [])
    assert "nowhere" in err


def test_serve_on_a_port_that_is_taken_is_two(plain, capsys, not_run):
    with listen_tcp("127.0.0.1", 0) as taken:
        code, _, err = served(capsys, "--port", taken.getsockname()[1])
    assert (code, not_run) == (2, [])
    assert "--port" in err


def test_serve_beyond_this_machine_without_a_certificate_is_two(plain, capsys, not_run):
    code, _, err = served(capsys, "--port", 0, "--host", "0.0.0.0")  # noqa: S104
    assert (code, not_run) == (2, [])
    assert "--cert" in err


def test_serve_beside_another_one_is_two(plain, capsys):
    with running_service(plain):
        code, _, err = served(capsys, "--port", 0)
    assert code == 2
    assert "runs already" in err


# --- msgcheck check beside a service ---------------------------------------------------------------


@pytest.fixture
def beside(plain, monkeypatch):
    """A service with the settings of the current folder."""
    monkeypatch.setenv("MSGCHECK_STORE", str(plain / "state" / "store.sqlite3"))
    monkeypatch.delenv("MSGCHECK_NOW")
    (plain / "draft.eml").write_bytes(mail_bytes("Hi Ana,", FORBIDDEN))
    with running_service(plain) as service:
        service.resident.checked.clear()
        yield service


def checked(capsys, *arguments):
    code = run(["check", *map(str, arguments)])
    return code, capsys.readouterr().out


def test_check_asks_the_service(beside, capsys):
    code, out = checked(capsys, "draft.eml")
    assert (code, len(beside.resident.checked)) == (1, 1)
    assert FORBIDDEN in out


@pytest.mark.parametrize(
    "options", [(), ("--format", "json"), ("--all",), ("--persona", "cto"), ("--to", "a@b.example")]
)
def test_check_says_the_same_with_and_without_the_service(beside, capsys, options):
    with_service = checked(capsys, "draft.eml", *options)
    assert len(beside.resident.checked) == 1
    beside.stop()
    assert checked(capsys, "draft.eml", *options) == with_service


def test_check_asks_the_service_about_what_comes_on_stdin(beside, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(APPROVED.encode())))
    assert checked(capsys)[0] == 0
    assert len(beside.resident.checked) == 1


@pytest.mark.parametrize(
    "options",
    [("--as-of", "2026-01-01"), ("--no-cache",), ("--segment", "retail"), ("--messaging", "messaging/house.yaml")],
)
def test_check_does_not_ask_a_service_that_would_judge_by_something_else(beside, capsys, options):
    assert checked(capsys, "draft.eml", *options)[0] == 1
    assert beside.resident.checked == []


def test_check_with_a_fixed_clock_does_not_ask(beside, capsys, monkeypatch):
    monkeypatch.setenv("MSGCHECK_NOW", "2026-11-16T09:00:00+00:00")
    assert checked(capsys, "draft.eml")[0] == 1
    assert beside.resident.checked == []


def test_check_goes_on_by_itself_where_the_service_fails(beside, capsys):
    beside.resident.breaks_with = RuntimeError("no")
    code, out = checked(capsys, "draft.eml")
    assert (code, FORBIDDEN in out) == (1, True)


def test_check_of_what_the_service_cannot_read_says_why(beside, capsys, plain):
    (plain / "deck.pptx").write_bytes(b"no deck")
    code = run(["check", "deck.pptx"])
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert "the draft cannot be read" in captured.err
